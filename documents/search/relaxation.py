"""A question → its informative words, of which any will do: the more and the rarer, the better.

Of rare words every document is looked at, of common ones those in which they are prominent, so
that the documents to be scored stay few however long the question and the corpus are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from documents.search.analyser import Analyser
from documents.search.bigrams import pairs
from documents.search.clauses import Clause, matches
from documents.search.impacts import TIERS
from documents.search.plan import suffix
from documents.search.statistics import BIGRAMS, Statistics, current_statistics
from documents.search.synonym_weights import SYNONYM
from documents.search.vectors import quoted

POOL, PROMINENT = 1_000, 300
"""Documents, about, that are scored for the first page, and that a common word brings along."""
WIDE, PROMINENT_WIDE = 4_000, 1_500
"""The same for all that is found: what is counted, and ordered for the further pages."""
RESCORED = 300
"""The best by words, which are scored by their bigrams as well."""
BIGRAM_WEIGHT = 0.8
"""A bigram's weight is this times its idf; measured on STARD and on whole documents."""

BESIDE = 0.1
"""What title, recency and authority are shares of, itself a share of the best hit's score: no
document holds nearly all that a question says, and what it says counts for more than its date."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """What a question asks of the index; weights are idf, less for synonyms."""

    statistics: Statistics
    words: dict[str, float]
    bigrams: dict[int, float]
    strings: dict[str, float]
    """Words and bigrams as they stand in texts."""
    where: Clause
    near: Clause
    """The part of it that the first page is taken from."""


def relaxed(words: Sequence[str], text: str, others: Sequence[str] = ()) -> Relaxed | None:
    """For the informative words of a question's text; null where none of them is known.

    `others` are other names of what the text names.
    """
    codes = pairs(text).view(np.int32).tolist()
    spelled = dict(zip(Analyser.all_bigrams(text), codes, strict=True))
    tiers = [word + suffix(tier) for word in (*words, *others) for tier in range(len(TIERS) + 1)]
    known = current_statistics(tiers, map(str, codes))
    weights = {word: known.idf(word) for word in words}
    most = max(weights.values(), default=0.0)
    for word in others:
        weights.setdefault(word, SYNONYM * min(most, known.idf(word)))
    rarest_first = sorted(weights, key=lambda word: -weights[word])
    wide = _pool(rarest_first, known, WIDE, PROMINENT_WIDE)
    near = _pool(rarest_first, known, POOL, PROMINENT)
    if not wide:
        return None
    bigrams = {pair: BIGRAM_WEIGHT * known.idf(str(pair), BIGRAMS) for pair in codes}
    strings = {string: bigrams[pair] for string, pair in spelled.items()}
    for word, weight in weights.items():
        strings[word] = strings.get(word, 0.0) + weight
    return Relaxed(
        known,
        weights,
        bigrams,
        strings,
        matches("words", " | ".join(wide)),
        matches("words", " | ".join(near or wide)),
    )


def _pool(rarest_first: Sequence[str], known: Statistics, room: int, prominent: int) -> list[str]:
    lexemes = list[str]()
    for word in rarest_first:
        number = known.frequency(word)
        if number <= room:
            lexemes.append(quoted(word))
            room -= number
        else:
            lexemes += _prominent(word, known, prominent)
    return lexemes


def _prominent(word: str, known: Statistics, room: int) -> list[str]:
    """The word at its highest tiers, as many of them as stay within so many documents."""
    lexemes = list[str]()
    for tier in range(len(TIERS), 0, -1):
        number = known.frequency(word + suffix(tier))
        if number > room:
            break
        lexemes.append(quoted(word + suffix(tier)))
        room -= number
    return lexemes
