"""Which lines quote another document, so that their labels are none of this one's.

Decisions that amend quote whole articles: 一、将第三条修改为：“第三条 …” Each paragraph of such a
quotation opens with “ and only the last one ends with ”; some publishers leave the marks between
the first and the last paragraph out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_OPENS = re.compile(
    r"(?:[改订整述]为|作为.{0,14}|增加.{0,20}|如下|规定|内容|[编章节条款项])[:：][ \u3000]?“"
)
"""第三条修改为：“, 增加一条，作为第四条：“: what opens a quotation of a text with labels."""

_NEXT_ITEM = re.compile(
    r"[一二三四五六七八九十]{1,4}、|[（(][一二三四五六七八九十]{1,3}[）)][将删在对增第]"
)
_LONGEST = 60
"""A quotation goes over this many lines at most; a mark that stays open longer is a slip."""


def quoted_lines(lines: Sequence[str]) -> frozenset[int]:
    """The lines that go on with a quotation which an earlier line opened.

    >>> sorted(quoted_lines(["一、修改为：“第三条 甲：", "（一）乙；", "第四条 丙。”", "二、丁"]))
    [1, 2]
    """
    quoted: set[int] = set()
    for index, line in enumerate(lines):
        if index not in quoted and _is_open(line) and _OPENS.search(line):
            quoted.update(range(index + 1, _end(lines, index) + 1))
    return frozenset(quoted)


def _is_open(line: str) -> bool:
    return line.rfind("“") > line.rfind("”")


def _end(lines: Sequence[str], opening: int) -> int:
    """The index of the line that closes the quotation; `opening` where none does."""
    for index in range(opening + 1, min(opening + 1 + _LONGEST, len(lines))):
        line = lines[index]
        if not line.startswith("“") and _NEXT_ITEM.match(line):
            return opening
        if line.count("”") > line.count("“") or (line.startswith("“") and not _is_open(line)):
            return index
    return opening
