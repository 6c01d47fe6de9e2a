"""Byte shifts in GB text: which texts can stand behind a damaged stretch.

When the first byte of a character is lost, every byte after it pairs with the wrong neighbour:
`X1 X2 Y1 Y2 Z1 Z2` is read as `? (X2 Y1) (Y2 Z1) …`. The shift ends where the last odd byte takes
in an ASCII letter, or is lost, too. Pairs that stand for nothing may have been dropped inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import combinations
from typing import NamedTuple

ENCODING = "gbk"
FULL = str.maketrans("!,;:?()", "！，；：？（）")
LEADS = range(0x81, 0xFF)
TRAILS = (*range(0x40, 0x7F), *range(0x80, 0xFF))
SIMPLIFIED_LEADS = range(0xA1, 0xF8)
SIMPLIFIED_TRAILS = range(0xA1, 0xFF)
DROPPED_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
"""First bytes of the code points that GBK leaves to users; software drops them in silence."""
PUNCTUATION = "，。、；：？！“”‘’《》（）—…·"
LOST = "?？\ufffd"


class Reading(NamedTuple):
    """A hypothesis: the network of characters in place of the damaged ones up to `end`.

    `dropped` pairs of bytes are taken to have vanished inside; `closed` says that an ASCII letter
    took in the last byte, so that nothing is missing at the end.
    """

    end: int
    network: tuple[str, ...]
    dropped: int
    closed: bool


@cache
def characters_from(lead: int | None, trail: int | None, *, simplified: bool = False) -> str:
    """Everyday characters with the given bytes; null is a byte that was lost.

    In simplified text a lost byte is looked for among the characters of GB 2312 only.
    """
    leads = (SIMPLIFIED_LEADS if simplified else LEADS) if lead is None else (lead,)
    trails = (SIMPLIFIED_TRAILS if simplified else TRAILS) if trail is None else (trail,)
    found = []
    for first in leads:
        for second in trails:
            try:
                character = bytes((first, second)).decode(ENCODING)
            except UnicodeDecodeError:
                continue
            if len(character) == 1 and (
                "\u4e00" <= character <= "\u9fff" or character in PUNCTUATION
            ):
                found.append(character)
    return "".join(found)


def readings(
    text: str, start: int, stop: int, dropped: int, *, simplified: bool
) -> Iterator[Reading]:
    """Readings of the shift that begins with the lost byte `text[start]`, ending up to `stop`.

    `dropped` is how many pairs are taken to have been dropped inside.
    """
    for end, tail, size in _ends(text, start, stop):
        pairs = _pairs(text[start + 1 : start + 1 + size])
        if pairs is None:
            return
        for places in combinations(range(len(pairs) + 1), dropped):
            network = _network(pairs, frozenset(places), tail, simplified)
            if all(network):
                yield Reading(end, network, dropped, closed=tail is not None)


def _ends(text: str, start: int, stop: int) -> Iterator[tuple[int, int | None, int]]:
    """Ends of the shift, the last byte (null when lost) and the number of characters shifted."""
    for at in range(start + 1, stop + 1):
        size = at - start - 1
        following = text[at : at + 1]
        if "@" <= following <= "~":
            yield at + 1, ord(following), size
        if size == 0:
            continue
        if following and following in LOST:
            yield at + 1, None, size
        yield at, None, size
        if not following or (ord(following) < 128 and following not in "!,;:?()"):
            return


def _pairs(shifted: str) -> list[tuple[int, int]] | None:
    """The bytes of each shifted character; null when one of them has no two bytes."""
    pairs = []
    for character in shifted.translate(FULL):
        try:
            encoded = character.encode(ENCODING)
        except UnicodeEncodeError:
            return None
        if len(encoded) != 2:
            return None
        pairs.append((encoded[0], encoded[1]))
    return pairs


def _network(
    pairs: list[tuple[int, int]], places: frozenset[int], tail: int | None, simplified: bool
) -> tuple[str, ...]:
    """Candidates for each original character; a dropped pair stood before each of `places`."""
    network = []
    lead: int | None = None
    for index, (first, second) in enumerate(pairs):
        if index in places:
            opened = "".join(characters_from(lead, byte) for byte in DROPPED_LEADS)
            network += [opened, characters_from(None, first, simplified=simplified)]
        else:
            network.append(characters_from(lead, first, simplified=simplified))
        lead = second
    if len(pairs) in places:
        network.append("".join(characters_from(lead, byte) for byte in DROPPED_LEADS))
        lead = None
    network.append(characters_from(lead, tail, simplified=simplified))
    return tuple(network)
