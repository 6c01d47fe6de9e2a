"""When two titles are one: written with or without issuer, marks, remarks, or cut short."""

from __future__ import annotations

import re

from documents.text.similarity import wording

_REMARK = re.compile(
    r"[（(【\[]\s*(?:附?全文|全文|附[^（）()]{0,12}|含[^（）()]{0,8}|图文|已?废止|已?失效)\s*"
    r"[）)】\]]\s*$|[_|—-]{1,2}\s*(?:政策文件|政务公开|中国政府网)\s*$"
)
"""关于示例工作的通知（附全文）: what a website adds to a title; （2018年修正） is part of one."""

_ISSUERS = re.compile(r"^(?:(?!转发|批转|印发).){2,60}?(?=关于)")
"""示例省人民政府办公厅 before 关于…; 转发省财政厅 is not the issuer but what the document does."""

_CUT = re.compile(r"(?:…+|\.{3,})\s*$")
_DAMAGED = re.compile(r"[?？\ufffd□]+")

MEANINGFUL = 12
"""Characters that a title cut short or damaged must have left to be recognised by."""


def same_title(a: str, b: str) -> bool:
    """Whether two titles are forms of one.

    >>> same_title("示例省人民政府关于做好示例工作的通知", "关于做好示例工作的通知（附全文）")
    True
    >>> same_title("关于做好示例工作的通知", "关于做好样本工作的通知")
    False
    """
    left, right = title_key(a), title_key(b)
    if left == right:
        return bool(left)
    return _cut_short(a, left, right) or _cut_short(b, right, left) or _damaged(a, b)


def title_key(title: str) -> str:
    """The characters of a title that count, without issuers and what a website added.

    >>> title_key("示例省人民政府关于印发《示例方案》的通知（附全文）")
    '关于印发示例方案的通知'
    """
    key = wording(_REMARK.sub("", title.strip()))
    return _ISSUERS.sub("", key) or key


def _cut_short(title: str, key: str, other: str) -> bool:
    """关于做好示例工作的… is the beginning of the other."""
    return bool(_CUT.search(title)) and len(key) >= MEANINGFUL and other.startswith(key)


def _damaged(a: str, b: str) -> bool:
    """Whether one is the other with some characters lost."""
    for damaged, other in ((a, b), (b, a)):
        pieces = [re.escape(wording(piece)) for piece in _DAMAGED.split(damaged)]
        if len(pieces) > 1 and sum(map(len, pieces)) >= MEANINGFUL:
            return re.fullmatch(".{0,4}".join(pieces), wording(other)) is not None
    return False
