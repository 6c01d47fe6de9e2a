"""One error shape for everything: problem documents (RFC 9457), `application/problem+json`.

    {"type": "/api/v1/problems/invalid-parameters/", "title": "Invalid parameters", "status": 400,
     "detail": "…", "instance": "/api/v1/documents/", "request_id": "…", "errors": {"page": ["…"]}}

`type` is one of problem_kinds.py; an exception names its own by the attribute `kind`, and may have
further `members`. `errors` is there where single parameters are at fault and names each with its
reasons.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework import status
from rest_framework.exceptions import APIException

from policyapi.rest.problem_kinds import kind_of
from policyapi.tracing import current_request_id

MEDIA_TYPE = "application/problem+json"

Errors = Mapping[str, Sequence[str]]
"""Parameter → what is wrong with it, one sentence each."""


class InvalidParameters(APIException):
    """A 400 that names every parameter at fault."""

    kind = "invalid-parameters"
    status_code = status.HTTP_400_BAD_REQUEST

    def __init__(self, errors: Errors) -> None:
        self.errors = {name: list(reasons) for name, reasons in errors.items()}
        super().__init__("; ".join(f"{n}: {' '.join(r)}" for n, r in self.errors.items()))


class Busy(APIException):
    """The database took longer than the statement timeout, or is not to be reached."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_detail = "The request took the database too long; narrow it with filters, or try later."


class PreconditionFailed(APIException):
    """The thing is not as the ETag in If-Match says any more."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = "It has changed since its ETag was read; read it again."


class PreconditionRequired(APIException):
    """A write that must say which version it means."""

    status_code = status.HTTP_428_PRECONDITION_REQUIRED
    default_detail = "Send If-Match with the ETag that the document was read with."


def problem(
    status_code: int,
    path: str | None,
    detail: str | None = None,
    errors: Errors | None = None,
    kind: str | None = None,
) -> dict[str, Any]:
    """The body of a problem document; its kind by slug, or else the one of the status."""
    known = kind_of(status_code, kind)
    body: dict[str, Any] = {
        "type": known.type,
        "title": known.title,
        "status": status_code,
        "detail": detail or known.meaning or None,
        "instance": path,
        "request_id": current_request_id(),
    }
    if errors:
        body["errors"] = {name: list(reasons) for name, reasons in errors.items()}
    return body
