"""What a cleaning rule is, and the lines that most rules look at."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from documents.text.findings import Change

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters, to stand inside a character class."""

SENTENCE_END = "。！？!?；;…"
CLOSERS = "”’」』）)》〉】]"
TERMINAL = re.compile(rf"[{SENTENCE_END}：:][{re.escape(CLOSERS)}]*$")
"""The end of a finished paragraph: 。 or 。” or ：."""


class Rule(NamedTuple):
    """`name` is what the extraction record counts the rule's edits under.

    `needs` are characters without which the rule has nothing to do; empty when it always may have.
    """

    name: str
    change: Change
    needs: frozenset[str] = frozenset()


class Line(NamedTuple):
    """A line that is not blank: its content stands at `text[start:end]`, stripped."""

    start: int
    end: int
    content: str


SPACES = frozenset(" \t\u00a0\u3000\u1680\u202f\u205f") | frozenset(map(chr, range(0x2000, 0x200B)))
"""White space that stands inside a line."""
SPACE = " \t\u00a0\u3000\u1680\u2000-\u200a\u202f\u205f"
"""The same, to stand inside a character class."""


@lru_cache(maxsize=2)
def lines(text: str) -> tuple[Line, ...]:
    """The lines that are not blank, without the white space around them."""
    found: list[Line] = []
    at = 0
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            start = at + raw.index(content[0])
            found.append(Line(start, start + len(content), content))
        at += len(raw) + 1
    return tuple(found)
