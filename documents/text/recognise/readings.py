"""Why a field has its value: every place that states it, in the order in which they are believed.

The value that recognition chose is the first reading. Then the place it was read from is withheld
and the field's own recogniser runs again: what it finds now is the next reading, until no place
is left that says anything. So the account cannot drift away from the rules: it is made by them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, replace
from typing import Any, Literal

from documents.text.recognise import RECOGNISERS, read_context
from documents.text.recognise.context import Context, Recogniser
from documents.text.recognise.layout import Layout, Line
from documents.text.stages import Cleaned, Evidence, Recognised, Span
from taxonomy.vocabulary import Vocabulary

Confidence = Literal["high", "medium", "low"]

MOST_READINGS = 4
"""Places of one field that are looked at."""

_KEYS = {
    "issuers": ("issuer",),
    "authors": ("author", "authors"),
    "publisher": ("publisher", "source"),
    "adopted_on": ("adopted_on", "date"),
    "published_on": ("published_on", "adopted_on", "date", "publisher", "source"),
}
"""Fields whose values stand beside the text under other names than their own."""

_OWN_PLACE = {
    "title": ("title line",),
    "subtitle": ("title line",),
    "lead_in": ("title line",),
    "genre": ("title line",),
    "kind": ("title line",),
    "document_number": ("number line",),
    "issuers": ("title line", "signature", "letterhead line", "history line"),
    "adopted_on": ("signature", "date line", "history line", "session line"),
    "meeting": ("title line", "session line", "history line"),
    "authors": ("byline line",),
    "speaker": ("byline line",),
    "history": ("history line",),
}
"""Where an element has its place: GB/T 9704-2012 §7, and the 2012 regulation on official documents,
art. 9: a title is made of issuer, subject and kind; else the custom of laws and reports."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One place's answer. `rule` is the recogniser; `place` says where in the document it read."""

    value: Any
    evidence: Evidence | None
    place: str
    rule: str


@dataclass(frozen=True, slots=True)
class Account:
    """How a field was found: the reading that was chosen, and what the other places say."""

    field: str
    chosen: Reading
    others: tuple[Reading, ...]
    confidence: Confidence
    reason: str


def account_for(
    cleaned: Cleaned, metadata: Mapping[str, str], vocabulary: Vocabulary
) -> tuple[Account, ...]:
    """An account of every field that is not null, in the order of the record.

    Without `level`, which is its region's.
    """
    context = read_context(cleaned, metadata, vocabulary)
    record = Recognised(body=context.layout.body_span, title="", genre="article")
    writers: dict[str, tuple[Recogniser, Recognised]] = {}
    for recogniser in RECOGNISERS:
        before, record = record, recogniser(context, record)
        for name in record.evidence:
            changed = comparable(getattr(before, name)) != comparable(getattr(record, name))
            if changed or before.evidence.get(name) != record.evidence[name]:
                writers[name] = (recogniser, before)
    order = [field.name for field in fields(Recognised)]
    return tuple(
        _account(name, context, record, *writers[name])
        for name in sorted(writers, key=order.index)
        if comparable(getattr(record, name)) and name != "level"
    )


def comparable(value: Any) -> Any:
    """What two readings share when they say the same: issuers and meetings by their slugs."""
    if isinstance(value, tuple):
        return tuple(comparable(item) for item in value if item)
    return getattr(value, "body", None) or getattr(value, "slug", None) or value


def _account(
    name: str, context: Context, record: Recognised, recogniser: Recogniser, before: Recognised
) -> Account:
    readings: list[Reading] = []
    found = record
    for _ in range(MOST_READINGS):
        value, where = getattr(found, name), found.evidence.get(name)
        if not comparable(value):
            break
        if name == "genre" and readings and (len(readings) > 1 or value == "article"):
            break
        place = place_of(where, name, context)
        if where is None and readings:
            break
        if (place, where) in [(reading.place, reading.evidence) for reading in readings]:
            break
        readings.append(Reading(value, where, place, recogniser.__name__))
        context, before = _withhold(where, name, context, before)
        if name == "title" and where != "metadata":
            for line in context.layout.head_lines("title"):
                context, before = _withhold(line.span, name, context, before)
        found = recogniser(context, before)
    chosen, *others = readings
    confidence, reason = _confidence(name, record, chosen, others)
    return Account(name, chosen, tuple(others), confidence, reason)


