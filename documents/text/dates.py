"""Dates as documents write them, whole and partial."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date

from documents.text.numerals import ZEROS, parse_numeral
from documents.text.stages import Span

_YEAR = rf"(?:[12１２][0-9０-９]{{3}}|[一二][0０{ZEROS}一二三四五六七八九]{{3}})"
_MONTH = r"(?:[0-9０-９]{1,2}|十[一二]?|[一二三四五六七八九元])"
_ONES = "[一二三四五六七八九]"
_DAY = rf"(?:[0-9０-９]{{1,2}}|[一二三]?十{_ONES}?|{_ONES}|廿{_ONES}?|卅一?)"
YEAR = rf"{_YEAR}[ \u3000]*年"
MONTH = rf"{YEAR}[ \u3000]*{_MONTH}[ \u3000]*月"
WHOLE_DAY = rf"{MONTH}[ \u3000]*{_DAY}[ \u3000]*日"
"""Regular expressions for a year, a month and a day as the head of a document states them."""

_WRITTEN = re.compile(
    rf"(?<![0-9０-９])(?P<year>{_YEAR})[ \u3000]*年"
    rf"(?:[ \u3000]*(?P<month>{_MONTH})[ \u3000]*月(?:份(?![一-龥]))?"
    rf"(?:[ \u3000]*(?P<day>{_DAY})[ \u3000]*[日号])?)?"
)
"""2024年4月29日, ２０２４年４月, 二〇二六年一月五日, 二ＯＯ七年."""

_YEARLESS = re.compile(
    rf"(?<![0-9０-９十一二])(?P<month>{_MONTH})[ \u3000]*月"
    rf"[ \u3000]*(?P<day>{_DAY})[ \u3000]*[日号]"
    rf"|(?<![0-9０-９十二三一月每工])(?P<only>{_DAY})日(?![元报夜内]|[以之]内|以[前上])"
)
"""4月19日, 13日下午."""

_NUMERIC = re.compile(
    r"(?<![0-9０-９./-])(?P<year>[12][0-9]{3})(?P<sep>[-/.．])(?P<month>[0-9]{1,2})(?P=sep)"
    r"(?P<day>[0-9]{1,2})(?![0-9]|[-/.．][0-9])"
)
"""2024-04-29, 2024/4/29, 2024.4.29."""

_OTHER_YEAR = re.compile(r"(?:今|去|明|本|次|来|每|前|后|上|翌|当)年[^年。；\n]{0,12}$")
_RANGE = re.compile(r"(?:上午|下午|晚)?[ ]*(?:至|到|—|–|-|~|～|、|和)[ ]*$")


@dataclass(frozen=True, slots=True)
class FoundDate:
    """A date in a text; parts that neither the text nor what precedes it states are null.

    `carried` says that the year (or year and month) was taken over from the date before.
    """

    span: Span
    year: int | None
    month: int | None
    day: int | None
    carried: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether year, month and day are known, be they a real date or not."""
        return None not in (self.year, self.month, self.day)

    @property
    def date(self) -> date | None:
        """The day, where year, month and day are known and make a real date."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date(self.year, self.month, self.day)
        except ValueError:
            return None


def find_dates(text: str) -> tuple[FoundDate, ...]:
    """Every date of a text in order; 4月19日 takes its year from the date before it.

    >>> [str(found.date) for found in find_dates("2022年4月13日印发。4月19日召开，二ＯＯ七年")]
    ['2022-04-13', '2022-04-19', 'None']
    """
    matches = sorted(
        (m for p in (_WRITTEN, _YEARLESS, _NUMERIC) for m in p.finditer(text)),
        key=lambda m: (m.start(), -m.end()),
    )
    found: list[FoundDate] = []
    for match in matches:
        if found and match.start() < found[-1].span.end:
            continue
        item = _read(match)
        if _plausible(item):
            found.append(_carry(item, found[-1] if found else None, text))
    return tuple(found)


def parse_date(text: str) -> date | None:
    """The day a metadata value states, as in 2019年02月14日 or 2026-02-02 09:20; else null.

    >>> parse_date("2019年02月14日"), parse_date("2019年2月")
    (datetime.date(2019, 2, 14), None)
    """
    found = find_dates(text)
    return found[0].date if found and found[0].span.start <= 1 else None


def _read(match: re.Match[str]) -> FoundDate:
    parts = match.groupdict()
    day = parts.get("day") or parts.get("only")
    month = parts.get("month")
    return FoundDate(
        Span(*match.span()),
        parse_numeral(parts.get("year") or ""),
        1 if month == "元" else parse_numeral(month or ""),
        parse_numeral(day or ""),
    )


def _plausible(found: FoundDate) -> bool:
    return (
        (found.year is None or 1900 <= found.year <= 2100)
        and (found.month is None or 1 <= found.month <= 12)
        and (found.day is None or 1 <= found.day <= 31)
    )


def _carry(found: FoundDate, before: FoundDate | None, text: str) -> FoundDate:
    """Fill in the year, and in a range (4月29日至30日) the month, from the date before."""
    if found.year is not None or before is None:
        return found
    between = text[before.span.end : found.span.start]
    if found.month is None:
        if before.day is None or not _RANGE.fullmatch(between):
            return found
        return replace(found, year=before.year, month=before.month, carried=True)
    if _OTHER_YEAR.search(between) or before.year is None:
        return found
    return replace(found, year=before.year, carried=True)
