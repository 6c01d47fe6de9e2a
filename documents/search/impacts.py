"""BM25F inside PostgreSQL: term frequencies as labels of a tsvector, saturation as its weights.

A lexeme's weighted frequency tf' (Robertson, Zaragoza and Taylor 2004: the fields' frequencies
times their weights, summed) is binned into the labels of no, one or two positions. `ts_rank` adds
for each lexeme of an OR query the weight of its label (and a quarter of the second one's), divided
by a constant and the number of lexemes. With the weights s(1), s(2), s(3.4), s(6), where
s(tf) = tf / (tf + K) and K = k1 (1 - b + b length / average), that sum is BM25's, in C, and
k1, b and the average length may change without a document being indexed anew.
"""

from __future__ import annotations

from dataclasses import dataclass

K1 = 0.9
B = 0.8
"""As tuned on half of STARD's questions; the other half agrees (`evaluate_search --split`)."""

DEFAULT_AVERAGE = 600.0
"""Weighted words of a document, until the first statistics say better."""

RANK_CONSTANT = 1.64493406685
"""π²/6, by which `ts_rank` divides every lexeme's part."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Frequencies from `lower` on are written as `places`; `first` and `second` name the weights.

    No places count as the label D, which most lexemes have: they take no space.
    """

    lower: float
    places: str
    first: int
    second: int | None = None


D, C, B_, A = range(4)
CENTRES = (1.0, 2.0, 3.4, 6.0)
"""The frequency that stands for each label, D to A."""

BINS = (
    Bin(34.0, ":1A,2A", A, A),
    Bin(21.0, ":1A,2B", A, B_),
    Bin(13.0, ":1A,2C", A, C),
    Bin(8.0, ":1A,2", A, D),
    Bin(5.0, ":1A", A),
    Bin(2.5, ":1B", B_),
    Bin(1.5, ":1C", C),
    Bin(0.0, "", D),
)

TIERS = (0.66, 0.74, 0.82, 0.88, 0.93, 0.97, 1.0, 1.03, 1.06, 1.08, 1.1, 1.12, 1.14, 1.16)
"""Saturations from which a word is written once more, as `word|1` … `word|14`: as the highest only.

Close together at the top, where the best of a common word are.

Retrieval asks for the best documents of a common word by them, without touching the others.
"""

TIER = "|"
"""Between a word and its tier; no word holds it."""


def damping(length: float, average: float) -> float:
    """BM25's K for a document of this length."""
    return K1 * (1 - B + B * length / average)


def labels(damp: float) -> tuple[float, float, float, float]:
    """The weights of D, C, B, A for a document with this K."""
    d, c, b, a = (centre / (centre + damp) for centre in CENTRES)
    return d, c, b, a


def value(item: Bin, weights: tuple[float, float, float, float]) -> float:
    """What `ts_rank` makes of a bin, its constant aside."""
    second = 0.0 if item.second is None else weights[item.second] / 4
    return weights[item.first] + second


def bin_of(frequency: float) -> Bin:
    """The bin of a weighted frequency.

    >>> bin_of(3).places, bin_of(1).places
    (':1B', '')
    """
    return next(item for item in BINS if frequency >= item.lower)


def tier_of(saturation: float) -> int:
    """The highest tier that a saturation reaches, 0 for none."""
    return sum(saturation >= threshold for threshold in TIERS)


HIGHEST = 1.2
"""What no bin's value passes, of a document that is not far shorter than the average."""
