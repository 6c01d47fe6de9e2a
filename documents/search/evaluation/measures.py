"""Measures of a ranking against judgements, as TREC defines them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil, log2
from statistics import fmean, median

Grades = Mapping[str, float]
"""Document → grade of one query; 0 and less is not relevant."""


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """Discounted gain of the first documents, as a share of the best that was possible.

    The gain is the grade itself, the discount log2(1 + rank) (Järvelin and Kekäläinen 2002, as
    trec_eval computes it). With grades of 0 and 1 the form 2^grade - 1 gives the same.

    >>> ndcg(["b", "a"], {"a": 1})
    0.6309297535714575
    """
    gained = [max(0.0, grades.get(document, 0.0)) for document in ranking[:depth]]
    best = sorted((grade for grade in grades.values() if grade > 0), reverse=True)[:depth]
    return _discounted(gained) / _discounted(best) if best else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Grades, depth: int = 10) -> float:
    """1 / rank of the first relevant document, 0 where none is among the first."""
    places = (1 / at for at, key in enumerate(ranking[:depth], 1) if grades.get(key, 0) > 0)
    return next(places, 0.0)


def recall(ranking: Sequence[str], grades: Grades, depth: int) -> float:
    """The share of the relevant documents that is among the first."""
    relevant = {key for key, grade in grades.items() if grade > 0}
    return len(relevant.intersection(ranking[:depth])) / len(relevant) if relevant else 0.0


def quality(
    rankings: Mapping[str, Sequence[str]], judged: Mapping[str, Grades]
) -> dict[str, float]:
    """The means over all judged queries; one that found nothing counts as 0."""
    pairs = [(rankings.get(query, ()), grades) for query, grades in judged.items()]
    means = {
        "ndcg@10": fmean(ndcg(ranking, grades) for ranking, grades in pairs),
        "mrr@10": fmean(reciprocal_rank(ranking, grades) for ranking, grades in pairs),
        "recall@10": fmean(recall(ranking, grades, 10) for ranking, grades in pairs),
        "recall@100": fmean(recall(ranking, grades, 100) for ranking, grades in pairs),
    }
    return {name: round(value, 4) for name, value in means.items()}


def spread(seconds: Sequence[float]) -> dict[str, float]:
    """Median, 95th percentile (nearest rank) and maximum, in milliseconds."""
    ordered = sorted(1000 * value for value in seconds)
    high = ordered[ceil(0.95 * len(ordered)) - 1]
    return {
        "median": round(median(ordered), 2),
        "p95": round(high, 2),
        "max": round(ordered[-1], 2),
    }


def _discounted(gains: Sequence[float]) -> float:
    return sum(gain / log2(1 + rank) for rank, gain in enumerate(gains, start=1))
