"""Limits in one process: tiers, headers, refusals, and what happens when the cache is gone."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from policyapi.environment import Rate
from policyapi.models import ApiKey
from policyapi.rest import authentication, quotas
from policyapi.rest.limits import LimitMiddleware

MOMENT = 1_800_000_000.5
LIMITS = {
    "anonymous": Rate(3, 60),
    "key": Rate(5, 60),
    "backfill": Rate(7, 3_600),
    "write": Rate(2, 60),
}


@pytest.fixture(autouse=True)
def limited(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small limits, counted in a file of the test's own, in a moment that does not pass."""
    settings.LIMITS = LIMITS
    settings.CACHES = settings.CACHES | {
        "limits": {"BACKEND": "policyapi.counters.SharedCounters", "LOCATION": str(tmp_path / "c")}
    }
    monkeypatch.setattr(time, "time", lambda: MOMENT)
    monkeypatch.setattr(quotas, "_rests_until", 0.0)


def make_key(*scopes: str) -> str:
    owner = User.objects.create(username="bianmu") if "write" in scopes else None
    _, key = ApiKey.objects.create_key(name="示例应用", scopes=list(scopes), owner=owner)
    return str(key)


def ask(method: str = "get", status: int = 200, path: str = "/api/v1/", **headers: str) -> Any:
    """The answer of a view that says `status`, through the limits."""
    views: list[HttpRequest] = []

    def view(request: HttpRequest) -> HttpResponse:
        views.append(request)
        return HttpResponse(status=status)

    request = getattr(RequestFactory(), method)(path, headers=headers)
    answer: Any = LimitMiddleware(view)(request)
    answer.reached = bool(views)
    return answer


def left(answer: Any) -> int:
    return int(answer["RateLimit"].split(";r=")[1].split(";")[0])


