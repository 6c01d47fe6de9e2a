"""The project's settings with addresses that fail, for tests of what a client then sees."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path
from django.views import View

from policyapi.settings import *  # noqa: F403

ROOT_URLCONF = "tests.failing"
handler500 = "policyapi.rest.handlers.server_error"


class Fail(View):
    hangs_on = None

    def get(self, request: HttpRequest) -> HttpResponse:
        raise ZeroDivisionError("a secret of the program's")


class FailHalfWay(View):
    hangs_on = None

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        def parts() -> Iterator[bytes]:
            yield b"begun\n"
            raise ZeroDivisionError("a secret of the program's")

        return StreamingHttpResponse(parts(), content_type="text/csv")


urlpatterns = [
    path("api/v1/fail/", Fail.as_view()),
    path("api/v1/half-way/", FailHalfWay.as_view()),
]
