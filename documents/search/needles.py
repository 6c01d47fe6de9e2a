"""What highlights look for: the terms of a query, their words, and terms side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from documents.search.analyser import Analyser
from documents.search.folding import kept

WHOLE = 1.5
"""A term that stands as it was asked for, against its words apart."""

BESIDE = 0.5
"""Added where two terms stand side by side."""

MOST_BESIDE = 12
"""Terms up to which neighbours are looked for; longer queries are questions and lists."""


@dataclass(frozen=True, slots=True)
class Needle:
    """A folded text without punctuation; `spellings` are how it mostly stands in raw text."""

    text: str
    weight: float
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term as a whole, and the words that are marked where a text has it only in parts."""

    whole: Needle
    words: tuple[Needle, ...]


@dataclass(frozen=True, slots=True)
class Sought:
    terms: tuple[Term, ...]
    beside: tuple[Needle, ...]


def sought(terms: Sequence[str], analyser: Analyser, weights: Mapping[str, float]) -> Sought:
    """The needles of a query's terms, in the order in which they were typed.

    `weights` are the words' idf where it is known; else longer words count as the rarer ones.
    """
    found = [_term(term, analyser, weights) for term in dict.fromkeys(map(kept, terms)) if term]
    beside = []
    if len(found) <= MOST_BESIDE:
        for left, right in pairwise(found):
            weight = BESIDE * (left.whole.weight + right.whole.weight)
            beside.append(needle(left.whole.text + right.whole.text, weight))
    return Sought(tuple(found), tuple(beside))


def _term(term: str, analyser: Analyser, weights: Mapping[str, float]) -> Term:
    words = {word: weights.get(word, float(len(word))) for word, _, _ in analyser.words(term)}
    chosen = {word: weight for word, weight in words.items() if len(word) > 1} or words
    chosen = {kept(word): weight for word, weight in chosen.items()}
    weight = weights.get(term) or WHOLE * sum(chosen.values()) or 1.0
    parts = tuple(needle(word, weight) for word, weight in chosen.items() if word != term)
    return Term(needle(term, weight), parts)


def needle(text: str, weight: float) -> Needle:
    """A needle of a folded text without punctuation."""
    spellings = (text,) if text.upper() == text else (text, text.upper(), text.capitalize())
    return Needle(text, weight, spellings)
