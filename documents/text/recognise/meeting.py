"""The meeting that adopted a document, heard it, or that it reports; not those merely named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from documents.text.dates import find_dates
from documents.text.meetings import (
    FoundMeeting,
    find_meetings,
    named_meeting,
    parse_meeting,
    with_dates,
)
from documents.text.numerals import NUMERAL
from documents.text.recognise.context import Context, found, span_in
from documents.text.recognise.datelines import read_dateline
from documents.text.recognise.dating import publication_day
from documents.text.recognise.holding import when_held
from documents.text.recognise.home import home_of
from documents.text.recognise.issuers import ADOPTED_KINDS
from documents.text.recognise.layout import Line
from documents.text.stages import MeetingRef, Recognised, Span

_TIME = r"[0-9〇零一二三四五六七八九十年月日上下午晚间今昨天近前至到—、（）() ]{0,24}"
_HELD = re.compile(
    rf"^[，,]?(?:于)?{_TIME}，?(?:在(?P<place>[一-龥]{{1,16}}?))?(?:胜利|隆重)?"
    r"(?:召开|举行|开幕|闭幕)(?!之?后|时|之际|[0-9]+周年|以来|期间|新闻发布会|记者会|.{0,6}第(?!.{1,3}次全体会议))"
)
"""…会议于4月29日在长沙举行; not …会议举行记者会."""
_BEFORE_HELD = re.compile(r"(?:召开|主持召开|主持|举行|出席)(?:了)?$")
_PLANNED = re.compile(r"(?:决定|将|拟|定于|准备)[^，。]{0,20}$")
_NOT_HELD = re.compile(r"^(?:的|精神|上|期间|之际|部署|要求|召开之际|时|之?后)")
_EARLIER = re.compile(
    r"(?:不久前|此前|先前|去年|前年|上月|[0-9一二三四五六七八九十]年前)[^。]{0,40}$"
)
_AT = re.compile(r"^上(?:的|强调|指出|要求|表示|讲话|致辞|作)?")
_PLACELESS = re.compile(rf"第?{NUMERAL}届(?:人|政协)")
_REPORTED_TO = re.compile(r"(?:向|在)$")


def recognise_meeting(context: Context, record: Recognised) -> Recognised:
    """Reads head, title and opening by genre; writes `meeting` with the day the text states."""
    if record.meeting is not None or record.genre == "article":
        return record
    home = home_of(context, record)
    for candidate, at in _candidates(context, record, home):
        published = publication_day(context)[0] if record.genre == "news" else None
        near = context.layout.body_span.start if at is None else at
        held_from, held_to, place = when_held(context, candidate.meeting.name, near, published)
        if held_from is None and record.genre in ("report", "speech"):
            held_from = _day_under_title(context)
        same = _same_day(candidate.meeting, held_from, context)
        known = candidate.meeting if same else replace(candidate.meeting, slug=None)
        meeting = with_dates(known, held_from, held_to, place)
        in_body = span_in(context.text, meeting.name, context.layout.body_span.start)
        length = candidate.span.end - candidate.span.start
        named = record.evidence.get("title") if at is None else Span(at, at + length)
        return found(
            record,
            {"meeting": in_body or named},
            {"unresolved_meeting"} if meeting.slug is None else (),
            meeting=meeting,
        )
    return record


def _day_under_title(context: Context) -> date | None:
    """The day on which a speech was given stands in brackets under its title."""
    for line in context.layout.head_lines("date"):
        days = [day.date for day in find_dates(line.text) if day.date]
        return days[0] if days else None
    return None


def _same_day(meeting: MeetingRef, day: date | None, context: Context) -> bool:
    """Whether a meeting known by its name alone is this one: the name may recur every year."""
    entry = context.vocabulary.meetings.get(meeting.slug or "")
    if entry is None or day is None or meeting.convocation is not None:
        return True
    last = entry.held_to or entry.held_from
    return bool(entry.held_from and last and entry.held_from <= day <= last)


def _candidates(
    context: Context, record: Recognised, home: str | None
) -> Iterator[tuple[FoundMeeting, int | None]]:
    """Meetings with their offset in the clean text, null where that lacks them, surest first."""
    layout = context.layout
    for line in layout.head_lines("session", "history"):
        for item in find_meetings(line.text, context.vocabulary, home):
            yield _at_home(item, context, home), line.start + item.span.start
    if record.genre in ("official", "report", "speech"):
        yield from _in_title(context, record, record.title, home)
        yield from _in_title(context, record, record.subtitle or "", home)
    if record.genre == "official" and not record.title and layout.body:
        first = layout.body[0]
        for item in find_meetings(first.text[:120], context.vocabulary, home):
            if item.span.start == 0:
                yield item, first.start
    if record.genre == "news" or record.kind == "纪要":
        yield from _reported(context, record, home)
    if record.genre == "report":
        yield from _addressed(context, home)
        yield from _bracketed(context, record, home)


def _at_home(item: FoundMeeting, context: Context, home: str | None) -> FoundMeeting:
    """第九届人民代表大会第四次会议 without a place is that of the document's own region."""
    if item.meeting.body or home is None or not _PLACELESS.match(item.meeting.name):
        return item
    name = context.vocabulary.regions[home].name + item.meeting.name
    own = parse_meeting(name, context.vocabulary, home)
    return replace(item, meeting=replace(own, name=item.meeting.name)) if own else item


