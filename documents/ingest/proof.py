"""What proves that a record is a document that is stored already, and what speaks against it.

The number with the title proves it, and so do title, issuer and day. Numbers alone do not: drafts
and different bodies share them. Whatever is contradicted is not merged but put to a curator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Q, QuerySet

from documents.models import Document, DocumentIssuer
from documents.text.similarity import compare
from documents.text.titles import same_title

Shared = Literal["number", "title"]

LATEST = 20
"""Documents of one number, or of one issuer and day, that are looked at."""

FAR = 31
"""Days between two dates of adoption from which a shared number and title are contradicted."""

_HEAVY = ("text", "digest", "evidence", "meeting_stated")
"""Fields that are read only where a comparison needs them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A stored document that shares something with a record, and what that proves.

    `against` is the field that speaks against its being the same; null where nothing does.
    `fuller` says that the record has the text of which the stored document is an excerpt.
    """

    document: Document
    shares: Shared
    against: str | None = None
    fuller: bool = False


def weigh(record: dict[str, Any]) -> tuple[Evidence, ...]:
    """What stored documents share with the record; at most two statements."""
    found: dict[str, Evidence] = {}
    for document in _of_number(record):
        found[document.id] = _by_number(record, document)
    for document in _of_day(record):
        if document.id not in found and _same_title(record, document):
            found[document.id] = _by_title(record, document)
    return tuple(found.values())


def _of_number(record: dict[str, Any]) -> list[Document]:
    number = record["document_number"]
    if not number or "damaged_number" in record["flags"]:
        return []
    found = _light().filter(document_number=number).exclude(flags__contains=["damaged_number"])
    return list(found.order_by("id")[:LATEST])


def _of_day(record: dict[str, Any]) -> list[Document]:
    """Documents of the first issuer on the same day."""
    if not record["adopted_on"] or not record["issuers"]:
        return []
    first = record["issuers"][0]
    issuer = Q(body__slug=first["body"]) if first["body"] else Q(body=None, name=first["name"])
    links = DocumentIssuer.objects.filter(issuer, document__adopted_on=record["adopted_on"])
    return list(_light().filter(id__in=links.values("document_id")).order_by("id"))


def _light() -> QuerySet[Document]:
    return Document.objects.defer(*_HEAVY)


def _by_number(record: dict[str, Any], document: Document) -> Evidence:
    if not _same_title(record, document):
        return Evidence(document, "number", "title")
    day = _day(record["adopted_on"])
    if day and document.adopted_on and abs((day - document.adopted_on).days) > FAR:
        return Evidence(document, "number", "adopted_on")
    return _unless_texts_differ(record, document, "number")


def _by_title(record: dict[str, Any], document: Document) -> Evidence:
    numbers = {record["document_number"], document.document_number} - {None}
    if len(numbers) > 1:
        return Evidence(document, "title", "document_number")
    return _unless_texts_differ(record, document, "title")


def _unless_texts_differ(record: dict[str, Any], document: Document, shares: Shared) -> Evidence:
    """Versions of a law share title, issuer and first day, and are documents of their own."""
    if record["text"] and document.has_text:
        likeness = compare(record["text"], document.text)
        amended = document.genre == "law" and _events(record) != _stored_events(document)
        if likeness is None or (amended and likeness.kind != "same_text"):
            return Evidence(document, shares, "text")
        return Evidence(document, shares, fuller=likeness.reverse)
    return Evidence(document, shares)


def _events(record: dict[str, Any]) -> set[tuple[str, str | None]]:
    return {(event["event"], event["date"]) for event in record["history"]}


def _stored_events(document: Document) -> set[tuple[str, str | None]]:
    rows = document.history.values_list("event", "date")
    return {(event, day.isoformat() if day else None) for event, day in rows}


def _same_title(record: dict[str, Any], document: Document) -> bool:
    return same_title(record["title"], document.title)


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
