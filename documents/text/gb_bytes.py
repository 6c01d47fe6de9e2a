"""The bytes of characters in GB encodings, and the characters that known and lost bytes allow."""

from __future__ import annotations

from functools import cache

import opencc

from documents.text.fluency import simplified
from documents.text.ngrams import stored
from documents.text.script import is_exclusive

ENCODING = "gb18030"
"""Holds GBK, and keeps the code points that GBK leaves to users, too."""
WIDE_ROW = 0xA3
"""First byte of full-width digits, letters and marks; the second is the ASCII code plus 128."""
LEADS, TRAILS = range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))
SIMPLIFIED_LEADS, SIMPLIFIED_TRAILS = range(0xA1, 0xF8), range(0xA1, 0xFF)
"""The bytes of GB 2312, which holds simplified characters only."""
LETTERS = range(0x40, 0x7F)
"""ASCII codes that can be second bytes."""


def byte_pairs(character: str) -> tuple[tuple[int, int], ...]:
    """The two bytes of a character of a damaged stretch; empty when it has no two.

    Full-width forms may have been folded to ASCII on the way here.
    """
    if character.isascii():
        wide = character.isprintable() and character not in " ?"
        return ((WIDE_ROW, ord(character) + 0x80),) if wide else ()
    try:
        encoded = character.encode(ENCODING)
    except UnicodeEncodeError:
        return ()
    return ((encoded[0], encoded[1]),) if len(encoded) == 2 else ()


def decoded(lead: int, trail: int) -> str:
    """The character of two bytes; empty when there is none."""
    try:
        character = bytes((lead, trail)).decode(ENCODING)
    except UnicodeDecodeError:
        return ""
    return character if len(character) == 1 else ""


@cache
def _to_traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


@cache
def _usual_form(symbol: str) -> str:
    return str(_to_traditional().convert(symbol))


@cache
def characters(lead: int | None, trail: int | None, *, traditional: bool) -> tuple[str, ...]:
    """Characters in use that have the given bytes; null is a byte that was lost.

    Of traditional characters that are one in simplified script, the usual one.
    """
    if lead is not None and trail is not None:
        return tuple(filter(None, [decoded(lead, trail)]))
    leads = (LEADS if traditional else SIMPLIFIED_LEADS) if lead is None else (lead,)
    trails = (TRAILS if traditional else SIMPLIFIED_TRAILS) if trail is None else (trail,)
    found: dict[str, str] = {}
    for first in leads:
        for second in trails:
            character = decoded(first, second)
            symbol = simplified(character) if character else ""
            if symbol not in stored().ones or symbol.isascii():
                continue
            if is_exclusive(character, simplified=traditional):
                continue
            if symbol not in found or character == _usual_form(symbol):
                found[symbol] = character
    return tuple(found.values())


@cache
def stands_for_nothing(lead: int, trail: int) -> bool:
    """Whether GBK has no character for two bytes, so that a decoder gives up the first of them."""
    try:
        bytes((lead, trail)).decode("gbk")
    except UnicodeDecodeError:
        return True
    return False
