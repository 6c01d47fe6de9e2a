"""Meetings as documents name them: forms with ordinals, names in the authority file, named events.

`find_meetings` resolves place → region → body → slug; what stays ambiguous has null there.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from documents.text.meeting_forms import ANCHOR, FORMS, HEAD_BEFORE, OTHER_BEFORE, REACH, Form
from documents.text.meeting_names import find_named
from documents.text.numerals import parse_numeral
from documents.text.places import NATIONAL, Place, place_at, place_before
from documents.text.stages import MeetingRef, Span
from taxonomy.vocabulary import BodyEntry, MeetingEntry, Vocabulary

_NATION = ("全国", "中央")
_CORPS = ("新疆生产建设兵团", "兵团")
"""Has committees like a place, but is no region."""
_CONGRESSES = ("npc", "npcsc", "cppcc")
_LOCAL = ("省", "市", "县", "区", "州", "旗", "乡", "镇")
"""五届人大四次会议 in a text of the nation is its own; 市五届人大四次会议 there is of some city."""

_ITEM = re.compile(r"[^、和及]+")


@dataclass(frozen=True, slots=True)
class FoundMeeting:
    """A meeting named in a text; of a list (二中、三中全会) every item has a span of its own."""

    span: Span
    meeting: MeetingRef


@lru_cache(maxsize=64)
def find_meetings(
    text: str, vocabulary: Vocabulary, region: str | None = None, *, outer: bool = False
) -> tuple[FoundMeeting, ...]:
    """Every meeting that a text of `region` names, in order, without overlaps.

    Where a name holds another (传达学习省委九届八次全会精神会议) the inner one is given, which is
    the one cited; with `outer` the whole.
    """
    ordinal = _without_overlaps(_ordinal_matches(text, vocabulary, region))
    found: list[FoundMeeting] = []
    for span, name in find_named(text, vocabulary):
        inside = [s for s, _ in ordinal if span.start < s.end and s.start < span.end]
        whole = all(span.start <= s.start and s.end < span.end for s in inside)
        if inside and not (outer and whole):
            continue
        ordinal = [pair for pair in ordinal if pair[0] not in inside]
        found.append(FoundMeeting(span, named_meeting(name, vocabulary, region)))
    found.extend(item for _, items in ordinal for item in items)
    return tuple(sorted(found, key=lambda item: item.span))


def _without_overlaps(
    matches: list[tuple[Span, list[FoundMeeting]]],
) -> list[tuple[Span, list[FoundMeeting]]]:
    kept: list[tuple[Span, list[FoundMeeting]]] = []
    for span, items in matches:
        if not kept or span.start >= kept[-1][0].end:
            kept.append((span, items))
    return kept


def parse_meeting(
    text: str, vocabulary: Vocabulary, region: str | None = None
) -> MeetingRef | None:
    """The meeting that a string names from end to end, else null."""
    found = find_meetings(text, vocabulary, region)
    if len(found) == 1 and found[0].span == (0, len(text)):
        return found[0].meeting
    return None


def slug_of(meeting: MeetingRef) -> str | None:
    """The slug by rule: body, convocation, kind, session; else body, kind and first day."""
    if meeting.body is None:
        return None
    if meeting.kind == "congress" and meeting.convocation is not None:
        return f"{meeting.body}-{meeting.convocation}-congress"
    if meeting.convocation is not None and meeting.session is not None:
        return f"{meeting.body}-{meeting.convocation}-{meeting.kind}-{meeting.session}"
    if meeting.held_from is not None and meeting.convocation is None:
        return f"{meeting.body}-{meeting.kind}-{meeting.held_from.isoformat()}"
    return None


def with_dates(
    meeting: MeetingRef, held_from: date | None, held_to: date | None, place: str | None
) -> MeetingRef:
    """The meeting with the days and the place that a text states; a null slug may follow."""
    dated = replace(meeting, held_from=held_from, held_to=held_to or held_from, place=place)
    return dated if dated.slug else replace(dated, slug=slug_of(dated))


def named_meeting(name: str, vocabulary: Vocabulary, region: str | None) -> MeetingRef:
    """A meeting without an ordinal: from the authority file where the name is there only once."""
    plain = name.replace("“", "").replace("”", "")
    entry = vocabulary.meetings_by_name.get(name) or vocabulary.meetings_by_name.get(plain)
    if entry:
        return _from_entry(entry, name)
    return MeetingRef(name, None, _organiser(plain, vocabulary, region), _kind(plain))


def _from_entry(entry: MeetingEntry, name: str) -> MeetingRef:
    return MeetingRef(name, entry.slug, entry.body, entry.kind, entry.convocation, entry.session)


def _organiser(name: str, vocabulary: Vocabulary, region: str | None) -> str | None:
    """The party committee or government that the name begins with (省委经济工作会议).

    A briefing that begins with a place (长沙市传达学习…会议) is its committee's.
    """
    if name.startswith(("中央", "中共中央")):
        return f"cpc-{NATIONAL}"
    if name.startswith("国务院"):
        return f"gov-{NATIONAL}"
    for word, system in (("党委", "cpc"), ("委", "cpc"), ("人民政府", "gov"), ("政府", "gov")):
        at = name.find(word)
        place = place_before(name, at, vocabulary, region) if 0 < at <= 14 else None
        if place and place.region and name[: place.start] in ("", "中共"):
            return _slug(vocabulary.body_in(place.region, system))
    if _kind(name) == "briefing":
        place = place_at(name, 0, vocabulary, region)
        if place and place.region:
            return _slug(vocabulary.body_in(place.region, "cpc"))
    return None


def _slug(body: BodyEntry | None) -> str | None:
    return body.slug if body else None


def _kind(name: str) -> str:
    if re.search(r"传达|宣讲|学习贯彻.*精神会", name):
        return "briefing"
    if re.search(r"座谈会|论坛|研讨会|恳谈会", name):
        return "forum"
    if re.search(r"常务会议|常委会会议|常委会（扩大）会议|政治局(?:常务委员会|常委会)?会议", name):
        return "standing"
    if re.search(r"工作会|推进会|动员|部署会|大会|电视电话会|现场会|调度会|工作会议", name):
        return "conference"
    return "other"


def _ordinal_matches(
    text: str, vocabulary: Vocabulary, region: str | None
) -> list[tuple[Span, list[FoundMeeting]]]:
    """What every form finds, the earliest and longest first."""
    found: list[tuple[Span, list[FoundMeeting]]] = []
    windows = _windows(text)
    for form in FORMS if windows else ():
        for match in (m for window in windows for m in form.pattern.finditer(text, *window)):
            start, body, sure = _body(form, match, text, vocabulary, region)
            if not sure:
                continue
            items = _items(form, match, start, body, vocabulary)
            found.append((Span(start, match.end()), items))
    return sorted(found, key=lambda pair: (pair[0].start, -pair[0].end))


def _windows(text: str) -> list[Span]:
    """Where a form may stand: around 第三次, 二中、三中 and 二十大."""
    windows: list[Span] = []
    for anchor in ANCHOR.finditer(text):
        start = max(0, anchor.start() - REACH)
        if windows and start <= windows[-1].end:
            start = windows.pop().start
        windows.append(Span(start, anchor.end() + REACH))
    return windows


def _body(
    form: Form, match: re.Match[str], text: str, vocabulary: Vocabulary, region: str | None
) -> tuple[int, str | None, bool]:
    """Where the whole name starts, the body's slug, and whether the form's head is there."""
    start = match.start()
    if form.place == "national":
        code: str | None = NATIONAL
    elif form.place == "inside":
        inside = match["p"]
        place: Place | None = Place(0, len(inside), NATIONAL) if inside in _NATION else None
        place = (
            place
            or place_at(inside, 0, vocabulary, region)
            or place_before(inside, len(inside), vocabulary, region)
        )
        if place is None or (place.start, place.end) != (0, len(inside)):
            return start, None, False
        code = place.region
    else:
        before = _place_before(text, start, vocabulary, region)
        code, start = (before.region, before.start) if before else (None, start)
        if before is None and region == NATIONAL and form.system in _CONGRESSES:
            code = None if text[max(0, start - 1) : start] in _LOCAL else NATIONAL
    head = HEAD_BEFORE.search(text, max(0, start - 12), start)
    if form.head and not (head and re.fullmatch(form.head, head[0])):
        return start, None, False
    if head:
        start = head.start()
    if OTHER_BEFORE.search(text, max(0, start - 12), start):
        return start, None, form.system not in ("cpc", "cppcc")
    body = vocabulary.body_in(code, form.system) if code else None
    return start, body.slug if body else None, True


def _place_before(text: str, end: int, vocabulary: Vocabulary, region: str | None) -> Place | None:
    for word in (*_NATION, *_CORPS):
        if text.endswith(word, 0, end):
            return Place(end - len(word), end, NATIONAL if word in _NATION else None)
    return place_before(text, end, vocabulary, region)


def _items(
    form: Form, match: re.Match[str], start: int, body: str | None, vocabulary: Vocabulary
) -> list[FoundMeeting]:
    """One meeting, or one for each item of 二中、三中、四中."""
    groups = match.re.groupindex
    convocation = parse_numeral(match["c"] or "") if "c" in groups else None
    if "s" not in groups:
        span = Span(start, match.end())
        return [_found(span, match.string, form, body, convocation, None, vocabulary)]
    at = match.start("s")
    pieces = list(_ITEM.finditer(match["s"]))
    found = []
    for index, piece in enumerate(pieces):
        numeral = re.sub(r"[第次中]", "", piece[0])
        span = Span(
            start if index == 0 else at + piece.start(),
            match.end() if index == len(pieces) - 1 else at + piece.end(),
        )
        session = parse_numeral(numeral)
        found.append(_found(span, match.string, form, body, convocation, session, vocabulary))
    return found


def _found(
    span: Span,
    text: str,
    form: Form,
    body: str | None,
    convocation: int | None,
    session: int | None,
    vocabulary: Vocabulary,
) -> FoundMeeting:
    name = text[span.start : span.end]
    meeting = MeetingRef(name, None, body, form.kind, convocation, session)
    return FoundMeeting(span, replace(meeting, slug=slug_of(meeting)))