def _in_title(
    context: Context, record: Recognised, title: str, home: str | None
) -> Iterator[tuple[FoundMeeting, int | None]]:
    """…全体会议决议, 在…会议上的讲话."""
    where = record.evidence.get("title")
    start = where.start if isinstance(where, Span) else context.layout.body_span.start
    for item in find_meetings(title, context.vocabulary, home):
        adopted = item.span.start == 0 and record.kind in ADOPTED_KINDS
        delivered = bool(_AT.match(title[item.span.end :]))
        if adopted or (delivered and record.genre in ("report", "speech")):
            name = title[item.span.start : item.span.end]
            at = context.text.find(name, start)
            yield item, at if at >= 0 else None


def _bracketed(
    context: Context, record: Recognised, home: str | None
) -> Iterator[tuple[FoundMeeting, int | None]]:
    """…而奋斗（二十大）: the congress in brackets after a report's title."""
    for item in find_meetings(record.title, context.vocabulary, home):
        start, end = item.span
        if record.title[:start].endswith(("（", "(")) and record.title[end:] in ("）", ")"):
            yield item, None


def _reported(
    context: Context, record: Recognised, home: str | None
) -> Iterator[tuple[FoundMeeting, int]]:
    """The meeting that a report's first sentences say was held, or that its lead-in names."""
    layout_start = context.layout.body_span.start
    texts = [_without_dateline(line) for line in context.layout.body[:2]]
    texts += [
        (line.start, line.text)
        for line in context.layout.head_lines("title")
        if line.text.strip() in (record.lead_in, record.title)
    ]
    for start, text in texts:
        for item in find_meetings(text, context.vocabulary, home, outer=True):
            after, before = text[item.span.end :], text[: item.span.start]
            if _EARLIER.search(before):
                continue
            named = _BEFORE_HELD.search(before) and not _NOT_HELD.match(after)
            named = named and not _PLANNED.search(before)
            headline = start < layout_start and _AT.match(after)
            if _HELD.match(after) or named or headline:
                yield item, start + item.span.start
        yield from _convened(context, start, text, home)


def _without_dateline(line: Line) -> tuple[int, str]:
    dateline = read_dateline(line.text)
    start = dateline.end if dateline else 0
    return line.start + start, line.text[start : start + 200]


_CONVENED = re.compile(
    r"(?P<who>[一-龥]{0,10}(?:委常委会|政治局(?:常务委员会|常委会)?))[^，。]{0,12}召开(?:扩大)?会议"
)
"""市委常委会召开会议: a meeting of a standing committee that has no other name."""


def _convened(
    context: Context, start: int, text: str, home: str | None
) -> Iterator[tuple[FoundMeeting, int]]:
    match = _CONVENED.search(text)
    if match:
        meeting = named_meeting(f"{match['who']}会议", context.vocabulary, home)
        yield FoundMeeting(Span(*match.span()), meeting), start + match.start()


def _addressed(context: Context, home: str | None) -> Iterator[tuple[FoundMeeting, int]]:
    """向第一届全国人民代表大会第三次会议提出…报告."""
    for line in context.layout.body[:3]:
        for item in find_meetings(line.text[:200], context.vocabulary, home):
            before = line.text[: item.span.start]
            opened = before in ("", "我们") or _REPORTED_TO.search(before)
            if opened and item.meeting.kind in ("congress", "session"):
                yield item, line.start + item.span.start
