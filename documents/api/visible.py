"""Who sees which documents, and what stands where one was."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from django.db.models import QuerySet
from django.http import Http404
from django.utils.timezone import localtime
from rest_framework import status
from rest_framework.exceptions import APIException
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from documents.models import Document, Revision, Status
from policyapi.models import ApiKey

Action = Revision.Action
_LONGEST = 16


class Gone(APIException):
    """A document that was published and is not any more: when that was, and why."""

    kind = "gone"
    status_code = status.HTTP_410_GONE

    def __init__(self, key: str, revision: Revision | None) -> None:
        self.members = {
            "withdrawn_at": revision.at.isoformat() if revision else None,
            "reason": (revision.reason or None) if revision else None,
        }
        day = f" on {localtime(revision.at):%Y-%m-%d}" if revision else ""
        reason = f": {revision.reason}" if revision and revision.reason else "."
        super().__init__(f"The document {key} was withdrawn{day}{reason}")


def writes(request: Request) -> bool:
    """Whether the request has a key of a curator's."""
    return isinstance(request.auth, ApiKey) and request.auth.may(ApiKey.Scope.WRITE)


def visible(request: Request) -> QuerySet[Document]:
    """What is published; with a key that writes, drafts and withdrawn documents, too."""
    documents = Document.objects.all()
    return documents if writes(request) else documents.filter(status=Status.PUBLISHED)


def tombstone(key: str) -> Gone | None:
    """What is said of a document that was public once; null of one that never was."""
    if "\x00" in key or len(key) > _LONGEST or not key.isprintable():
        return None
    now = Document.objects.filter(pk=key).values_list("status", flat=True).first()
    acts = Revision.objects.filter(document=key, action__in=(Action.WITHDRAWN, Action.DELETED))
    if now == Status.WITHDRAWN:
        return Gone(key, acts.first())
    last = acts.first() if now is None else None
    was = last.changes.get("status", {}).get("old") if last else Status.DRAFT
    return Gone(key, last) if was != Status.DRAFT else None


class OfDocument(APIView):
    """A view of one document, or of its parts, by its id."""

    problems: ClassVar[Mapping[int, str]] = {
        410: "The document was withdrawn; the problem says when and why."
    }

    def handle_exception(self, exc: Exception) -> Response:
        if isinstance(exc, Http404) and (gone := tombstone(str(self.kwargs.get("id", "")))):
            return super().handle_exception(gone)
        return super().handle_exception(exc)
