"""Errors that are raised before any view, and addresses without their last slash."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.test import Client, RequestFactory, override_settings

from policyapi.rest import handlers
from policyapi.rest.before import ProblemMiddleware
from policyapi.rest.problem_kinds import BY_STATUS, KINDS, kind_of

KEYS = {"type", "title", "status", "detail", "instance", "request_id"}


def assert_problem(answer: Any, slug: str, status: int) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert set(body) == KEYS
    assert (body["type"], body["status"]) == (f"/api/v1/problems/{slug}/", status)
    assert body["request_id"] == answer["X-Request-ID"]
    assert body["detail"]
    return body


@pytest.mark.django_db
class TestBeforeViews:
    def test_an_unknown_address(self, client: Client) -> None:
        body = assert_problem(client.get("/api/v2/"), "no-such-address", 404)
        assert body["instance"] == "/api/v2/"

    @pytest.mark.parametrize("path", ["/healthz", "/readyz", "/api/v1/regions/"])
    def test_an_unknown_method_names_those_there_are(self, client: Client, path: str) -> None:
        answer = client.delete(path)
        assert_problem(answer, "method-not-allowed", 405)
        assert answer["Allow"].startswith("GET, HEAD")

    @pytest.mark.parametrize("path", ["/healthz", "/api/v1/regions/", "/api/v1/nothing"])
    @override_settings(ALLOWED_HOSTS=["policy.example"])
    def test_a_foreign_host(self, path: str) -> None:
        body = assert_problem(Client().get(path), "bad-request", 400)
        assert "Host header" in body["detail"]

    def test_a_body_without_a_length(self, client: Client) -> None:
        answer = client.post("/api/v1/regions/", headers={"Transfer-Encoding": "chunked"})
        del answer.request
        assert answer.status_code in (405, 411)

    def test_people_get_pages(self, client: Client) -> None:
        assert client.get("/nothing")["Content-Type"].startswith("text/html")

    @override_settings(DEBUG=True)
    def test_in_debugging_too(self, client: Client) -> None:
        assert client.get("/api/v1/nothing/")["Content-Type"] == "application/problem+json"


class TestAddresses:
    def test_a_query_is_kept(self, client: Client) -> None:
        answer = client.get("/api/v1/regions?q=示例&level=province")
        assert answer.status_code == 308
        assert answer["Location"] == "/api/v1/regions/?q=%E7%A4%BA%E4%BE%8B&level=province"

    @pytest.mark.parametrize("debug", [False, True])
    def test_a_body_is_sent_again(self, client: Client, debug: bool) -> None:
        with override_settings(DEBUG=debug):
            answer = client.post("/api/v1/regions", {"a": 1}, content_type="application/json")
        assert (answer.status_code, answer["Location"]) == (308, "/api/v1/regions/")

    def test_no_redirect_leaves_the_host(self, client: Client) -> None:
        location = client.get("//evil.example/api/v1/regions").get("Location", "/")
        assert not location.startswith("//")


def through(response: HttpResponse, path: str = "/api/v1/x/", **sent: Any) -> Any:
    return ProblemMiddleware(lambda _: response)(RequestFactory().post(path, **sent))


class TestProblemMiddleware:
    @pytest.mark.parametrize("status", sorted(BY_STATUS))
    def test_a_page_of_any_status_becomes_a_problem(self, status: int) -> None:
        answer = through(HttpResponse("<h1>no</h1>", status=status))
        assert answer["Content-Type"] == "application/problem+json"
        assert b"<h1>" not in answer.content

    def test_headers_stay(self) -> None:
        answer = through(HttpResponseNotAllowed(["GET"]))
        assert answer["Allow"] == "GET"

    def test_a_good_answer_stays(self) -> None:
        assert through(HttpResponse("<h1>yes</h1>")).content == b"<h1>yes</h1>"

    def test_what_is_a_problem_already_stays(self) -> None:
        request = RequestFactory().get("/api/v1/x/")
        made = handlers.plain(request, 409, "Because.")
        assert through(made) is made

    def test_pages_of_other_addresses_stay(self) -> None:
        assert through(HttpResponse("no", status=404), "/admin/x/").content == b"no"

    def test_a_chunked_body_is_not_taken_for_an_empty_one(self) -> None:
        request = RequestFactory().get("/api/v1/x/", headers={"Transfer-Encoding": "chunked"})
        answer = ProblemMiddleware(lambda _: HttpResponse())(request)
        assert answer.status_code == 411


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (RequestDataTooBig("too big"), 413),
        (SuspiciousOperation("odd"), 400),
    ],
)
def test_what_django_suspects(error: Exception, status: int) -> None:
    request: HttpRequest = RequestFactory().get("/api/v1/x/")
    assert handlers.bad_request(request, error).status_code == status
    assert handlers.permission_denied(request, PermissionDenied()).status_code == 403


class TestKinds:
    @pytest.mark.parametrize("slug", KINDS)
    def test_each_is_explained_at_its_type(self, client: Client, slug: str) -> None:
        kind = KINDS[slug]
        body = client.get(kind.type).json()
        assert body == {
            "type": kind.type, "title": kind.title, "status": kind.status, "meaning": kind.meaning
        }  # fmt: skip
        assert kind.meaning.endswith(".")

    def test_the_list_has_them_all(self, client: Client) -> None:
        assert [row["type"] for row in client.get("/api/v1/problems/").json()] == [
            kind.type for kind in KINDS.values()
        ]

    def test_one_that_is_not_there(self, client: Client) -> None:
        assert_problem(client.get("/api/v1/problems/none/"), "not-found", 404)

    def test_a_status_without_a_kind(self) -> None:
        assert kind_of(402).type == "about:blank"
