"""Who issued a document: reads metadata, title, order number, meeting, signature, letterhead."""

from __future__ import annotations

import re
from collections.abc import Callable

from documents.text.meetings import find_meetings
from documents.text.numerals import NUMERAL
from documents.text.recognise.bodies import (
    is_organisation,
    issuers_of_list,
    issuers_of_title,
    resolve_body,
)
from documents.text.recognise.context import Context, found, span_in
from documents.text.recognise.history import law_events, passed_in_text
from documents.text.recognise.home import home_of, prefix_of
from documents.text.stages import Evidence, IssuerRef, Recognised, Span

Found = tuple[tuple[IssuerRef, ...], Evidence | None]
Source = Callable[[Context, Recognised, str | None], Found]
NONE: Found = ((), None)

_ON_BEHALF = re.compile(
    r"(?:代表|受)(?P<who>[一-龥]{0,24}?(?:人民政府|国务院|常务委员会|常委会|人民法院|检察院|中央委员会|委员会))"
)


def recognise_issuers(context: Context, record: Recognised) -> Recognised:
    """The first source that names an issuer; metadata wins and a conflict is a flag."""
    if record.genre in ("news", "article", "speech"):
        return record
    home = home_of(context, record)
    refs, where = NONE
    for source in SOURCES[record.genre]:
        refs, where = source(context, record, home)
        if refs:
            break
    stated = issuers_of_list(context.beside("issuer") or "", context.vocabulary, home)
    flags: set[str] = set()
    if stated:
        if _conflict(refs, stated):
            flags.add("conflicting_metadata")
        if not refs or _conflict(refs, stated) or any(r.body is None for r in refs):
            refs, where = stated, "metadata"
    where = _signed(context, refs, home) or where
    if any(ref.body is None for ref in refs) or (not refs and record.genre == "official"):
        flags.add("unresolved_issuer")
    return found(record, {"issuers": where if refs else None}, flags, issuers=refs)


def _signed(context: Context, refs: tuple[IssuerRef, ...], home: str | None) -> Evidence | None:
    """Where the signature names the same bodies: the place that stands in the body."""
    signed, where = from_signature(context, Recognised(Span(0, 0), "", ""), home)
    same = [(ref.body or ref.name) for ref in refs] == [(ref.body or ref.name) for ref in signed]
    return where if refs and same else None


def _conflict(refs: tuple[IssuerRef, ...], stated: tuple[IssuerRef, ...]) -> bool:
    ours, theirs = {r.body for r in refs if r.body}, {r.body for r in stated if r.body}
    return bool(ours and theirs and not ours & theirs)


def from_title(context: Context, record: Recognised, home: str | None) -> Found:
    refs = issuers_of_title(record.title, context.vocabulary, home)
    where = record.evidence.get("title")
    if refs and isinstance(where, Span):
        first = span_in(context.text, refs[0].name, where.start)
        where = Span(first.start, first.start + len(refs[0].name)) if first else where
    return refs, where


def from_order(context: Context, record: Recognised, home: str | None) -> Found:
    """国务院令第265号: the number names its body."""
    number = record.document_number or ""
    if "〔" in number or "第" not in number:
        return NONE
    name = prefix_of(number)
    body = resolve_body(name, context.vocabulary, home)
    return ((IssuerRef(name, body),), record.evidence.get("document_number")) if body else NONE


def from_meeting(context: Context, record: Recognised, home: str | None) -> Found:
    """A resolution or communiqué that a meeting's name begins is its body's."""
    title = record.title.lstrip("《")
    for item in find_meetings(title, context.vocabulary, home):
        if item.span.start == 0 and item.meeting.body and record.kind in ADOPTED_KINDS:
            body = context.vocabulary.bodies[item.meeting.body]
            again = span_in(context.text, item.meeting.name, context.layout.body_span.start)
            where = again or record.evidence.get("title")
            return (IssuerRef(body.short_name, body.slug),), where
    if title or not context.layout.body:
        return NONE
    first = context.layout.body[0]
    for item in find_meetings(first.text[:80], context.vocabulary, home):
        if item.span.start == 0 and item.meeting.body and item.meeting.slug:
            body = context.vocabulary.bodies[item.meeting.body]
            where = Span(first.start, first.start + item.span.end)
            return (IssuerRef(body.short_name, body.slug),), where
    return NONE


