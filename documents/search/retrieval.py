"""The best documents of a plan: from boxes by the index alone, scored in one statement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import DatabaseError, connection

from documents.search.clauses import Clause, Matching
from documents.search.naming import Naming
from documents.search.plan import Plan
from documents.search.scoring import bigram_sql, scored_sql
from documents.search.statistics import Statistics
from policyapi.postgres.prepared import preparing

CAP = 20_000
"""Documents that one round scores at most."""

FEW = 250
"""Expected matches up to which all of them are scored, without boxes."""

TARGET = 160
"""Documents that a box must hold: with three times as many as are looked at closely, of the best 20
by scoring everything 0.98 are found (pairs and triples of common words)."""

SPARE = 1.25
"""How many times what it must hold the first box of a word is expected to; less for more words,
which stand together far oftener than chance would have it, so that a box holds more."""

GROWTH = 2.0
"""How many times as much as the one before each box is expected to hold."""

ROUNDS = 4
"""Boxes that are tried before all matches are scored."""

SETTINGS = (
    "SET LOCAL enable_seqscan = off; SET LOCAL jit = off; SET LOCAL work_mem = '64MB'; "
    "SET LOCAL plan_cache_mode = force_generic_plan"
)
"""Of the transaction of a search: a scan of the table would unpack every vector, and a plan for
these very values would be the same as that for any, as no statistics of vectors are kept."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document with its score by words."""

    document: str
    score: float


@dataclass(frozen=True, slots=True)
class Seen(Hit):
    """A hit that was looked at closely: its score by bigrams, and what else it is ordered by."""

    bigrams: float
    title: str
    level: str | None
    day: date | None
    year: int | None
    genre: str
    is_repealed: bool
    is_adopted: bool
    """At a meeting that the query names."""
    is_issued: bool
    """By a body that it names."""


@dataclass(frozen=True, slots=True)
class Placed(Hit):
    """A hit in the order of words alone: score, date, id."""

    day: date | None


@dataclass(frozen=True, slots=True)
class Block:
    """The best hits, of `held` documents that were scored; `count` is null if more match."""

    hits: Sequence[Seen] = ()
    held: int = 0
    count: int | None = None


@contextmanager
def searching() -> Iterator[Any]:
    """A cursor in a transaction that plans for the index; nothing is written in it.

    The transaction and its settings are one statement, unless there is a transaction already.
    """
    is_inside = connection.in_atomic_block
    _execute(SETTINGS if is_inside else f"BEGIN; {SETTINGS}")
    try:
        with preparing() as cursor:
            yield cursor
    except BaseException:
        if not is_inside:
            with suppress(DatabaseError):
                _execute("ROLLBACK")
        raise
    if not is_inside:
        _execute("COMMIT")


def _execute(statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statements)


@dataclass(frozen=True, slots=True)
class Rings:
    """Conditions of which each holds what those before it hold; the first with `enough` counts."""

    wheres: Sequence[Clause]
    enough: int = 0
    cap: int | None = CAP


@dataclass(frozen=True, slots=True)
class Look:
    """What is looked at in the `limit` best by words and titles, of which `keep` are given back."""

    limit: int
    bigrams: Mapping[int, float]
    naming: Naming
    keep: int | None = None
    titles: Mapping[str, float] = field(default_factory=dict)
    """Lexeme of a title → what it is worth where the best are chosen."""


def best(plan: Plan, matching: Matching, look: Look, cursor: Any) -> Block:
    """The documents with the best scores by words, in order: score, date, id; mostly one statement.

    From a box that holds several times as many as are wanted, else from all that match.
    """
    boxes = [matching.boxed(box) for box in _boxes(plan, look.limit)] if plan.weights else []
    rings = Rings((*boxes, matching.where()), max(TARGET, 2 * look.limit))
    return closely(plan.weights, plan.statistics, rings, look, cursor)


def _boxes(plan: Plan, limit: int) -> Iterator[Clause]:
    """Boxes that hold more and more, the first about what is wanted; none where few match."""
    whole = plan.expected(None)
    if whole <= max(FEW, 2 * limit):
        return
    losses, at = plan.losses(), 0
    target = SPARE * max(TARGET, 2 * limit) / len(plan.weights)
    for _ in range(ROUNDS):
        at = bisect_left(losses, target, at, key=plan.expected)
        box = plan.box(losses[at]) if at < len(losses) else None
        if box is None or (held := plan.expected(losses[at])) >= whole / 2:
            return
        yield box.whole()
        at, target = at + 1, held * GROWTH


