"""A title for a text that has none, made of the text's own words."""

from __future__ import annotations

import re
from collections import Counter

from documents.text.dates import find_dates
from documents.text.recognise.context import Context, found
from documents.text.stages import Recognised, Span

_ANNOUNCED = re.compile(r"《(?P<title>[^》]{4,80})》[^。]{0,40}(?:印发|转发|下发|公布|发布)")
_REPORTING = re.compile(r"(?:指出|强调|要求|认为|提出|号召|表示)$")
_SUBJECT = re.compile(
    r"(?:现将|现就|将)(?P<what>[^，。]{4,60}?)的?(?:有关|相关)?(?:事项|问题|工作|要求|情况)?"
    r"(?:通知|通报|公告|通告|批复|函复|答复)如下"
    r"|(?P<decided>决定(?:对|授予|表彰|给予|命名|同意|撤销|成立|开展)[^，。]{4,40})"
)
"""现将…有关事项通知如下, 省政府决定对…给予通报表扬."""
_LONGEST = 40
_SHORTEST = 5
"""Characters of an inferred title."""


def recognise_missing_title(context: Context, record: Recognised) -> Recognised:
    """The meeting whose outcome it is, the phrase that most paragraphs open with, what is
    announced, else the first clause that says something.
    """
    if record.title:
        return record
    title, span = (
        _own_meeting(context, record)
        or _work_report(context, record)
        or _recurring(context)
        or _announced(context)
        or _subject(context, record)
        or _first_clause(context)
    )
    return found(record, {"title": span}, {"title_inferred"}, title=title, title_inferred=True)


def _own_meeting(context: Context, record: Recognised) -> tuple[str, Span] | None:
    where = record.evidence.get("meeting")
    if record.genre != "official" or record.meeting is None or not isinstance(where, Span):
        return None
    return record.meeting.name, where


def _work_report(context: Context, record: Recognised) -> tuple[str, Span] | None:
    """我代表省人民政府，向大会报告政府工作 → 政府工作报告."""
    where = record.evidence.get("issuers")
    government = record.issuers and (record.issuers[0].body or "").startswith("gov-")
    if record.genre != "report" or not government or not isinstance(where, Span):
        return None
    return "政府工作报告", where


def _recurring(context: Context) -> tuple[str, Span] | None:
    """大兴抓落实之风 where at least three and a third of all paragraphs open with it."""
    lines = [line for line in context.layout.body if len(line.text) > 30]
    openings = Counter(re.split(r"[，,。：:；]", line.text)[0] for line in lines)
    for phrase, count in openings.most_common():
        if count < 3 or count * 3 < len(lines):
            return None
        if _SHORTEST <= len(phrase) <= _LONGEST and not _REPORTING.search(phrase):
            line = next(line for line in lines if line.text.startswith(phrase))
            return phrase, Span(line.start, line.start + len(phrase))
    return None


def _announced(context: Context) -> tuple[str, Span] | None:
    match = _ANNOUNCED.search(context.text, context.layout.body_span.start)
    return (match["title"], Span(*match.span("title"))) if match else None


def _subject(context: Context, record: Recognised) -> tuple[str, Span] | None:
    """What an official document says it is about."""
    if record.genre != "official":
        return None
    match = _SUBJECT.search(context.text, context.layout.body_span.start)
    if match is None:
        return None
    name = "what" if match["what"] else "decided"
    return match[name], Span(*match.span(name))


def _first_clause(context: Context) -> tuple[str, Span]:
    """The first clause of a paragraph that is more than a date or an address."""
    for line in context.layout.body:
        if line.text.endswith(("：", ":")):
            continue
        for match in re.finditer(r"[^，,。；;！？\n]+", line.text):
            clause = match[0].strip()
            if len(clause) > _LONGEST:
                clause = re.split(r"[（(]", clause)[0]
            if len(clause) > _LONGEST:
                continue
            dates = sum(day.span.end - day.span.start for day in find_dates(clause))
            if len(clause) - dates >= _SHORTEST:
                at = line.start + line.text.find(clause)
                return clause, Span(at, at + len(clause))
    first = context.text.strip().split("\n")[0][:_LONGEST]
    at = context.text.find(first)
    return first, Span(at, at + len(first))
