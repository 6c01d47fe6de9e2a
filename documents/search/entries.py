"""The vectors of one document, from its texts: pure, so that worker processes can make them.

`words` holds lexemes of five kinds, told apart by marks that no word has:

    发展            every word, its weighted frequency as the label of its positions (`impacts`)
    发展|3          the highest tier that its saturation reaches, if any
    ^发展           words and bigrams of the title
    =kind:决定      keys: one for every value that a filter may ask for (`keys`)
    ~8:3            samples: the eighth and the sixty-fourth part that the document falls into

`bigrams` holds every pair of neighbouring characters (`documents.search.bigrams`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

from documents.search.analyser import Analyser
from documents.search.bigrams import Codes, frequencies
from documents.search.fields import WEIGHTS, Part
from documents.search.impacts import BINS, TIER, bin_of, damping, labels, tier_of, value
from documents.search.vectors import packed

TITLE = "^"
SAMPLE = "~"
SAMPLES = (8, 64)
"""Into how many parts documents fall; a query for some of them sees a uniform sample."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """The tsvector in binary, the codes of the bigrams, and the weighted number of words."""

    words: bytes
    bigrams: Codes
    length: int


def vectors(
    document: str,
    parts: Sequence[Part],
    keys: Iterable[str],
    analyser: Analyser,
    average: float,
    body: Counter[str] | None = None,
) -> Vectors:
    """The vectors of a document with this id; `average` is the corpus's length, for the tiers.

    `body` counts the analyser's words in the field `text`, where that has been done.
    """
    counts = [] if body is None else [(WEIGHTS["text"], body)]
    titles: dict[str, None] = {}
    for (weight, in_title), texts in _texts(parts, without_body=body is not None).items():
        found = analyser.counted("\n".join(texts))
        counts.append((weight, found))
        if in_title:
            titles |= dict.fromkeys((*found, *chain.from_iterable(map(analyser.bigrams, texts))))
    length = sum(weight * found.total() for weight, found in counts)
    marked = dict.fromkeys((*keys, *samples(document), *(TITLE + lexeme for lexeme in titles)))
    return Vectors(
        packed([(marked, ""), *_leveled(_weighted(counts), damping(length, average))]),
        frequencies(part.text for part in parts if part.in_phrases),
        round(length),
    )


def samples(document: str) -> list[str]:
    """The samples that a document belongs to, by a hash of its id.

    >>> samples("0123456789abcdef")
    ['~8:3', '~64:51']
    """
    number = crc32(document.encode())
    return [f"{SAMPLE}{size}:{number % size}" for size in SAMPLES]


def _texts(
    parts: Iterable[Part], *, without_body: bool
) -> Mapping[tuple[float, bool], Sequence[str]]:
    """The texts that count alike; joined by line breaks, they are cut as each by itself."""
    texts: dict[tuple[float, bool], list[str]] = defaultdict(list)
    for part in parts:
        if not (without_body and part.field == "text"):
            texts[part.weight, part.in_title].append(part.text)
    return texts


def _weighted(counts: Iterable[tuple[float, Counter[str]]]) -> dict[str, float]:
    """The frequency of every word, over all counts and by their weights."""
    total: dict[str, float] = {}
    for weight, found in counts:
        if not total and weight == 1:
            total.update(found)
            continue
        for word, number in found.items():
            total[word] = total.get(word, 0) + weight * number
    return total


def _leveled(counted: dict[str, float], damp: float) -> list[tuple[list[str], str]]:
    """The words with their tiers, if they reach one; then all words by the places of their bins."""
    by_frequency: dict[float, list[str]] = defaultdict(list)
    for word, frequency in counted.items():
        by_frequency[frequency].append(word)
    weights = labels(damp)
    tiered: list[str] = []
    places: dict[str, list[str]] = {item.places: [] for item in BINS}
    for frequency, words in by_frequency.items():
        item = bin_of(frequency)
        places[item.places] += words
        if tier := tier_of(value(item, weights)):
            tiered += [f"{word}{TIER}{tier}" for word in words]
    return [(tiered, ""), *((words, those) for those, words in places.items())]
