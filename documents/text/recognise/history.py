"""A law's history: reads the lines under its title, writes `history` and the first passing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from documents.text.dates import find_dates
from documents.text.meetings import find_meetings, with_dates
from documents.text.numbers import find_numbers
from documents.text.numerals import NUMERAL
from documents.text.recognise.bodies import resolve_body
from documents.text.recognise.context import Context, found
from documents.text.recognise.home import home_of, prefix_of
from documents.text.recognise.issuer_names import issuers_of_title
from documents.text.recognise.layout import Line
from documents.text.recognise.roles import role_of
from documents.text.stages import Event, MeetingRef, Recognised, Span

_EVENTS = (
    re.compile(r"修订"),
    re.compile(r"修正|修改(?!的决定|决定)"),
    re.compile(r"废止(?!的决定|决定)"),
    re.compile(r"批准|通过|公布|发布"),
    re.compile(r"施行|实施"),
)
"""What a passage tells, the surest first: 会议通过的《…修正案》修正 is an amendment, 修订通过 a
revision, 公告公布施行 a publication; of equal ones the last (通过批准的).
"""
_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|<[^>]*>")
_NAMES = {"修改": "修正", "发布": "公布", "实施": "施行"}
_PASSED_IN_TEXT = re.compile(
    r"(?:已经?|业经|经).{0,4}(?P<dated>[12][0-9]{3}年.{6,80}?(?:审议)?通过)"
    r"|已[由经](?P<meeting>[^，。]{4,60}?)于(?P<day>[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日)(?:审议|修订|修正|表决)?通过"
)
_TERM = re.compile(rf"第{NUMERAL}届")
_ANNOUNCING = re.compile(
    rf"^[ \u3000，]*(?:并?[由经])?(?P<who>[一-龥]{{2,40}}?)"
    rf"(?:第{NUMERAL}次会议主席团|第{NUMERAL}号|委员长)?(?:公告|令|公布|发布)"
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
    for lines in _passages(_history_zone(context)):
        text = "".join(line.text for line in lines)
        for event in _line_events(context, text, 0, home):
            span = Span(_place_of(event.span.start, lines), _place_of(event.span.end, lines))
            events.append(replace(event, span=span))
    return tuple(events)


def _history_zone(context: Context) -> tuple[Line, ...]:
    """The head; where it tells no history, the lines under the title that an order or a table of
    contents comes before.
    """
    layout = context.layout
    if layout.head_lines("history"):
        return layout.head
    found = [line for line in layout.body[:_ZONE] if role_of(line.text) == "history"]
    return tuple(replace(line, role="history") for line in found) or layout.head


def _passages(head: tuple[Line, ...]) -> Iterator[list[Line]]:
    """The history lines; one that breaks off in mid-sentence with those that finish it."""
    rest = list(head)
    while rest:
        lines, rest = [rest[0]], rest[1:]
        if lines[0].role != "history" and not _BEGUN.match(lines[0].text):
            continue
        while rest and rest[0].role in _BROKEN_ROLES and _is_open(lines) and len(lines) < _PARTS:
            lines.append(rest[0])
            rest = rest[1:]
        if lines[0].role == "history" or (len(lines) > 1 and not _is_open(lines)):
            yield lines


_BEGUN = re.compile(r"^[（(]?(?:根据)?[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}(?:$|日.*[一-龥])")
_BROKEN_ROLES = ("title", "date", "session")
_ZONE = 30
"""Lines of the body in which the promulgated law's own head is looked for."""
_PARTS = 4
"""Most lines that one sentence of a history is broken over."""


def _is_open(lines: list[Line]) -> bool:
    """Whether a title is not closed or what happened on the last day is still to be told."""
    blank = _blanked("".join(line.text for line in lines))
    dates = find_dates(blank)
    told = blank[dates[-1].span.end :] if dates else ""
    return "《" in blank or _event_word(told) is None


def _place_of(position: int, lines: list[Line]) -> int:
    """Where a character of the joined lines stands in the text."""
    for line in lines:
        length = len(line.text)
        if position <= length:
            break
        position -= length
    return line.start + position


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
    if not events or events[0].event.event not in ("通过", "修订", "修正"):
        return None
    return replace(events[0], span=Span(at, at + len(match[0])))


def _line_events(context: Context, line: str, start: int, home: str | None) -> list[LawEvent]:
    blank = _blanked(line)
    dates = [found_date for found_date in find_dates(blank) if found_date.date]
    events: list[LawEvent] = []
    pending: list[tuple[date | None, Span, str]] = []
    for index, day in enumerate(dates):
        end = dates[index + 1].span.start if index + 1 < len(dates) else len(blank)
        part = blank[day.span.end : end]
        word = _event_word(part)
        span = Span(start + day.span.start, start + end)
        pending.append((day.date, span, line[day.span.end : end]))
        if word is None:
            if not part.rstrip().endswith(("、", "和", "，")):
                pending.clear()
            continue
        name = _NAMES.get(word, word)
        events += [_event(context, name, *item, home=home) for item in pending]
        pending.clear()
    return events


def _blanked(line: str) -> str:
    return _TITLES.sub(lambda m: "　" * len(m[0]), line)


def _event_word(part: str) -> str | None:
    for pattern in _EVENTS:
        words = pattern.findall(part)
        if words:
            return str(words[-1])
    return None


def _event(
    context: Context, name: str, day: date | None, span: Span, part: str, *, home: str | None
) -> LawEvent:
    decision, part = part, _blanked(part)
    meetings = find_meetings(part, context.vocabulary, home)
    meeting = meetings[0].meeting if meetings else None
    if meeting:
        meeting = with_dates(meeting, day, None, None)
    body = meeting.body if meeting else _announcing(part, context, home)
    body = body or _deciding(decision, context, home)
    return LawEvent(Event(name, day, body, meeting.slug if meeting else None), meeting, span)


def _deciding(decision: str, context: Context, home: str | None) -> str | None:
    """The body of 《国务院关于修改部分行政法规的决定》, by which a regulation was amended."""
    title = _TITLES.search(decision)
    refs = issuers_of_title(title[0].strip("《》"), context.vocabulary, home) if title else ()
    return refs[0].body if refs else None


def _announcing(part: str, context: Context, home: str | None) -> str | None:
    """The body of 示例市人民代表大会常务委员会公告第3号公布, 国务院令第265号发布."""
    number = next(iter(find_numbers(part)), None)
    if number:
        prefix = _TERM.sub("", prefix_of(number.number.normalised))
        body = resolve_body(prefix, context.vocabulary, home)
        if body:
            return body
    name = _ANNOUNCING.search(part)
    return resolve_body(name["who"], context.vocabulary, home) if name else None


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
