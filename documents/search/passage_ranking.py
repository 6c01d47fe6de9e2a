"""The order of paragraphs: their words, and what stands close together.

Weights are shares of what all that is asked for weighs together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
import numpy.typing as npt

from documents.search.folding import kept
from documents.search.passage_query import Unit
from documents.search.passage_texts import Mask, PassageTexts

DEPTH = 1_000
"""Paragraphs that are ordered, and that pages can reach."""
CLOSELY = 200
"""The best by words, of which it is looked at how close these stand together."""

K1, B = 1.2, 0.5
"""Of the length's factor, BM25's for a word that stands once; paragraphs are alike in length, so it
matters less than usual."""
USUAL, LEAST = 200, 120
"""Characters of a usual paragraph; shorter than the least, a paragraph gains no more by it."""
SATURATION = np.cumsum([0.0, *(1 / place**2 for place in range(1, 20))])
"""By how often a word stands: the second place is worth a quarter of the first."""
_PRESENCE = np.array([0.0, 1.0])

COMPLETE = 0.3
"""All that is asked for stands in the paragraph."""
CLOSE = 0.6
"""It stands side by side; half of it `APART` characters from each other."""
APART = 10
VERBATIM = 0.6
"""Words that were typed in one piece stand so in the text: times what they weigh."""
NAMED = 0.4
"""A word that the paragraph lacks stands in the document's title: times the word's weight."""
OF_DOCUMENT = 0.2
"""The document answers the query as well as the best one does."""
TELLING = 0.3
"""Share of what all words weigh that a paragraph has, with its title's, if it is to be shown; where
one word of ten stands, and that the commonest, nothing is said about the matter."""
MOST_UNITS = 30
"""The weightiest words of a query, which are looked for."""

Scores = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A paragraph that was found: `text` is `[start:end]` of its document's."""

    document: str
    section: int | None
    start: int
    end: int
    score: float
    text: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a query asks of paragraphs: `units` and `phrases` score, phrase → its weight.

    `must` be so, whatever the score; `is_complete` where it is all that was asked for, null where
    that is every unit.
    """

    units: Sequence[Unit]
    phrases: Mapping[str, float]
    must: Mask
    is_complete: Mask | None = None


def ranked(
    texts: PassageTexts, asked: Asked, shares: Sequence[float], each: int | None = None
) -> list[PassageHit]:
    """The best paragraphs in order, `each` at most of one document.

    `shares` are the documents' own scores, of the best one's.
    """
    units = sorted(asked.units, key=lambda unit: -unit.weight)[:MOST_UNITS]
    weights = np.array([unit.weight for unit in units])
    strengths, present = _strengths(units, texts, SATURATION), _strengths(units, texts, _PRESENCE)
    best = weights.sum()
    scores: Scores = weights @ strengths * _length(texts)
    complete = (present == 1).all(axis=0) if asked.is_complete is None else asked.is_complete
    named = weights @ (_titled(units, texts)[:, texts.owner] & (present < 1) & ~complete)
    telling = present.any(axis=0) & (weights @ present + named >= TELLING * best)
    shown = asked.must & (complete | telling)
    together = _closeness(units, texts, _first(scores, shown & complete, CLOSELY))
    scores = scores + best * (COMPLETE * complete + CLOSE * together) + NAMED * named
    scores += OF_DOCUMENT * (best or 1.0) * np.array(shares, dtype=float)[texts.owner]
    for phrase, weight in asked.phrases.items():
        scores += VERBATIM * weight * (texts.counts(phrase) > 0)
    by_id = np.argsort(np.argsort(texts.ids))[texts.owner]
    order = (at for at in np.lexsort((by_id, texts.start, -scores)) if shown[at])
    spread = order if each is None else _spread(order, texts, each)
    return [_hit(texts, int(at), float(scores[at])) for at in islice(spread, DEPTH)]


def _spread(order: Iterable[int], texts: PassageTexts, each: int) -> Iterator[int]:
    """Paragraphs with so many at most of one document."""
    taken: Counter[int] = Counter()
    for at in order:
        owner = int(texts.owner[at])
        taken[owner] += 1
        if taken[owner] <= each:
            yield at


def _strengths(units: Sequence[Unit], texts: PassageTexts, worth: Scores) -> Scores:
    """How much each paragraph has of each unit: of its best way the mean of what the strings are
    `worth`, by how often they stand."""

    def of(way: Iterable[str]) -> Scores:
        found = [worth[np.minimum(texts.counts(string), len(worth) - 1)] for string in way]
        mean: Scores = np.mean(found, axis=0)
        return mean

    rows = [np.max([of(way) for way in unit.ways], axis=0) for unit in units]
    return np.array(rows, dtype=float).reshape(len(units), len(texts))


def _length(texts: PassageTexts) -> Scores:
    length = np.maximum(texts.end - texts.start, LEAST) / USUAL
    factor: Scores = (1 + K1) / (1 + K1 * (1 - B + B * length))
    return factor


def _titled(units: Sequence[Unit], texts: PassageTexts) -> Mask:
    """Which units stand in which documents' titles."""
    titles = [kept(title) for title in texts.titles]
    found = [
        [any(all(s in title for s in way) for way in unit.ways) for title in titles]
        for unit in units
    ]
    return np.array(found, dtype=bool).reshape(len(units), len(titles))


def _first(scores: Scores, among: Mask, number: int) -> list[int]:
    """The paragraphs with the best scores among some, so many at most, in order."""
    candidates = np.flatnonzero(among)
    order = np.argsort(-scores[candidates], kind="stable")[:number]
    found: list[int] = candidates[order].tolist()
    return found


def _closeness(units: Sequence[Unit], texts: PassageTexts, among: Sequence[int]) -> Scores:
    """From 1, where all units stand side by side, towards 0; 0 in all other paragraphs."""
    found = np.zeros(len(texts))
    if len(units) < 2:
        found[among] = 1.0
        return found
    wanted = np.isin(np.arange(len(texts)), among)
    places: list[tuple[int, int, int, int]] = []
    for number, unit in enumerate(units):
        for string in unit.strings:
            paragraph, at = texts.places(string)
            near = wanted[paragraph]
            size = len(string)
            places += (
                (p, a, number, size)
                for p, a in zip(paragraph[near].tolist(), at[near].tolist(), strict=True)
            )
    for place, gap in _gaps(sorted(places), len(units)).items():
        found[place] = 1 / (1 + gap / APART)
    return found


def _gaps(places: Iterable[tuple[int, int, int, int]], units: int) -> dict[int, int]:
    """Paragraph → the characters between units in the smallest stretch that has them all.

    Places are paragraph, offset, unit, and length, in order.
    """
    least: dict[int, int] = {}
    last: dict[int, tuple[int, int]] = {}
    current = -1
    for paragraph, at, unit, size in places:
        if paragraph != current:
            current, last = paragraph, {}
        last[unit] = at, size
        if len(last) == units:
            first = min(start for start, _ in last.values())
            gap = max(0, at + size - first - sum(length for _, length in last.values()))
            least[paragraph] = min(gap, least.get(paragraph, gap))
    return least


def _hit(texts: PassageTexts, at: int, score: float) -> PassageHit:
    return PassageHit(
        texts.ids[texts.owner[at]],
        int(texts.section[at]) or None,
        int(texts.start[at]),
        int(texts.end[at]),
        score,
        texts.text(at),
    )
