"""The best documents of a plan: from boxes by the index alone, scored in one statement a round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection, transaction

from documents.search.clauses import Clause, Matching
from documents.search.plan import Plan
from documents.search.scoring import damping_sql, labels_sql, score_sql
from documents.search.statistics import Statistics

CAP = 20_000
"""Documents that one round scores at most."""

FEW = 1_000
"""Expected matches up to which all of them are scored, without boxes."""

TARGET = 250
"""Documents that a box should hold: with five times as many as are looked at closely, of the top 20
by scoring everything 0.999 were found, 0.90 at worst (pairs and triples of common words)."""

ROUNDS = 4
"""Boxes that are tried before all matches are scored."""

SETTINGS = {"enable_seqscan": "off", "jit": "off", "work_mem": "64MB"}
"""Of the transaction of a search: a scan of the table would unpack every vector."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document with its score by words, and what it is ordered by after that."""

    document: str
    score: float
    adopted_on: date | None


@contextmanager
def searching() -> Iterator[Any]:
    """A cursor in a transaction that plans for the index."""
    with transaction.atomic(), connection.cursor() as cursor:
        names = ", ".join("set_config(%s, %s, true)" for _ in SETTINGS)
        cursor.execute(f"SELECT {names}", [part for item in SETTINGS.items() for part in item])
        yield cursor


def best(plan: Plan, matching: Matching, limit: int, cursor: Any) -> tuple[list[Hit], int | None]:
    """The documents with the best scores by words, in order: score, date, id.

    And how many match, where all of them had to be looked at.
    """
    if not plan.weights:
        return _latest(matching.where(), limit, 0, cursor), None
    if plan.expected(None) <= max(FEW, 2 * limit):
        return _of_all(plan, matching, limit, cursor)
    target, before = float(max(TARGET, 4 * limit)), -1.0
    for _ in range(ROUNDS):
        loss = next((x for x in plan.losses() if x > before and plan.expected(x) >= target), None)
        box = None if loss is None else plan.box(loss)
        if loss is None or box is None or plan.expected(loss) >= plan.expected(None) / 2:
            break
        where = matching.boxed(box.whole())
        hits, held = scored(plan.weights, plan.statistics, where, limit, cursor)
        if len(hits) >= limit:
            return hits, None
        target *= 4 if held > limit / 4 else 16
        before = loss
    return _of_all(plan, matching, limit, cursor)


def _of_all(
    plan: Plan, matching: Matching, limit: int, cursor: Any
) -> tuple[list[Hit], int | None]:
    hits, held = scored(plan.weights, plan.statistics, matching.where(), limit, cursor)
    return hits, held if held < CAP else None


def at_most(matching: Matching, number: int, cursor: Any) -> int:
    """How many match, counted up to a number."""
    where = matching.where()
    inner = f"SELECT 1 FROM documents_searchentry e WHERE {where.sql} LIMIT {int(number)}"  # noqa: S608
    cursor.execute(f"SELECT count(*) FROM ({inner}) found", where.parameters)  # noqa: S608
    counted: int = cursor.fetchone()[0]
    return counted


def scored(
    weights: Mapping[str, float],
    known: Statistics,
    where: Clause,
    limit: int,
    cursor: Any,
    *,
    offset: int = 0,
    cap: int | None = CAP,
) -> tuple[list[Hit], int]:
    """The best of what a condition holds, and how much it holds, `cap` at most.

    A vector is fetched and unpacked once, by being put into an array and taken out again; that is
    nearly all of the cost.
    """
    if not weights:
        return _latest(where, limit, offset, cursor), 0
    damp = damping_sql(known.average)
    score = score_sql(weights, "words", "labels")
    statement = f"""
        SELECT document_id, score, adopted_on, held FROM (
            SELECT document_id, adopted_on, {score.sql} AS score, count(*) OVER () AS held FROM (
                SELECT document_id, adopted_on, words, {labels_sql("damp")} AS labels FROM (
                    SELECT e.document_id, e.adopted_on, (ARRAY[e.words])[1] AS words,
                           {damp.sql} AS damp
                    FROM documents_searchentry e WHERE {where.sql} LIMIT {cap or "ALL"}
                ) near OFFSET 0
            ) labelled OFFSET 0
        ) scored
        ORDER BY score DESC, adopted_on DESC NULLS LAST, document_id LIMIT %s OFFSET %s
    """  # noqa: S608
    parameters = [*score.parameters, *damp.parameters, *where.parameters, limit, offset]
    cursor.execute(statement, parameters)
    rows = cursor.fetchall()
    held = rows[0][3] if rows else 0
    return [Hit(row[0], row[1], row[2]) for row in rows], held


def _latest(where: Clause, limit: int, offset: int, cursor: Any) -> list[Hit]:
    """What matches, the latest first, where no word was asked for that could score."""
    statement = f"""
        SELECT e.document_id, e.adopted_on FROM documents_searchentry e WHERE {where.sql}
        ORDER BY e.adopted_on DESC NULLS LAST, e.document_id LIMIT %s OFFSET %s
    """  # noqa: S608
    cursor.execute(statement, [*where.parameters, limit, offset])
    return [Hit(document, 0.0, day) for document, day in cursor.fetchall()]
