"""Feedback for a question's further places: words that its best documents share (RM3).

Whoever reads past the first page wants what the question's own words did not find. The words that
tell the best documents from the corpus are weighed by how good those documents are (Lavrenko and
Croft 2001, with the shares sharpened), and the question's matches are scored by both. On STARD
this finds 66 % instead of 63 % of the relevant statutes among the first 100.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from documents.search.clauses import one_of
from documents.search.impacts import CENTRES, K1, B
from documents.search.ranking import Ranked
from documents.search.retrieval import scored
from documents.search.statistics import Statistics

FIRST = 20
"""Places that stay as they are: the first page, and the documents that words are taken from."""

POOL = 2_000
"""Documents that are ordered anew, the best by the question's words."""

WORDS = 60
"""Words that are taken from the best documents."""

COMMON = 0.1
"""The share of all documents from which a word tells nothing."""

SHARP = 4
"""The exponent on scores, so that the very best documents count most."""

WEIGHT = 1.0
"""The part of these words in the score of the best document, the question's own part being 1."""


def widened(
    words: Mapping[str, float], best: Sequence[Ranked], known: Statistics, cursor: Any
) -> dict[str, float]:
    """Weights of a question's words and of those that its best documents share; two statements."""
    added = _shared(best, known, cursor)
    top = max((sum(_own(item)) for item in best), default=0.0)
    if not added or not top:
        return dict(words)
    hits = scored(added, known, one_of(item.document for item in best), 1, cursor)
    scale = WEIGHT * top / hits[0].score if hits and hits[0].score else 0.0
    every = dict.fromkeys((*words, *added))
    return {word: words.get(word, 0.0) + scale * added.get(word, 0.0) for word in every}


def _shared(best: Sequence[Ranked], known: Statistics, cursor: Any) -> dict[str, float]:
    """Word → Σ share of the document · saturation, times idf; the highest of them."""
    powers = [sum(_own(item)) ** SHARP for item in best]
    total = sum(powers)
    if not total:
        return {}
    shares = [power / total for power in powers]
    base, slope = K1 * (1 - B), K1 * B / max(1.0, known.average)
    number, ids = known.documents, [item.document for item in best]
    cursor.execute(
        _SHARED,
        [number, *CENTRES[::-1], base, slope, ids, shares, COMMON * number, WORDS],
    )
    return dict(cursor.fetchall())


def _own(item: Ranked) -> tuple[float, float]:
    """What the question's words and bigrams scored, without title, recency and the like."""
    return item.parts.get("words", 0.0), item.parts.get("bigrams", 0.0)


_SHARED = """
    SELECT lexeme, (gained * ln(1 + (%s - l.documents + 0.5) / (l.documents + 0.5)))::float8 AS gain
    FROM (
        SELECT lexeme, sum(share * frequency / (frequency + damp)) AS gained FROM (
            SELECT lexeme, share, damp, CASE weights[1] WHEN 'A' THEN %s WHEN 'B' THEN %s
                   WHEN 'C' THEN %s ELSE %s END AS frequency
            FROM (
                SELECT e.words, share, %s + %s * e.length AS damp
                FROM unnest(%s::varchar[], %s::float8[]) AS best (document, share)
                JOIN documents_searchentry e ON e.document_id = document OFFSET 0
            ) rows CROSS JOIN LATERAL unnest(words) AS of_row (lexeme, positions, weights)
            WHERE length(lexeme) > 1 AND lexeme !~ '^[=~^]|[|]'
        ) counted GROUP BY lexeme ORDER BY gained DESC LIMIT 1000
    ) found JOIN documents_lexeme l USING (lexeme)
    WHERE l.vector = 'w' AND l.documents <= %s
    ORDER BY gain DESC, lexeme LIMIT %s
"""
