"""What was typed into a search box, as the keys of suggestions are compared with it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from documents.search.folding import HAN, fold
from documents.search.suggestion_keys import comparable

LONGEST_SPELT = 36
"""Letters of pinyin that are compared; keys hold the pinyin of so many characters or more."""
LONGEST_INITIALS = 20

_APART = re.compile(r"[\s'’`·-]+")
_TONE = re.compile(r"(?<=[aeiouvngr])[0-5](?![0-9])")
_MIXED = re.compile(rf"([0-9{HAN}]*[{HAN}])([a-z]+)")


@dataclass(frozen=True, slots=True)
class Typed:
    """`key` is compared with names, `letters` (no tones, spaces or marks) with their sound.

    `syllables` is a regular expression for pinyin with its spaces, where what was typed has some.
    `head` and `tail` are what was typed in Chinese and how it goes on in letters.
    """

    key: str = ""
    letters: str = ""
    syllables: str = ""
    head: str = ""
    tail: str = ""


def read(text: str) -> Typed:
    """Read what was typed, in any width, script and letter case.

    >>> read("sān gāo")
    Typed(key='sangao', letters='sangao', syllables='^s ?a ?n g ?a ?o', head='', tail='')
    >>> read("三高si"), read("xi4 an1").letters, read("lǜ").letters
    (Typed(key='三高si', letters='', syllables='', head='三高', tail='si'), 'xian', 'lv')
    """
    plain = _without_tones(fold(text))
    key = comparable(plain)
    if mixed := _MIXED.fullmatch(comparable(_APART.sub("", plain))):
        return Typed(key, head=mixed[1], tail=mixed[2])
    chunks = [
        letters for chunk in _APART.split(_TONE.sub(" ", plain)) if (letters := comparable(chunk))
    ]
    letters = "".join(chunks)
    if not letters.isascii() or not re.search("[a-z]", letters):
        return Typed(key)
    letters = letters[:LONGEST_SPELT]
    return Typed(key, letters, _syllables(chunks) if len(chunks) > 1 else "")


def _without_tones(text: str) -> str:
    """Letters without marks above them; ü is v, as it is typed."""
    apart = unicodedata.normalize("NFD", text).replace("u\u0308", "v")
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare)


def _syllables(chunks: list[str]) -> str:
    """A syllable ends where a chunk does, and may end anywhere inside one.

    >>> _syllables(["xi", "an"])
    '^x ?i a ?n'
    """
    return "^" + " ".join(" ?".join(chunk) for chunk in chunks)
