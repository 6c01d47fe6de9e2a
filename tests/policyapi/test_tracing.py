"""The id of a request: taken over or made, on every answer, in every problem and log line."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from documents.api import lists
from policyapi.tracing import RequestIdFilter, RequestIdMiddleware, current_request_id

ASK = RequestFactory()


def formatted(record: logging.LogRecord) -> str:
    RequestIdFilter().filter(record)
    return logging.Formatter("%(levelname)s%(of_request)s: %(message)s").format(record)


def answer_of(view: Any, **headers: str) -> Any:
    return RequestIdMiddleware(view)(ASK.get("/", headers=headers))


@pytest.mark.parametrize("sent", ["a", "3f2c-77.b_1", "x" * 128])
def test_a_sane_id_is_taken_over(sent: str) -> None:
    seen: list[Any] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.extend([request.request_id, current_request_id()])  # type: ignore[attr-defined]
        return HttpResponse()

    assert answer_of(view, x_request_id=sent)["X-Request-ID"] == sent
    assert seen == [sent, sent]
    assert current_request_id() is None


@pytest.mark.parametrize("sent", ["", "a b", "x" * 129, "编号", "a\tb", "<script>", "a\r\nb"])
def test_any_other_is_replaced(sent: str) -> None:
    made = answer_of(lambda _: HttpResponse(), x_request_id=sent)["X-Request-ID"]
    assert made != sent
    assert len(made) == 32


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/", 302),
        ("/healthz", 200),
        ("/static/admin/css/base.css", 200),
        ("/admin/", 302),
        ("/nothing", 404),
        ("/api/v1/nothing/", 404),
        ("/api/v1/regions", 308),
        ("/api/v1/regions/", 200),
        ("/api/v1/regions/?colour=red", 400),
    ],
)
def test_every_answer_has_it(path: str, status: int) -> None:
    answer: Any = Client().get(path, headers={"X-Request-ID": "check-7"})
    assert answer.status_code == status
    assert answer["X-Request-ID"] == "check-7"
    answer.close()


@pytest.mark.django_db
@pytest.mark.parametrize("fails", [False, True])
def test_problems_and_log_lines_name_it(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, fails: bool
) -> None:
    def fail(*args: Any) -> None:
        raise ZeroDivisionError

    caplog.handler.addFilter(filter_ := RequestIdFilter())
    if fails:
        monkeypatch.setattr(lists.DocumentList, "read", fail)
    client = Client(raise_request_exception=False)
    path = "/api/v1/documents/" if fails else "/api/v1/nothing/"
    answer: Any = client.get(path, headers={"X-Request-ID": "check-7"})
    caplog.handler.removeFilter(filter_)
    assert answer.json()["request_id"] == "check-7"
    logged_by = "django.request" if fails else "policyapi.access"
    lines = [record for record in caplog.records if record.name == logged_by]
    assert [record.of_request for record in lines] == [" [check-7]"]  # type: ignore[attr-defined]


def test_a_line_outside_of_requests_has_none() -> None:
    record = logging.makeLogRecord({"levelname": "INFO", "msg": "started"})
    assert formatted(record) == "INFO: started"


def test_a_stream_is_made_under_the_id_of_its_request() -> None:
    def parts() -> Iterator[str]:
        yield current_request_id() or ""
        yield "\n"

    answer = answer_of(lambda _: StreamingHttpResponse(parts()), x_request_id="check-7")
    assert b"".join(answer.streaming_content) == b"check-7\n"
    assert current_request_id() is None


def test_a_stream_that_fails_is_logged_and_cut(caplog: pytest.LogCaptureFixture) -> None:
    def parts() -> Iterator[str]:
        yield "begun"
        raise ZeroDivisionError

    answer = answer_of(lambda _: StreamingHttpResponse(parts()))
    stream = iter(answer.streaming_content)
    assert next(stream) == b"begun"
    with pytest.raises(ZeroDivisionError):
        next(stream)
    assert "the answer to / broke off" in caplog.text
