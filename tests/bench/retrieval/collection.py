"""Documents recombined from whole paragraphs of one to three documents of a kind.

A document takes runs of neighbouring paragraphs, so words recur in it as they do in real texts.
Number and seed alone decide what a document is: a small collection is the beginning of a large one.
"""

from __future__ import annotations

import hashlib
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import TypeVar

from tests.bench.retrieval.paragraphs import Paragraphs

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Kind:
    """How often a kind occurs, the pools it draws from, and its lengths (log-normal, cut off)."""

    share: float
    pools: tuple[str, ...]
    median: int
    spread: float
    longest: int


KINDS = {
    "news": Kind(0.44, ("news",), 350, 0.6, 3_000),
    "official": Kind(0.36, ("law", "law", "law", "report", "report", "local"), 1_450, 0.7, 12_000),
    "law": Kind(0.15, ("law",), 3_200, 0.6, 20_000),
    "report": Kind(0.03, ("report",), 13_000, 0.4, 20_000),
    "speech": Kind(0.01, ("report", "news"), 2_500, 0.5, 8_000),
    "article": Kind(0.01, ("news",), 1_500, 0.5, 5_000),
}
"""By genre; a document is 1,700 characters long on average."""

SHORTEST = 60
"""Characters of the shortest text."""

NO_TEXT = 0.05
"""Share of the official documents of which only the catalogue's record is known."""


@dataclass(frozen=True, slots=True)
class Made:
    """A document of a collection: its paragraphs by number, joined by line feeds."""

    number: int
    id: str
    genre: str
    title: str
    paragraphs: tuple[int, ...]


class Zipf:
    """Draws places 0, 1, 2 … with weights 1/(place + offset)."""

    def __init__(self, size: int, offset: float = 2.0) -> None:
        self._sums = list(accumulate(1 / (place + offset) for place in range(size)))

    def __call__(self, random: Random) -> int:
        return bisect_left(self._sums, random.random() * self._sums[-1])

    def of(self, random: Random, values: Sequence[T]) -> T:
        return values[self(random)]


def collection(paragraphs: Paragraphs, size: int, seed: int) -> Iterator[Made]:
    """The first `size` documents of the seed's sequence."""
    genres, shares = list(KINDS), [kind.share for kind in KINDS.values()]
    for number in range(size):
        random = Random(f"{seed}/{number}")
        genre = random.choices(genres, shares)[0]
        kind = KINDS[genre]
        origins = paragraphs.pools[random.choice(kind.pools)]
        drawn = [random.choice(origins) for _ in range(random.choice((1, 1, 2, 3)))]
        wanted = random.lognormvariate(math.log(kind.median), kind.spread)
        wanted = min(max(wanted, SHORTEST), kind.longest)
        taken = [
            at
            for origin in drawn
            for at in _run(random, origin.paragraphs, wanted / len(drawn), paragraphs.texts)
        ]
        if genre == "official" and random.random() < NO_TEXT:
            taken = []
        title = drawn[0].title if genre != "official" else random.choice(paragraphs.titles)
        key = hashlib.sha256(f"{seed}/{number}".encode()).hexdigest()[:16]
        yield Made(number, key, genre, title[:480], tuple(dict.fromkeys(taken)))


def _run(random: Random, paragraphs: range, wanted: float, texts: list[str]) -> Iterator[int]:
    """Neighbouring paragraphs from a random one on, until they have the length; wraps around."""
    first, length = random.randrange(len(paragraphs)), 0
    for step in range(len(paragraphs)):
        at = paragraphs[(first + step) % len(paragraphs)]
        yield at
        length += len(texts[at])
        if length >= wanted:
            return
