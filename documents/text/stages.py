"""What the stages of ingest hand on: frozen records, no behaviour.

Offsets count Unicode code points and are half-open. A `Span` says in its field which text it
points into: the *cleaned* text (head, body and all) or the *body* (the document's `text`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from documents.text.offsets import OffsetMap

KINDS = (
    "决议", "决定", "命令", "公报", "公告", "通告", "意见", "通知",
    "通报", "报告", "请示", "批复", "议案", "函", "纪要",
)  # fmt: skip
"""The 15 statutory kinds (文种) of the 2012 regulation on official documents, in its order."""

FLAGS = (
    "title_inferred", "excerpt", "traditional", "mojibake_repaired", "mojibake", "damaged_number",
    "damaged_text", "conflicting_metadata", "unresolved_issuer", "unresolved_meeting",
    "possible_duplicate", "table_of_contents", "no_text",
)  # fmt: skip
"""What a curator is to look at, in the order in which records list them."""
SECTION_TYPES = (
    "编", "章", "节", "条", "款", "项", "heading", "segment", "attachment", "paragraph",
)  # fmt: skip
"""What a section may be; documents/text/outline/sections.py says what each is."""
RELATIONS = ("repeals", "amends", "forwards", "issues", "implements", "cites")
"""What a document may do with what it cites; documents/text/citations/relations.py tells."""
EVENTS = ("通过", "批准", "公布", "施行", "修正", "修订", "废止")
"""What a law's history may tell of."""


class Span(NamedTuple):
    start: int
    end: int


Evidence = Span | Literal["metadata"]
"""Where a value was read: a span of the cleaned text, or the metadata that came with it."""


@dataclass(frozen=True, slots=True)
class RawDocument:
    """What a reader hands on: the text as read, and the metadata that came beside it.

    `metadata` uses the field names of the extraction record (`title`, `document_number`,
    `issuer`, `adopted_on`, `published_on`, `effective_on`, `index_number`, `subject`,
    `publisher`, `url`, …); values are raw strings and win over the text when they are valid. Only a
    plain `date`, which does not say what happened on that day, gives way to the text.
    """

    text: str
    media_type: str
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Hint:
    """A metadata value on a line that cleaning takes out of the text (【来源：…】, 时间：…)."""

    field: str
    value: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text (LF only, one paragraph a line, no blank lines) and its map to the raw text."""

    text: str
    offsets: OffsetMap
    counts: Mapping[str, int]
    hints: tuple[Hint, ...] = ()
    flags: frozenset[str] = frozenset()
    damaged: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuerRef:
    """An issuer as the text names it, and the body's slug where that is certain."""

    name: str
    body: str | None


@dataclass(frozen=True, slots=True)
class MeetingRef:
    """A meeting as recognised: `slug` is null unless the authority file or its pattern gives it."""

    name: str
    slug: str | None
    body: str | None
    kind: str
    convocation: int | None = None
    session: int | None = None
    held_from: date | None = None
    held_to: date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a law's history; `event` is one of `EVENTS`."""

    event: str
    date: date | None
    body: str | None
    meeting: str | None


@dataclass(frozen=True, slots=True)
class Recognised:
    """The metadata of one document; `body` is where its `text` stands in the clean text."""

    body: Span
    title: str
    genre: str
    title_inferred: bool = False
    subtitle: str | None = None
    lead_in: str | None = None
    kind: str | None = None
    document_number: str | None = None
    index_number: str | None = None
    subject: str | None = None
    issuers: tuple[IssuerRef, ...] = ()
    region: str | None = None
    level: str | None = None
    meeting: MeetingRef | None = None
    adopted_on: date | None = None
    published_on: date | None = None
    effective_on: date | None = None
    validity: str = "unknown"
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    speaker: str | None = None
    history: tuple[Event, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    flags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Section:
    """A node of the outline, in document order; spans point into the body, `level` is from 1."""

    type: str
    level: int
    label: str | None
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TermMention:
    """A term found in the body; `surface` leaves out enclosing quotation marks."""

    term: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Citation:
    """A document or meeting that the body names; `target` is a slug, a number, a title or null."""

    kind: Literal["document", "meeting"]
    relation: str | None
    surface: str
    target: str | None
    start: int
    end: int
