"""Characters that carry nothing, or stand for another: line ends, invisible ones, entities."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN, SPACE, SPACES
from documents.text.offsets import Edit

LINE_ENDING = re.compile("\r\n?|[\x0b\x85\u2028\u2029]|(?<!\n)\x0c|\x0c(?!\n)")
LINE_ENDINGS = frozenset("\r\x0b\x0c\x85\u2028\u2029")
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb]+"
)
UNSEEN = frozenset(filter(INVISIBLE.match, map(chr, range(0x10000))))
ENTITY = re.compile(r"&(?:amp;)*(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});|&amp;")
FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ]|(?<=[0-9０-９])．(?=[0-9０-９])")
WIDE_ALPHANUMERICS = frozenset(filter(FULL_WIDTH.match, map(chr, range(0xFF00, 0xFF60)))) | {"．"}
COMPATIBILITY = re.compile("[\u2e80-\u2fdf]")
SUPPLEMENT = dict(
    zip(
        "⺎⺟⺠⺬⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⼾⾭",
        "兀母民示虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟户青",
        strict=True,
    )
)
"""Radicals without a compatibility mapping of Unicode's own, or with one to an old form."""
RADICALS = frozenset(map(chr, range(0x2E80, 0x2FE0)))
STRIPPED = "".join(SPACES)
ODD = SPACES - {" "}
ROW_TABS = 2
"""Tabs inside a line from which on it is a row of a table."""
ODD_SPACE = re.compile(f"[{SPACE.replace(' ', '', 1)}]+ *| [{SPACE}]+")


def line_endings(text: str) -> Iterator[Edit]:
    r"""`\r\n`, `\r` and Unicode line separators become `\n`; a form feed gets a line of its own."""
    for match in LINE_ENDING.finditer(text):
        yield Edit(match.start(), match.end(), "\n\f\n" if match.group() == "\f" else "\n")


def invisible(text: str) -> Iterator[Edit]:
    """Byte order marks, zero-width and control characters go."""
    for match in INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end())


def entities(text: str) -> Iterator[Edit]:
    """`&nbsp;`, `&amp;lt;`, `&#8220;` become the characters that they stand for."""
    if "&" not in text:
        return
    for match in ENTITY.finditer(text):
        value, previous = match.group(), ""
        while value != previous:
            value, previous = html.unescape(value), value
        if value != match.group() and "\ufffd" not in value:
            yield Edit(match.start(), match.end(), value)


def full_width(text: str) -> Iterator[Edit]:
    """Digits and letters of full width (１９９３年, ＲＣＥＰ) become ordinary ones."""
    for match in FULL_WIDTH.finditer(text):
        yield Edit(match.start(), match.end(), chr(ord(match.group()) - 0xFEE0))


def radicals(text: str) -> Iterator[Edit]:
    """Kangxi radicals that fonts of printed pages put in place of Han characters (⼈ for 人)."""
    for match in COMPATIBILITY.finditer(text):
        plain = SUPPLEMENT.get(match.group()) or unicodedata.normalize("NFKC", match.group())
        if plain != match.group() and re.fullmatch(f"[{HAN}]", plain):
            yield Edit(match.start(), match.end(), plain)


def indents(text: str) -> Iterator[Edit]:
    """White space around a line."""
    at = 0
    for line in text.split("\n"):
        if line and (line[0] in SPACES or line[-1] in SPACES):
            content = line.strip(STRIPPED)
            start = line.index(content)
            end = start + len(content)
            if start:
                yield Edit(at, at + start)
            if end < len(line):
                yield Edit(at + end, at + len(line))
        at += len(line) + 1


def odd_spaces(text: str) -> Iterator[Edit]:
    """Runs of spaces, tabs, no-break and full-width spaces become one space.

    In a line with two tabs or more, a row of a table, one tab stays between the cells.
    """
    if "  " not in text and not any(space in text for space in ODD):
        return
    at = 0
    for line in text.split("\n"):
        row = "\t" in line and line.strip().count("\t") >= ROW_TABS
        for match in ODD_SPACE.finditer(line):
            new = "\t" if row and "\t" in match.group() else " "
            if new != match.group():
                yield Edit(at + match.start(), at + match.end(), new)
        at += len(line) + 1


def blank_lines(text: str) -> Iterator[Edit]:
    """One paragraph a line, nothing between."""
    if "\n\n" not in text and not text.startswith("\n") and not text.endswith("\n"):
        return
    for match in re.finditer(r"\n+", text):
        middle = match.start() > 0 and match.end() < len(text)
        if match.end() - match.start() > middle:
            yield Edit(match.start() + middle, match.end())
