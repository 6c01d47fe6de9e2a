"""One error shape, whoever notices the error first."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client, override_settings

from documents.api import lists
from tests.asking import Api

SHAPE = {"type", "title", "status", "detail", "instance", "request_id"}


@pytest.mark.parametrize(
    ("path", "asked", "status", "keys"),
    [
        ("documents/", {"colour": "red"}, 400, SHAPE | {"errors"}),
        ("documents/", {"format": "xml"}, 400, SHAPE | {"errors"}),
        ("documents/none/", {}, 404, SHAPE),
        ("documents/none/text/", {}, 404, SHAPE),
        ("documents/%00/", {}, 404, SHAPE),
        ("bodies/none/", {}, 404, SHAPE),
        ("nothing/", {}, 404, SHAPE),
        ("documents/lookup/", {}, 400, SHAPE | {"errors"}),
    ],
)
def test_shape(api: Api, path: str, asked: dict[str, str], status: int, keys: set[str]) -> None:
    problem = api.problem(path, status, **asked)
    assert set(problem) == keys
    assert problem["type"].startswith("/api/v1/problems/")
    assert problem["detail"]
    assert all(isinstance(why, list) for why in problem.get("errors", {}).values())


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_405(api: Api, method: str) -> None:
    answer = getattr(api.client, method)("/api/v1/regions/", content_type="application/json")
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/problem+json"
    assert answer["Allow"] == "GET, HEAD, OPTIONS"
    assert answer.json()["title"] == "Method not allowed"


def test_406(api: Api) -> None:
    answer: Any = api.client.get("/api/v1/documents/", headers={"accept": "image/png"})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"
    assert "application/json" in answer.json()["detail"]


def test_500(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(lists.DocumentList, "read", fail)
    problem = api.problem("documents/", 500)
    assert set(problem) == SHAPE


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_an_unreachable_database_is_a_503(
    api: Api, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(*args: Any) -> None:
        raise error("server closed the connection unexpectedly")

    monkeypatch.setattr(lists.DocumentList, "read", fail)
    answer = api.get("documents/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert "closed" not in answer.content.decode()


def test_the_statement_timeout_is_a_503(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def sleep(*args: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 10")
            cursor.execute("SELECT pg_sleep(10)")

    monkeypatch.setattr(lists.DocumentList, "read", sleep)
    assert "narrow" in api.problem("documents/", 503)["detail"]


@override_settings(ALLOWED_HOSTS=["example.org"])
def test_a_foreign_host_is_a_problem_too() -> None:
    answer: Any = Client(raise_request_exception=False).get("/api/v1/documents/")
    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"


def test_pages_outside_the_api_keep_their_form(client: Client) -> None:
    assert client.get("/nothing")["Content-Type"].startswith("text/html")


def test_a_browser_sees_a_page(api: Api) -> None:
    answer: Any = api.client.get("/api/v1/documents/?colour=red", headers={"accept": "text/html"})
    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("text/html")
    assert "is no parameter here" in answer.content.decode()
