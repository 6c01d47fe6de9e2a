"""What a client sees of a view that fails, on a real server."""

from __future__ import annotations

import http.client
from collections.abc import Iterator

import pytest

from tests.served import Served

ID = {"X-Request-ID": "check-7"}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    started = Served(tmp_path_factory.mktemp("failing"), DJANGO_SETTINGS_MODULE="tests.failing")
    yield started
    started.stop()


def test_a_500_names_the_request_and_nothing_else(served: Served) -> None:
    answer = served.ask("/api/v1/fail/", headers=ID)
    assert answer.status == 500
    assert answer.headers["Content-Type"] == "application/problem+json"
    body = answer.json()
    assert body["type"] == "/api/v1/problems/internal-error/"
    assert body["request_id"] == answer.headers["X-Request-ID"] == "check-7"
    assert b"secret" not in answer.content
    assert "ERROR [check-7] django.request: Internal Server Error: /api/v1/fail/" in served.log()
    assert "a secret of the program's" in served.log()


def test_an_answer_that_breaks_off_does_not_look_whole(served: Served) -> None:
    with pytest.raises(http.client.IncompleteRead) as broken:
        served.ask("/api/v1/half-way/", headers=ID)
    assert broken.value.partial in (b"", b"begun\n")
    assert "ERROR [check-7] policyapi.tracing: the answer to /api/v1/half-way/" in served.log()
