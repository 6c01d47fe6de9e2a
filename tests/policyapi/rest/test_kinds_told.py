"""Each kind of problem as a client meets it, through everything that stands before the views."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from policyapi.models import ApiKey
from policyapi.rest.problem_kinds import KINDS

pytestmark = pytest.mark.django_db
READ = {"scopes": ["read"]}


def key(**values: Any) -> str:
    return str(ApiKey.objects.create_key(name="示例应用", **(READ | values))[1])


@pytest.mark.parametrize(
    ("method", "path", "asked", "slug"),
    [
        ("get", "regions/?colour=red", {}, "invalid-parameters"),
        ("get", "regions/?format=xml", {}, "invalid-parameters"),
        ("get", "regions/", {"X-Api-Key": "a"}, "bad-key"),
        ("get", "regions/", {"Authorization": "Basic YTpi"}, "bad-key"),
        ("post", "documents/", {}, "key-required"),
        ("post", "documents/", {"X-Api-Key": READ}, "forbidden"),
        ("get", "regions/", {"X-Api-Key": READ | {"revoked": True}}, "bad-key"),
        (
            "get", "regions/",
            {"X-Api-Key": READ | {"expiry_date": timezone.now() - timedelta(1)}}, "bad-key",
        ),
        ("get", "regions/999999/", {}, "not-found"),
        ("get", "nothing/", {}, "no-such-address"),
        ("delete", "regions/", {}, "method-not-allowed"),
        ("get", "regions/", {"Accept": "image/png"}, "not-acceptable"),
        ("get", "regions/", {"Host": "evil.example"}, "bad-request"),
    ],
)  # fmt: skip
def test_a_kind(method: str, path: str, asked: dict[str, Any], slug: str) -> None:
    headers = {
        name: key(**value) if isinstance(value, dict) else value for name, value in asked.items()
    }
    answer = Client().generic(method.upper(), f"/api/v1/{path}", headers=headers)
    body = answer.json()
    assert body["type"] == KINDS[slug].type, body
    assert body["title"] == KINDS[slug].title
    assert answer.status_code == body["status"] == KINDS[slug].status
    assert answer["Content-Type"] == "application/problem+json"
    assert body["request_id"] == answer["X-Request-ID"]
    assert answer.has_header("WWW-Authenticate") == (answer.status_code == 401)


@pytest.mark.parametrize(
    ("content", "media_type", "slug"),
    [
        (b"{", "application/json", "bad-request"),
        (b"a,b", "text/csv", "unsupported-media-type"),
    ],
)
def test_a_body_that_cannot_be_read(content: bytes, media_type: str, slug: str) -> None:
    owner = User.objects.create(username="bianmu")
    headers = {"X-Api-Key": key(scopes=["write"], owner=owner)}
    client = Client()
    answer: Any = client.post(
        "/api/v1/documents/", content, content_type=media_type, headers=headers
    )
    assert answer.json()["type"] == KINDS[slug].type, answer.json()
