"""A curator's key, and what is sent with it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client

from documents.models import Document
from policyapi.models import ApiKey
from tests import factories
from tests.documents.ingest.test_runs import notice

DOCUMENTS = "/api/v1/documents/"


class Curator:
    """Asks with a key that may write; bodies are JSON unless told."""

    def __init__(self, key: str) -> None:
        self.headers = {"Authorization": f"Bearer {key}"}
        self.client = Client(raise_request_exception=False)

    def send(
        self, method: str, path: str, body: Any = None, *, kind: str = "", **headers: str
    ) -> Any:
        """`headers` are named with underscores: `If_Match`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.client.generic(
            method,
            DOCUMENTS + path,
            b"" if body is None else data,
            content_type=kind or "application/json",
            headers={**self.headers, **named},
        )

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.send("POST", path, body, **headers)

    def upload(self, path: str, **parts: Any) -> Any:
        return self.client.post(DOCUMENTS + path, parts, headers=self.headers)

    def patch(self, key: str, body: Any, etag: str | None = None, **headers: str) -> Any:
        """With the document's present ETag unless another is given."""
        match = self.get(f"{key}/")["ETag"] if etag is None else etag
        return self.send("PATCH", f"{key}/", body, If_Match=match, **headers)

    def get(self, path: str) -> HttpResponse:
        answer: Any = self.client.get(DOCUMENTS + path, headers=self.headers)
        return answer  # type: ignore[no-any-return]

    def create(self, **body: Any) -> Document:
        answer = self.post("", {"text": notice(1), **body})
        assert answer.status_code == 201, answer.content.decode()
        return Document.objects.get(pk=answer.json()["id"])


def make_key(*scopes: str) -> str:
    owner, _ = User.objects.get_or_create(username="bianmu")
    _, key = ApiKey.objects.create_key(name="编目终端", scopes=list(scopes), owner=owner)
    return str(key)


@pytest.fixture
def authorities(db: None) -> None:
    """A province and its city with their governments, and a meeting."""
    province = factories.region("990000", name="示例省", short_name="示例")
    city = factories.region(
        "990100", province, name="示例市", short_name="示例", level="prefecture"
    )
    names: dict[str, Any] = {"name": "示例省人民政府", "short_name": "示例省政府"}
    factories.body("gov-990000", **names, system="government", region=province)
    names = {"name": "示例市人民政府办公室", "short_name": "示例市政府办公室"}
    factories.body("gov-990100-office", **names, system="government", region=city)
    factories.meeting(body=factories.body(region=province))


@pytest.fixture
def curator(authorities: None) -> Curator:
    return Curator(make_key("write"))
