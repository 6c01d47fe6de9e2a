"""From the lines of a PDF to paragraphs: a page cuts them at its width, and this joins them again.

Official documents indent every paragraph by two characters and justify lines (GB/T 9704—2012,
5.2.1); others keep paragraphs apart by space. Both show where a paragraph starts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from documents.ingest.readers.pdf_lines import Line, width
from documents.text.cleaning.layout import LABEL
from documents.text.cleaning.rule import TERMINAL

NOTE_MARK = re.compile(r"[\[［〔【]?\s*(?:\d{1,3}|\*|[①-⑳])\s*[\]］〕】]?")

HEAD = re.compile(
    r"[“‘（《〔〈「『【(]*(?:[!-~]+|.)(?:[）》〕〉」』】，。、；：！？%]+|[“”‘’]+(?:[!-~]+|.))*"
)
"""What may not be broken at the start of a line, and so went to the next one as a whole."""
LONE_LABEL = re.compile(
    r"第[一二三四五六七八九十百千零〇\d]{1,8}[条款项]|[（(]?[一二三四五六七八九十\d]{1,4}[）)、.．]"
)
"""A label that word wrap has left alone on its line."""
SLACK = 1.5
"""Ems by which the end of a line may be misjudged."""
SEVERAL = 3
"""Lines that make a margin."""


class _Measure:
    """The measures of the body text: size, margins, distance of lines, and whether it indents."""

    def __init__(self, lines: Sequence[Line]) -> None:
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[round(line.size, 1)] += len(line.text)
        self.size = sizes.most_common(1)[0][0]
        body = [line for line in lines if abs(line.size - self.size) < 0.12 * self.size]
        plain = [line for line in body if not line.is_row] or body
        self.right = _right(plain, self.size)
        self.lefts = _lefts(plain, self.size)
        self.left = min(self.lefts.values(), default=0.0)
        gaps = sorted(
            a.y - b.y
            for a, b in pairwise(plain)
            if a.page == b.page and 0.9 * self.size < a.y - b.y < 4 * self.size
        )
        self.pitch = gaps[len(gaps) // 5] if gaps else 2 * self.size
        indented = sum(1 for line in plain if 1.5 <= self.indent(line) <= 2.6)
        self.indents = indented >= 0.1 * len(plain)
        self.wraps_words = sum(self._is_torn(b, a) for a, b in pairwise(plain)) >= SEVERAL

    def indent(self, line: Line) -> float:
        """Ems between the margin of the line's page and its start."""
        return (line.x - self.lefts.get(line.page, self.left)) / self.size

    def _is_torn(self, line: Line, last: Line) -> bool:
        return LONE_LABEL.fullmatch(last.text) is not None and self.indent(line) < 0.8

    def goes_on(self, line: Line, last: Line) -> bool:
        """Whether word wrap broke the last line, whose next word is a whole Chinese sentence."""
        if self.indent(line) >= 0.8 or last.is_row:
            return False
        opened = self.wraps_words and 1.5 <= self.indent(last) <= 2.6
        return self._is_torn(line, last) or (opened and not TERMINAL.search(last.text))

    def room(self, line: Line) -> float:
        """Ems left between the line's end and the margin."""
        return (self.right - line.end) / self.size


def _right(lines: Sequence[Line], size: float) -> float:
    """The right margin: the rightmost place where several lines end, give or take two ems.

    Lines with much Latin script are not asked: how wide its letters are is not known.
    """
    chinese = [line for line in lines if sum(map(str.isascii, line.text)) < 0.3 * len(line.text)]
    ends = sorted((line.end for line in chinese or lines), reverse=True)
    for i in range(len(ends)):
        near = [end for end in ends[i:] if end >= ends[i] - 2 * size]
        if len(near) >= min(SEVERAL, len(ends) - i):
            return median(near)
    return 0.0


def _lefts(lines: Sequence[Line], size: float) -> dict[int, float]:
    """The left margin of every page; of pages with few lines, that of the whole document."""
    overall = _left(lines, size)
    found: dict[int, float] = {}
    for page in sorted({line.page for line in lines}):
        own = [line for line in lines if line.page == page]
        margin = _left(own, size)
        shift = abs(margin - overall) / size
        moved = len(own) >= 8 and shift < 6 and not 1.5 <= shift <= 2.6
        found[page] = margin if moved else overall
    return found


def _left(lines: Sequence[Line], size: float) -> float:
    """The leftmost place where more than a few lines start."""
    starts = Counter(round(line.x / size * 2) for line in lines)
    often = [place for place, count in starts.items() if count >= max(1, 0.06 * len(lines))]
    least = min(often, default=0)
    return median(line.x for line in lines if abs(line.x / size * 2 - least) <= 1)


def paragraphs(lines: Sequence[Line]) -> list[str]:
    """The paragraphs that the lines make up, notes at the feet of pages last."""
    if not lines:
        return []
    measure = _Measure(lines)
    notes, body = _notes(lines, measure)
    return [*_joined(body, measure), *_joined(notes, measure)]


def _joined(lines: Sequence[Line], measure: _Measure) -> list[str]:
    found: list[str] = []
    last: Line | None = None
    for line in lines:
        if last is None or _starts(line, last, measure):
            found.append(line.text)
        else:
            torn = measure.wraps_words and measure.room(last) > SLACK
            found[-1] += (" " if torn else _space(found[-1], line.text)) + line.text
        last = line
    return found


def _starts(line: Line, last: Line, measure: _Measure) -> bool:
    """Whether a line starts a paragraph, given the one before it."""
    if line.is_row or last.is_row or abs(line.size - last.size) > 0.12 * last.size:
        return True
    if line.page == last.page and last.y - line.y > 1.6 * max(measure.pitch, line.size):
        return True
    if measure.goes_on(line, last):
        return False
    head = HEAD.match(line.text)
    if measure.room(last) > SLACK + (width(head[0]) if head else 0.0):
        return True
    if last.size > 1.12 * measure.size and measure.room(last) < 1.5 * last.size / measure.size:
        return False
    indent = measure.indent(line)
    labelled = LABEL.match(line.text) is not None
    if indent > 2.6:
        return labelled or measure.indent(last) < 1.5 or measure.room(last) > 1.5
    if indent > 0.8:
        return True
    if measure.indents:
        return False
    loose = line.page == last.page and last.y - line.y > 1.15 * measure.pitch
    return loose or (labelled and TERMINAL.search(last.text) is not None)


def _space(before: str, after: str) -> str:
    """A space after a label and between words of Latin letters, none between Chinese characters."""
    if LONE_LABEL.fullmatch(before):
        return " "
    return " " if before[-1:].isascii() and after[:1].isascii() and after[:1].isalnum() else ""


def _notes(lines: Sequence[Line], measure: _Measure) -> tuple[list[Line], list[Line]]:
    """Notes at the feet of pages, in small print after a mark, and all other lines."""
    notes: list[Line] = []
    body: list[Line] = []
    for page in sorted({line.page for line in lines}):
        own = [line for line in lines if line.page == page]
        foot = len(own)
        while foot and own[foot - 1].size < 0.88 * measure.size and not own[foot - 1].is_row:
            foot -= 1
        if 0 < foot < len(own) and NOTE_MARK.match(own[foot].text):
            notes.extend(own[foot:])
            own = own[:foot]
        body.extend(own)
    return notes, body
