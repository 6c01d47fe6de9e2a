"""Adoption, publication, entry into force and validity, each only where it is stated."""

from __future__ import annotations

import re
from datetime import date

from documents.text.dates import WHOLE_DAY, find_dates, parse_date
from documents.text.recognise.context import Context, found
from documents.text.stages import Evidence, Recognised, Span

_IN_FORCE = re.compile(
    r"自\s*(?P<when>[^自。，；\n]{2,24}?)\s*(?:起|之日起|后)\s*(?:正式)?(?:施行|实施|执行|生效|试行)"
)
_FROM_DAY = re.compile(
    rf"(?:[自从于])?[ \u3000]*(?P<when>{WHOLE_DAY})[ \u3000]*(?:零时)?起?(?:正式)?"
    r"(?:施行|实施|执行|生效|试行)"
)
"""本办法从2026年5月1日起执行, 本办法2026年5月1日起实施."""
_VERB = re.compile("施行|实施|执行|生效|试行")
_REACH = 40
"""Characters before the verb in which the day stands."""
_AT_ONCE = re.compile(r"自(?:公布|发布|颁布)之日起(?:施行|实施|生效)")
_PUBLICATION = re.compile(r"(?:公布|发布|颁布)之?日?$")
_ISSUE = re.compile(r"(?:印发|下发|发文|通过|签发)之?日?$")
_TIME_LINE = re.compile(r"(?:发布时间|发布日期|时间|日期|公布日期)\s*[:：]")
_REPEALED = re.compile(
    r"(?:此件|本(?:通知|文件|办法|规定|意见|决定|条例|法)|该文件)(?:已经?|自.{2,20}起|已?于.{2,20})?(?:废止|失效)|【?(?:全文)?(?:已)?(?:废止|失效)】?$"
)
_VALIDITY = (
    ("repealed", re.compile(r"废止|失效|无效")),
    ("amended", re.compile(r"已被?修[改订]|部分")),
    ("in_force", re.compile(r"有效|现行")),
)


def recognise_dating(context: Context, record: Recognised) -> Recognised:
    """Days that metadata, lines of the head, the meeting, the signature or the text state."""
    record = _published(context, record)
    record = _adopted(context, record)
    record = _effective(context, record)
    record = _validity(context, record)
    return found(record, None, {"damaged_text"} if _no_such_day(context) else ())


def _no_such_day(context: Context) -> bool:
    """Whether the head or the signature states a day that no calendar has: 2月30日."""
    signature = context.layout.signature
    lines = context.layout.head_lines("session", "history", "date")
    days = [day for line in lines for day in find_dates(line.text)]
    return bool(signature and signature.day is None) or any(
        day.is_whole and day.date is None for day in days
    )


def _published(context: Context, record: Recognised) -> Recognised:
    dated = record.genre in ("news", "article")
    stated, where = publication_day(context, dated=dated)
    if stated:
        return found(record, {"published_on": where}, published_on=stated)
    event = next((e for e in record.history if e.event == "公布" and e.date), None)
    if event and record.genre == "law":
        return found(
            record, {"published_on": record.evidence.get("history")}, published_on=event.date
        )
    return record


def publication_day(context: Context, *, dated: bool = True) -> tuple[date | None, Evidence | None]:
    """The day that metadata or a source line give; `dated`: a plain date means publication."""
    stated = parse_date(context.beside("published_on") or "")
    if stated:
        return stated, "metadata"
    for line in context.layout.head_lines("source"):
        days = find_dates(line.text) if _TIME_LINE.search(line.text) else ()
        if days and days[0].date:
            return days[0].date, line.span
    if not dated:
        return None, None
    stated = parse_date(context.beside("adopted_on", "date") or "")
    issue = next(iter(find_dates(context.beside("publisher", "source") or "")), None)
    stated = stated or (issue.date if issue else None)
    return stated, "metadata" if stated else None


def _adopted(context: Context, record: Recognised) -> Recognised:
    day, where = _adopted_in_text(context, record)
    where = _in_body(context, record, day) or where
    stated = parse_date(context.beside("adopted_on") or "")
    if stated is None and day is None and record.genre in ("official", "report", "speech"):
        stated = parse_date(context.beside("date") or "")
    if stated is None or record.genre in ("news", "article"):
        return found(record, {"adopted_on": where if day else None}, adopted_on=day)
    flags = {"conflicting_metadata"} if day and day != stated else set()
    evidence = where if day == stated and where else "metadata"
    return found(record, {"adopted_on": evidence}, flags, adopted_on=stated)


