"""Short names of documents in one text: what 《意见》 stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.text.citations.titles import FoundTitle

_SHORT_NAME = re.compile(
    r"(?:实施|工作|管理|暂行|试行|指导|若干|总体|行动|规划|发展|改革|本|该)*"
    r"(?:法|条例|规定|办法|细则|意见|通知|通报|公告|公报|决定|决议|批复|函|报告|建议|规划|纲要|计划|方案"
    r"|预案|措施|政策|制度|规则|规程|规范|标准|准则|章程|指南|目录|清单|协议|合同|说明|表|汇报)"
    r"(?:[（(](?:草案|试行|暂行|征求意见稿)[）)])?"
)
"""意见, 实施方案: short for a title given before."""

_LONGEST = 14
"""A short name by which an earlier title is known has this many characters at most."""


@dataclass(slots=True)
class Aliases:
    """Short names given in the text (以下简称《意见》), and the endings of the titles met so far.

    `places` are where short names are given, which are no citations.
    """

    places: set[int] = field(default_factory=set)
    _given: dict[str, str] = field(default_factory=dict)
    _endings: dict[str, set[str]] = field(default_factory=dict)
    _titles: dict[str, None] = field(default_factory=dict)

    def target(self, found: FoundTitle) -> str | None:
        """The number or title that is meant; null for a short name that fits several or none."""
        if found.title in self._given:
            return self._given[found.title]
        if found.number or not _SHORT_NAME.fullmatch(found.title):
            target = found.number or found.title
            self._remember(found, target)
            return target
        fitting = self._endings.get(found.title, set())
        return next(iter(fitting)) if len(fitting) == 1 else None

    def full_titles(self) -> Iterator[str]:
        yield from self._titles

    def _remember(self, found: FoundTitle, target: str) -> None:
        title = found.title
        if title not in self._titles:
            self._titles[title] = None
            for start in range(max(0, len(title) - _LONGEST), len(title)):
                self._endings.setdefault(title[start:], set()).add(target)
        if found.alias:
            self._given[found.alias] = target
            if found.alias_start >= 0:
                self.places.add(found.alias_start)
