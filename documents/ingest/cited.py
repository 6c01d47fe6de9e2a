"""What any text cites and names, found and looked up as ingest does it; nothing is stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q, QuerySet

from documents.ingest.pipeline import Tools
from documents.ingest.targets import fitting
from documents.models import Document, official_address
from documents.text.citations import find_citations
from documents.text.meetings import find_meetings
from documents.text.offsets import Edit, OffsetMap
from documents.text.places import NATIONAL
from documents.text.script import simplify
from documents.text.stages import Citation, MeetingRef, Recognised, Span
from taxonomy.matching import TermSpan
from taxonomy.models import Meeting
from taxonomy.vocabulary import Vocabulary

CANDIDATES = 20
"""The latest, that are named where a citation fits several."""
_COMPARED = 200
"""Documents that fit one citation, of which the latest are taken."""
_WRAP = re.compile(
    r"(?<=[^\s。！？；：!?;:])[ \t\u3000]*\r?\n[ \t\u3000]*"
    r"(?!\s|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十0-9]{1,3}[）)])"
)
"""A line that breaks off in a sentence, as in what is copied out of a PDF."""
_LOCAL = re.compile(r"[省市县区州旗]")
"""省委十二届六次全会 is none of the nation's."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation, with what it means, or with all that it may mean: the latest come first."""

    citation: Citation
    document: Document | None = None
    meeting: Meeting | None = None
    candidates: tuple[Document | Meeting, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What a text cites, and the terms that it names; spans are of the text as it was given."""

    cited: tuple[Cited, ...]
    terms: tuple[TermSpan, ...]


def names_in(text: str, tools: Tools, region: str | None = None, on: date | None = None) -> Names:
    """Read a text of a place and a day, as far as these are told; five statements at most.

    What was adopted or held after that day is not what it cites.
    """
    plain, offsets = _legible(text)
    own = Recognised(Span(0, len(plain)), "", "official", region=region)
    found = find_citations(plain, region=region, vocabulary=tools.vocabulary, own=own)
    documents = _documents((c.target for c in found if c.kind == "document"), on)
    alike = _alike(plain, found, tools.vocabulary, region)
    meetings = _meetings({slug for slugs in alike.values() for slug in slugs}, on)
    cited = []
    for one in found:
        start, end = offsets.raw_span(one.start, one.end)
        given = replace(one, start=start, end=end, surface=text[start:end])
        if one.kind == "document":
            cited.append(_cited_document(given, documents))
        else:
            cited.append(_cited_meeting(given, [meetings.get(s) for s in alike[one]]))
    terms = (_in_text(term, text, offsets) for term in tools.matcher.find(plain, region))
    return Names(tuple(cited), tuple(terms))


def _legible(text: str) -> tuple[str, OffsetMap]:
    """The text without wrapped lines and in simplified script, and its way back."""
    wraps = [Edit(found.start(), found.end()) for found in _WRAP.finditer(text)]
    joined, offsets = OffsetMap.identity(text).edit(text, wraps)
    edits = [edit for edit in simplify(joined) if isinstance(edit, Edit)]
    return offsets.edit(joined, edits) if edits else (joined, offsets)


def _in_text(term: TermSpan, text: str, offsets: OffsetMap) -> TermSpan:
    start, end = offsets.raw_span(term.start, term.end)
    return TermSpan(term.term, text[start:end], start, end)


def _documents(targets: Iterable[str | None], on: date | None) -> dict[str, tuple[Document, ...]]:
    """Target → the published documents that fit it, the latest first.

    Also what a title's notice may be called, which is what is stored of many plans and measures.
    """
    named = {target for target in targets if target}
    named |= {notice for target in named for notice in _notices_of(target)}
    public = Document.objects.filter(status="published")
    if on:
        public = public.filter(Q(adopted_on__isnull=True) | Q(adopted_on__lte=on))
    found = fitting(named, public)
    ids = {pk for fitting_ids in found.values() for pk in fitting_ids[:_COMPARED]}
    rows = {document.pk: document for document in _with_address(ids)} if ids else {}
    return {
        target: tuple(sorted((rows[pk] for pk in pks[:_COMPARED]), key=_day, reverse=True))
        for target, pks in found.items()
    }


def _with_address(ids: Iterable[str]) -> QuerySet[Document]:
    """The documents with the official address of their source as `url`."""
    rows = Document.objects.filter(pk__in=ids).annotate(url=official_address()).order_by("id")
    return rows.only("id", "title", "document_number", "adopted_on")


def _day(thing: Document | Meeting) -> date:
    day = thing.adopted_on if isinstance(thing, Document) else thing.held_from
    return day or date.min


def _notices_of(title: str) -> tuple[str, str]:
    return f"关于印发{title}的通知", f"关于印发《{title}》的通知"


def _cited_document(citation: Citation, documents: Mapping[str, tuple[Document, ...]]) -> Cited:
    """The one document that fits; of several, or of notices that issue it, none is certain."""
    target = citation.target or ""
    fit = documents.get(target, ())
    if len(fit) == 1:
        return Cited(citation, document=fit[0])
    notices = {one.pk: one for form in _notices_of(target) for one in documents.get(form, ())}
    return Cited(citation, candidates=(fit or tuple(notices.values()))[:CANDIDATES])


def _alike(
    text: str, found: Iterable[Citation], vocabulary: Vocabulary, region: str | None
) -> Mapping[Citation, tuple[str, ...]]:
    """Cited meeting → its slug, or the slugs of those with its ordinals whosever it is."""
    named = {item.span: item.meeting for item in find_meetings(text, vocabulary, region)}
    slugs: dict[Citation, tuple[str, ...]] = {}
    for one in found:
        if one.kind != "meeting":
            continue
        meeting = named.get(Span(one.start, one.end))
        if one.target:
            slugs[one] = (one.target,)
        elif meeting is None or meeting.convocation is None:
            slugs[one] = ()
        else:
            slugs[one] = tuple(_with_ordinals_of(meeting, vocabulary))
    return slugs


def _with_ordinals_of(meeting: MeetingRef, vocabulary: Vocabulary) -> Iterator[str]:
    """The meetings of whatever body that have these ordinals."""
    ordinals = (meeting.kind, meeting.convocation, meeting.session)
    is_local = _LOCAL.match(meeting.name)
    for other in vocabulary.meetings.values():
        if (other.kind, other.convocation, other.session) != ordinals:
            continue
        body = vocabulary.bodies.get(other.body or "")
        if body and not (is_local and body.region == NATIONAL):
            yield other.slug


def _meetings(slugs: set[str], on: date | None) -> dict[str, Meeting]:
    rows = Meeting.objects.filter(slug__in=slugs)
    if on:
        rows = rows.filter(Q(held_from__isnull=True) | Q(held_from__lte=on))
    return {meeting.slug: meeting for meeting in rows} if slugs else {}


def _cited_meeting(citation: Citation, fit: list[Meeting | None]) -> Cited:
    there = sorted((meeting for meeting in fit if meeting), key=_day, reverse=True)
    if citation.target:
        return Cited(citation, meeting=there[0] if there else None)
    return Cited(citation, candidates=tuple(there[:CANDIDATES]))
