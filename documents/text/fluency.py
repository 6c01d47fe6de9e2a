"""How much a stretch reads like a policy document: pairs of characters, weighed by how common.

What the document itself says counts, too: its own pairs weigh more than those of the store.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import pairwise

import jieba

from documents.text.bigrams import count_pairs, stored_pairs
from documents.text.script import to_simplified

OWN_WEIGHT = 300
"""How many times in the store one pair in the document itself is worth."""
PAIR_SHARE = 0.85
"""Weight of the pair against the character alone."""
WORD_BONUS = 0.25
"""Nats for a word of two characters of jieba's dictionary, times the logarithm of its frequency."""
LINE_END, NO_LINE_END = -0.5, -5.0
"""Log probabilities that a line ends after a closing mark, after another character."""
CLOSING = "。；：！？”）"
FLOOR = 1e-7
"""Probability of a character that was never counted."""


@cache
def _starts() -> tuple[Mapping[str, int], int]:
    """Counts of characters that open a stored pair, and their sum."""
    found: Counter[str] = Counter()
    for pair, count in stored_pairs().items():
        found[pair[0]] += count
    return found, sum(found.values())


@cache
def _words() -> Mapping[str, int]:
    """jieba's dictionary: words with their frequency, beginnings of words with 0."""
    jieba.setLogLevel(60)
    jieba.initialize()
    return jieba.dt.FREQ  # type: ignore[no-any-return]


@cache
def simplified(character: str) -> str:
    """The character in simplified script, which the store is in."""
    plain = to_simplified(character)
    return plain if len(plain) == 1 else character


class Language:
    """Probabilities of characters after one another, those of one document mixed in."""

    def __init__(self, document: str = "") -> None:
        self.pairs = stored_pairs()
        self.words = _words()
        self.starts, self.total = _starts()
        self.own = count_pairs([to_simplified(document)])
        self.own_starts: Counter[str] = Counter()
        for pair, count in self.own.items():
            self.own_starts[pair[0]] += count
        self._costs: dict[tuple[str, str], float] = {}

    def cost(self, before: str, after: str) -> float:
        """Log probability, in nats, that `after` follows `before`, and a bonus for a word."""
        known = self._costs.get((before, after))
        if known is None:
            known = self._cost(simplified(before), simplified(after))
            self._costs[before, after] = known
        return known

    def _cost(self, before: str, after: str) -> float:
        if after == "\n":
            return LINE_END if before in CLOSING else NO_LINE_END
        pair = self.pairs.get(before + after, 0) + OWN_WEIGHT * self.own.get(before + after, 0)
        opened = self.starts.get(before, 0) + OWN_WEIGHT * self.own_starts.get(before, 0)
        alone = self.starts.get(after, 0) / self.total + FLOOR
        bonus = WORD_BONUS * math.log1p(self.words.get(before + after, 0))
        return math.log(PAIR_SHARE * pair / (opened + 1) + (1 - PAIR_SHARE) * alone) + bonus

    def score(self, text: str) -> float:
        """Log probability of a text after its first character.

        >>> Language().score("提高外贸能级") > Language().score("碧岣咄赓Q能级")
        True
        """
        return sum(self.cost(a, b) for a, b in pairwise(text))
