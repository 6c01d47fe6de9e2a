"""Documents like one: those that hold its most telling words, weighed in both as BM25 weighs them.

A word tells the more of a document, the more often it stands there and the fewer documents have it.
The `TELLING` words that tell most are asked for as alternatives; what a word adds to a neighbour's
score is its idf times its saturation in either document. The document itself would score 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.models import DocumentRelation
from documents.search.clauses import Clause, Matching
from documents.search.impacts import DEFAULT_AVERAGE, damping, labels
from documents.search.questions import FUNCTION_WORDS
from documents.search.relaxation import relaxed
from documents.search.retrieval import scored
from documents.search.statistics import WORDS, Statistics

TELLING = 40
"""Words of a document that are asked for."""

COMMON = 0.2
"""Words that tell less than this share of what the first one tells are left out."""

SHARED = 8
"""Words named of those that two documents share."""

_KINDS = DocumentRelation.Kind
COPIES = [_KINDS.SAME_TEXT, _KINDS.NEAR_SAME, _KINDS.EXCERPT_OF, _KINDS.REPRINT_OF]
"""Relations to documents of which one adds nothing to the other."""


@dataclass(frozen=True, slots=True)
class Similar:
    """`score` is from 0 to 1; `shared` are words that it is made of, the heaviest first."""

    document: str
    score: float
    shared: tuple[str, ...]


def similar(document: str, filters: Mapping[str, Clause], limit: int, cursor: Any) -> list[Similar]:
    """The documents most like a public one, best first; none where it has no words in the index.

    Left out are the document itself and its copies (`COPIES`), unless curators have rejected
    these. Four statements, inside `searching()`.
    """
    words = telling(document, cursor)
    asked = relaxed(list(words), "") if words else None
    if asked is None:
        return []
    weights = {word: idf * words[word] for word, idf in asked.words.items()}
    where = Matching(asked.where, filters).where(also=[_others(document)])
    hits = scored(weights, asked.statistics, where, limit, cursor)
    shared = _shared([hit.document for hit in hits], weights, asked.statistics.average, cursor)
    own = sum(weight * words[word] for word, weight in weights.items())
    return [Similar(hit.document, min(1.0, hit.score / own), shared[hit.document]) for hit in hits]


def telling(document: str, cursor: Any) -> dict[str, float]:
    """The most telling words of a public document → their saturation there.

    Without those inside longer ones (关村 of 中关村) and without the common ones, and no more than
    `TELLING`. Words that no other document is known to have come last: they find nothing.
    """
    cursor.execute(_TELLING, [document])
    found: list[tuple[bool, float, str, float]] = []
    for word, places, length, number, documents, average in cursor.fetchall():
        if word in FUNCTION_WORDS or word.isdecimal():
            continue
        known = Statistics(documents or 0, average or DEFAULT_AVERAGE, {(WORDS, word): number or 1})
        saturation = _saturation(places, length, known.average)
        found.append((number is None, -saturation * known.idf(word), word, saturation))
    ordered = sorted(found)[: 2 * TELLING]
    outer = set(_outermost(word for _, _, word, _ in ordered))
    least = ordered[0][1] * COMMON if ordered else 0.0
    told = [(word, s) for _, weight, word, s in ordered if word in outer and weight <= least]
    return dict(told[:TELLING])


def _saturation(places: Sequence[str] | None, length: int, average: float) -> float:
    """What `ts_rank` makes of a lexeme with these labels (`impacts`)."""
    d, c, b, a = labels(damping(length, average))
    of = {"D": d, "C": c, "B": b, "A": a}
    first, *second = places or ("D",)
    return of[first] + (of[second[0]] / 4 if second else 0.0)


def _shared(
    ids: Sequence[str], weights: Mapping[str, float], average: float, cursor: Any
) -> dict[str, tuple[str, ...]]:
    """Document → the words that it shares, without those inside others of them."""
    cursor.execute(_SHARED, [list(ids), list(weights)])
    found: dict[str, list[tuple[float, str]]] = {key: [] for key in ids}
    for key, length, word, places in cursor.fetchall():
        found[key].append((-weights[word] * _saturation(places, length, average), word))
    return {key: tuple(_outermost(word for _, word in sorted(own)))[:SHARED]
            for key, own in found.items()}  # fmt: skip


def _outermost(words: Iterable[str]) -> list[str]:
    """Words that are no part of another one, in order.

    >>> _outermost(["环境", "营商环境", "企业"])
    ['营商环境', '企业']
    """
    every = list(words)
    return [word for word in every if not any(word in other and word != other for other in every)]


def _others(document: str) -> Clause:
    return Clause(_OTHERS, (document, COPIES, document, document))


_TELLING = """
    SELECT w.lexeme, w.weights, e.length, l.documents, s.documents, s.average_length
    FROM documents_searchentry e CROSS JOIN unnest(e.words) w
    LEFT JOIN documents_lexeme l ON l.vector = 'w' AND l.lexeme = w.lexeme
    LEFT JOIN documents_corpusstatistics s ON true
    WHERE e.document_id = %s AND e.is_public
    AND length(w.lexeme) > 1 AND left(w.lexeme, 1) <> ALL('{=,^,~}') AND strpos(w.lexeme, '|') = 0
"""
_SHARED = """
    SELECT e.document_id, e.length, w.lexeme, w.weights
    FROM documents_searchentry e CROSS JOIN unnest(e.words) w
    WHERE e.document_id = ANY(%s) AND w.lexeme = ANY(%s)
"""
_OTHERS = """e.document_id <> %s AND NOT EXISTS (
    SELECT FROM documents_documentrelation r WHERE r.status <> 'rejected' AND r.kind = ANY(%s)
    AND (r.from_document_id = %s AND r.to_document_id = e.document_id
         OR r.to_document_id = %s AND r.from_document_id = e.document_id))"""
