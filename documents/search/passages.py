"""A document's text → passages: paragraphs as they are found and shown.

Pure, so that worker processes can make them; `passage_index` writes them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

ENOUGH = 120
"""Characters from which a passage takes in no further line: an article of a law has 140 on
average, and what is shorter says too little to be ranked by itself."""

ARTICLE = 400
"""Characters up to which an article stays in one piece with its paragraphs and items: （二） alone
does not say what it is about."""

LONGEST = 600
"""Characters of the longest passage; a paragraph of a report has 200 to 500."""

UNITS = frozenset({"编", "章", "节", "条", "attachment"})
"""Sections that begin a passage of their own: what is cited as a whole is found as a whole."""

_SENTENCE = re.compile(r"[。！？；][”’」』）】]*")
_OUTSIDE = 99
"""The level of a line with which no section begins: below all."""


class Span(NamedTuple):
    """A section as far as passages need it; `position` counts the document's sections from 1."""

    position: int
    type: str
    level: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class PassageRow:
    """`text[start:end]` and the position of its innermost section."""

    start: int
    end: int
    section: int | None


def passage_rows(text: str, sections: Sequence[Span]) -> list[PassageRow]:
    """The passages of a text; `sections` are in document order, the inner after the outer."""
    starts = [section.start for section in sections]
    return [
        PassageRow(start, end, _innermost(sections, starts, weighty))
        for start, end, weighty in _bounds(text, sections)
    ]


class _Line(NamedTuple):
    start: int
    end: int
    level: int
    is_unit: bool
    is_article: bool


def _bounds(text: str, sections: Sequence[Span]) -> Iterator[tuple[int, int, int]]:
    """Start and end of each passage, and where its longest line starts."""
    group: list[_Line] = []
    for line in _lines(text, sections):
        if group and not _joins(group, line):
            yield from _cut(text, group)
            group = []
        group.append(line)
    if group:
        yield from _cut(text, group)


def _lines(text: str, sections: Iterable[Span]) -> Iterator[_Line]:
    """The lines that hold anything, each with the outermost section that begins there."""
    begun: dict[int, Span] = {}
    for section in sections:
        begun.setdefault(section.start, section)
    at = 0
    for line in text.split("\n"):
        if line.strip():
            here = begun.get(at)
            level, kind = (here.level, here.type) if here else (_OUTSIDE, "")
            yield _Line(at, at + len(line), level, kind in UNITS, kind == "条")
        at += len(line) + 1


def _joins(group: list[_Line], line: _Line) -> bool:
    """Whether a line goes on with a passage that is short yet: below the section it began with."""
    start, end = group[0].start, group[-1].end
    above = min(item.level for item in group)
    if line.level < above or (line.is_unit and line.level == above):
        return False
    if any(item.is_article and item.level < line.level for item in group):
        return line.end - start <= ARTICLE
    return end - start < ENOUGH and line.end - start <= LONGEST


def _cut(text: str, group: list[_Line]) -> Iterator[tuple[int, int, int]]:
    """A passage, or several of like size where a paragraph is too long; cut after sentences."""
    start, end = group[0].start, group[-1].end
    weighty = max(group, key=lambda line: line.end - line.start).start
    if end - start <= LONGEST:
        yield start, end, weighty
        return
    size = (end - start) / -(-(end - start) // LONGEST)
    ends = [match.end() for match in _SENTENCE.finditer(text, start, end)]
    while end - start > LONGEST:
        at = bisect_right(ends, start + size)
        stop = ends[at - 1] if at and ends[at - 1] > start + size / 2 else start + LONGEST
        yield start, stop, start
        start = stop
    yield start, end, start


def _innermost(sections: Sequence[Span], starts: list[int], at: int) -> int | None:
    """The position of the last section in document order that holds a place."""
    for number in range(bisect_right(starts, at) - 1, -1, -1):
        if sections[number].end > at:
            return sections[number].position
    return None
