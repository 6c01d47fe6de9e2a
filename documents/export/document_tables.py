"""Documents and what belongs to each, as tables. They point to others by id, slug and code.

Only published documents are in them, and a citation points to no other one.
"""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    ExpressionWrapper,
    F,
    Q,
    When,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import RowNumber

from documents.models import (
    Citation,
    Document,
    DocumentIssuer,
    HistoryEvent,
    Mention,
    Section,
    Source,
    official_address,
)
from policyapi.rest.expressions import Json, Object, stated
from policyapi.snapshots.tables import Table


def _same(*names: str) -> dict[str, str]:
    """Columns that are called as their fields."""
    return {name: name for name in names}


def _of_published(model: Any, *order: str) -> Any:
    """Rows that belong to published documents, document by document."""
    return model.objects.filter(document__status="published").order_by("document", *order)


def _truth(condition: Q) -> Combinable:
    return ExpressionWrapper(condition, output_field=BooleanField())


_PLACE = Window(RowNumber(), partition_by=F("document"), order_by=F("position").asc())
"""From 1 within a document."""

_STATED = Case(
    When(
        Q(meeting__isnull=True, meeting_stated__name__isnull=False),
        then=Object(
            name="meeting_stated__name",
            kind="meeting_stated__kind",
            body="meeting_stated__body",
            convocation="meeting_stated__convocation",
            session="meeting_stated__session",
            held_from="meeting_stated__held_on",
            held_to="meeting_stated__held_on",
            place="meeting_stated__place",
        ),
    ),
    output_field=Json(),
)

DOCUMENTS = Table(
    "documents",
    "Published documents with their text; `meeting` is a slug, `region` a code, `meeting_stated` "
    "what the text says of a meeting that is not among the meetings.",
    lambda: Document.objects.filter(status="published").order_by("id"),
    {
        **_same("id", "title", "subtitle", "lead_in"),
        "title_inferred": _truth(Q(flags__contains=["title_inferred"])),
        **_same("genre", "kind", "document_number", "index_number", "subject"),
        "meeting": "meeting__slug",
        "meeting_stated": _STATED,
        "region": "region__code",
        **_same("level", "adopted_on", "published_on", "effective_on", "validity"),
        "validity_evidence": stated("validity_evidence"),
        **_same("publisher", "authors", "speaker"),
        "digest": stated("digest"),
        "has_text": _truth(Q(text_length__gt=0)),
        **_same("text_length", "flags"),
        "url": official_address(),
        **_same("content_changed_at", "record_updated_at"),
        "text": stated("text"),
    },
    ("id",),
)
ISSUERS = Table(
    "issuers",
    "Who issued each document, in order: the name as the text has it, the body's slug.",
    lambda: _of_published(DocumentIssuer, "position"),
    {"document": "document__id", "position": _PLACE, "name": "name", "body": "body__slug"},
    ("document", "position"),
)
SECTIONS = Table(
    "sections",
    "The outline of each text; `parent` is the position of the section above.",
    lambda: _of_published(Section, "position"),
    {
        "document": "document__id",
        **_same("position", "type", "level", "label", "heading"),
        "parent": "parent__position",
        **_same("start", "end"),
    },
    ("document", "position"),
)
MENTIONS = Table(
    "mentions",
    "Where each text or digest names a term; `section` is a position.",
    lambda: _of_published(Mention, "field", "start", "end"),
    {
        "document": "document__id",
        "field": "field",
        "term": "term__slug",
        "surface": "surface",
        "section": "section__position",
        **_same("start", "end"),
    },
    ("document", "field", "start", "end"),
)
CITATIONS = Table(
    "citations",
    "The documents and meetings that each text names; `target` is what the text says, "
    "`target_document` the id and `target_meeting` the slug where that is known.",
    lambda: _of_published(Citation, "start", "id"),
    {
        "document": "document__id",
        **_same("kind", "relation", "surface", "target"),
        "target_document": Case(
            When(target_document__status="published", then=F("target_document__id"))
        ),
        "target_meeting": "target_meeting__slug",
        "section": "section__position",
        **_same("start", "end"),
    },
)
HISTORY = Table(
    "history",
    "What happened to each law, in order: passed, approved, amended, repealed.",
    lambda: _of_published(HistoryEvent, "position"),
    {"document": "document__id", "position": _PLACE, **_same("event", "date", "body", "meeting")},
    ("document", "position"),
)
SOURCES = Table(
    "sources",
    "What each document was read from, without the bytes.",
    lambda: _of_published(Source, "-is_current", "-version", "id"),
    {
        "document": "document__id",
        **_same("version", "is_current", "url", "publisher", "media_type", "sha256"),
        "captured_at": "captured_at",
    },
)

DOCUMENT_TABLES = (DOCUMENTS, ISSUERS, SECTIONS, MENTIONS, CITATIONS, HISTORY, SOURCES)
