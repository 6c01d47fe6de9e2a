"""What an answer about a document holds, and where each key comes from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    BooleanField,
    Case,
    Count,
    ExpressionWrapper,
    F,
    JSONField,
    OuterRef,
    Q,
    TextField,
    Value,
    When,
)

from documents.models import (
    Citation,
    DocumentIssuer,
    HistoryEvent,
    Mention,
    Section,
    Source,
    official_address,
)
from policyapi.rest.expressions import Json, Object, counted_rows, listed, reference, stated
from policyapi.rest.selection import Columns, Expression

_CITED = Case(
    When(
        target_document__status="published",
        then=Object(id="target_document__id", title="target_document__title"),
    ),
    output_field=Json(),
)
"""The cited document; null while it is a draft or withdrawn."""


def _fields(*names: str) -> dict[str, Expression]:
    return {name: F(name) for name in names}


def _of(model: Any) -> Any:
    """Rows of a part that belong to the outer document."""
    return model.objects.filter(document=OuterRef("pk"))


def _truth(condition: Q) -> Expression:
    return ExpressionWrapper(condition, output_field=BooleanField())


_ISSUERS = listed(
    _of(DocumentIssuer).order_by("position"),
    name="name",
    body=reference("body", slug="slug", name="short_name"),
)
_ISSUERS_IN_FULL = listed(
    _of(DocumentIssuer).order_by("position"),
    name="name",
    body=reference(
        "body", slug="slug", name="short_name", full_name="name", aliases="aliases",
        system="system", region="region",
    ),
)  # fmt: skip
HAS_TEXT = _truth(Q(text_length__gt=0))
_TERMS = ArraySubquery(
    _of(Mention)
    .order_by()
    .values("term")
    .annotate(n=Count("pk"))
    .order_by("-n", "term__slug")
    .values(json=Object(slug="term__slug", label="term__label", count="n"))
)
_SECTIONS = listed(
    _of(Section).order_by("position"),
    position="position", type="type", level="level", label="label", heading="heading",
    start="start", end="end", parent="parent__position",
)  # fmt: skip
_MENTIONS = listed(
    _of(Mention).order_by("field", "start", "end"),
    field="field", term=reference("term", slug="slug", label="label"), surface="surface",
    section="section__position", start="start", end="end",
)  # fmt: skip
_CITATIONS = listed(
    _of(Citation).order_by("start", "id"),
    kind="kind", relation="relation", surface="surface", target="target",
    document=_CITED,
    meeting=reference("target_meeting", slug="slug", name="name"),
    section="section__position", start="start", end="end",
)  # fmt: skip
_HISTORY = listed(
    _of(HistoryEvent).order_by("position"),
    event="event", date="date", body="body", meeting="meeting",
)  # fmt: skip
_SOURCES = listed(
    _of(Source).order_by("-is_current", "-version", "id"),
    version="version", is_current="is_current", url="url", publisher="publisher",
    media_type="media_type", sha256="sha256", captured_at="captured_at",
)  # fmt: skip


def _meeting(known: Mapping[str, Expression], stated: Mapping[str, Expression]) -> Expression:
    """The meeting, or what the text says of one that is not in the database (slug null)."""
    stored = {
        "slug": "meeting__slug", "name": "meeting__name", "kind": "meeting__kind",
        "body": "meeting__body__slug", "convocation": "meeting__convocation",
        "session": "meeting__session", "held_from": "meeting__held_from",
        "held_to": "meeting__held_to", "place": "meeting__place",
    }  # fmt: skip
    said = {
        "slug": _NOTHING, "name": "meeting_stated__name", "kind": "meeting_stated__kind",
        "body": "meeting_stated__body", "convocation": "meeting_stated__convocation",
        "session": "meeting_stated__session", "held_from": "meeting_stated__held_on",
        "held_to": "meeting_stated__held_on", "place": "meeting_stated__place",
    }  # fmt: skip
    return Case(
        When(meeting__isnull=False, then=Object(**stored, **known)),
        When(meeting_stated__name__isnull=False, then=Object(**said, **stated)),
        output_field=Json(),
    )


_NOTHING = Value(None, output_field=TextField())
_MEETING = _meeting({}, {})
_MEETING_IN_FULL = _meeting(
    {
        "aliases": F("meeting__aliases"),
        "body_name": F("meeting__body__short_name"),
        "region": reference("meeting__body__region", code="code", name="name"),
    },
    {"aliases": Value([], output_field=JSONField()), "body_name": _NOTHING, "region": _NOTHING},
)
_WIDER: dict[str, Expression] = {"issuers": _ISSUERS_IN_FULL, "meeting": _MEETING_IN_FULL}

_CORE: dict[str, Expression] = {
    **_fields("id", "title", "subtitle", "lead_in"),
    "title_inferred": _truth(Q(flags__contains=["title_inferred"])),
    **_fields("genre", "kind", "document_number", "index_number", "subject"),
    "issuers": _ISSUERS,
    "meeting": _MEETING,
    "region": reference("region", code="code", name="name"),
    **_fields("level", "adopted_on", "published_on", "effective_on", "validity"),
    **_fields("publisher", "authors", "speaker"),
    "digest": stated("digest"),
    "has_text": HAS_TEXT,
    **_fields("text_length", "flags"),
    "url": official_address(),
    **_fields("content_changed_at", "record_updated_at"),
}
_PARTS: dict[str, Expression] = {
    "text": stated("text"),
    "sections": _SECTIONS,
    "terms": _TERMS,
    "mentions": _MENTIONS,
    "citations": _CITATIONS,
    "history": _HISTORY,
    "sources": _SOURCES,
}
LIST = Columns(_CORE | _PARTS, frozenset(_PARTS), ("links",), key="id", wider=_WIDER)
DETAIL = Columns(
    _CORE
    | {
        "status": F("status"),
        "validity_evidence": stated("validity_evidence"),
        "section_count": counted_rows(_of(Section)),
        "citation_count": counted_rows(_of(Citation)),
        "cited_by_count": counted_rows(
            Citation.objects.filter(target_document=OuterRef("pk"), document__status="published"),
            "document",
        ),
    }
    | _PARTS,
    frozenset({"text", "sections", "mentions", "citations"}),
    ("links",),
    key="id",
    wider=_WIDER,
)

_POSITION = {"section": F("section__position")}
SECTION_LIST = Columns(
    {
        **_fields("position", "type", "level", "label", "heading", "start", "end"),
        "parent": F("parent__position"),
    },
    key="position",
)
CITATION_LIST = Columns(
    {
        **_fields("kind", "relation", "surface", "target"),
        "document": _CITED,
        "meeting": reference("target_meeting", slug="slug", name="name"),
        **_POSITION,
        **_fields("start", "end"),
    },
    key="pk",
)
CITED_BY_LIST = Columns(
    {
        "document": reference("document", id="id", title="title", adopted_on="adopted_on"),
        **_fields("relation", "surface"),
        **_POSITION,
        **_fields("start", "end"),
    },
    key="pk",
)
SOURCE_LIST = Columns(
    {
        **_fields("version", "is_current", "url", "publisher", "media_type", "sha256"),
        **_fields("captured_at"),
    },
    key="pk",
)
