"""Automatic numbering of a .docx: the labels that the program shows but does not write out."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from documents.ingest.readers.docx_styles import Styles, W, value, whole

HAN_DIGITS = "〇一二三四五六七八九"
FORMAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
         (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
PLACE = re.compile(r"%([1-9])")
HIGHEST = 9_999
"""Numbers above are written in digits, whatever the format asks for."""


def chinese(number: int, digits: str = HAN_DIGITS, units: str = "十百千") -> str:
    """A number in Chinese counting, from 0 to 9,999.

    >>> [chinese(n) for n in (0, 3, 10, 12, 20, 101, 110, 1004)]
    ['〇', '三', '十', '十二', '二十', '一百零一', '一百一十', '一千零四']
    """
    if number == 0:
        return digits[0]
    written = ""
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit:
            written += digits[digit] + (units[place - 1] if place else "")
        elif written and number % 10**place and not written.endswith("零"):
            written += "零"
    short = digits[1] + units[0]
    return written[1:] if written.startswith(short) and digits == HAN_DIGITS else written


def _letters(number: int) -> str:
    """A … Z, AA, BB …, as word processors count."""
    return chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9) if number else ""


def _roman(number: int) -> str:
    written = ""
    for size, letters in ROMAN:
        written += letters * (number // size)
        number %= size
    return written


def _enclosed(first: str, most: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= most else str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


def _by_digit(number: int) -> str:
    return "".join(HAN_DIGITS[int(digit)] for digit in str(number))


FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number),
    "upperLetter": _letters,
    "lowerLetter": lambda number: _letters(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "decimalEnclosedCircle": _enclosed("①", 20),
    "decimalEnclosedCircleChinese": _enclosed("①", 20),
    "decimalEnclosedParen": _enclosed("⑴", 20),
    "decimalEnclosedFullstop": _enclosed("⒈", 20),
    "ideographEnclosedCircle": _enclosed("㊀", 10),
    "ideographTraditional": _cycle(STEMS),
    "ideographZodiac": _cycle(BRANCHES),
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "taiwaneseDigital": _by_digit,
    "chineseLegalSimplified": lambda number: chinese(number, FORMAL_DIGITS, "拾佰仟"),
    "ideographLegalTraditional": lambda number: chinese(number, FORMAL_DIGITS, "拾佰仟"),
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        chinese,
    ),
}
"""Number formats of the office standard (ST_NumberFormat) that are not plain digits."""


@dataclass(slots=True)
class _Level:
    """One level of a list, as the numbering part defines it."""

    start: int
    style: str
    text: str
    suffix: str
    legal: bool
    restart: int | None

    def written(self, number: int) -> str:
        write = FORMATS.get(self.style)
        return write(number) if write and 0 < number <= HIGHEST else str(number)


@dataclass(slots=True)
class _List:
    """An abstract list: its levels and how far each has counted."""

    levels: dict[int, _Level] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)


class Labels:
    """Counts the numbered paragraphs of a document in their order."""

    def __init__(self, numbering: etree._Element | None, styles: Styles) -> None:
        self.styles = styles
        self.lists: dict[str, _List] = {}
        self.of_number: dict[str, etree._Element] = {}
        self.restarted: set[tuple[str, int]] = set()
        self.abstract: dict[str, etree._Element] = {}
        if numbering is not None:
            self.abstract = {
                element.get(f"{W}abstractNumId", ""): element
                for element in numbering.iterchildren(f"{W}abstractNum")
            }
            self.of_number = {
                element.get(f"{W}numId", ""): element
                for element in numbering.iterchildren(f"{W}num")
            }

    def next(self, paragraph: etree._Element) -> str:
        """The label before a paragraph, empty for one without; counting it."""
        number, level = self.styles.numbering(paragraph, self._level_of_style)
        found = self._list(number)
        if found is None or level not in found.levels:
            return ""
        if (number, level) not in self.restarted:
            self.restarted.add((number, level))
            start = self._override(number, level)
            if start is not None:
                found.counts[level] = start - 1
        definition = found.levels[level]
        found.counts[level] = found.counts.get(level, definition.start - 1) + 1
        for deeper in [at for at in found.counts if at > level]:
            restart = found.levels[deeper].restart
            if restart is None or level < restart:
                del found.counts[deeper]
        return self._shown(found, level)

    def _shown(self, found: _List, level: int) -> str:
        definition = found.levels[level]
        if definition.style in ("bullet", "none") and not PLACE.search(definition.text):
            return ""

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = found.levels.get(at)
            if other is None or other.style in ("bullet", "none"):
                return ""
            count = found.counts.setdefault(at, other.start)
            return str(count) if definition.legal else other.written(count)

        label = PLACE.sub(number, definition.text).strip()
        if label and (label[-1].isalnum() or label[-1] in "①②③④⑤⑥⑦⑧⑨⑩"):
            return label if definition.suffix == "nothing" else label + _gap(label)
        return label

    def _list(self, number: str) -> _List | None:
        """The list behind a `numId`, through links to a style where there are some."""
        for _ in range(5):
            entry = self.of_number.get(number)
            if entry is None:
                return None
            key = value(entry, "abstractNumId")
            abstract = self.abstract.get(key)
            if abstract is None:
                return None
            link = value(abstract, "numStyleLink")
            if not link:
                if key not in self.lists:
                    self.lists[key] = _List(_levels(abstract, entry))
                return self.lists[key]
            number = self.styles.number_of_style(link)
        return None

    def _override(self, number: str, level: int) -> int | None:
        entry = self.of_number.get(number)
        for override in () if entry is None else entry.iterchildren(f"{W}lvlOverride"):
            start = value(override, "startOverride")
            if override.get(f"{W}ilvl") == str(level) and start.isdecimal():
                return int(start)
        return None

    def _level_of_style(self, number: str, style: str) -> int | None:
        """The level that names `style` as its own."""
        entry = self.of_number.get(number)
        abstract = None if entry is None else self.abstract.get(value(entry, "abstractNumId"))
        for level in () if abstract is None else abstract.iterchildren(f"{W}lvl"):
            if value(level, "pStyle") == style:
                return whole(level.get(f"{W}ilvl", "0"))
        return None


def _levels(abstract: etree._Element, entry: etree._Element) -> dict[int, _Level]:
    elements = list(abstract.iterchildren(f"{W}lvl"))
    for override in entry.iterchildren(f"{W}lvlOverride"):
        elements.extend(override.iterchildren(f"{W}lvl"))
    return {whole(element.get(f"{W}ilvl", "0")): _level(element) for element in elements}


def _level(element: etree._Element) -> _Level:
    start, restart = value(element, "start"), value(element, "lvlRestart")
    return _Level(
        start=int(start) if start.isdecimal() else 1,
        style=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        suffix=value(element, "suff") or "tab",
        legal=element.find(f"{W}isLgl") is not None,
        restart=int(restart) if restart.isdecimal() else None,
    )


def _gap(label: str) -> str:
    """What stands between a label without punctuation and its text: 第一条　…, 1.1 …"""
    return " " if label[-1].isascii() else "\u3000"
