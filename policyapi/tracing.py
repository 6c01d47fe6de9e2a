"""The id of each request: in its answer, in problem documents and in every line that it logs."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from typing import Any, cast

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

HEADER = "X-Request-ID"
ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,128}")
"""An id that a client or a proxy sends is taken over when it looks so."""

logger = logging.getLogger(__name__)
_current: ContextVar[str | None] = ContextVar("request_id", default=None)


def current_request_id() -> str | None:
    """The id of the request that is being answered, None outside of one."""
    return _current.get()


def request_id_of(sent: str | None) -> str:
    """The id that was sent, where it is a sane one, else a new one.

    >>> request_id_of("check-7")
    'check-7'
    >>> len(request_id_of("a b")), len(request_id_of(None))
    (32, 32)
    """
    return sent if sent and ACCEPTED.fullmatch(sent) else uuid.uuid4().hex


class RequestIdMiddleware:
    """The first of all: gives `request.request_id`, and every answer its header."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        known: Any = request
        known.request_id = request_id_of(request.headers.get(HEADER))
        before = _current.set(known.request_id)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(before)
        response[HEADER] = known.request_id
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            parts = cast(Iterator[bytes], response.streaming_content)
            response.streaming_content = _traced(known.request_id, request.path, parts)
        return response


def _traced(request_id: str, path: str, parts: Iterator[bytes]) -> Iterator[bytes]:
    """The parts, made under the request's id. When they fail the connection is cut, so that no
    client takes what it has for all."""
    while True:
        before = _current.set(request_id)
        try:
            part = next(parts, None)
        except Exception:
            logger.exception("the answer to %s broke off", path)
            raise
        finally:
            _current.reset(before)
        if part is None:
            return
        yield part


class RequestIdFilter(logging.Filter):
    """Adds ` [id]` to what is logged in a request, as `%(of_request)s`."""

    def filter(self, record: logging.LogRecord) -> bool:
        # Django logs bad answers when all middleware is done, and says of which request.
        request = getattr(record, "request", None)
        request_id = _current.get() or getattr(request, "request_id", None)
        record.of_request = f" [{request_id}]" if request_id else ""
        return True
