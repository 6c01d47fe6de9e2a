"""What a unit is headed by, and which lists are lists of headings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text.outline.labels import STATUTORY
from documents.text.outline.tree import Unit

OPENER = re.compile(
    r"(?:全会|会议|大会|与会者|与会同志)(?:一致|充分|还|经|首先|分别|认真|原则|书面|并|集体)*"
    r"(?:指出|强调|提出|号召|认为|要求|决定|肯定|审议|听取|同意|选举|通过|明确|指明|部署|递补|按照"
    r"|分析|总结|研究|赞成|讨论|批准|表决|确认|传达|回顾|高度评价|学习|确定|审定|宣布|宣读|追认|推举"
    r"|表彰|通报)"
)
"""全会强调, 会议指出, 全会一致同意: a paragraph of a communiqué or resolution."""

_NAMED_ARTICLE = re.compile(r"[（【(\[]([^）】)\]。]{2,30})[）】)\]][ \u3000]*")
_AMENDING = re.compile(
    r"(?:修改为|修订为|改为|如下|增加[一二三四五六七八九十]{1,3}[编章节条款项].{0,12}|作为第.{1,12}|^删[去除].*)$"
)
"""将第三条修改为：“… opens no section with a heading, and 删去第七条。 is none."""

_PUNCTUATION = re.compile(r"[。；：，！？“”]")
_RUN_IN = re.compile(r"([^。；！？\n]{1,40}?)([。：])(?=[^（(])")


@dataclass(frozen=True, slots=True)
class Lists:
    """What most members of a list have decides for the list.

    `headed`: the lists, by the identity of their parent and their kind, whose members are mostly
    heading lines with something under them; where as many are as are not, all lists of the sort
    (the kind of label, and of what the list lies in) in the document decide. `run_in`: the lists
    whose members mostly open with a heading (甲。正文).
    """

    headed: frozenset[tuple[int, str]]
    run_in: frozenset[tuple[int, str]]

    @classmethod
    def of(cls, root: Unit) -> Lists:
        headed: Counter[tuple[int, str]] = Counter()
        sorts: Counter[tuple[str, str]] = Counter()
        sort_of: dict[tuple[int, str], tuple[str, str]] = {}
        opened: Counter[tuple[int, str]] = Counter()
        for unit in _walk(root):
            if unit.label and unit.kind not in STATUTORY:
                is_headed = bool(unit.children) and unit.paragraph.is_heading_line
                headed[_list(unit)] += 1 if is_headed else -1
                sorts[_sort(unit)] += 1 if is_headed else -1
                sort_of[_list(unit)] = _sort(unit)
                has_heading = is_headed or run_in(unit.paragraph.rest) is not None
                opened[_list(unit)] += 1 if has_heading else -1
        return cls(
            frozenset(p for p, balance in headed.items() if (balance or sorts[sort_of[p]]) >= 0),
            frozenset(place for place, balance in opened.items() if balance >= 0),
        )

    def is_headed(self, unit: Unit) -> bool:
        return _list(unit) in self.headed

    def is_run_in(self, unit: Unit) -> bool:
        return _list(unit) in self.run_in


def _sort(unit: Unit) -> tuple[str, str]:
    return unit.kind, unit.parent.kind if unit.parent else ""


def _list(unit: Unit) -> tuple[int, str]:
    return id(unit.parent), unit.kind


def _walk(unit: Unit) -> Iterator[Unit]:
    for child in unit.children:
        yield child
        yield from _walk(child)


def run_in(text: str) -> str | None:
    """The heading that a text opens with, if more text than that follows.

    >>> run_in("强省会功能。更高维度参与国际竞争"), run_in("一句话。"), run_in("名单：（略）")
    ('强省会功能', None, None)
    """
    found = _RUN_IN.match(text)
    if found is None or len(text) - found.end() < min(len(found[1]), 8):
        return None
    return None if _AMENDING.search(found[1]) else found[1]


def heading_of(unit: Unit, kind: str, lists: Lists) -> str | None:
    """The heading of a unit whose section is of type `kind`."""
    paragraph, rest = unit.paragraph, unit.paragraph.rest
    if kind == "segment":
        found = OPENER.match(paragraph.text)
        return found[0] if found else None
    if unit.attachment:
        return unit.attachment.title
    if kind == "paragraph" or (kind == "项" and any(u.kind == "条" for u in unit.chain())):
        return None
    if unit.kind == "条":
        named = _NAMED_ARTICLE.match(rest)
        alone = bool(unit.children) and len(rest) <= 20 and not _PUNCTUATION.search(rest)
        return named[1] if named else (rest or None if alone else None)
    if paragraph.is_title_like or (paragraph.is_heading_line and unit.children):
        return None if _AMENDING.search(rest.removesuffix("。")) else _tidy(rest)
    return run_in(rest) if lists.is_run_in(unit) else None


def _tidy(text: str) -> str:
    """总　则 → 总则; spaces between other words stay."""
    text = text.removesuffix("。").strip()
    return re.sub(r"\s+", "", text) if re.fullmatch(r"(?:\S\s+)+\S", text) else text
