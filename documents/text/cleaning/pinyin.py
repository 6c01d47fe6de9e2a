"""Pinyin in brackets after a character: 發(fā)展, 會(huì )議, 发（fa1）展."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN
from documents.text.offsets import Edit

TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿăŏĕĭŭ"
COMBINING = "\u0300\u0301\u0304\u0306\u0308\u030c"
"""Tone marks (and the diaeresis) as characters of their own."""
NEEDS = frozenset("(（")
SYLLABLE = re.compile(
    rf"[(（][ \t]?([a-zêü:{TONED}{COMBINING}ɡɑ]{{1,9}}[0-5]?)[ \t]?[)）]", re.IGNORECASE
)
BEFORE = re.compile(rf"[{HAN}A-Za-z”’][ \t]{{0,2}}\Z")
"""What the brackets stand after."""
PLAIN = re.compile(
    r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?"
    r"(?:[aoeiuvü]|ai|ei|ui|ao|ou|iu|ie|[uüv]e|er|an|en|in|un|[uüv]n|ang|eng|ing|ong"
    r"|ia|iao|ian|iang|iong|ua|uo|uai|uan|uang|ueng|[uüv]an|u:e?)|r|hm|ng?|m"
)
MANY = 5
"""From so many toned syllables on, toneless ones in brackets (的(de)) are taken for pinyin, too."""
MANY_PLAIN = 40
"""Toneless syllables after Han characters that make a text one with pinyin."""


def pinyin(text: str) -> Iterator[Edit]:
    """Syllables with a tone; toneless ones where the text is full of pinyin."""
    found = [
        (start, match)
        for match in SYLLABLE.finditer(text)
        if (start := _start(match)) is not None and _is_pinyin(match[1], text[start - 1])
    ]
    toned = [pair for pair in found if _toned(pair[1][1])]
    plain = {match[1].lower() for _, match in found if match[1].isalpha()}
    many = len(toned) >= MANY or (len(found) >= MANY_PLAIN and len(plain) >= MANY_PLAIN / 4)
    for start, match in found if many else toned:
        yield Edit(start, match.end())


def _start(match: re.Match[str]) -> int | None:
    """Where the white space before the brackets begins; null when no character stands there."""
    first = max(match.start() - 3, 0)
    before = BEFORE.search(match.string[first : match.start()])
    return first + before.start() + 1 if before else None


def _is_pinyin(syllable: str, before: str) -> bool:
    """Whether brackets hold a syllable: one with a mark of tone, or a well-formed one after Han."""
    if _marked(syllable):
        return True
    return not before.isascii() and PLAIN.fullmatch(syllable.rstrip("012345").lower()) is not None


def _toned(syllable: str) -> bool:
    """Whether the syllable is surely pinyin: fā, fa1; not a1, which may be a label."""
    return _marked(syllable) or (
        syllable[-1].isdecimal() and syllable.islower() and len(syllable) >= 3
    )


def _marked(syllable: str) -> bool:
    """Whether a vowel bears a mark of tone."""
    return any(c in TONED or c in COMBINING for c in syllable.lower())