class TestAnonymous:
    def test_every_answer_says_what_is_left(self) -> None:
        answers = [ask() for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert [left(answer) for answer in answers] == [2, 1, 0, 0, 0]
        assert {answer["RateLimit-Policy"] for answer in answers} == {'"anonymous";q=3;w=60'}
        assert [answer.reached for answer in answers] == [True, True, True, False, False]

    def test_the_refusal_is_explained(self) -> None:
        answer = [ask() for _ in range(4)][-1]
        wait = int(answer["Retry-After"])
        assert 0 < wait <= 60
        assert answer["RateLimit"] == f'"anonymous";r=0;t={wait}'
        assert answer["Content-Type"] == "application/problem+json"
        body = json.loads(answer.content)
        assert body["type"] == "/api/v1/problems/rate-limited/"
        assert body["limit"] == {
            "tier": "anonymous", "quota": 3, "window_s": 60, "retry_after_s": wait
        }  # fmt: skip
        assert "allows 5 requests in 60 s" in body["detail"]

    def test_a_new_window_starts_anew(self, monkeypatch: pytest.MonkeyPatch) -> None:
        answer = [ask() for _ in range(4)][-1]
        later = MOMENT + int(answer["Retry-After"])
        monkeypatch.setattr(time, "time", lambda: later)
        assert left(ask()) == 2

    def test_what_a_client_says_of_itself_does_not_count(self, settings: Any) -> None:
        answers = [ask(x_forwarded_for=f"198.51.100.{number}") for number in range(4)]
        assert answers[-1].status_code == 429
        settings.TRUSTED_PROXIES = 1
        assert ask(x_forwarded_for="198.51.100.9").status_code == 200

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/metrics", "/admin/", "/static/a"])
    def test_other_addresses_have_no_limit(self, path: str) -> None:
        answers = [ask(path=path) for _ in range(4)]
        assert {answer.status_code for answer in answers} == {200}
        assert "RateLimit" not in answers[0]

    def test_an_answer_that_had_not_changed_is_free(self) -> None:
        assert [left(ask(status=304)) for _ in range(5)] == [3] * 5
        assert left(ask()) == 2

    def test_a_limit_of_nought_is_none(self, settings: Any) -> None:
        settings.LIMITS = LIMITS | {"anonymous": Rate(0, 60)}
        answer = [ask() for _ in range(9)][-1]
        assert answer.status_code == 200
        assert "RateLimit" not in answer


@pytest.mark.django_db
class TestKeys:
    @pytest.mark.parametrize(
        ("scopes", "method", "policy"),
        [
            (("read",), "get", '"key";q=5;w=60'),
            (("read", "backfill"), "get", '"backfill";q=7;w=3600'),
            (("write",), "get", '"key";q=5;w=60'),
            (("write",), "post", '"write";q=2;w=60'),
            (("read",), "post", '"key";q=5;w=60'),
            (("backfill", "write"), "delete", '"write";q=2;w=60'),
        ],
    )
    def test_the_tier(self, scopes: tuple[str, ...], method: str, policy: str) -> None:
        assert ask(method, x_api_key=make_key(*scopes))["RateLimit-Policy"] == policy

    def test_each_key_has_its_own(self) -> None:
        first, second = make_key("read"), make_key("read")
        assert [left(ask(x_api_key=key)) for key in (first, first, second)] == [4, 3, 4]

    def test_a_bad_key_counts_for_its_address(self) -> None:
        answers = [ask(x_api_key="a" * 8 + "." + "b" * 32) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [401, 401, 401, 429]
        assert answers[0]["WWW-Authenticate"].startswith('Bearer realm="policyapi", error=')
        assert left(answers[0]) == 2
        assert not answers[0].reached

    def test_a_database_out_of_reach_is_a_503(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(prefix: str) -> None:
            raise OperationalError

        monkeypatch.setattr(authentication, "_stored", fail)
        answer = ask(x_api_key=make_key("read"))
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")

    def test_it_is_refused_everywhere_under_api(self, client: Client) -> None:
        for path in ("/api/v1/regions/", "/api/v1/docs/", "/api/v1/nothing/"):
            headers = {"Authorization": "Bearer nonsense", "Origin": "https://app.example"}
            answer = client.get(path, headers=headers)
            assert answer.status_code == 401
            assert answer["Access-Control-Allow-Origin"] == "*"
            assert "WWW-Authenticate" in answer["Access-Control-Expose-Headers"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("scopes", "length", "status"),
    [
        ((), 2_621_440, 200),
        ((), 2_621_441, 413),
        (("read",), 3_000_000, 413),
        (("write",), 3_000_000, 200),
    ],
)
def test_a_body_is_as_long_as_its_sender_may_need(
    scopes: tuple[str, ...], length: int, status: int
) -> None:
    headers = {"Content-Length": str(length)} | ({"X-Api-Key": make_key(*scopes)} if scopes else {})
    request = RequestFactory().post("/api/v1/", headers=headers)
    request.META["CONTENT_LENGTH"] = str(length)
    answer = LimitMiddleware(lambda _: HttpResponse())(request)
    assert answer.status_code == status


class TestWithoutItsCache:
    @pytest.fixture(autouse=True)
    def gone(self, settings: Any) -> None:
        settings.CACHES = settings.CACHES | {
            "limits": {
                "BACKEND": "django.core.cache.backends.redis.RedisCache",
                "LOCATION": "unix:///nowhere/redis.sock",
            }
        }

    def test_everything_passes_and_the_log_says_so_once(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        answers = [ask() for _ in range(5)]
        assert {answer.status_code for answer in answers} == {200}
        assert "RateLimit" not in answers[0]
        assert caplog.text.count("limits rest for 5 s") == 1

    def test_it_is_tried_again_after_a_rest(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        ask()
        later = time.monotonic() + quotas.REST_S + 1
        monkeypatch.setattr(time, "monotonic", lambda: later)
        ask()
        assert caplog.text.count("limits rest for 5 s") == 2
