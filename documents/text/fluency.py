"""How much a stretch reads like a policy document: pairs of characters, weighed by how common.

Text is given as a network: a list of positions, each with the characters that may stand there. A
plain text is a network with one character a position. What the document itself says counts, too.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from heapq import nlargest
from typing import NamedTuple

import jieba

from documents.text.bigrams import count_pairs, stored_pairs
from documents.text.script import to_simplified

OWN_WEIGHT = 300
"""How many times in the store one pair in the document itself is worth."""
PAIR_SHARE = 0.85
"""Weight of the pair against the character alone."""
WORD_BONUS = 0.3
"""Nats for a word of jieba's dictionary, times the logarithm of its frequency."""
BEAM = 24
"""Beginnings that are kept at each position."""
LONGEST_WORD = 5
LINE_END, NO_LINE_END = -0.5, -5.0
"""Log probabilities that a line ends after a closing mark, after another character."""
FLOOR = 1e-7
"""Probability of a character that was never counted."""


class Path(NamedTuple):
    """The most probable text through a network, and its log probability in nats."""

    score: float
    text: str


@cache
def _starts(*_: None) -> tuple[Mapping[str, int], int]:
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

    def cost(self, before: str, after: str) -> float:
        """Log probability that `after` follows `before`, both simplified."""
        if after == "\n":
            return LINE_END if before in "。；：！？”）" else NO_LINE_END
        pair = self.pairs.get(before + after, 0) + OWN_WEIGHT * self.own.get(before + after, 0)
        opened = self.starts.get(before, 0) + OWN_WEIGHT * self.own_starts.get(before, 0)
        alone = self.starts.get(after, 0) / self.total + FLOOR
        return math.log(PAIR_SHARE * pair / (opened + 1) + (1 - PAIR_SHARE) * alone)

    def knows(self, pair: str) -> bool:
        """Whether two characters are known to follow one another."""
        return pair in self.pairs or pair in self.own or pair in self.words

    def best_path(self, network: Sequence[str]) -> Path:
        """The most probable text through the network, its first character taken for granted.

        >>> Language().best_path(["借", "船", "出", "海害", "提", "高"]).text
        '借船出海提高'
        """
        best: list[dict[str, Path]] = [{} for _ in range(len(network) + 1)]
        best[0] = {"": Path(0.0, "")}
        for start in range(len(network)):
            ahead = nlargest(BEAM, best[start].items(), key=lambda item: item[1].score)
            for word, plain, bonus in self._words(network, start):
                inside = sum(self.cost(a, b) for a, b in itertools.pairwise(plain))
                held = best[start + len(word)]
                for last, path in ahead:
                    score = path.score + bonus + inside
                    if last:
                        score += self.cost(simplified(last), plain[0])
                    if word[-1] not in held or score > held[word[-1]].score:
                        held[word[-1]] = Path(score, path.text + word)
        return max(best[-1].values(), default=Path(-math.inf, ""))

    def _words(self, network: Sequence[str], start: int) -> Iterator[tuple[str, str, float]]:
        """Every character and word that may stand at `start`: surface, simplified, bonus."""
        found = [("", "")]
        for end in range(start + 1, min(start + LONGEST_WORD, len(network)) + 1):
            found = [
                (surface + character, longer)
                for surface, plain in found
                for character in network[end - 1]
                for longer in (plain + simplified(character),)
                if not plain or longer in self.words
            ]
            for surface, plain in found:
                count = self.words.get(plain, 0) if len(plain) > 1 else 0
                if count or len(plain) == 1:
                    yield surface, plain, WORD_BONUS * math.log1p(count)
