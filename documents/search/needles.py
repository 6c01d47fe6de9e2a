"""What highlights look for: the terms of a query, their words, and terms side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
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
    """A term as a whole, and the words that are marked where a text has it only in parts.

    A word may again have words inside it: of 数字政府, 政府 is marked where nothing longer is.
    """

    whole: Needle
    words: tuple[Term, ...] = ()

    def needles(self) -> Iterator[Needle]:
        """All of it."""
        yield self.whole
        for word in self.words:
            yield from word.needles()


@dataclass(frozen=True, slots=True)
class Sought:
    terms: tuple[Term, ...]
    beside: tuple[Needle, ...]


def sought(
    terms: Sequence[str],
    analyser: Analyser,
    weights: Mapping[str, float],
    exact: Collection[str] = (),
) -> Sought:
    """The needles of a query's terms, in the order in which they were typed.

    `weights` are the words' idf where it is known; else longer words count as the rarer ones.
    Of those that are `exact`, no words are looked for apart.
    """
    found = [_term(term, analyser, weights) for term in dict.fromkeys(map(kept, terms)) if term]
    found = [Term(term.whole) if term.whole.text in exact else term for term in found]
    beside = []
    if len(found) <= MOST_BESIDE:
        for left, right in pairwise(found):
            weight = BESIDE * (left.whole.weight + right.whole.weight)
            beside.append(needle(left.whole.text + right.whole.text, weight))
    return Sought(tuple(found), tuple(beside))


def _term(term: str, analyser: Analyser, weights: Mapping[str, float]) -> Term:
    """A term with its words, those with the shorter words inside them."""
    main = _telling(analyser.main_words(term))
    words = [_word(word, analyser, weights) for word in main if kept(word) != term]
    if main and not words:
        return _word(main[0], analyser, weights)
    weight = weights.get(term) or WHOLE * sum(word.whole.weight for word in words) or 1.0
    return Term(needle(term, weight), tuple(words))


def _word(word: str, analyser: Analyser, weights: Mapping[str, float]) -> Term:
    inner = dict.fromkeys(inside for inside, _, _ in analyser.words(word) if len(inside) > 1)
    parts = [needle(kept(part), _weight(part, weights)) for part in inner if part != word]
    return Term(needle(kept(word), _weight(word, weights)), tuple(map(Term, parts)))


def _telling(words: Iterable[str]) -> list[str]:
    """Each word once; single characters only if there is nothing longer."""
    once = [word for word in dict.fromkeys(words) if kept(word)]
    return [word for word in once if len(word) > 1] or once


def _weight(word: str, weights: Mapping[str, float]) -> float:
    return weights.get(word, float(len(word)))


def needle(text: str, weight: float) -> Needle:
    """A needle of a folded text without punctuation."""
    spellings = (text,) if text.upper() == text else (text, text.upper(), text.capitalize())
    return Needle(text, weight, spellings)
