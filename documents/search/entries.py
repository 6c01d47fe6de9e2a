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

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from documents.search.analyser import Analyser
from documents.search.bigrams import Codes, frequencies
from documents.search.fields import Part
from documents.search.impacts import (
    TIER,
    bin_of,
    damping,
    labels,
    tier_of,
    value,
)
from documents.search.vectors import MAX_BYTES, safe

TITLE = "^"
SAMPLE = "~"
SAMPLES = (8, 64)
"""Into how many parts documents fall; a query for some of them sees a uniform sample."""


@dataclass(frozen=True, slots=True)
class Vectors:
    """A literal of the tsvector, the codes of the bigrams, and the weighted number of words."""

    words: str
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
    words: Counter[str] = Counter()
    titles: dict[str, None] = {}
    length = 0.0
    for part in parts:
        if part.field == "text" and body is not None:
            found = body
        else:
            found = Counter(word for word, _, _ in analyser.words(part.text))
        length += part.weight * found.total()
        _add(words, found, part.weight)
        if part.in_title:
            titles |= dict.fromkeys((*found, *analyser.bigrams(part.text)))
    marked = [*keys, *(TITLE + lexeme for lexeme in titles), *samples(document)]
    damp = damping(length, average)
    return Vectors(
        _literal([*_leveled(words, damp), *map(safe, marked)]),
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


def _add(total: Counter[str], found: Counter[str], weight: float) -> None:
    if weight == 1:
        total.update(found)
        return
    for lexeme, number in found.items():
        total[lexeme] += weight * number  # type: ignore[assignment]


def _leveled(counted: Counter[str], damp: float) -> Iterator[str]:
    """Every word with the places of its bin, and once more with its tier if it reaches one."""
    forms: dict[float, tuple[str, str]] = {}
    weights = labels(damp)
    for word, frequency in counted.items():
        form = forms.get(frequency)
        if form is None:
            item = bin_of(frequency)
            tier = tier_of(value(item, weights))
            form = forms[frequency] = (item.places, f"{TIER}{tier}" if tier else "")
        places, tiered = form
        bare = safe(word)
        yield bare + places
        if tiered:
            yield safe(word + tiered)


def _literal(lexemes: Iterable[str]) -> str:
    """Within what a tsvector may hold; what is past it is left out, most likely of a book."""
    parts = list(lexemes)
    whole = " ".join(parts)
    if len(whole) * 3 < MAX_BYTES:
        return whole
    sized, kept = 0, []
    for lexeme in parts:
        sized += len(lexeme.encode()) + 4
        if sized > MAX_BYTES:
            break
        kept.append(lexeme)
    return " ".join(kept)
