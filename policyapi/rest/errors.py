"""One error shape for everything: problem documents (RFC 9457), `application/problem+json`.

    {"type": "about:blank", "title": "Bad Request", "status": 400, "detail": "…",
     "instance": "/api/v1/documents/", "errors": {"page": ["…"]}}

`errors` is there where single parameters are at fault and names each with its reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException

MEDIA_TYPE = "application/problem+json"

Errors = Mapping[str, Sequence[str]]
"""Parameter → what is wrong with it, one sentence each."""


class InvalidParameters(APIException):
    """A 400 that names every parameter at fault."""

    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: Errors) -> None:
        self.errors = {name: list(reasons) for name, reasons in errors.items()}
        super().__init__("; ".join(f"{n}: {' '.join(r)}" for n, r in self.errors.items()))


class Busy(APIException):
    """The database took longer than the statement timeout, or is not to be reached."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = "The request took the database too long; narrow it with filters, or try later."


def problem(
    status_code: int, path: str, detail: str | None = None, errors: Errors | None = None
) -> dict[str, Any]:
    """The body of a problem document."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status_code).phrase,
        "status": status_code,
        "detail": detail or HTTPStatus(status_code).description or None,
        "instance": path,
    }
    if errors:
        body["errors"] = {name: list(reasons) for name, reasons in errors.items()}
    return body
