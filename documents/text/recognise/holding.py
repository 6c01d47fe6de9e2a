"""When and where a meeting was held, as the sentences that name it say."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

from documents.text.dates import FoundDate, find_dates
from documents.text.places import place_at
from documents.text.recognise.context import Context
from documents.text.recognise.datelines import read_dateline

_PLACE = re.compile(r"(?<=在)[一-龥]{2,12}?(?=(?:隆重|胜利|主持)?(?:召开|举行))")
_VENUE = re.compile(
    r"^(?![会全这我该本]).*(?:[省市县区州盟旗镇乡村厅馆堂楼厦]|中心|党校|会议室|酒店|公司|学院|大学)$"
)
_OPENING = 600
"""Characters of the body in which the report says when the meeting was held."""
_RECENT = timedelta(days=60)
"""A day without its year or month is one shortly before the report came out."""

Held = tuple[date | None, date | None, str | None]
"""First day, last day and place."""


def when_held(context: Context, name: str, at: int, published: date | None) -> Held:
    """What the text states of a meeting named at `at`.

    28日 and 4月28日 are read as the last such day before the report was published, where that is
    known.
    """
    text = context.text
    opening = context.layout.body_span.start
    sentences = [_sentence(text, at)]
    again = text.find(name, opening)
    if again >= 0 and again < opening + _OPENING:
        sentences.append(_sentence(text, again))
    sentences.sort(key=lambda sentence: not _tells(sentence, name))
    place = next((p for p in map(_PLACE.search, sentences) if p), None)
    where = place[0] if place and _is_place(place[0], context) else None
    for sentence in sentences:
        found = find_dates(sentence)
        days = [day for day in found if day.date] or _completed(found, published)
        if days:
            return days[0].date, _range_end(days), where
    return None, None, where


def _tells(sentence: str, name: str) -> bool:
    """Whether a sentence says that this meeting was held, not that it decided to hold another."""
    known = re.escape(name)
    held = rf"{known}(?:(?!会议|决定).){{0,40}}(?:举行|召开)|(?:召开|举行|主持).{{0,12}}{known}"
    return bool(re.search(held, sentence))


def _completed(found: tuple[FoundDate, ...], published: date | None) -> list[FoundDate]:
    """The first partial day, and the end of a range that it begins, made whole."""
    if published is None:
        return []
    whole: list[FoundDate] = []
    for item in found[:2]:
        if item.day is None or (whole and not item.carried):
            break
        day = _latest(item, published)
        if day is None:
            break
        whole.append(replace(item, year=day.year, month=day.month))
    return whole


def _latest(item: FoundDate, published: date) -> date | None:
    """The last such day up to the day of publication, if it is recent."""
    for back in range(_RECENT.days):
        day = published - timedelta(days=back)
        same_month = item.month in (None, day.month) and item.year in (None, day.year)
        if same_month and day.day == item.day:
            return day
    return None


def _range_end(days: list[FoundDate]) -> date | None:
    """The end of 4月29日至30日 or 2024年12月31日至2025年1月1日, else the first day."""
    first, second = days[0], days[1] if len(days) > 1 else None
    if second and second.date and first.date and second.date > first.date:
        gap = second.span.start - first.span.end
        if gap <= (4 if second.carried else 2):
            return second.date
    return first.date


def _is_place(name: str, context: Context) -> bool:
    """长沙, 市会议中心; not 新世纪, 这一时刻."""
    return bool(_VENUE.search(name)) or place_at(name, 0, context.vocabulary, None) is not None


def _sentence(text: str, at: int) -> str:
    """The sentence around a place in the text, without a dateline, whose day is the report's."""
    start = max(text.rfind("\n", 0, at), text.rfind("。", 0, at)) + 1
    ends = [end for end in (text.find("\n", at), text.find("。", at)) if end >= 0]
    sentence = text[start : min(ends)] if ends else text[start:]
    dateline = read_dateline(sentence)
    return sentence[dateline.end :] if dateline else sentence
