"""The keys under which a name is found, and its place among all names. Revision 1 of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from zlib import crc32

from documents.models.suggestion import OWNERS
from documents.search.folding import kept
from taxonomy.pinyin import reading

REVISION = 1
"""Raise it when keys or places change; `rebuild_suggestions` then makes every row anew."""

SPELT = 20
"""Characters from the beginning of a name that pinyin and initials cover."""

LONGEST = 55
"""Characters past which a longer name is no worse than another."""

MOST_BOOST = 8
"""Each doubling of the documents that name it is worth one character, up to so many."""

PLACES = LONGEST + MOST_BOOST + 2

SAMPLE, SAMPLED = "~", 64
"""The lexeme of the names in the sample, and of how many names one is."""

LONGEST_SYLLABLE = 6
"""Letters: zhuang."""


@dataclass(frozen=True, slots=True)
class Keys:
    """`pinyin` is one syllable after another with spaces between; `grams` a tsvector literal."""

    key: str
    pinyin: str
    initials: str

    def grams(self, place: int, kind: str) -> str:
        """Every pair of neighbouring characters, and what narrows a search for them.

        That is the place, the kind of what is no title, and the mark of those in the sample.
        """
        pairs = {one + other for one, other in pairwise(self.key)}
        sample = [SAMPLE] if crc32(self.key.encode()) % SAMPLED == 0 else []
        named = [f"={kind}"] if kind != "document" else []
        return " ".join([f"#{place}", *named, *sample, *sorted(pairs)])


def comparable(text: str) -> str:
    """Folded, without punctuation; the times sign is typed as the letter.

    >>> comparable("“４×４”")
    '4x4'
    """
    return kept(text.replace("×", "x"))


def keys_of(text: str) -> Keys | None:
    """The keys of a name; null where it has neither a letter nor a digit nor a character.

    >>> keys_of("“三高四新”战略")
    Keys(key='三高四新战略', pinyin='san gao si xin zhan lve', initials='sgsxzl')
    """
    key = comparable(text)
    if not key:
        return None
    read = reading(key[:SPELT])
    return Keys(key, " ".join(read), "".join(syllable[0] for syllable in read))


def place(length: int, weight: int, *, is_preferred: bool) -> int:
    """From 0, the best, to `PLACES` - 1."""
    boost = min(MOST_BOOST, (weight + 1).bit_length() - 1)
    return min(length, LONGEST) + MOST_BOOST - boost + (0 if is_preferred else 1)


def at_least(length: int) -> range:
    """The places of names of so many characters or more."""
    return range(min(length, LONGEST), PLACES)


def exactly(length: int) -> range:
    """The places of names of so many characters."""
    return range(min(length, LONGEST), min(length, LONGEST) + MOST_BOOST + 2)


def bucket(place: int, kind: str) -> int:
    """Names of one place are listed by kind."""
    return place * len(OWNERS) + OWNERS.index(kind)
