"""Whether the title that one document cites is the title of another.

| cited | title | issuers |
|---|---|---|
| 示例条例 | 中华人民共和国示例条例 | |
| 关于做好示例工作的意见 | 示例省人民政府关于做好示例工作的意见 | |
| 示例省人民政府关于做好示例工作的意见 | 关于做好示例工作的意见 | 示例省人民政府 |
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from documents.text.similarity import wording

ENDING = 10
"""Forms of one title end with the same characters; so many are looked up."""

_COUNTRY = "中华人民共和国"
_ABOUT = re.compile(r"^(?P<issuers>(?:(?!转发|批转|印发).){0,80}?)(?P<rest>关于.+)", re.DOTALL)


def exact_forms(title: str) -> tuple[str, ...]:
    """The title, and the title of a law without or with the name of the country."""
    if title.startswith(_COUNTRY):
        return title, title.removeprefix(_COUNTRY)
    return title, _COUNTRY + title


def ending(title: str) -> str:
    return title[-ENDING:]


def names(cited: str, title: str, issuers: Iterable[str] = ()) -> bool:
    """Whether `cited` is a form of `title`, whose document has these issuers' names.

    >>> names("关于做好示例工作的意见", "示例省人民政府关于做好示例工作的意见")
    True
    >>> names("样本市人民政府关于做好示例工作的意见", "示例省人民政府关于做好示例工作的意见")
    False
    """
    left, right = _plain(cited), _plain(title)
    if left == right:
        return True
    here, there = _ABOUT.match(left), _ABOUT.match(right)
    if here is None or there is None or here["rest"] != there["rest"]:
        return False
    if here["issuers"] and there["issuers"]:
        return False
    return not here["issuers"] or here["issuers"] in _joint(issuers)


def _plain(title: str) -> str:
    return wording(title).removeprefix(_COUNTRY)


def _joint(issuers: Iterable[str]) -> set[str]:
    """Each issuer alone, and all in their order."""
    plain = [_plain(issuer) for issuer in issuers]
    return {*plain, "".join(plain)}
