"""One form for search: full-width, letter case, traditional script and variants folded away.

Folding is character by character and keeps the length, so offsets in the folded text are offsets
in the text, and a part of a text folds like the same part of the whole.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt
import opencc

LONG = 200
"""Characters from which a text is folded as an array of numbers."""

Points = npt.NDArray[np.uint32]

HAN = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff\u3007"
"""Han characters, for use inside a regular expression's class."""

KEPT = f"0-9a-z{HAN}"
"""What is left of a folded text for bigrams and phrases; the rest is punctuation to search."""

_OTHER = re.compile(f"[^{KEPT}]+")


@cache
def _table() -> dict[int, str]:
    """Code point → what stands for it; every value is one character."""
    folded = {c: _single(chr(c)) for block in _BLOCKS for c in block}
    han = [c for block in _HAN_BLOCKS for c in block]
    every = "\n".join(folded.get(c, chr(c)) for c in han)
    simplified = opencc.OpenCC("t2s").convert(every).split("\n")
    for code, char in zip(han, simplified, strict=True):
        folded[code] = char if len(char) == 1 else chr(code)
    return {code: char for code, char in folded.items() if chr(code) != char}


_BLOCKS = (
    range(0x41, 0x5B),  # capitals
    range(0xC0, 0x250),  # accented Latin
    range(0x2E80, 0x2FE0),  # radicals that stand for characters
    range(0x3000, 0x3001),  # the wide space
    range(0xF900, 0xFB00),  # compatibility ideographs
    range(0xFF01, 0xFF5F),  # full-width ASCII
)
_HAN_BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000), range(0xF900, 0xFB00))


def _single(char: str) -> str:
    """Compatibility form in lower case, where that is one character."""
    plain = unicodedata.normalize("NFKC", char)
    plain = (plain if len(plain) == 1 else char).lower()
    return plain if len(plain) == 1 else char


def fold(text: str) -> str:
    """The text in the form in which it is compared.

    >>> fold("ＡＢＣ：三高四新戰略")
    'abc:三高四新战略'
    """
    if len(text) < LONG:
        return text.translate(_table())
    return _every()[code_points(text)].tobytes().decode("utf-32-le", "surrogatepass")


def code_points(text: str) -> Points:
    """The characters of a text as numbers."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")


@cache
def _every() -> Points:
    """What stands for each code point, at its place."""
    every = np.arange(0x110000, dtype="<u4")
    table = _table()
    every[list(table)] = list(map(ord, table.values()))
    return every


def kept(text: str) -> str:
    """The folded text without punctuation, spaces and line breaks.

    >>> kept("“三高四新”美好\\n蓝图")
    '三高四新美好蓝图'
    """
    return _OTHER.sub("", fold(text))


@cache
def variants() -> dict[str, str]:
    """Folded character → itself and all characters that fold to it."""
    found: dict[str, str] = {}
    for code, char in _table().items():
        found[char] = found.get(char, char) + chr(code)
    return found


def gapped(text: str) -> str:
    """A regular expression that finds a phrase in unfolded text, punctuation and breaks aside.

    Understood alike by Python and PostgreSQL; `text` is folded and kept.

    >>> gapped("12")
    '[1１][^0-9A-Za-zＡ-Ｚａ-ｚ０-９㐀-䶿一-鿿𠀀-𿿿〇]*[2２]'
    """
    return _GAP.join(_class(char) for char in text)


_GAP = f"[^0-9A-Za-zＡ-Ｚａ-ｚ０-９{HAN}]*"


def _class(char: str) -> str:
    every = variants().get(char, char)
    return f"[{''.join(sorted(every))}]" if len(every) > 1 else every
