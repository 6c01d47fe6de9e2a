"""Paragraphs that a page break cut in mid-sentence: joined with their other half."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from documents.text.cleaning.junctions import evidence
from documents.text.cleaning.layout import LABEL, ends, join
from documents.text.cleaning.rule import CLOSERS, HAN, SENTENCE_END, TERMINAL, Line, lines
from documents.text.cleaning.tail import SURE_FOOT
from documents.text.offsets import Edit

PAGE = "\f"
"""What rules on page numbers and running heads leave where a page ended."""
OPENING = re.compile(r"各位|同志们|全会|会议|大会")
"""How a paragraph of its own often begins."""
NEVER = re.compile(r"[（(](?:此件|联系|作者|附|\d{4}年)")
"""How a line of its own begins."""
LONGEST_FOOT = 60
"""Characters of a line of a page's foot, which no sentence goes on after."""
NOTED = re.compile(r"[。；！？][（(【\[][^（()）【】\[\]]{1,120}[)）\]】]$")
"""A paragraph closed by a note in brackets: …。（责任单位：省发展改革委）"""
DATED = re.compile(
    r"[（(]?(?:\d{4}|[一二][〇○零一二三四五六七八九]{3})年.{2,5}月.{1,3}日[)）]?(?:印发)?"
)
"""The last line of a signature."""
PROSE_START = re.compile(rf"[{HAN}“”‘’《》、，。；：）〉】\dA-Za-z（(]")
GLUED_MARKS = "，。、；）"
OPENING_MARKS, CLOSING_MARKS = "《“（「『〔", "》”」』〕"
"""With these no line ends, with those none begins."""
MARK = re.compile("[，,；;。]")
ATTACHED = re.compile("附件|附表")
UNLIKELY = 100.0
PAGE_BONUS, HEADING_PAGE_BONUS, GAP_BONUS, INDENT_BONUS = 5.0, 3.0, 2.0, 2.0
"""Nats for a page that ended here, after prose and after what may be a heading; for a gap that
other paragraphs lack, for an indent that they have (headings have gaps and indents of their own).
"""
INDENT = re.compile("[\u3000 \t]{2,}$")
STYLED = 0.6
"""Share of the paragraphs from which on their layout is that of the text."""


def page_breaks(text: str) -> Iterator[Edit]:
    """Joins …贯彻落⏎实… where the touching characters say that one sentence goes on."""
    found = lines(text)
    style: _Style | None = None
    at = 0
    for line, after, next_line in zip(found, found[1:], (*found[2:], None), strict=False):
        if not may_go_on(line.content, after.content) or _is_signature(after, next_line):
            continue
        style = style or _Style(text, found)
        if _goes_on(line, after, text, style):
            yield from _marks(text, at, line.end)
            yield join(line, after)
            at = after.start
    yield from _marks(text, at, len(text))


def _is_signature(line: Line, after: Line | None) -> bool:
    """Whether a line holds the names above a date."""
    named = len(line.content) <= 50 and not MARK.search(line.content)
    return named and after is not None and DATED.fullmatch(after.content) is not None


def _marks(text: str, start: int, end: int) -> Iterator[Edit]:
    """Takes the marks of pages out of a stretch."""
    while (start := text.find(PAGE, start, end)) >= 0:
        yield Edit(start, start + 1)
        start += 1


class _Style:
    """How the paragraphs of a text are set apart; it counts in favour of joining only."""

    def __init__(self, text: str, found: tuple[Line, ...]) -> None:
        gaps = Counter(
            text.count("\n", line.end, after.start) > 1
            for line, after in itertools.pairwise(found)
            if TERMINAL.search(line.content)
        )
        self.dense = gaps[False] > STYLED * gaps.total()
        self.loose = gaps[True] > STYLED * gaps.total()
        indented = sum(_indented(text, line) for line in found)
        self.indented = indented > STYLED * len(found) / 2 and indented > 3

    def bonus(self, text: str, line: Line, after: Line) -> float:
        """Nats that the layout around a break adds."""
        marks = len(MARK.findall(line.content))
        if PAGE in text[line.end : after.start]:
            return PAGE_BONUS if marks else HEADING_PAGE_BONUS
        if marks < 3 and "。" not in line.content:
            return 0.0
        blank = text.count("\n", line.end, after.start) > 1
        gap = GAP_BONUS if (blank and self.dense) or (not blank and self.loose) else 0.0
        bare = self.indented and not _indented(text, after)
        return gap + (INDENT_BONUS if bare else 0.0)


def _indented(text: str, line: Line) -> bool:
    before = text[text.rfind("\n", 0, line.start) + 1 : line.start]
    return INDENT.search(before) is not None


def may_go_on(before: str, after: str) -> bool:
    """Whether the first line may stop, and the second one begin, in mid-sentence."""
    if before[-1] in SENTENCE_END or before[-1] in "：:" or ends(before):
        return False
    if len(before) <= LONGEST_FOOT and SURE_FOOT.search(before):
        return False
    if NOTED.search(before) or (ATTACHED.match(before) and before[-1] not in "，、,"):
        return False
    return bool(PROSE_START.match(after)) and not LABEL.match(after) and not NEVER.match(after)


def _goes_on(line: Line, after: Line, text: str, style: _Style) -> bool:
    before, rest = line.content, after.content
    if before[-1] in OPENING_MARKS or rest[0] in CLOSING_MARKS:
        return True
    if rest[0] in GLUED_MARKS:
        return len(before) >= 8
    if before[-1] in "，、,":
        return len(before) >= 15 and not ATTACHED.match(before)
    nats = evidence(before, rest, text) + style.bonus(text, line, after)
    if OPENING.match(rest):
        nats -= 3
    if line.start == 0 and "。" not in before:
        nats -= 3  # a title
    return nats >= _needed(before, rest)


def _needed(before: str, after: str) -> float:
    """Nats that it takes: few after prose, many after what may be a heading or a cell."""
    marks = len(MARK.findall(before))
    if "。" not in before and LABEL.match(before):
        need = 3.0 if marks else 6.0
    elif marks >= 3 or ("。" in before and marks >= 2):
        need = -2.0
    elif "。" in before or marks >= 2:
        need = 0.0
    else:
        need = 2.0 if marks else 6.0
    if before[-1] in CLOSERS:
        need += 2.0
    if not (TERMINAL.search(after) and (MARK.search(after) or len(after) < 30)):
        need += 3.0 if MARK.search(after) or marks else UNLIKELY if len(after) < 8 else 5.0
    return need
