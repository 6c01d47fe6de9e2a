"""Asking the API in tests."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.test import Client

API = "/api/v1/"


class Api:
    """A client of /api/v1/ that reads JSON."""

    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def get(self, path: str, **parameters: Any) -> HttpResponse:
        answer: Any = self.client.get(API + path, parameters)
        return answer  # type: ignore[no-any-return]

    def json(self, path: str, **parameters: Any) -> dict[str, Any]:
        """The body of a 200."""
        answer = self.get(path, **parameters)
        assert answer.status_code == 200, answer.content.decode()
        body: dict[str, Any] = answer.json()  # type: ignore[attr-defined]
        return body

    def problem(self, path: str, status: int = 400, **parameters: Any) -> dict[str, Any]:
        """The body of an error, which is a problem document."""
        answer = self.get(path, **parameters)
        assert answer.status_code == status, answer.content.decode()
        assert answer["Content-Type"] == "application/problem+json"
        body: dict[str, Any] = answer.json()  # type: ignore[attr-defined]
        assert body["status"] == status
        return body

    def ids(self, path: str = "documents/", key: str = "id", **parameters: Any) -> list[str]:
        return [row[key] for row in self.json(path, **parameters)["results"]]

    def walk(self, path: str, key: str = "id", **parameters: Any) -> list[str]:
        """Every row's key, by cursor from the first page to the last."""
        found: list[str] = []
        page = self.json(path, cursor="", **parameters)
        while True:
            found += [row[key] for row in page["results"]]
            if page["next"] is None:
                return found
            page = self.client.get(page["next"]).json()
