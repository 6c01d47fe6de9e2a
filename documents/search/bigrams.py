"""Pairs of neighbouring characters as numbers: four bytes a pair, and its frequency in two bits.

A character of folded text takes 15 bits: Han of the basic plane by its place there, digits and
letters after them, and the rare Han of other planes by a hash, so that a pair is hardly ever
mistaken; where it matters the text itself is checked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

from documents.search.folding import kept

Codes = npt.NDArray[np.int32]

LEVELS = (1, 2, 3, 6)
"""Frequencies from which a pair is at level 0, 1, 2, 3: the two low bits of its code."""

CENTRES = (1.0, 2.0, 4.0, 8.0)
"""The frequency that stands for each level."""

_HAN = 0x3400
_PLAIN = 0x6C00
_FAR = 0x6C40
_FAR_SIZE = 0x1000


@cache
def _places() -> npt.NDArray[np.uint32]:
    """Code point of the basic plane → its 15 bits."""
    places = np.zeros(0x10000, dtype=np.uint32)
    places[_HAN:0xA000] = np.arange(0xA000 - _HAN, dtype=np.uint32)
    for at, char in enumerate("0123456789abcdefghijklmnopqrstuvwxyz〇"):
        places[ord(char)] = _PLAIN + at
    return places


def pairs(text: str) -> npt.NDArray[np.uint32]:
    """The pair of every two neighbours of a text, punctuation aside, in order; without level.

    >>> len(pairs("三高，四新")), len(pairs("三"))
    (3, 0)
    """
    points = np.frombuffer(kept(text).encode("utf-32-le"), dtype=np.uint32)
    if len(points) < 2:
        return np.zeros(0, dtype=np.uint32)
    far = points > 0xFFFF
    places = _places()[np.where(far, 0, points)]
    places = np.where(far, _FAR + points % _FAR_SIZE, places)
    return ((places[:-1] << 15 | places[1:]) << 2).astype(np.uint32)


def frequencies(texts: Iterable[str]) -> Codes:
    """The codes of a document's texts, sorted: a row's `bigrams`."""
    found = [pairs(text) for text in texts]
    if not found:
        return np.zeros(0, dtype=np.int32)
    codes, counts = np.unique(np.concatenate(found), return_counts=True)
    levels = np.searchsorted(LEVELS, counts, side="right") - 1
    return np.sort((codes | levels.astype(np.uint32)).view(np.int32))


def asked(text: str) -> list[int]:
    """The pairs of a text, each once, in order, as numbers whose level is 0.

    >>> len(asked("发展发展"))
    2
    """
    return list(dict.fromkeys(pairs(text).view(np.int32).tolist()))


def any_level(pair: int) -> list[int]:
    """A pair at each of its levels."""
    return [pair | level for level in range(len(LEVELS))]


def levels_of(codes: Sequence[int] | Codes, wanted: Sequence[int]) -> list[int | None]:
    """The level of each wanted pair among a row's codes, null where it is missing."""
    row = np.asarray(codes, dtype=np.int32)
    if not len(row):
        return [None] * len(wanted)
    sought = np.asarray(wanted, dtype=np.int32)
    at = np.minimum(np.searchsorted(row, sought), len(row) - 1)
    found = row[at]
    same = (found & ~np.int32(3)) == sought
    return [int(code & 3) if hit else None for code, hit in zip(found, same, strict=True)]


def as_sent(array: bytes) -> Codes:
    """The codes of `array_send(bigrams)`: after five numbers of header each with its length before.

    An empty array has three numbers and no more. Big-endian, as PostgreSQL sends it.
    """
    return np.frombuffer(array, dtype=">i4")[6::2].astype(np.int32)
