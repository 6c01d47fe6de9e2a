"""How much a stretch reads like a policy document: n-grams, words, the document's own words.

Everything is judged in simplified script, which the counts are in.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache

import jieba

from documents.text import ngrams
from documents.text.script import to_simplified

LONGEST_HISTORY = 3
"""Symbols before a symbol that its probability depends on."""
OWN_PRIOR = (0.0, 100.0, 30.0, 10.0)
"""Occurrences in the document itself that the store outweighs, by symbols of history."""
WORD_WEIGHT = 0.3
"""Weight of the words against the n-grams."""
LONGEST_WORD = 6
STOPS = "?!？！"
"""Rare in the texts that were counted, so taken for full stops."""
STOP_COST = 3.5
"""Nats by which they are rarer."""
MOST_FOLLOWED = 200_000
"""Costs that are kept for use again."""
AT_HOME = 0.02
"""Share of the simplified character's count from which on a character is simplified itself."""
UNKNOWN_CHARACTER = -16.0
"""Nats for a character that is no word of the dictionary."""


@cache
def _words() -> tuple[Mapping[str, int], float]:
    """jieba's dictionary (beginnings of words have frequency 0), logarithm of its sum."""
    jieba.setLogLevel(60)
    jieba.initialize()
    return jieba.dt.FREQ, math.log(jieba.dt.total)


@cache
def simplified(character: str) -> str:
    """The character in simplified script, as the counts have it; a digit is 0, a letter A.

    What simplified texts have often stays: OpenCC takes 么 for a form of 幺.
    """
    if character in STOPS:
        return "。"
    plain = ngrams.fold(to_simplified(character))
    counted = ngrams.stored().ones
    if len(plain) != 1 or counted.get(character, 0.0) > AT_HOME * counted.get(plain, 0.0):
        return ngrams.fold(character) or character
    return plain


def symbols(text: str) -> str:
    """A text as the counts have it."""
    return ngrams.fold("".join(map(simplified, text.replace("\n", ngrams.LINE_END))))


def word_score(text: str) -> float:
    """Log probability of the likeliest segmentation of a text into words.

    >>> word_score("提高外贸") > word_score("碧高外贸")
    True
    """
    frequencies, total = _words()
    best = [0.0] + [-math.inf] * len(text)
    for start, score in enumerate(best[:-1]):
        score = best[start]
        for end in range(start + 1, min(len(text), start + LONGEST_WORD) + 1):
            frequency = frequencies.get(text[start:end], 0)
            if frequency or end == start + 1:
                word = math.log(frequency) - total if frequency else UNKNOWN_CHARACTER
                best[end] = max(best[end], score + word)
    return best[-1]


class Language:
    """Probabilities of symbols after one another, those of one document mixed in."""

    def __init__(self, document: str = "") -> None:
        self.stored = ngrams.stored()
        text = symbols(document)
        self._own = [
            Counter(map("".join, zip(*(text[i:] for i in range(size)), strict=False)))
            for size in range(1, LONGEST_HISTORY + 2)
        ]
        self._followed: dict[tuple[str, str], tuple[str, float]] = {}

    def _probability(self, history: str, symbol: str) -> float:
        found = self.stored.probability(history, symbol)
        for size in range(1, len(history) + 1):
            context = history[-size:]
            times = self._own[size - 1].get(context, 0)
            if not times:
                break
            own = self._own[size].get(context + symbol, 0)
            prior = OWN_PRIOR[size]
            found = (own + prior * found) / (times + prior)
        return found

    def follow(self, history: str, character: str) -> tuple[str, float]:
        """The history after a further character, and the character's log probability, in nats."""
        known = self._followed.get((history, character))
        if known is None:
            symbol = ngrams.LINE_END if character == "\n" else simplified(character)
            if symbol.isspace() or (symbol in "0A" and history.endswith(symbol)):
                known = history, 0.0
            else:
                cost = math.log(self._probability(history, symbol))
                cost -= STOP_COST if character in STOPS else 0.0
                known = (history + symbol)[-LONGEST_HISTORY:], cost
            if len(self._followed) >= MOST_FOLLOWED:
                self._followed.clear()
            self._followed[history, character] = known
        return known

    def history(self, text: str) -> str:
        """The last symbols of a text."""
        return symbols(text)[-LONGEST_HISTORY:]

    def costs(self, text: str, history: str = "") -> list[float]:
        """What each character of a text costs."""
        found = []
        for character in text:
            history, cost = self.follow(history, character)
            found.append(cost)
        return found

    def score(self, text: str, history: str = "") -> float:
        """Log probability of a text.

        >>> Language().score("提高外贸能级") > Language().score("碧岣咄赓Q能级")
        True
        """
        return sum(self.costs(text, history))
