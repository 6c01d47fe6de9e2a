"""What a cleaning rule is, and the lines that most rules look at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from documents.text.findings import Change
from documents.text.offsets import Edit

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
"""Han characters, to stand inside a character class."""

SENTENCE_END = "。！？!?；;…"
CLOSERS = "”’」』）)》〉】]"
TERMINAL = re.compile(rf"[{SENTENCE_END}：:][{re.escape(CLOSERS)}]*$")
"""The end of a finished paragraph: 。 or 。” or ：."""


class Rule(NamedTuple):
    """`name` is what the extraction record counts the rule's edits under."""

    name: str
    change: Change


class Line(NamedTuple):
    """A line that is not blank: its content stands at `text[start:end]`, stripped."""

    start: int
    end: int
    content: str


SPACE = " \t\u00a0\u3000\u1680\u2000-\u200a\u202f\u205f"
"""White space inside a line, to stand inside a character class."""


def lines(text: str) -> Iterator[Line]:
    """The lines that are not blank, without the white space around them."""
    at = 0
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            start = at + raw.index(content[0])
            yield Line(start, start + len(content), content)
        at += len(raw) + 1


def substitute(pattern: re.Pattern[str], replacement: str = "") -> Change:
    """A change that replaces every match; `replacement` may name groups as `re.sub` does."""

    def change(text: str) -> Iterator[Edit]:
        for match in pattern.finditer(text):
            new = match.expand(replacement) if "\\" in replacement else replacement
            if new != match.group():
                yield Edit(match.start(), match.end(), new)

    return change
