"""The project's settings with addresses that fail, for tests of what a client then sees."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import path

from policyapi.settings import *  # noqa: F403

ROOT_URLCONF = "tests.failing"
handler500 = "policyapi.rest.handlers.server_error"


def fail(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError("a secret of the program's")


def fail_half_way(request: HttpRequest) -> StreamingHttpResponse:
    def parts() -> Iterator[bytes]:
        yield b"begun\n"
        raise ZeroDivisionError("a secret of the program's")

    return StreamingHttpResponse(parts(), content_type="text/csv")


urlpatterns = [path("api/v1/fail/", fail), path("api/v1/half-way/", fail_half_way)]