def closely(
    weights: Mapping[str, float], known: Statistics, rings: Rings, look: Look, cursor: Any
) -> Block:
    """The best by words, in the order of words and bigrams, with all that the final order needs.

    One statement.
    """
    rows = _rows(weights, known, rings, look.titles)
    pairs = bigram_sql(look.bigrams, "near.bigrams", "near.damp")
    adopted = _any_of(look.naming.meetings, "taxonomy_meeting m WHERE m.id = meeting AND m")
    issued = _any_of(look.naming.issuers, "taxonomy_body b WHERE b.id = ANY(issuers) AND b")
    statement = f"""
        SELECT document_id, score, pairs, title, seen.level, day, seen.year, seen.genre,
               validity = 'repealed', {adopted.sql}, {issued.sql}, held, ring
        FROM (
            SELECT * FROM (
                SELECT near.*, {pairs.sql} AS pairs
                FROM (SELECT * FROM ({rows.sql}) found {_ORDER} LIMIT %s) near OFFSET 0
            ) seen {_PAIRED} LIMIT %s
        ) seen JOIN documents_document d ON d.id = document_id {_PAIRED}
    """  # noqa: S608
    named, limits = adopted.parameters + issued.parameters, (look.limit, look.keep or look.limit)
    cursor.execute(statement, [*named, *pairs.parameters, *rows.parameters, *limits])
    found = cursor.fetchall()
    last = len(rings.wheres) - 1
    held, ring = found[0][-2:] if found else (0, last)
    told = bool(weights) and ring == last and held != rings.cap
    return Block([Seen(*row[:-2]) for row in found], held, held if told else None)


def scored(
    weights: Mapping[str, float],
    known: Statistics,
    where: Clause,
    limit: int,
    cursor: Any,
    *,
    offset: int = 0,
) -> list[Hit]:
    """The best by words of what a condition holds: score, date, id."""
    rows = _rows(weights, known, Rings((where,)), {})
    statement = f"SELECT document_id, score FROM ({rows.sql}) found {_ORDER} LIMIT %s OFFSET %s"  # noqa: S608
    cursor.execute(statement, [*rows.parameters, limit, offset])
    return [Hit(document, score) for document, score in cursor.fetchall()]


def following(
    weights: Mapping[str, float],
    known: Statistics,
    where: Clause,
    last: Placed | None,
    limit: int,
    cursor: Any,
) -> list[Placed]:
    """What comes after a hit in the order of words alone; from the first one where there is none.

    However many were written or withdrawn since, as the place is named by what it is ordered by.
    """
    rows = _rows(weights, known, Rings((where,)), {})
    after = Clause("true") if last is None else _after(last)
    statement = (
        f"SELECT document_id, score, adopted_on FROM ({rows.sql}) found "  # noqa: S608
        f"WHERE {after.sql} {_ORDER} LIMIT %s"
    )
    cursor.execute(statement, [*rows.parameters, *after.parameters, limit])
    return [Placed(*row) for row in cursor.fetchall()]


def _after(last: Placed) -> Clause:
    later = "adopted_on IS NULL AND document_id > %s"
    values: tuple[Any, ...] = (last.document,)
    if last.day is not None:
        later = "adopted_on IS NULL OR adopted_on < %s OR (adopted_on = %s AND document_id > %s)"
        values = (last.day, last.day, last.document)
    return Clause(f"(score < %s OR (score = %s AND ({later})))", (last.score, last.score, *values))


def at_most(matching: Matching, number: int, cursor: Any) -> int:
    """How many match, counted up to a number."""
    where = matching.where()
    inner = f"SELECT 1 FROM documents_searchentry e WHERE {where.sql} LIMIT {int(number)}"  # noqa: S608
    cursor.execute(f"SELECT count(*) FROM ({inner}) found", where.parameters)  # noqa: S608
    counted: int = cursor.fetchone()[0]
    return counted


def _rows(
    weights: Mapping[str, float], known: Statistics, rings: Rings, titles: Mapping[str, float]
) -> Clause:
    """What is to be ordered; all that matches, unscored, where no word was asked for."""
    if weights:
        cap = "ALL" if rings.cap is None else str(rings.cap)
        return scored_sql(weights, titles, known.average, rings.wheres, rings.enough, cap)
    where = rings.wheres[-1]
    return Clause(_UNSCORED.format(where.sql), where.parameters)


def _any_of(slugs: Sequence[str], table: str) -> Clause:
    """Whether something of a row has one of these slugs; planning that costs, so only if asked."""
    if not slugs:
        return Clause("false")
    return Clause(f"EXISTS (SELECT FROM {table}.slug = ANY(%s))", (list(slugs),))


_ORDER = "ORDER BY score + titled DESC, adopted_on DESC NULLS LAST, document_id"
_PAIRED = "ORDER BY score + pairs DESC, seen.adopted_on DESC NULLS LAST, document_id"
_UNSCORED = """
    SELECT e.document_id, e.adopted_on, coalesce(e.adopted_on, e.published_on) AS day, e.year,
           e.level, e.genre, e.meeting, e.issuers, e.bigrams, 1::float8 AS damp, 0 AS ring,
           0::float8 AS score, 0::float8 AS titled, 0 AS held
    FROM documents_searchentry e WHERE {}
"""
