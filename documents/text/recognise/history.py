"""A law's history: reads the lines under its title, writes `history` and the first passing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from documents.text.dates import find_dates
from documents.text.meetings import find_meetings, with_dates
from documents.text.numbers import find_numbers
from documents.text.recognise.bodies import resolve_body
from documents.text.recognise.context import Context, found
from documents.text.recognise.home import home_of, prefix_of
from documents.text.stages import Event, MeetingRef, Recognised, Span

_EVENT = re.compile(r"通过|批准|修正|修订|修改|公布|发布|施行|实施|废止")
_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|<[^>]*>")
_NAMES = {"修改": "修正", "发布": "公布", "实施": "施行"}
_PASSED_IN_TEXT = re.compile(
    r"(?:已经?|业经|经).{0,4}(?P<dated>[12][0-9]{3}年.{6,80}?(?:审议)?通过)"
    r"|已[由经](?P<meeting>[^，。]{4,60}?)于(?P<day>[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)(?:审议)?通过"
)


@dataclass(frozen=True, slots=True)
class LawEvent:
    """An event with its meeting as recognised, and where it stands in the clean text."""

    event: Event
    meeting: MeetingRef | None
    span: Span


def law_events(context: Context, home: str | None) -> tuple[LawEvent, ...]:
    """Every event of the head's history lines, in the text's order.

    2016年4月28日 湖州市第七届人民代表大会常务委员会第二十九次会议通过
    """
    events: list[LawEvent] = []
    for line in context.layout.head_lines("history"):
        events.extend(_line_events(context, line.text, line.start, home))
    return tuple(events)


def passed_in_text(context: Context, home: str | None) -> LawEvent | None:
    """The passing that an order states.

    《…》已经2005年11月14日省人民政府常务会议审议通过; 《…》已由…第三十次会议于2021年8月20日通过
    """
    match = _PASSED_IN_TEXT.search(context.layout.opening)
    if match is None:
        return None
    at = context.text.find(match[0], context.layout.body_span.start)
    line = match["dated"] or f"{match['day']}{match['meeting']}通过"
    events = _line_events(context, line, at, home)
    if not events or events[0].event.event != "通过":
        return None
    return replace(events[0], span=Span(at, at + len(match[0])))


def _line_events(context: Context, line: str, start: int, home: str | None) -> list[LawEvent]:
    blank = _TITLES.sub(lambda m: "　" * len(m[0]), line)
    dates = [found_date for found_date in find_dates(blank) if found_date.date]
    events: list[LawEvent] = []
    pending: list[tuple[date | None, Span, str]] = []
    for index, day in enumerate(dates):
        end = dates[index + 1].span.start if index + 1 < len(dates) else len(blank)
        part = blank[day.span.end : end]
        word = _EVENT.search(part)
        pending.append((day.date, Span(start + day.span.start, start + end), part))
        if word is None:
            if not part.rstrip().endswith(("、", "和", "，")):
                pending.clear()
            continue
        name = _NAMES.get(word[0], word[0])
        events += [_event(context, name, *item, home=home) for item in pending]
        pending.clear()
    return events


def _event(
    context: Context, name: str, day: date | None, span: Span, part: str, *, home: str | None
) -> LawEvent:
    meetings = find_meetings(part, context.vocabulary, home)
    meeting = meetings[0].meeting if meetings else None
    if meeting:
        meeting = with_dates(meeting, day, None, None)
    body = meeting.body if meeting else None
    if body is None:
        number = next(iter(find_numbers(part)), None)
        if number:
            body = resolve_body(prefix_of(number.number.normalised), context.vocabulary, home)
    return LawEvent(Event(name, day, body, meeting.slug if meeting else None), meeting, span)


def recognise_history(context: Context, record: Recognised) -> Recognised:
    """What came after the first passing, in order, as history; for laws also the passing itself."""
    if record.genre not in ("law", "official"):
        return record
    home = home_of(context, record)
    events = law_events(context, home)
    first = next((e for e in events if e.event.event == "通过"), None)
    later = tuple(e for e in events if e is not first and e.event.event != "施行")
    record = found(
        record,
        {"history": Span(later[0].span.start, later[-1].span.end) if later else None},
        history=tuple(e.event for e in later),
    )
    return _passing(context, record, first, later, home) if record.genre == "law" else record


def _passing(
    context: Context,
    record: Recognised,
    first: LawEvent | None,
    later: tuple[LawEvent, ...],
    home: str | None,
) -> Recognised:
    """Meeting and day of the first passing; a law issued by a government was not passed."""
    passed = first or passed_in_text(context, home)
    if passed is None:
        issued = next((e for e in later if e.event.event == "公布"), None)
        if issued is None:
            return record
        return found(record, {"adopted_on": issued.span}, adopted_on=issued.event.date)
    return found(
        record,
        {"meeting": passed.span if passed.meeting else None, "adopted_on": passed.span},
        meeting=passed.meeting,
        adopted_on=passed.event.date,
    )