ADOPTED_KINDS = ("决议", "公报", "决定", "公告", None)


def from_signature(context: Context, record: Recognised, home: str | None) -> Found:
    signature = context.layout.signature
    if signature is None:
        return NONE
    refs = [
        (IssuerRef(n, resolve_body(n, context.vocabulary, home)), s) for n, s in signature.names
    ]
    named = [(ref, span) for ref, span in refs if ref.body or is_organisation(ref.name)]
    if not named:
        return NONE
    return tuple(ref for ref, _ in named), Span(named[0][1].start, named[-1][1].end)


def from_prefix(context: Context, record: Recognised, home: str | None) -> Found:
    """湘政办发〔2024〕3号: the prefix is one body's."""
    body = context.vocabulary.bodies_by_prefix.get(prefix_of(record.document_number))
    if body is None:
        return NONE
    return (IssuerRef(body.short_name, body.slug),), record.evidence.get("document_number")


def from_letterhead(context: Context, record: Recognised, home: str | None) -> Found:
    for line in context.layout.head_lines("letterhead"):
        refs = issuers_of_list(line.text.strip().removesuffix("文件"), context.vocabulary, home)
        if refs:
            return refs, line.span
    return NONE


def from_passing(context: Context, record: Recognised, home: str | None) -> Found:
    """The body that passed a law first, else the one that issued it; its name where unknown."""
    events = law_events(context, home)
    first = next((e for e in events if e.event.event == "通过"), None)
    issued = next((e for e in events if e.event.event == "公布"), None)
    event = first or passed_in_text(context, home) or issued
    if event is None:
        return NONE
    if event.event.body:
        body = context.vocabulary.bodies[event.event.body]
        return (IssuerRef(body.name, body.slug),), event.span
    match = _PASSING.search(context.text, *event.span)
    return ((IssuerRef(match["place"] + match["organ"], None),), event.span) if match else NONE


_PASSING = re.compile(
    rf"(?P<place>[一-龥]{{2,15}}?)第?{NUMERAL}届(?P<organ>人民代表大会(?:常务委员会)?)"
)


def from_head_line(context: Context, record: Recognised, home: str | None) -> Found:
    """示例省财政厅 on a line of its own under the title."""
    where = record.evidence.get("title")
    end = where.end if isinstance(where, Span) else 0
    for line in context.layout.head_lines("title"):
        body = resolve_body(line.text.strip(), context.vocabulary, home)
        if line.start >= end and body:
            return (IssuerRef(line.text.strip(), body),), line.span
    return NONE


def from_speech(context: Context, record: Recognised, home: str | None) -> Found:
    """A work report is its government's, court's or committee's: 我代表省人民政府."""
    match = _ON_BEHALF.search(context.layout.opening)
    if match:
        name = match["who"]
        body = resolve_body(name, context.vocabulary, home)
        if body:
            return (IssuerRef(name, body),), span_in(context.text, name)
    if "政府工作报告" not in record.title or home is None:
        return NONE
    government = context.vocabulary.body_in(home, "gov")
    if government is None:
        return NONE
    return (IssuerRef(government.short_name, government.slug),), record.evidence.get("title")


SOURCES: dict[str, tuple[Source, ...]] = {
    "official": (
        from_meeting,
        from_title,
        from_order,
        from_signature,
        from_prefix,
        from_letterhead,
    ),
    "law": (from_passing, from_title, from_order, from_signature),
    "report": (from_head_line, from_speech, from_title, from_signature, from_meeting),
}
