"""Who issued a document: reads metadata, title, order number, meeting, signature, letterhead."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import groupby

from documents.text.meetings import find_meetings
from documents.text.numerals import NUMERAL
from documents.text.places import place_at
from documents.text.recognise.bodies import resolve_body
from documents.text.recognise.context import Context, found, span_in
from documents.text.recognise.history import law_events, passed_in_text
from documents.text.recognise.home import home_of, prefix_of
from documents.text.recognise.issuer_names import (
    issuers_of_list,
    issuers_of_title,
    title_names_others,
)
from documents.text.recognise.prefixes import body_of_number
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
    refs, where = _completed(context, record, home, refs, where)
    stated = issuers_of_list(context.beside("issuer") or "", context.vocabulary, home)
    flags: set[str] = set()
    if stated:
        if _conflict(refs, stated):
            flags.add("conflicting_metadata")
        if not refs or _conflict(refs, stated) or _better(stated, refs):
            refs, where = stated, "metadata"
    where = _signed(context, refs, home) or where
    named = [ref.body for ref in refs]
    if None in named or (not refs and record.genre == "official") or _others_unknown(record, refs):
        flags.add("unresolved_issuer")
    return found(record, {"issuers": where if refs else None}, flags, issuers=refs)


def _completed(
    context: Context,
    record: Recognised,
    home: str | None,
    refs: tuple[IssuerRef, ...],
    where: Evidence | None,
) -> Found:
    """A title that names the first issuer only (示例部等部门关于…): all of them as they signed."""
    if refs and title_names_others(record.title):
        signed, place = from_signature(context, record, home)
        if len(signed) > len(refs) and _within(refs, signed):
            return signed, place
    return refs, where


def _others_unknown(record: Recognised, refs: tuple[IssuerRef, ...]) -> bool:
    return len(refs) == 1 and title_names_others(record.title)


def _better(stated: tuple[IssuerRef, ...], refs: tuple[IssuerRef, ...]) -> bool:
    """Whether metadata adds to what was read: a body for a mere name, or further issuers."""
    resolved = all(ref.body for ref in stated)
    unresolved = any(ref.body is None for ref in refs)
    return (resolved and unresolved) or (len(stated) > len(refs) and _within(refs, stated))


def _within(few: tuple[IssuerRef, ...], many: tuple[IssuerRef, ...]) -> bool:
    return {ref.body or ref.name for ref in few} <= {ref.body or ref.name for ref in many}


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
    """国务院令第265号: the number names its body, or several (财政部税务总局公告2019年第39号)."""
    number = record.document_number or ""
    if not _ORDERED.search(number):
        return _from_order_title(context, record, home)
    name = prefix_of(number)
    body = resolve_body(name, context.vocabulary, home)
    known = body_of_number(number, context.vocabulary, home)
    where = record.evidence.get("document_number")
    if body:
        return (IssuerRef(name, body),), where
    if known:
        return (IssuerRef(known.short_name, known.slug),), where
    refs = issuers_of_list(name, context.vocabulary, home)
    return (refs, where) if refs and all(ref.body for ref in refs) else NONE


_ORDERED = re.compile(r"(?:令|公告|通告|决定)(?:〔[^〕]*〕|[12]\d{3}年)?(?:第)?\d+号$")
_ORDER_TITLE = re.compile(r"(?P<body>[一-龥]{3,24})令$")


def _from_order_title(context: Context, record: Recognised, home: str | None) -> Found:
    """中华人民共和国国务院令 as a title."""
    match = _ORDER_TITLE.fullmatch(record.title)
    body = resolve_body(match["body"], context.vocabulary, home) if match else None
    return (
        ((IssuerRef(match["body"], body),), record.evidence.get("title"))
        if match and body
        else NONE
    )


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
    """The bodies that signed, in reading order: one a line, or several parted by spaces."""
    signature = context.layout.signature
    if signature is None:
        return NONE
    names: list[tuple[IssuerRef, Span]] = []
    for _, line in groupby(signature.names, lambda name: context.text.rfind("\n", 0, name[1].end)):
        stated = list(line)
        span = Span(stated[0][1].start, stated[-1][1].end)
        whole = "".join(name for name, _ in stated)
        for text in [whole] if resolve_body(whole, context.vocabulary, home) else _apart(stated):
            refs = issuers_of_list(text, context.vocabulary, home)
            names += [(ref, span_in(context.text, ref.name, *span) or span) for ref in refs]
    if not names:
        return NONE
    return tuple(ref for ref, _ in names), Span(names[0][1].start, names[-1][1].end)


def _apart(stated: list[tuple[str, Span]]) -> list[str]:
    """The names of a line; characters set apart (示 例 省 财 政 厅) are one name."""
    if all(len(name) == 1 for name, _ in stated):
        return ["".join(name for name, _ in stated)]
    return [name for name, _ in stated]


def from_prefix(context: Context, record: Recognised, home: str | None) -> Found:
    """湘政办发〔2024〕3号: the prefix is one body's, unless the document is about another one."""
    body = body_of_number(record.document_number, context.vocabulary, home)
    if body is None or _ABOUT.search(record.title):
        return NONE
    place = place_at(record.title, 0, context.vocabulary, None)
    elsewhere = place and place.region and body.region not in _around(place.region, context)
    if elsewhere:
        return NONE
    return (IssuerRef(body.short_name, body.slug),), record.evidence.get("document_number")


_ABOUT = re.compile(
    r"解读|问答|图解|一图|图说|图片|发布会|百问|评估报告|(?:公示|名单|目录|一览表|答记者问)(?:[（(].*[）)])?$"
)
"""Titles of what is written about a document, and cites its number."""


def _around(region: str, context: Context) -> set[str]:
    """A region and those it lies in, without the nation."""
    chain = {entry.code for entry in context.vocabulary.region_chain(region)}
    return chain if region == "100000" else chain - {"100000"}


def from_letterhead(context: Context, record: Recognised, home: str | None) -> Found:
    """示例省人民政府文件, also over several lines for a joint issue."""
    refs: list[IssuerRef] = []
    spans: list[Span] = []
    for line in context.layout.head_lines("letterhead"):
        text = line.text.strip().removesuffix("文件")
        named = issuers_of_list(text, context.vocabulary, home)
        refs += named
        spans += [line.span] if named else []
    return (tuple(refs), Span(spans[0].start, spans[-1].end)) if refs else NONE


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
        from_letterhead,
        from_prefix,
    ),
    "law": (from_passing, from_title, from_order, from_signature, from_prefix),
    "report": (from_head_line, from_speech, from_title, from_signature, from_meeting),
}
