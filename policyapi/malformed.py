"""Requests that are no HTTP, or too much of it: what gunicorn says of them, as problem documents.

They never reach Django. gunicorn answers them with a page by a function of its own, which this one
takes the place of.
"""

from __future__ import annotations

import json
import socket
from http import HTTPStatus

import gunicorn.util

from policyapi.rest.errors import MEDIA_TYPE, problem
from policyapi.tracing import HEADER, request_id_of


def speak() -> None:
    """From now on gunicorn's workers answer so."""
    gunicorn.util.write_error = write_problem


def write_problem(client: socket.socket, status: int, reason: str, message: str) -> None:
    """Answer and close; the request has no address that could be named."""
    request_id = request_id_of(None)
    if not message.isascii():
        message = f"{message}: characters beyond ASCII are to be sent percent-encoded."
    body = problem(status, None, message or None) | {"request_id": request_id}
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
    head = (
        f"HTTP/1.1 {status} {HTTPStatus(status).phrase}\r\n"
        "Connection: close\r\n"
        f"Content-Type: {MEDIA_TYPE}\r\n"
        f"Content-Length: {len(content)}\r\n"
        f"{HEADER}: {request_id}\r\n"
        "Cache-Control: no-store\r\n\r\n"
    )
    gunicorn.util.write_nonblock(client, head.encode("latin-1") + content)
