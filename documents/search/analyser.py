"""Text → lexemes, alike for what is indexed and what is asked."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise

from django.db.models import Max

from documents.search.folding import KEPT, fold, kept
from documents.text.segmentation import Segmenter, Token
from policyapi.models import Change
from taxonomy.models import Body, Term

RULES = "2"
"""Revision of the rules in this file, in folding and in entries; raise it when lexemes change."""

READ = (Change.Type.BODY, Change.Type.MEETING, Change.Type.TERM, Change.Type.REGION)
"""What names are made of, as the log of changes calls it."""

LONGEST = 60
"""Characters of the longest lexeme; longer runs (addresses, damaged text) are cut there."""

REMEMBERED = 200_000
"""Words whose lexemes are kept, some 20 MB."""

_WORD = re.compile(f"[{KEPT}]")


class _Lexemes(dict[str, str]):
    """Word → lexeme, empty for punctuation; the words of a language come again and again."""

    def __missing__(self, word: str) -> str:
        if len(self) >= REMEMBERED:
            self.clear()
        found = self[word] = word[:LONGEST] if _WORD.search(word) else ""
        return found


class Analyser:
    """Words by the segmenter, and pairs of neighbouring characters, both over folded text.

    `as_of` is the last change in the log of what its words were read from.
    """

    def __init__(self, user_words: Iterable[str] = ()) -> None:
        self.segmenter = Segmenter(fold(word) for word in user_words)
        named = f"{RULES}/{self.segmenter.version}".encode()
        self._lexemes = _Lexemes()
        self.as_of = 0
        self.version = hashlib.sha256(named).hexdigest()[:16]

    def words(self, text: str) -> list[Token]:
        """Lexemes with their spans, a long word after the short ones inside it; no punctuation."""
        lexemes = self._lexemes
        return [
            (lexeme, start, end)
            for word, start, end in self.segmenter.search_tokens(fold(text))
            if (lexeme := lexemes[word])
        ]

    def counted(self, text: str) -> Counter[str]:
        """How often each lexeme stands in a text; a word of Han is its own lexeme, mostly."""
        found = Counter(self.segmenter.search_words(fold(text)))
        lexemes = self._lexemes
        other = [word for word in found if not "一" <= word < "ꀀ" or len(word) > LONGEST]
        for word in other:
            number, lexeme = found.pop(word), lexemes[word]
            if lexeme:
                found[lexeme] += number
        return found

    def main_words(self, text: str) -> list[str]:
        """The lexemes of a text without the shorter ones inside them, in order."""
        return [word for word, _, _ in self.main_tokens(text)]

    def main_tokens(self, text: str) -> list[Token]:
        """The same with their spans."""
        cut = self.segmenter.words(fold(text))
        return [(word[:LONGEST], start, end) for word, start, end in cut if _WORD.search(word)]

    @staticmethod
    def all_bigrams(text: str) -> Iterator[str]:
        """Every pair of neighbouring characters, as often as it occurs."""
        return map("".join, pairwise(kept(text)))

    @staticmethod
    def bigrams(text: str) -> list[str]:
        """Every pair of neighbouring characters, each once; one character alone gives none."""
        return list(dict.fromkeys(Analyser.all_bigrams(text)))


@lru_cache(maxsize=1)
def current_analyser() -> Analyser:
    """The analyser with the approved terms and all body names; three queries, once a process."""
    as_of = Change.objects.filter(type__in=READ).aggregate(at=Max("position"))["at"]
    analyser = Analyser(_dictionary_words())
    analyser.as_of = as_of or 0
    return analyser


def kept_as_of() -> str:
    """How new the names are that this process keeps: a search by older ones answers otherwise."""
    is_there = current_analyser.cache_info().currsize
    return str(current_analyser().as_of) if is_there else ""


def _dictionary_words() -> Iterator[str]:
    """What policy documents need beside jieba's words: labels of terms and names of bodies."""
    approved = Term.objects.filter(scheme=Term.Scheme.FORMULATION, status=Term.Status.APPROVED)
    for label, others in approved.values_list("label", "alt_labels"):
        yield from (label, *others)
    for name, short, others in Body.objects.values_list("name", "short_name", "aliases"):
        yield from (name, short, *others)


def forget_analyser() -> None:
    """Have the dictionary read anew: after terms or bodies have changed."""
    current_analyser.cache_clear()
