"""How alike two texts are, and the fingerprint by which like ones are found without comparing all.

Compared is what a reader would call the wording: letters, digits and Han characters, in one case
and width. Layout, punctuation and spaces do not count.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from heapq import nsmallest
from typing import Literal, NamedTuple
from zlib import crc32

REVISION = 1
"""Raise it when fingerprints of one text change; `propose_duplicates` then makes them anew."""

SHINGLE = 5
"""Characters of the shingles by which two texts are compared exactly."""

SAMPLED = 8
"""Characters of the shingles that are sampled: longer ones, of which fewer are set phrases."""

RATE = 32
"""One shingle in so many is sampled, by its hash: what two texts share is sampled in both."""

FEWEST = 16
"""Samples of a short text: its smallest hashes, whether or not the rate would take them."""

CANDIDATES = 8
"""Stored texts, at most, that a text is compared with."""

SHARED = 0.15
"""Samples that a candidate shares, over those of the shorter text; exact comparison decides."""

NEAR = 0.8
"""Shared shingles over all shingles of both, from which two texts are near the same."""

CONTAINED = 0.9
"""Shared shingles over those of the shorter text, from which it is an excerpt of the longer."""

SHORTER = 0.85
"""An excerpt's length over the whole's, at most."""

MEANINGFUL = 40
"""Characters below which texts are only compared as a whole: form letters are all alike."""

_UNREAD = re.compile(r"[\W_]+")

TextKind = Literal["same_text", "near_same", "excerpt_of"]


class Fingerprint(NamedTuple):
    """A hash of the wording, its length in characters, and sampled shingles in ascending order.

    The samples are CRC-32 values as signed 32-bit integers, as PostgreSQL's `integer` holds them.
    """

    sha256: str
    length: int
    samples: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts have to do with one another; `reverse` when the first holds the second."""

    kind: TextKind
    similarity: float
    reverse: bool = False


def wording(text: str) -> str:
    """The characters that count.

    >>> wording("（一）ＡＢ 12、全面落实。")
    '一ab12全面落实'
    """
    return _UNREAD.sub("", unicodedata.normalize("NFKC", text)).casefold()


def fingerprint(text: str) -> Fingerprint | None:
    """The fingerprint of a text; null where nothing of it counts."""
    words = wording(text)
    if not words:
        return None
    encoded = words.encode("utf-32-le", "surrogatepass")
    width = 4 * min(SAMPLED, len(words))
    hashes = {crc32(encoded[at : at + width]) for at in range(0, len(encoded) - width + 1, 4)}
    limit = 2**32 // RATE
    chosen = {value for value in hashes if value < limit}
    if len(chosen) < FEWEST:
        chosen.update(nsmallest(FEWEST, hashes))
    samples = sorted(value - 2**31 for value in chosen)
    sha256 = hashlib.sha256(encoded).hexdigest()
    return Fingerprint(sha256, len(words), tuple(samples))


def compare(text: str, other: str) -> Likeness | None:
    """What `text` has to do with `other`; null where they are different documents.

    >>> whole = "".join(map(chr, range(0x4E00, 0x4E00 + 400)))
    >>> compare(whole[50:250], whole)
    Likeness(kind='excerpt_of', similarity=1.0, reverse=False)
    """
    a, b = wording(text), wording(other)
    if a == b:
        return Likeness("same_text", 1.0) if a else None
    if min(len(a), len(b)) < MEANINGFUL:
        return None
    shingles_a, shingles_b = _shingles(a), _shingles(b)
    shared = len(shingles_a & shingles_b)
    jaccard = shared / (len(shingles_a) + len(shingles_b) - shared)
    if jaccard >= NEAR:
        return Likeness("near_same", round(jaccard, 4))
    fewer = min(len(shingles_a), len(shingles_b))
    if shared / fewer >= CONTAINED and min(len(a), len(b)) <= SHORTER * max(len(a), len(b)):
        return Likeness("excerpt_of", round(shared / fewer, 4), reverse=len(a) > len(b))
    return None


def _shingles(words: str) -> set[str]:
    return {words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1)}
