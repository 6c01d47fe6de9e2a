"""What is measured of a request, and the line that is logged of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from prometheus_client import REGISTRY

from policyapi.observing import ObservingMiddleware, route_of

ASK = RequestFactory()


def value(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(f"policyapi_{name}", labels) or 0.0


def observe(request: HttpRequest, response: HttpResponseBase) -> Any:
    return ObservingMiddleware(lambda _: response)(request)


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/api/v1/documents/", "document-list"),
        ("/api/v1/documents/abc/", "document"),
        ("/healthz", "healthz"),
        ("/admin/auth/user/", "admin"),
        ("/static/admin/css/base.css", "static"),
        ("/wp-login.php", "unknown"),
        ("/api/v1/wp-login.php/", "unknown"),
    ],
)
def test_a_route_is_a_name_not_an_address(path: str, route: str) -> None:
    assert route_of(ASK.get(path)).startswith(route)


def test_requests_are_counted_by_route_method_and_class() -> None:
    labels = {"route": "term-list", "method": "other", "status": "2xx"}
    before = value("requests_total", **labels), value("request_seconds_count", route="term-list")
    observe(ASK.generic("BREW", "/api/v1/terms/"), HttpResponse())
    after = value("requests_total", **labels), value("request_seconds_count", route="term-list")
    assert after == (before[0] + 1, before[1] + 1)
    assert value("requests_in_flight") == 0


@pytest.mark.parametrize(
    ("name", "labels", "status", "query"),
    [
        ("not_modified_total", {"route": "term-list"}, 304, ""),
        ("limited_total", {"tier": "anonymous"}, 429, ""),
        ("search_seconds_count", {"route": "term-list"}, 200, "?q=示例"),
    ],
)
def test_what_is_counted_besides(
    name: str, labels: dict[str, str], status: int, query: str
) -> None:
    before = value(name, **labels)
    observe(ASK.get(f"/api/v1/terms/{query}"), HttpResponse(status=status))
    observe(ASK.get("/api/v1/terms/"), HttpResponse(status=201))
    assert value(name, **labels) == before + 1


@pytest.mark.parametrize("failed", ["cache", "database"])
def test_failures_behind_it_are_counted(failed: str) -> None:
    before = value(f"{failed}_errors_total")
    request: Any = ASK.get("/api/v1/terms/")
    setattr(request, f"{failed}_failed", True)
    observe(request, HttpResponse(status=503))
    assert value(f"{failed}_errors_total") == before + 1


class TestAccessLog:
    @pytest.fixture(autouse=True)
    def heard(self, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("INFO", "policyapi.access")

    def test_a_line_says_what_was_answered(self, caplog: pytest.LogCaptureFixture) -> None:
        request: Any = ASK.get("/api/v1/terms/换行%0A/?key=secret")
        request.tier = "key"
        observe(request, HttpResponse("abc"))
        (line,) = caplog.messages
        assert line.startswith("GET /api/v1/terms/%E6%8D%A2%E8%A1%8C%0A/ 200 ")
        assert line.endswith(" ms 3 B key")

    def test_only_of_the_api(self, caplog: pytest.LogCaptureFixture) -> None:
        observe(ASK.get("/healthz"), HttpResponse())
        assert caplog.messages == []

    @pytest.mark.django_db
    def test_of_a_stream_when_it_ends(self, caplog: pytest.LogCaptureFixture) -> None:
        def parts() -> Iterator[bytes]:
            yield b"ab"
            yield b"cd"

        answer = observe(ASK.get("/api/v1/documents.csv"), StreamingHttpResponse(parts()))
        assert caplog.messages == []
        assert b"".join(answer.streaming_content) == b"abcd"
        answer.close()
        assert caplog.messages[0].endswith(" ms 4 B -")


class TestMetrics:
    def test_without_a_token_there_is_no_such_address(self, client: Client) -> None:
        answer = client.get("/metrics", headers={"Authorization": "Bearer "})
        assert answer.status_code == 404
        assert answer.json()["type"] == "/api/v1/problems/no-such-address/"

    def test_with_it_everything_is_told(self, client: Client, settings: Any) -> None:
        settings.METRICS_TOKEN = "for-prometheus"
        client.get("/healthz")
        answer = client.get("/metrics", headers={"Authorization": "Bearer for-prometheus"})
        assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
        assert answer["Cache-Control"] == "no-store"
        text = answer.content.decode()
        assert 'policyapi_requests_total{method="GET",route="healthz",status="2xx"}' in text
        assert "policyapi_build_info{" in text
