"""Markdown: the marks go, what they enclose stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN
from documents.text.offsets import Edit

FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[\w-]*[ \t]*$", re.MULTILINE)
RULER = re.compile(r"^[ \t]*(?:(?:-[ \t]?){3,}|(?:\*[ \t]?){3,}|_{3,}|={3,})[ \t]*$", re.MULTILINE)
HEADING = re.compile(
    r"^[ \t]{0,3}#{1,6}(?:[ \t]+|$|(?=[^#\s\d]))|(?<=\S)[ \t]+#{1,6}[ \t]*$", re.MULTILINE
)
QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+(?=[^\s>])", re.MULTILINE)
BULLET = re.compile(rf"^[ \t]*[-*+][ \t]+(?=[{HAN}“《（(])", re.MULTILINE)
IMAGE = re.compile(r"!\[[^\[\]\n]*\]\([^()\n]*\)")
LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:https?://|/|\.|#|javascript:|mailto:)[^)\n]*\)")
BOLD = re.compile(r"\*{2,3}")
STRONG = re.compile(r"__(?<![\w_]__)(?=\S)|__(?<=\S__)(?![\w_])")
ITALIC = re.compile(r"\*(?<![*A-Za-z0-9]\*)(?=[^\s*])([^*\n]{1,400})(?<=[^\s*])\*(?![*A-Za-z0-9])")
HAN_CHARACTER = re.compile(f"[{HAN}]")
ESCAPE = re.compile(r"(?<!\\)\\(?=[.*_#>+\-()\[\]`!|]|$)", re.MULTILINE)
TABLE_RULER = re.compile(
    r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*$", re.MULTILINE
)
TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
CELL_MARK = re.compile(r"[ \t]*\|[ \t]*")


def markdown(text: str) -> Iterator[Edit]:
    """Headings, bold, quotes, links, tables, rulers; what the marks enclose stays."""
    edits: dict[int, Edit] = {}
    patterns = [
        pattern
        for sign, pattern in (
            ("#", HEADING), ("**", BOLD), ("__", STRONG), (">", QUOTE), ("![", IMAGE),
            ("```", FENCE), ("~~~", FENCE), ("\\", ESCAPE), ("|", TABLE_RULER),
            ("---", RULER), ("***", RULER), ("___", RULER), ("===", RULER), ("- - -", RULER),
            ("- ", BULLET), ("* ", BULLET), ("+ ", BULLET),
        )
        if sign in text
    ]  # fmt: skip
    for pattern in dict.fromkeys(patterns):
        for match in pattern.finditer(text):
            edits.setdefault(match.start(), Edit(match.start(), match.end()))
    for edit in _enclosed(text):
        edits.setdefault(edit.start, edit)
    end = 0
    for _, edit in sorted(edits.items()):
        if edit.start >= end:
            yield edit
            end = edit.end


def _enclosed(text: str) -> Iterator[Edit]:
    """The marks around what a link, an italic stretch or a table row holds."""
    if "](" in text:
        for match in LINK.finditer(text):
            if match.start() == 0 or text[match.start() - 1] != "!":
                yield Edit(match.start(), match.start(1))
                yield Edit(match.end(1), match.end())
    if "*" in text:
        for match in ITALIC.finditer(text):
            if HAN_CHARACTER.search(match[1]):
                yield Edit(match.start(), match.start() + 1)
                yield Edit(match.end() - 1, match.end())
    if "|" in text:
        yield from _cell_marks(text)


def _cell_marks(text: str) -> Iterator[Edit]:
    """The bars of table rows: a space between cells, nothing at the edges."""
    for row in TABLE_ROW.finditer(text):
        if TABLE_RULER.fullmatch(row.group()) is None:
            for mark in CELL_MARK.finditer(text, row.start(), row.end()):
                edge = mark.start() == row.start() or mark.end() == row.end()
                yield Edit(mark.start(), mark.end(), "" if edge else " ")
