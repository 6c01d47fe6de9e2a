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
GUESSED = ("gb18030", "big5hkscs", "cp950", "utf-16-le", "utf-16-be")
"""Encodings that do not show by themselves whether bytes are in them."""
LEAST_COMMON = 0.05
"""Share of everyday characters below which a text was decoded wrongly; of Chinese it is 0.3."""
FEW = 8
"""Characters too few to count shares of."""
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
    text = _try(data, "utf-8")
    if text is not None and "\0" not in text:
        return text
    candidates = [found for name in GUESSED if (found := _try(data, name)) is not None]
    best = max(filter(_reads_well, candidates), key=plausibility, default=text)
    if best is None:
        raise RefusedInput("is not text in UTF-8, UTF-16, GB18030 or Big5", _first_bad(data))
    return best


def _reads_well(text: str) -> bool:
    """Whether the characters are those of a Chinese text; a few will do when they are not rare."""
    foreign = _foreign(text)
    if plausibility(text) > LEAST_COMMON:
        return True
    return len(foreign) < FEW and foreign.encode("gb2312", "replace").decode("gb2312") == foreign


def _first_bad(data: bytes) -> int:
    """Where decoding fails in the encoding that fits all else best."""
    best, offset = -1.0, 0
    for name in ("utf-8", *GUESSED):
        share = plausibility(data[:SAMPLE].decode(name, "ignore"))
        try:
            data.decode(name)
        except UnicodeDecodeError as error:
            if share > best:
                best, offset = share, error.start
    return offset


def plausibility(text: str) -> float:
    """The share of everyday characters among the first ones that are not ASCII, from 0 to 1."""
    foreign = _foreign(text[:SAMPLE])
    return sum(c in COMMON for c in foreign) / len(foreign) if foreign else 0.0


def _foreign(text: str) -> str:
    return re.sub(r"[\x00-\x7f\s]", "", text)


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
