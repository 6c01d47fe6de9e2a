"""What is measured of each request, and the access log: a line for each request of the API."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.encoding import escape_uri_path

logger = logging.getLogger("policyapi.access")

METHODS = frozenset({"GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"})
LONGEST_PATH = 300


class ObservingMiddleware:
    """Second only to the request's id, so that what others refuse is measured too."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # Not before: Django's checks import this file, before the workers' folder is there.
        from policyapi import metrics

        began = time.perf_counter()
        with metrics.in_flight.track_inprogress():
            response = self.get_response(request)
        _measure(request, response, time.perf_counter() - began)
        if not request.path.startswith("/api/"):
            return response
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            parts = cast(Iterator[bytes], response.streaming_content)
            response.streaming_content = _Logged(parts, request, response, began)
        else:
            content = getattr(response, "content", b"")
            _log(request, response, time.perf_counter() - began, len(content))
        return response


class _Logged:
    """The parts of a stream; when it is closed, how many bytes it had is logged."""

    def __init__(
        self, parts: Iterator[bytes], request: HttpRequest, response: HttpResponseBase, began: float
    ) -> None:
        self._parts = parts
        self._said = (request, response)
        self._began = began
        self._sent = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        part = next(self._parts)
        self._sent += len(part)
        return part

    def close(self) -> None:
        _log(*self._said, time.perf_counter() - self._began, self._sent)


def _measure(request: HttpRequest, response: HttpResponseBase, seconds: float) -> None:
    from policyapi import metrics

    route = route_of(request)
    method = request.method if request.method in METHODS else "other"
    metrics.requests.labels(route, method, f"{response.status_code // 100}xx").inc()
    metrics.durations.labels(route).observe(seconds)
    if request.path.startswith("/api/") and request.GET.get("q"):
        metrics.searches.labels(route).observe(seconds)
    if response.status_code == 304:
        metrics.not_modified.labels(route).inc()
    if response.status_code == 429:
        metrics.limited.labels(getattr(request, "tier", "anonymous")).inc()
    if getattr(request, "cache_failed", False):
        metrics.cache_errors.inc()
    if getattr(request, "database_failed", False):
        metrics.database_errors.inc()


def route_of(request: HttpRequest) -> str:
    """The name of the address; some requests are answered before it is looked up."""
    match = request.resolver_match
    if match is None:
        if request.path.startswith(str(settings.STATIC_URL)):
            return "static"
        try:
            match = resolve(request.path_info)
        except Resolver404:
            return "unknown"
    if match.namespaces:
        return match.namespaces[0]
    return match.url_name or "unnamed"


def _log(request: HttpRequest, response: HttpResponseBase, seconds: float, sent: int) -> None:
    """Neither the query, which is the client's affair, nor its address or key."""
    known: Any = request
    logger.info(
        "%s %s %d %.1f ms %d B %s",
        request.method,
        escape_uri_path(request.path)[:LONGEST_PATH],
        response.status_code,
        seconds * 1_000,
        sent,
        getattr(known, "tier", "-"),
        extra={"request": request},
    )
