"""Tables of metadata beside a document: labels and values, however a page lays them out.

A page is looked at as its lines, cells parted by tabs and the edges of inline elements marked, so
that tables of two or four columns, lists, definition lists and rows of divisions are one thing:
labels, each with what follows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from documents.ingest.readers.days import legible
from documents.ingest.readers.fields import DAYS, FIELDS, OTHER_LABELS, STRONG_LABELS, field_of
from documents.ingest.readers.html_blocks import EDGE

LABELS = sorted(
    {name for name in FIELDS if not name.isascii()} | OTHER_LABELS, key=len, reverse=True
)
ANY_LABEL = "|".join(r"[\s\u3000\u00a0]*".join(map(re.escape, label)) for label in LABELS)
PAIR = re.compile(
    rf"(?:^|(?<=[\s\u3000|｜；;，,日]))(?:[【\[]\s*({ANY_LABEL})\s*[:：]?\s*[】\]]\s*[:：]?"
    rf"|({ANY_LABEL})[\s\u3000\u00a0]*[:：]|({ANY_LABEL})[ \u3000\u00a0]*{EDGE})"
)
LABEL_AT_EDGE = re.compile(rf"(?<=[^\s]){EDGE}+(?=(?:{ANY_LABEL})\s*[:：])")
LONE = re.compile(rf"[【\[]?\s*({ANY_LABEL})\s*[】\]]?\s*[:：]?")
LABEL_LIKE = re.compile(r"[^：:，。]{2,12}[：:]")
BLANK = f" \t\u00a0\u3000\u2002\u2003{EDGE}"
EMPTY = frozenset({"", "无", "暂无", "空", "-", "--", "—", "——", "/", "null", "none", "undefined"})
DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}")
FORMS: Mapping[str, Callable[[str], object]] = {
    "adopted_on": DATE.match,
    "published_on": DATE.match,
    "effective_on": DATE.match,
    "document_number": re.compile(r".*\d.*号|.*[〔\[（(]\d{4}[〕\]）)].*\d").match,
    "index_number": re.compile(r"(?=.*\d)[\w/\-—.:（）() ]{4,60}$").match,
    "issuer": re.compile(r"(?!.*\d{4})[^。：]{2,80}$").match,
    "validity": re.compile(r".{0,6}(?:有效|失效|废止|修[改订])").match,
    "publisher": re.compile(r"[^。：]{2,40}$").match,
    "url": re.compile(r"https?://").match,
}
"""What a value must look like, for the fields of which that can be said."""
NEAR = 2
"""Lines from one label to the next in a table; a value may stand between them."""
LEAST = 3
"""Labels that make a table, one of them of the kind that only such tables have."""
LONGEST = 300
"""Characters of a value, and of a line that may be part of a table."""


class Pair(NamedTuple):
    """A label on a line, the field that it names (empty for one that is not kept), its value."""

    line: int
    last: int
    label: str
    field: str
    value: str


def label_table(lines: Sequence[str]) -> tuple[dict[str, str], set[int]]:
    """The metadata in tables among the lines, and the places of the lines that make them up."""
    found: dict[str, str] = {}
    places: set[int] = set()
    for group in _groups(_pairs(lines)):
        names = {pair.label for pair in group}
        if len(names) < LEAST or not names & STRONG_LABELS:
            continue
        places.update(range(group[0].line, group[-1].last + 1))
        for pair in group:
            if pair.field and usable(pair.field, pair.value):
                found.setdefault(pair.field, pair.value)
    return found, places


def lone_values(lines: Sequence[str]) -> dict[str, str]:
    """Day and source of a page from the lines around its text: 发布时间：…　来源：…"""
    found: dict[str, str] = {}
    for pair in _pairs(lines):
        if pair.field in ("published_on", "publisher") and usable(pair.field, pair.value):
            found.setdefault(pair.field, pair.value)
    return found


def labels_apart(line: str) -> str:
    """A line without its marked edges, a space before labels that only an element parts off."""
    return LABEL_AT_EDGE.sub(" ", line).replace(EDGE, "") if EDGE in line else line


def usable(field: str, value: str) -> bool:
    """Whether a value can be one of the field."""
    if value.lower() in EMPTY or len(value) > LONGEST:
        return False
    fits = FORMS.get(field)
    return fits is None or bool(fits(value))


def _pairs(lines: Sequence[str]) -> list[Pair]:
    found: list[Pair] = []
    cells = [(i, cell.strip(BLANK)) for i, line in enumerate(lines) for cell in line.split("\t")]
    for at, (line, cell) in enumerate(cells):
        if len(cell) > LONGEST:
            continue
        for label, value in _in_cell(cell):
            last = line
            if not value and at + 1 < len(cells):
                after, following = cells[at + 1]
                if not _is_label(following) and (after == line or after - line == 1):
                    last, value = after, following
            field = field_of(label) or ""
            value = value.replace(EDGE, "")
            found.append(Pair(line, last, label, field, legible(value) if field in DAYS else value))
    return found


def _in_cell(cell: str) -> list[tuple[str, str]]:
    """Labels of a cell with what follows them in it; nothing for a cell that starts otherwise."""
    marks = list(PAIR.finditer(cell))
    if not marks or marks[0].start() > 0:
        lone = LONE.fullmatch(cell)
        return [(_plain(lone[1]), "")] if lone else []
    ends = [mark.start() for mark in marks[1:]] + [len(cell)]
    return [
        (_plain(mark[1] or mark[2] or mark[3]), cell[mark.end() : end].strip(BLANK + "|｜；;，,："))
        for mark, end in zip(marks, ends, strict=True)
    ]


def _is_label(cell: str) -> bool:
    return bool(LONE.fullmatch(cell) or PAIR.match(cell) or LABEL_LIKE.fullmatch(cell))


def _plain(label: str) -> str:
    return re.sub(r"[\s\u3000\u00a0]+", "", label)


def _groups(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs that stand close to one another."""
    found: list[list[Pair]] = []
    for pair in pairs:
        if found and pair.line - found[-1][-1].last <= NEAR:
            found[-1].append(pair)
        else:
            found.append([pair])
    return found
