"""What is answered to those who write."""

from __future__ import annotations

import hashlib
from typing import Any

from django.http import Http404, HttpResponse
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request

from documents.api import columns
from documents.api.links import PATH, Linked
from documents.ingest.curating import Conflict, Done
from documents.models import Document
from policyapi.rest.errors import MEDIA_TYPE, problem
from policyapi.rest.rendering import JSONRenderer
from policyapi.rest.versions import version


class InTheWay(APIException):
    """Something stored stands against it; the problem names the document."""

    kind = "conflict"
    status_code = status.HTTP_409_CONFLICT

    def __init__(self, request: Request, conflict: Conflict) -> None:
        key = conflict.document
        self.members = {"document": {"id": key, "url": request.build_absolute_uri(f"{PATH}{key}/")}}
        super().__init__(f"The document {key} stands against it: {conflict.reason}.")


def result_of(done: Done) -> dict[str, Any]:
    return {"outcome": done.outcome, "document": done.document, "reason": done.reason}


def answer(request: Request, result: dict[str, Any]) -> HttpResponse:
    """The document as it is now, with its ETag; of a refusal, why."""
    if result["outcome"] == "refused":
        return _refusal(request, result["reason"])
    key = result["document"]
    body = JSONRenderer().render(_represented(request, key))
    created = result["outcome"] == "created"
    response = HttpResponse(body, status=201 if created else 200, content_type="application/json")
    address = request.build_absolute_uri(f"{PATH}{key}/")
    response["Location" if created else "Content-Location"] = address
    position = version("document", key).position
    response["ETag"] = f'"{position}-{hashlib.blake2b(body, digest_size=9).hexdigest()}"'
    return response


def _represented(request: Request, key: str) -> Any:
    chosen = columns.DETAIL.chosen({})
    for row in columns.DETAIL.fetch(Document.objects.all(), [key], chosen):
        row.added.update(Linked().computed(request, row))
        return row.written()
    raise Http404("It was deleted a moment ago.")


def _refusal(request: Request, reason: str) -> HttpResponse:
    """What could not be read, which is kept for the operator with the reason."""
    said = reason if reason[:1].islower() else f"was not taken in: {reason}"
    detail = f"The input {said}."
    body = problem(422, request.path, detail, kind="refused")
    return HttpResponse(JSONRenderer().render(body), status=422, content_type=MEDIA_TYPE)