def _confidence(
    name: str, record: Recognised, chosen: Reading, others: list[Reading]
) -> tuple[Confidence, str]:
    """High where places agree or the place is the element's own; low where one contradicts.

    A law is signed and published after the day on which it was passed: that is no contradiction.
    """
    said = {r.place: comparable(r.value) == comparable(chosen.value) for r in others}
    agreeing = [place for place, same in said.items() if same and place != chosen.place]
    differing = [place for place, same in said.items() if not same]
    if name == "title" and record.title_inferred:
        return "low", "the text has no title; this one is made of its words"
    if name == "issuers" and any(ref.body is None for ref in record.issuers):
        return "low", "the name is not in the authority file"
    if agreeing:
        return "high", f"stated independently: {', '.join(agreeing)}"
    if differing and name == "genre":
        return "medium", f"without it, other places would make it another: {', '.join(differing)}"
    if differing and not (name == "adopted_on" and record.genre == "law" and record.meeting):
        return "low", f"other places say otherwise: {', '.join(differing)}"
    if chosen.place in _OWN_PLACE.get(name, ()):
        return "high", "stands in the place that the genre gives it"
    if chosen.evidence == "metadata":
        return "high", "stated beside the text, and the text does not contradict it"
    return "medium", "one place states it, no other confirms or contradicts it"


def place_of(where: Evidence | None, name: str, context: Context) -> str:
    """Where a value was read, in words."""
    if not isinstance(where, Span):
        source, key = _beside(name, context)
        return f"{source} “{key}”" if key else "what is known already"
    signature = context.layout.signature
    if signature and signature.span.start <= where.start and where.end <= signature.span.end:
        return "signature"
    for line in (*context.layout.head, *context.layout.tail):
        if line.start <= where.start < line.end:
            return f"{line.role} line"
    for number, line in enumerate(context.layout.body, 1):
        if line.start <= where.start < line.end:
            return f"paragraph {number}"
    return "text"


def _beside(name: str, context: Context) -> tuple[str, str | None]:
    """The source and key of a value beside the text, as `Context.beside` finds it."""
    keys = _KEYS.get(name, (name,))
    for source, values in (("metadata", context.metadata), ("page table", context.layout.labels)):
        for key in keys:
            if values.get(key):
                return source, key
    hinted = next((hint.field for hint in context.hints if hint.field in keys), None)
    return "line taken out by cleaning", hinted


def _withhold(
    where: Evidence | None, name: str, context: Context, record: Recognised
) -> tuple[Context, Recognised]:
    """The document without one place, and the record without what was read there."""
    if not isinstance(where, Span):
        source, key = _beside(name, context)
        return _without_key(source, key, context), _without(record, name)
    touched = [
        field
        for field, span in record.evidence.items()
        if isinstance(span, Span) and span.start < where.end and where.start < span.end
    ]
    return replace(context, layout=_blanked(context.layout, where)), _without(record, *touched)


def _without_key(source: str, key: str | None, context: Context) -> Context:
    def rest(values: Mapping[str, str]) -> dict[str, str]:
        return {name: value for name, value in values.items() if name != key}

    if source == "metadata":
        return replace(context, metadata=rest(context.metadata))
    if source == "page table":
        return replace(context, layout=replace(context.layout, labels=rest(context.layout.labels)))
    return replace(context, hints=tuple(hint for hint in context.hints if hint.field != key))


def _without(record: Recognised, *names: str) -> Recognised:
    """The record with fields as they are before anything is recognised."""
    empty: dict[str, Any] = {}
    for field in fields(Recognised):
        if field.name in names and field.name != "genre":
            empty[field.name] = "" if field.default is MISSING else field.default
    evidence = {name: where for name, where in record.evidence.items() if name not in empty}
    return replace(record, **empty, evidence=evidence)


def _blanked(layout: Layout, where: Span) -> Layout:
    """The layout with a stretch of its text blanked, offsets kept; blank lines fall away."""
    blank = "\u3000" * (where.end - where.start)
    text = layout.text[: where.start] + blank + layout.text[where.end :]

    def rest(lines: tuple[Line, ...]) -> tuple[Line, ...]:
        kept = (replace(line, text=text[line.start : line.end]) for line in lines)
        return tuple(line for line in kept if line.text.strip())

    return replace(
        layout, text=text, head=rest(layout.head), body=rest(layout.body), tail=rest(layout.tail)
    )
