"""The label that a line opens with: 第三章, 第十二条之一, 一、, （二）, 3., （4）, ⑤, 二是, 1.2.

| kind | examples | rank |
|---|---|---|
| `编` `分编` `章` `节` `条` | 第一编 · 第一篇 · 第二章　总则 · 第十二条之一 | 0–4 |
| `一、` | 一、 · 一. · 一． | 5 |
| `（一）` | （一） · (一) · ㈠ | 6 |
| `1.` | 1. · １． · 1、 · ⒈ · 1 总则 | 7 |
| `1.1` `1.1.1` `1.1.1.1` | 1.1 应急机制 (text after a space) | 8–10 |
| `（1）` | （1） · (1) · 1） · ⑴ | 11 |
| `①` | ① | 12 |
| `一是` | 一是 · 第一，· 其一， | 13 |

The rank is the order in which GB/T 9704 and the statutes nest these labels; a document may skip
some, or use another order, which `tree` sees from the labels that follow.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from documents.text.numerals import parse_numeral

_NUMERAL = "[一二三四五六七八九十百零〇]{1,7}"
_DIGITS = "[0-9０-９]{1,3}"
_GAP = r"[ \t\u3000\u00a0]"

RANKS = {
    kind: rank
    for rank, kind in enumerate(
        (
            *("编", "分编", "章", "节", "条", "一、", "（一）", "1."),
            *("1.1", "1.1.1", "1.1.1.1", "（1）", "①", "一是"),
        )
    )
}
STATUTORY = frozenset(("编", "分编", "章", "节", "条"))

_FORMS = (
    (
        "条",
        rf"第{_GAP}*({_NUMERAL}|{_DIGITS}){_GAP}*条(?:之[一二三四五六七八九十]{{1,2}})?"
        rf"(?={_GAP}|[（(【〔［\[:：]|$)",
    ),
    ("章", rf"第{_GAP}*({_NUMERAL}|{_DIGITS}){_GAP}*([编篇章节]|部分)(?={_GAP}|[:：]|$)"),
    ("分编", rf"第({_NUMERAL})分编(?={_GAP}|$)"),
    ("一、", rf"({_NUMERAL}){_GAP}*[、.．](?!{_NUMERAL}[、和至])"),
    ("（一）", rf"[（(]{_GAP}*({_NUMERAL}){_GAP}*[)）]、?|([㈠-㈩])"),
    ("1.1", rf"([0-9]{{1,2}}(?:[.．][0-9]{{1,2}}){{1,3}})(?={_GAP}+[\u4e00-\u9fff])"),
    (
        "1.",
        rf"({_DIGITS})(?:[.．](?![0-9０-９])|、(?![0-9０-９]))|([⒈-⒛])",
    ),
    ("（1）", rf"[（(]({_DIGITS})[)）]|({_DIGITS})[)）]|([⑴-⒇])"),
    ("①", "([①-⑳])"),
    ("一是", rf"({_NUMERAL})(?:是|要)(?!一)|[第其]({_NUMERAL})[，,、：:]"),
)
_PATTERNS = tuple((kind, re.compile(pattern)) for kind, pattern in _FORMS)
_NUMERALS = "一二三四五六七八九十百零〇"
_STARTS = {
    **dict.fromkeys(("条", "章", "分编"), re.compile("第")),
    "一、": re.compile(f"[{_NUMERALS}]"),
    "（一）": re.compile("[（(㈠-㈩]"),
    "1.1": re.compile("[0-9]"),
    "1.": re.compile("[0-9０-９⒈-⒛]"),
    "（1）": re.compile("[（(0-9０-９⑴-⒇]"),
    "①": re.compile("[①-⑳]"),
    "一是": re.compile(f"[{_NUMERALS}第其]"),
}
"""What each form begins with, so that most lines are read with no more than a look-up."""
_BARE_NUMBER = re.compile(rf"([0-9]{{1,2}})(?={_GAP}+[\u4e00-\u9fff][^。；，,]*$)")
_BARE_CHAPTER = re.compile(rf"第({_NUMERAL})([编篇章节])(?=[^。；，：、]{{2,20}}$)")
_BARE_ARTICLE = re.compile(rf"第({_NUMERAL})条(?![规的和、或至第所中之款])")
_GLUED_DECIMAL = re.compile(
    r"([0-9]{1,2}(?:[.．][0-9]{1,2}){1,3})(?=[\u4e00-\u9fff][^。；，,]{1,30}$)(?![倍万亿个元吨千百年月日公])"
)
_GLUED_DIGIT = re.compile(r"([0-9]{1,3})[.．、](?=[0-9０-９])")
_KINDS = {"篇": "编", "部分": "编"}
"""Plans are parted into 篇 or 部分, which stand above their chapters as 编 do."""

_ENCLOSED = {"㈠": 1, "①": 1, "⑴": 1, "⒈": 1}
"""First characters of runs that count up from 1."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label at the start of a line; `end` is where it ends in the line.

    `bare` marks one without what should follow it (a space, no digit), which its number must prove.
    """

    kind: str
    number: int
    text: str
    end: int
    bare: bool = False


def read_label(line: str) -> Label | None:
    """The label that the line opens with, if any; the line has no space before it.

    >>> [label and (label.kind, label.number, label.text)
    ...  for label in map(read_label, ("第十条 甲", "（二）乙", "3．丙", "1.5倍", "第三条规定的"))]
    [('条', 10, '第十条'), ('（一）', 2, '（二）'), ('1.', 3, '3．'), None, None]
    """
    for kind, pattern in _possible(line[:1]):
        found = pattern.match(line)
        if found is None:
            continue
        if kind == "章":
            kind = _KINDS.get(found[2], found[2])
        elif kind == "1.1":
            kind = ".".join("1" * len(re.split("[.．]", found[1])))
        number = _value(next(group for group in found.groups() if group))
        if number:
            return Label(kind, number, found[0].rstrip(), found.end())
    return None


@cache
def _possible(first: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, pattern) for kind, pattern in _PATTERNS if _STARTS[kind].match(first))


def read_bare_statutory(line: str) -> Label | None:
    """第三条为了… or 第五章附则: the space is lost; only its place in the sequence can prove it."""
    found = _BARE_CHAPTER.match(line) or _BARE_ARTICLE.match(line)
    number = parse_numeral(found[1]) if found else None
    if found is None or not number:
        return None
    kind = _KINDS.get(found[2], found[2]) if found.re is _BARE_CHAPTER else "条"
    return Label(kind, number, found[0], found.end(), bare=True)


def read_decimal(line: str) -> Label | None:
    """1 总则, 1.1应急机制: headings where others are 1.1 适用范围; elsewhere rows and amounts."""
    if found := _GLUED_DECIMAL.match(line):
        parts = re.split("[.．]", found[1])
        return Label(".".join("1" * len(parts)), int(parts[-1]), found[0], found.end())
    found = _BARE_NUMBER.match(line)
    return Label("1.", int(found[1]), found[0], found.end()) if found else None


def read_glued_number(line: str) -> Label | None:
    """20.2026年实事, 21.5+2中心: a number before another, which only its list can prove."""
    found = _GLUED_DIGIT.match(line)
    return Label("1.", int(found[1]), found[0], found.end(), bare=True) if found else None


def _value(text: str) -> int | None:
    for first in _ENCLOSED:
        if len(text) == 1 and 0 <= ord(text) - ord(first) < 20 and not text.isdecimal():
            return ord(text) - ord(first) + 1
    return parse_numeral(text.replace("．", ".").rpartition(".")[2])
