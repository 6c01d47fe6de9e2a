"""Pairs of neighbouring characters as numbers: four bytes a pair, and its frequency in two bits.

A character of folded text takes 15 bits: Han of the basic plane by its place there, digits and
letters after them, and the rare Han of other planes by a hash, so that a pair is hardly ever
mistaken; where it matters the text itself is checked.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from functools import cache

import numpy as np
import numpy.typing as npt

from documents.search.folding import Points, code_points, fold

Codes = npt.NDArray[np.int32]

LEVELS = (1, 2, 3, 6)
"""Frequencies from which a pair is at level 0, 1, 2, 3: the two low bits of its code."""

CENTRES = (1.0, 2.0, 4.0, 8.0)
"""The frequency that stands for each level."""

_INT4 = 23
"""PostgreSQL's number of the type `integer`."""

_HAN = 0x3400
_PLAIN = 0x6C00
_FAR = 0x6C40
_FAR_SIZE = 0x1000


_NONE = 0xFFFF_FFFF
"""The place of what is no character to search."""


@cache
def _places() -> Points:
    """Code point → its 15 bits, or `_NONE`."""
    places = np.full(0x110000, _NONE, dtype=np.uint32)
    for first, end in ((_HAN, 0x4DC0), (0x4E00, 0xA000)):
        places[first:end] = np.arange(first - _HAN, end - _HAN, dtype=np.uint32)
    places[0x20000:0x40000] = _FAR + np.arange(0x20000, dtype=np.uint32) % _FAR_SIZE
    for at, char in enumerate("0123456789abcdefghijklmnopqrstuvwxyz〇"):
        places[ord(char)] = _PLAIN + at
    return places


def pairs(text: str) -> Points:
    """The pair of every two neighbours of a text, punctuation aside, in order; without level.

    >>> len(pairs("三高，四新")), len(pairs("三"))
    (3, 0)
    """
    places = _places()[code_points(fold(text))]
    places = places[places != _NONE]
    found: Points = (places[:-1] << 15 | places[1:]) << 2
    return found


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


def as_received(codes: Codes) -> bytes:
    """The codes as PostgreSQL takes an `integer[]` in binary: what `as_sent` reads."""
    if not len(codes):
        return struct.pack(">3i", 0, 0, _INT4)
    items = np.full((len(codes), 2), 4, dtype=">i4")
    items[:, 1] = codes
    return struct.pack(">5i", 1, 0, _INT4, len(codes), 1) + items.tobytes()


def as_sent(array: bytes) -> Codes:
    """The codes of `array_send(bigrams)`: after five numbers of header each with its length before.

    An empty array has three numbers and no more. Big-endian, as PostgreSQL sends it.
    """
    return np.frombuffer(array, dtype=">i4")[6::2].astype(np.int32)
