"""The order of paragraphs: BM25 of their words, and what stands close together; one statement.

`ts_rank` sums 1/k² over a word's places, so that a second place counts a quarter of the first: the
saturation that BM25 has with a small k1. The length enters as BM25's factor for a word that stands
once. Weights are shares of what all words together are worth.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from documents.search.clauses import Clause
from documents.search.folding import kept
from documents.search.scoring import score_sql
from documents.search.vectors import quoted

DEPTH = 1_000
"""Paragraphs that are ordered, and that pages can reach."""
CLOSELY = 200
"""Of these the best by words, which are ordered by more than their words."""

K1, B = 1.2, 0.5
"""Of the length's factor; paragraphs are alike in length, so it matters less than usual."""
USUAL, LEAST = 200, 120
"""Characters of a usual paragraph; shorter than the least, a paragraph gains no more by it."""

COMPLETE = 0.3
"""All words stand in the paragraph."""
CLOSE = 0.6
"""They stand side by side; half of it some `APART` characters from each other."""
APART = 0.1
"""What `ts_rank_cd` gives for words about ten characters apart."""
VERBATIM = 0.6
"""Words that were typed in one piece stand so in the text: times what they weigh."""
NAMED = 0.4
"""A word that the paragraph lacks stands in the document's title: times the word's weight."""
OF_DOCUMENT = 0.2
"""The document answers the query as well as the best one does."""
TELLING = 0.3
"""Share of what all words weigh that a paragraph has, with its title's, if it is to be shown; where
one word of ten stands, and that the commonest, nothing is said about the matter."""
MOST_WORDS = 30
"""The rarest words of a query, by which it is told which of them a paragraph has."""


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A paragraph that was found: `text[start:end]` of its document."""

    id: int
    document: str
    section: int | None
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Measured:
    """A hit by its words: which of them it has, bit by bit, whether it has all that is asked for,
    and how close that stands together (`ts_rank_cd`)."""

    hit: PassageHit
    has: int
    is_complete: bool
    closeness: float


def measured(
    source: Clause,
    weights: Mapping[str, float],
    complete: str | None,
    cursor: Any,
    limit: int = DEPTH,
) -> list[Measured]:
    """The best of what `source` selects from `documents_passage p`, by words.

    `complete` is the tsquery of all that is asked for; without it, it is all the words.
    """
    score = score_sql(weights, "q.words", "'{1,1,1,1}'::real[]")
    words = rarest(weights)
    bits = [f"CASE WHEN q.words @@ %s::tsquery THEN {1 << n} ELSE 0 END" for n in range(len(words))]
    every = complete or " & ".join(map(quoted, words))
    statement = f"""
        SELECT id, document_id, section, "start", "end", score, {" + ".join(bits) or "0"},
               q.words @@ %s::tsquery,
               CASE WHEN row_number() OVER (ORDER BY score DESC, "start", document_id) <= {CLOSELY}
               THEN ts_rank_cd('{{1,1,1,1}}', q.words, %s::tsquery) ELSE 0 END
        FROM (
            SELECT q.*, {score.sql} * {_LENGTH} AS score
            FROM ({source.sql} OFFSET 0) q
            ORDER BY score DESC, "start", document_id LIMIT {limit}
        ) q ORDER BY score DESC, "start", document_id
    """  # noqa: S608
    parameters = [*map(quoted, words), every, every, *score.parameters, *source.parameters]
    cursor.execute(statement, parameters)
    return [Measured(PassageHit(*row[:6]), *row[6:]) for row in cursor.fetchall()]


def rarest(weights: Mapping[str, float]) -> list[str]:
    """The words that are told from each other, in a fixed order."""
    return sorted(weights, key=lambda word: (-weights[word], word))[:MOST_WORDS]


def ordered(
    found: Sequence[Measured],
    weights: Mapping[str, float],
    titles: Mapping[str, str],
    shares: Mapping[str, float],
    least: float = TELLING,
) -> list[PassageHit]:
    """The hits in their final order, without those that have less than the least share of words.

    `titles` by document, of those that are looked at closely; `shares` are the documents' own
    scores, of the best one's, where they were searched for.
    """
    words = rarest(weights)
    worth = [weights[word] for word in words]
    best = sum(worth)
    folded = {key: kept(title) for key, title in titles.items()}
    final: list[PassageHit] = []
    for item in found:
        score = item.hit.score + OF_DOCUMENT * (best or 1.0) * shares.get(item.hit.document, 0.0)
        if item.is_complete:
            score += best * COMPLETE
            score += best * CLOSE * item.closeness / (item.closeness + APART)
        else:
            title = folded.get(item.hit.document, "")
            lacking = [n for n in range(len(words)) if not item.has >> n & 1]
            named = sum(worth[n] for n in lacking if words[n] in title)
            if best - sum(worth[n] for n in lacking) + named < least * best:
                continue
            score += NAMED * named
        final.append(replace(item.hit, score=score))
    final.sort(key=lambda hit: (-hit.score, hit.start, hit.document))
    return final


def with_phrases(
    hits: Sequence[PassageHit], texts: Mapping[int, str], phrases: Mapping[str, float]
) -> list[PassageHit]:
    """The hits ordered anew by what stands in their texts, which are folded, word for word."""
    anew = []
    for hit in hits:
        text = texts.get(hit.id, "")
        more = sum(weight for phrase, weight in phrases.items() if phrase in text)
        anew.append(replace(hit, score=hit.score + VERBATIM * more) if more else hit)
    return sorted(anew, key=lambda hit: (-hit.score, hit.start, hit.document))


def spread(hits: Iterable[PassageHit], each: int) -> list[PassageHit]:
    """The hits with so many at most of one document."""
    taken: dict[str, int] = {}
    kept_hits: list[PassageHit] = []
    for hit in hits:
        number = taken.get(hit.document, 0)
        if number < each:
            taken[hit.document] = number + 1
            kept_hits.append(hit)
    return kept_hits


_LENGTH = (
    f"{1 + K1} / (1 + {K1} * ({1 - B} + {B} * "
    f'greatest(q."end" - q."start", {LEAST}) / {float(USUAL)}))'
)
