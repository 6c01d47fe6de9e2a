"""The order of the best hits: what counts beside the words, each with its weight, once.

Weights are shares of the best score that the query's words could have, so that they mean the same
for short and for long queries. Only the `BLOCK` best by words are looked at so closely.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.search.bigrams import CENTRES, Codes, as_sent, levels_of
from documents.search.folding import kept
from documents.search.impacts import damping
from documents.search.retrieval import Hit

BLOCK = 50
"""Hits that are ordered by more than their words; the order of those after them stays as it is."""
QUESTION_BLOCK = 100
"""The same of a question, which any of its words answers."""

TITLE_IS = 0.5
"""The title is what was typed."""
TITLE_HAS = 0.25
"""The title holds what was typed."""
ADJACENT = 0.5
"""Words that were typed next to each other stand so, too: times the idf of the bigrams between."""
RECENT = 0.06
"""A document of today; half of it after `HALF_LIFE` years."""
HALF_LIFE = 8.0
AUTHORITY = {"national": 0.06, "province": 0.03, "prefecture": 0.01}
"""By the issuer's level."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit with its score and what the score is made of."""

    document: str
    score: float
    parts: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Features:
    """What is read of a hit beside its words' score."""

    title: str
    level: str | None
    day: date | None
    length: int
    codes: Codes
    """The row's bigrams, sorted."""


def features(ids: Sequence[str], cursor: Any, *, bigrams: bool = True) -> dict[str, Features]:
    """One statement; `bigrams` are most of what it reads, and empty where they are not wanted."""
    cursor.execute(_FEATURES, [bigrams, list(ids)])
    return {
        key: Features(title, level, day, length, as_sent(sent))
        for key, title, level, day, length, sent in cursor.fetchall()
    }


def bigram_scores(
    found: Mapping[str, Features], weights: Mapping[int, float], average: float
) -> dict[str, float]:
    """Document → Σ weight · saturation of the bigrams that it holds."""
    wanted = list(weights)
    scores: dict[str, float] = {}
    for key, item in found.items():
        damp = damping(item.length, average)
        scores[key] = sum(
            weights[pair] * CENTRES[level] / (CENTRES[level] + damp)
            for pair, level in zip(wanted, levels_of(item.codes, wanted), strict=True)
            if level is not None
        )
    return scores


def ranked(
    hits: Iterable[Hit],
    found: Mapping[str, Features],
    bigrams: Mapping[str, float],
    typed: str,
    best: float,
    today: date,
) -> list[Ranked]:
    """Hits in their final order; `typed` is folded and without punctuation."""
    whole = []
    for hit in hits:
        parts = {"words": hit.score, "bigrams": bigrams.get(hit.document, 0.0)}
        parts |= {
            name: share * best for name, share in shares(found[hit.document], typed, today).items()
        }
        whole.append(Ranked(hit.document, sum(parts.values()), parts))
    order = {hit.document: at for at, hit in enumerate(hits)}
    return sorted(whole, key=lambda item: (-item.score, order[item.document]))


def shares(item: Features, typed: str, today: date) -> dict[str, float]:
    """Title, recency and authority, as shares of the best score."""
    title = kept(item.title)
    named = TITLE_IS if title == typed else TITLE_HAS if typed and typed in title else 0.0
    years = (today - item.day).days / 365.25 if item.day else None
    recent = 0.0 if years is None else RECENT * 0.5 ** (max(0.0, years) / HALF_LIFE)
    return {"title": named, "recency": recent, "authority": AUTHORITY.get(item.level or "", 0.0)}


_FEATURES = """
    SELECT e.document_id, d.title, e.level, coalesce(e.adopted_on, e.published_on), e.length,
           array_send(CASE WHEN %s THEN e.bigrams ELSE '{}' END)
    FROM documents_searchentry e JOIN documents_document d ON d.id = e.document_id
    WHERE e.document_id = ANY(%s)
"""