def _adopted_in_text(context: Context, record: Recognised) -> tuple[date | None, Evidence | None]:
    if record.adopted_on:
        return record.adopted_on, record.evidence.get("adopted_on")
    if record.genre in ("news", "article"):
        return None, None
    meeting = record.meeting
    for line in context.layout.head_lines("session", "history", "date"):
        days = [day for day in find_dates(line.text) if day.date]
        if days:
            span = days[0].span
            return days[0].date, Span(line.start + span.start, line.start + span.end)
    if meeting and meeting.held_from and record.kind != "纪要":
        return meeting.held_to or meeting.held_from, record.evidence.get("meeting")
    signature = context.layout.signature
    if signature:
        return signature.day, signature.span
    return None, None


def _in_body(context: Context, record: Recognised, day: date | None) -> Span | None:
    """Where the body, too, states the day: beside the signature or the meeting's name."""
    signature = context.layout.signature
    if day and signature and signature.day == day:
        return signature.span
    meeting = record.evidence.get("meeting")
    if day is None or not isinstance(meeting, Span):
        return None
    start = context.layout.body_span.start
    low = max(start, context.text.rfind("\n", 0, meeting.start) + 1)
    for item in find_dates(context.text[low : meeting.end + 60]) if meeting.start >= start else ():
        if item.date == day:
            return Span(low + item.span.start, low + item.span.end)
    return None


def _effective(context: Context, record: Recognised) -> Recognised:
    stated = parse_date(context.beside("effective_on") or "")
    if stated:
        return found(record, {"effective_on": "metadata"}, effective_on=stated)
    for line in context.layout.head_lines("history"):
        for day in find_dates(line.text):
            if day.date and re.match(r"[ \u3000]*起?(?:施行|实施)", line.text[day.span.end :]):
                return found(record, {"effective_on": line.span}, effective_on=day.date)
        published = record.published_on if _AT_ONCE.search(line.text) else None
        if published:
            return found(record, {"effective_on": line.span}, effective_on=published)
    matches = _statements(context.text, context.layout.body_span.start)
    own = [m for m in matches if _own(context.text, m)]
    for match in reversed(own):
        effective = _when(match["when"], context, record)
        if effective:
            return found(record, {"effective_on": Span(*match.span())}, effective_on=effective)
    return record


_OWN = re.compile(
    r"本[一-龥]{1,12}$|(?:以上|上述)[一-龥]{0,6}$|现予|，$|^(?:第[^条]{1,8}条)?[ \u3000]*$"
)
_NAMED = re.compile(
    r"(?:本|以上|上述)[一-龥]{0,6}(?:法|[条例定知见则案告释程准度施划件复令策])[ \u3000]*$"
)
"""What stands before a day without 自: 本办法2026年5月1日起施行."""


def _own(text: str, match: re.Match[str]) -> bool:
    """Whether the sentence speaks of this document: 本条例自…, 现予公布，自…"""
    start = max(text.rfind(mark, 0, match.start()) for mark in "\n。；") + 1
    pattern = _OWN if match[0].startswith("自") else _NAMED
    return bool(pattern.search(text[start : match.start()]))


def _statements(text: str, start: int) -> list[re.Match[str]]:
    """Every place that says from when on something is in force."""
    return [
        match
        for verb in _VERB.finditer(text, start)
        for pattern in (_FROM_DAY, _IN_FORCE)
        for match in pattern.finditer(text, max(start, verb.start() - _REACH), verb.end())
        if match.end() == verb.end()
    ]


def _when(words: str, context: Context, record: Recognised) -> date | None:
    """自公布之日起: the day of publication, which for an order is the day it was signed."""
    if _PUBLICATION.search(words):
        signature = context.layout.signature
        order = "令第" in (record.document_number or "")
        return record.published_on or (signature.day if signature and order else None)
    if _ISSUE.search(words):
        return record.adopted_on
    return parse_date(words)


def _validity(context: Context, record: Recognised) -> Recognised:
    stated = context.beside("validity") or ""
    for value, pattern in _VALIDITY:
        if stated and pattern.search(stated):
            return found(record, {"validity": "metadata"}, validity=value)
    for line in context.layout.head_lines("validity"):
        for value, pattern in _VALIDITY:
            if pattern.search(line.text):
                return found(record, {"validity": line.span}, validity=value)
    if any(event.event == "废止" for event in record.history):
        return found(record, {"validity": record.evidence.get("history")}, validity="repealed")
    if re.search(r"[（(【](?:全文)?已?(?:废止|失效)[）)】]$", record.title):
        return found(record, {"validity": record.evidence.get("title")}, validity="repealed")
    body = context.layout.body
    for line in (*context.layout.head, *body[:2], *body[-3:]):
        match = _REPEALED.search(line.text.strip())
        if match and len(line.text) < 60:
            return found(record, {"validity": line.span}, validity="repealed")
    return record
