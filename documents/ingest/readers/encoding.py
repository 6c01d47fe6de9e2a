"""Which encoding bytes are in: byte order mark, UTF-8, else GB18030 or Big5 by plausibility."""

from __future__ import annotations

import codecs
import re

from documents.text.refusal import RefusedInput

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
COMMON = frozenset(
    "的是不了在和有中国会人大发工作为要全一务民展政地方年市省部关建设经济行法定这我们及上加对以个第实生产到高出"
    "各国會發務設經濟這們對個實產關條規業書記動進強黨總領導議辦區縣為與機說時後過學體來將開長"
    "，。、；：“”（）《》"
)
"""Characters that make up a third and more of any Chinese text of this kind."""
SAMPLE = 20_000
"""Bytes that are looked at to choose between encodings that can both be decoded."""
NAMES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}


def decode(data: bytes, declared: str | None = None) -> str:
    """The text of `data`. Raises `RefusedInput` with the offset of the first bad byte.

    >>> decode("会议".encode("gb18030")), decode("會議。".encode("big5"))
    ('会议', '會議。')
    """
    for mark, name in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], name, len(mark))
    if declared:
        text = _try(data, declared)
        if text is not None:
            return text
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        offset = error.start
    wide = _without_mark(data)
    if wide is not None:
        return wide
    candidates = [
        text for name in ("gb18030", "big5hkscs") if (text := _try(data, name)) is not None
    ]
    candidates = [text for text in candidates if plausibility(text) > 0.05]
    if not candidates:
        raise RefusedInput("is not text in UTF-8, UTF-16, GB18030 or Big5", offset)
    return max(candidates, key=plausibility)


def plausibility(text: str) -> float:
    """The share of everyday characters among the first ones that are not ASCII, from 0 to 1."""
    foreign = re.sub(r"[\x00-\x7f\s]", "", text[:SAMPLE])
    return sum(c in COMMON for c in foreign) / len(foreign) if foreign else 0.0


def _try(data: bytes, name: str) -> str | None:
    name = NAMES.get(name.strip().lower(), name.strip())
    try:
        return data.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _decoded(data: bytes, name: str, skipped: int) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise RefusedInput(f"is marked as {name} but is not", skipped + error.start) from None


def _without_mark(data: bytes) -> str | None:
    """UTF-16 without a byte order mark: every line feed has a zero byte beside it."""
    sample = data[:SAMPLE]
    for name, feed in (("utf-16-le", b"\n\0"), ("utf-16-be", b"\0\n")):
        if feed in sample and len(data) % 2 == 0:
            text = _try(data, name)
            if text is not None and plausibility(text) > 0.05:
                return text
    return None
