"""Where exceptions become problem documents: inside DRF, and before it (404, 500, bad hosts)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views import defaults
from rest_framework.exceptions import APIException
from rest_framework.renderers import BrowsableAPIRenderer
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from policyapi.rest.authentication import BadKey
from policyapi.rest.errors import MEDIA_TYPE, Busy, InvalidParameters, problem
from policyapi.rest.rendering import JSONRenderer


def handle(exc: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: every error it knows, and an overloaded database, as a problem."""
    if isinstance(exc, OperationalError | InterfaceError):
        exc = Busy()
        context["request"]._request.database_failed = True
    response = exception_handler(exc, context)
    if response is None:
        return None
    request: Request = context["request"]
    errors = exc.errors if isinstance(exc, InvalidParameters) else None
    kind = getattr(exc, "kind", None)
    response.data = problem(response.status_code, request.path, _detail(exc), errors, kind)
    response.data |= getattr(exc, "members", {})
    if response.status_code == 503:
        response["Retry-After"] = "5"
    if isinstance(exc, BadKey):
        response["WWW-Authenticate"] = exc.challenge
    _render_as_problem(request, response)
    return response


def _detail(exc: Exception) -> str | None:
    return str(exc.detail) if isinstance(exc, APIException) else str(exc) or None


def _render_as_problem(request: Request, response: Response) -> None:
    """Problem JSON whatever was asked for, except for a reader of the browsable pages."""
    if isinstance(getattr(request, "accepted_renderer", None), BrowsableAPIRenderer):
        return
    request.accepted_renderer = JSONRenderer()
    request.accepted_media_type = MEDIA_TYPE
    response.content_type = MEDIA_TYPE


def plain(
    request: HttpRequest, status_code: int, detail: str | None = None, kind: str | None = None
) -> JsonResponse:
    """A problem document as an answer, where DRF is not there to render it."""
    return JsonResponse(
        problem(status_code, request.path, detail, kind=kind),
        status=status_code,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )


def unavailable(request: HttpRequest) -> JsonResponse:
    """503: the database is out of reach, or took too long."""
    request.database_failed = True  # type: ignore[attr-defined]
    response = plain(request, 503, str(Busy.default_detail))
    response["Retry-After"] = "5"
    return response


def is_service(request: HttpRequest) -> bool:
    """Whether programs ask at this address, as against people in the admin site."""
    return request.path.startswith("/api/") or request.path in ("/healthz", "/readyz", "/metrics")


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if not is_service(request):
        return defaults.bad_request(request, exception)
    if isinstance(exception, RequestDataTooBig):
        return plain(request, 413)
    foreign = isinstance(exception, DisallowedHost)
    return plain(
        request, 400, "The Host header names none that is served here." if foreign else None
    )


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_service(request):
        return plain(request, 403)
    return defaults.permission_denied(request, exception)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    if is_service(request):
        return plain(request, 404, kind="no-such-address")
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_service(request):
        return plain(request, 500)
    return defaults.server_error(request)
