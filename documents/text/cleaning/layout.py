"""Lines that pages and columns break: joined where a sentence goes on, parted where two run on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN, TERMINAL, Line, lines
from documents.text.findings import Flag
from documents.text.offsets import Edit

PAGES = (
    r"(?:第?\s*[A-Za-z]?\d{1,3}(?:\s*[、,，—-]\s*[A-Za-z]?\d{1,3}){0,3}\s*[版页]"
    r"|第?[一二三四五六七八九十]{1,3}(?:、[一二三四五六七八九十]{1,3})?[版页]|[头本另]版)"
)
ARROWS = r"[▲△▼▽■□◆◇●○→←↓↑↘↙↗▶◀►◄>＞»《<＜*＊·|｜ \t]"
CONTINUED = re.compile(
    rf"[（(【\[]?{ARROWS}{{0,6}}(?:上接|下转|紧接|紧转|接上|转下|续接)\s*{PAGES}"
    rf"(?:[·:：《]?[{HAN}]{{0,8}}》?(?=[）)】\]])|[：:](?=\S))?"
    r"(?=[\s：:）)】\]▲△▼▽■□◆◇●○→←↓↑↘↙↗▶◀►◄>＞»一-鿿]|$)"
    rf"{ARROWS}{{0,6}}[）)】\]]?[ \t]*"
)
TOGETHER = re.compile(
    r"^(?P<head>[ \t\u3000]*第[〇零一二三四五六七八九十百]{1,5}[编章节][ "
    r"\t\u3000]*[^\s\u3000。，；]{1,30}(?:[ \u3000][^\s\u3000。，；]{1,12})?)[ "
    r"\t\u3000]{2,}(?=第[〇零一二三四五六七八九十百]{1,5}[章节条])",
    re.MULTILINE,
)
LABEL = re.compile(
    r"[一二三四五六七八九十百]{1,4}[、.．是要]|[（(][一二三四五六七八九十百\d]{1,3}[)）]"
    r"|\d{1,3}(?:[、.．)）](?!\d)|\s)|第[一二三四五六七八九十百千零〇\d]{1,6}(?:[编篇章节，、]|[条款项]\s)"
    r"|[①-⑳㈠-㈩⑴-⒇]|附件?[：:\d\s]|附件$|——|[-*#>|【\[]|注[：:]"
)
"""How a heading or an item of a list begins."""
GLUED = "，。、；：！？）》〉】”’"
SOME_INDENTED = (0.05, 0.7)
"""Shares of indented lines between which an indent means a new paragraph."""
WIDEST = 80
"""Characters of the widest line that a page is taken to have."""
GLUED_MARKS = "。，、；）"
LONGEST_PIECE = 30
"""Characters of a link that stands on a line of its own."""
SHORTEST_TEXT = 15
"""Characters before a link or a break that are no heading."""
NOTE = re.compile(r"\n\s{0,2}\[\s{0,2}\d{1,3}\s{0,2}\]\s{0,2}(?:\n(?=[^\s\[])|$)")
"""A note's number in brackets, set on lines of its own."""


def continuation_marks(text: str) -> Iterator[Edit | Flag]:
    """上接A1版, （下转第三版）: a part is elsewhere, so the text is an excerpt."""
    if not any(mark in text for mark in ("上接", "下转", "紧接", "紧转", "接上", "转下", "续接")):
        return
    for match in CONTINUED.finditer(text):
        line_start = text.rfind("\n", 0, match.start()) + 1
        line_end = text.find("\n", match.end())
        at_start = not text[line_start : match.start()].strip()
        at_end = not text[match.end() : line_end if line_end >= 0 else len(text)].strip()
        if at_start or at_end:
            yield Edit(match.start(), match.end())
            yield Flag("excerpt")


def run_together(text: str) -> Iterator[Edit]:
    """第一章　总则　　第一条 …: a heading and its first article on one line."""
    if "第" not in text:
        return
    for match in TOGETHER.finditer(text):
        yield Edit(match.end("head"), match.end(), "\n")


def hard_wraps(text: str) -> Iterator[Edit]:
    """Joins lines that break at the width of a page; only where most of the text does."""
    found = lines(text)
    width = _page_width(found)
    if width is None:
        return
    indented = [_indented(text, line) for line in found]
    by_indent = SOME_INDENTED[0] * len(found) <= sum(indented) <= SOME_INDENTED[1] * len(found)
    for (line, after), fresh_indent in zip(itertools.pairwise(found), indented[1:], strict=True):
        full = len(line.content) >= width - 3 or (
            len(line.content) >= width - 8 and line.content[-1] in "，、"
        )
        fresh = after.content[0] not in GLUED and LABEL.match(after.content)
        if full and not fresh and not fresh_indent and (by_indent or not ends(line.content)):
            yield join(line, after)


def join(line: Line, after: Line) -> Edit:
    """The edit that joins two lines; words of Latin letters keep a space."""
    last, first = line.content[-1], after.content[0]
    apart = last.isascii() and first.isascii() and first.isalnum()
    number = last.isdecimal() or first.isdecimal() or last in ".-/"
    return Edit(line.end, after.start, " " if apart and not number else "")


def _page_width(found: tuple[Line, ...]) -> int | None:
    """Characters in a full line of a text whose lines are cut to one width, else null."""
    lengths = sorted(len(line.content) for line in found if len(line.content) >= 15)
    if len(lengths) < 8 or lengths[len(lengths) * 9 // 10] > WIDEST:
        return None
    width = lengths[len(lengths) * 9 // 10]
    near = sum(1 for length in lengths if width - 3 <= length <= width + 2)
    wider = sum(1 for length in lengths if length > width + 6)
    unfinished = sum(
        1
        for line in found
        if width - 3 <= len(line.content) <= width + 2 and not TERMINAL.search(line.content)
    )
    if near < 0.35 * len(lengths) or unfinished < 0.5 * near or wider > 0.04 * len(lengths):
        return None
    return width


def _indented(text: str, line: Line) -> bool:
    before = text[max(text.rfind("\n", 0, line.start) + 1, line.start - 8) : line.start]
    return "\u3000\u3000" in before or "    " in before


def ends(content: str) -> bool:
    return TERMINAL.search(content) is not None and content[-1] not in "：:"


def inline_pieces(text: str) -> Iterator[Edit]:
    """Links and notes that a page's copy set on lines of their own: …听取了⏎政府工作报告⏎。…"""
    joins: dict[int, Edit] = {}
    for match in NOTE.finditer(text):
        joins[match.start()] = Edit(match.start(), match.end())
    found = lines(text)
    wrapped = _page_width(found) is not None
    for i in range(1, 1 if wrapped else len(found)):
        line, after = found[i - 1], found[i]
        if after.content[0] not in GLUED_MARKS or after.start - line.end > 3 or ends(line.content):
            continue
        joins.setdefault(line.end, join(line, after))
        before = found[i - 2] if i >= 2 else None
        if (
            before is not None
            and len(line.content) <= LONGEST_PIECE
            and line.start - before.end <= 3
            and len(before.content) >= SHORTEST_TEXT
            and not ends(before.content)
            and not LABEL.match(line.content)
        ):
            joins.setdefault(before.end, join(before, line))
    at = 0
    for _, edit in sorted(joins.items()):
        if edit.start >= at:
            yield edit
            at = edit.end
