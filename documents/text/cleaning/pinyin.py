"""Pinyin in brackets after a character: 發(fā)展, 會(huì )議."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN
from documents.text.offsets import Edit

TONED = "āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜńňǹḿăŏĕĭŭ"
MARKED = frozenset(TONED)
SYLLABLE = re.compile(
    rf"(?<=[{HAN}A-Za-z])[ ]?[(（]\s?([a-zü{TONED}ɡ]{{1,7}})\s?[)）]", re.IGNORECASE
)
PLAIN = re.compile(
    r"(?:[bpmfdtnlgkhjqxzcsryw]|zh|ch|sh)?"
    r"(?:[aoeiuvü]|ai|ei|ui|ao|ou|iu|ie|[uüv]e|er|an|en|in|un|[uü]n|ang|eng|ing|ong"
    r"|ia|iao|ian|iang|iong|ua|uo|uai|uan|uang|ueng|[uü]an)"
)
MANY = 5
"""From so many toned syllables on, toneless ones in brackets (的(de)) are taken for pinyin, too."""


def pinyin(text: str) -> Iterator[Edit]:
    """Syllables with a tone mark; toneless ones where the text is full of toned ones."""
    toned = [m for m in SYLLABLE.finditer(text) if _has_tone(m[1])]
    many = len(toned) >= MANY
    for match in SYLLABLE.finditer(text) if many else toned:
        after_han = not text[match.start() - 1].isascii()
        if _has_tone(match[1]) or (after_han and PLAIN.fullmatch(match[1].lower())):
            yield Edit(match.start(), match.end())


def _has_tone(syllable: str) -> bool:
    return any(c in TONED for c in syllable.lower())
