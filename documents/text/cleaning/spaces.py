"""Spaces inside Chinese text: most are layout, a few divide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN, Line, lines
from documents.text.offsets import Edit

LABEL = re.compile(
    r"第[〇零一二三四五六七八九十百千万两\d]{1,7}[编篇章节条款]$"
    r"|(?:^|\s)(?:附件|附表|附录|附)\s?\d{0,2}$"
)
"""What a space after it divides from its text: 第三条 为了…, 附件 …, 1 勤洗手."""
PROSE = re.compile("[。；！？!?;].|[，,][^，,]{0,60}[，,]|[。；！？]$")
SPACED = re.compile(
    rf"(?<![^\s：:，。、；（）《》“”—])[{HAN}](?: [{HAN}])+(?![^\s：:，。、；（）《》“”—])"
)
GAP = re.compile(" +")
WIDE_MARK = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…"
NEVER_AFTER = "，。、；：？！（《〈【〔“‘「『"
NEVER_BEFORE = "，。、；：？！）》〉】〕”’」』…"
TOUCHING = "，。、；：）（〔〕"
HAN_CHARACTER = re.compile(f"[{HAN}]")
DATE_GAP = re.compile(r"\d [年月日号]|[年月〔第] \d|\d [〕]")
LIST_TOKEN = 10
"""Characters a token, on average, up to which a line of five tokens and more is a list of names."""
NAME = re.compile(rf"[{HAN}·]{{2,4}}")


def inner_spaces(text: str) -> Iterator[Edit]:
    """Spaces beside Chinese characters go in prose; headings and lists of names keep theirs."""
    for line in lines(text):
        if " " in line.content and HAN_CHARACTER.search(line.content):
            yield from _in_line(line)


def _in_line(line: Line) -> Iterator[Edit]:
    content = line.content
    gaps = [match.span() for match in GAP.finditer(content)]
    if len(gaps) == 1 and gaps[0][1] - gaps[0][0] == 1 and _labelled(content, gaps[0][0]):
        return
    listing = len(gaps) >= 4 and len(content) <= len(gaps) * LIST_TOKEN
    prose = not listing and PROSE.search(content) is not None
    spaced = _spaced_out(content)
    divided = _divided(content) if "《" in content or "“" in content else frozenset[int]()
    for start, end in gaps:
        if start in spaced:
            drop = True
        elif _labelled(content, start):
            drop = False
        elif DATE_GAP.match(content, start - 1):
            drop = True
        elif listing:
            drop = False
        else:
            drop = _drops(content, start, end, prose, start in divided)
        if drop:
            yield Edit(line.start + start, line.start + end)
        elif end - start > 1:
            yield Edit(line.start + start, line.start + end, " ")


def _labelled(content: str, start: int) -> bool:
    """Whether the gap at `start` follows a label."""
    if start <= 3 and content[:start].isdecimal():
        return True
    return LABEL.search(content[max(start - 12, 0) : start]) is not None


def _spaced_out(content: str) -> frozenset[int]:
    """Gaps inside 总 则 or 李 明: two or more single characters in a row."""
    return frozenset(
        match.start() + gap.start()
        for match in SPACED.finditer(content)
        for gap in GAP.finditer(match.group())
    )


def _divided(content: str) -> frozenset[int]:
    """Gaps between 《 and 》 or “ and ”, where a space divides joint issuers and parallel parts."""
    inside: set[int] = set()
    depth = 0
    for at, mark in enumerate(content):
        depth = max(depth + (mark in "《“") - (mark in "》”"), 0)
        if mark == " " and depth > 0:
            inside.add(at)
    return frozenset(inside)


def _drops(content: str, start: int, end: int, prose: bool, divided: bool) -> bool:
    before, after = content[start - 1], content[end]
    if before in TOUCHING or after in TOUCHING or after in "》】”" or before in "《【“":
        return True
    wide = (HAN_CHARACTER.match(before), HAN_CHARACTER.match(after))
    if not prose or divided:
        return False
    if all(wide):
        return not _between_names(content, start, end)
    if before in WIDE_MARK or after in WIDE_MARK:
        return True
    return bool(
        (wide[0] and after.isascii() and after.isalnum())
        or (wide[1] and before.isascii() and before.isalnum())
    )


def _between_names(content: str, start: int, end: int) -> bool:
    """Whether the gap stands in a list of names: 李强 赵乐际 王沪宁出席."""
    left = content[max(start - 12, 0) : start].rsplit(" ", 1)[-1]
    left = re.split("[，。、；：（“]", left)[-1]
    return NAME.fullmatch(left) is not None
