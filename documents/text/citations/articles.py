"""Articles of laws that are named without 《》: 刑法第三条, 治安管理处罚法第十二条."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from documents.text.stages import Span

_COUNTRY = "中华人民共和国"
_KNOWN = ("宪法", "刑法", "民法典", "刑事诉讼法", "民事诉讼法", "行政诉讼法")
"""National laws that have no namesake; others count once the text names them in full."""

_ARTICLE = r"第[一二三四五六七八九十百零〇]{1,6}条(?:之[一二三四五六七八九十]{1,2})?"
_LAW = re.compile(rf"(?P<name>[\u4e00-\u9fff]{{1,20}}(?:法典?|条例))(?P<article>{_ARTICLE})")
_FEWEST = 2


def find_articles(text: str, titles: Iterable[str]) -> Iterator[tuple[Span, str]]:
    """Law articles in order, each with the full title of its law; `titles` are those in 《》.

    >>> [title for _, title in find_articles("依照水法第三条、本法第二条", ["中华人民共和国水法"])]
    ['中华人民共和国水法']
    """
    laws = _short_names(titles)
    for found in _LAW.finditer(text):
        name = found["name"]
        short = next(
            (name[at:] for at in range(len(name) - _FEWEST + 1) if name[at:] in laws), None
        )
        if short:
            yield Span(found.end("name") - len(short), found.end()), laws[short]


def _short_names(titles: Iterable[str]) -> Mapping[str, str]:
    """刑法 → 中华人民共和国刑法."""
    laws = {name: _COUNTRY + name for name in _KNOWN}
    for title in titles:
        if title.startswith(_COUNTRY) and title.endswith(("法", "法典", "条例")):
            laws[title.removeprefix(_COUNTRY)] = title
    return laws
