"""Conditions on rows of the index as SQL, with their parameters; `e` is `documents_searchentry`."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q
from psycopg import sql

from documents.models import Document
from documents.search.keys import key_query, year_query

RANGED = {"adopted_on": "year", "published_on": "published_year"}
"""Columns of the index that ranges are asked of, and the key of a year that none of them leaves.

A document's `year` is that of its adoption, so what was adopted from 2018 on has a year from 2018.
"""

SPAN = 15
"""Years of a range up to which the keys of the years go with it."""

_OPERATORS = {"gte": ">=", "lte": "<="}


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition; where it stands in a statement, `parameters` go with it in order."""

    sql: str
    parameters: tuple[Any, ...] = ()
    most: int | None = None
    """Documents that hold to it at most, where that is known."""
    ids: frozenset[str] | None = None
    """The public documents that hold to it, where it is a list of them and nothing else."""


PUBLIC = Clause("e.is_public")
NEVER = Clause("false", most=0, ids=frozenset())


def matches(vector: str, tsquery: str) -> Clause:
    """The vector (`words` or `bigrams`) matches; answered by the index alone."""
    return Clause(f"e.{vector} @@ %s::tsquery", (tsquery,))


def among(ids: Collection[str]) -> Clause:
    """These documents. They stand in the statement itself, not among its parameters.

    So the server makes a hash table of them, and knows how many they are when it plans.
    """
    if not ids:
        return NEVER
    literal = sql.Literal(sorted(ids)).as_string().replace("%", "%%")
    return Clause(f"e.document_id = ANY({literal})", most=len(ids), ids=frozenset(ids))


def one_of(ids: Iterable[str]) -> Clause:
    """One of a few documents, which go as a parameter, so that the statement stays the same."""
    return Clause("e.document_id = ANY(%s)", (list(ids),))


def none_of(ids: Iterable[str]) -> Clause:
    """Any document but these."""
    return Clause("NOT e.document_id = ANY(%s)", (list(ids),))


def every(clauses: Iterable[Clause]) -> Clause:
    """All of them; several lists become one."""
    parts = list(clauses)
    lists = [part.ids for part in parts if part.ids is not None]
    if len(lists) > 1:
        common = among(frozenset.intersection(*lists))
        parts = [common, *(part for part in parts if part.ids is None)]
    if len(parts) == 1:
        return parts[0]
    most = min((part.most for part in parts if part.most is not None), default=None)
    return replace(_joined(" AND ", parts, "true"), most=most)


def some(clauses: Iterable[Clause]) -> Clause:
    return _joined(" OR ", list(clauses), "false")


def _joined(operator: str, parts: Sequence[Clause], empty: str) -> Clause:
    if len(parts) < 2:
        return parts[0] if parts else Clause(empty)
    joined = operator.join(part.sql for part in parts)
    return Clause(f"({joined})", tuple(value for part in parts for value in part.parameters))


def filter_clause(name: str, values: Sequence[Any], condition: Callable[[], Q]) -> Clause:
    """A filter of the list: by its keys, by a column of the index, else by the documents."""
    keys = key_query(name, values)
    if keys is not None:
        return matches("words", keys)
    column, _, lookup = name.rpartition("__")
    if column in RANGED and lookup in _OPERATORS:
        return bounded(column, _OPERATORS[lookup], values[0])
    inside = Document.objects.filter(condition()).order_by().values("pk").query
    statement, parameters = inside.sql_with_params()
    return Clause(f"e.document_id IN ({statement})", tuple(parameters))


def bounded(column: str, operator: str, day: date) -> Clause:
    """A bound of a date, said so that no index of the column is taken.

    By it the planner would unpack the vector of every row in the range, which it takes for cheap.
    """
    return Clause(f"(e.{column} + 0) {operator} %s", (day,))


def in_years(column: str, low: int, high: int) -> list[Clause]:
    """The years that a range of the column lies in, for the index; none where that is all."""
    asked = year_query(RANGED[column], low, high)
    return [] if asked is None else [matches("words", asked)]


def _years(filters: Mapping[str, Clause]) -> Iterator[Clause]:
    """The years of ranges that are short, and so answered by the index."""
    for column in RANGED:
        low, high = (filters.get(f"{column}__{lookup}") for lookup in _OPERATORS)
        if low is not None and high is not None:
            first, last = low.parameters[0].year, high.parameters[0].year
            if 0 <= last - first < SPAN:
                yield from in_years(column, first, last)


@dataclass(frozen=True, slots=True)
class Matching:
    """Which public documents a request is about: `asked` by `q`, narrowed by filters by name."""

    asked: Clause | None
    filters: Mapping[str, Clause]
    expected: float | None = None
    """About how many they are, where statistics tell."""

    def where(self, *, without: str | None = None, also: Iterable[Clause] = ()) -> Clause:
        """All of it; a facet leaves the filter of its own name out."""
        narrowed = [clause for name, clause in self.filters.items() if name != without]
        asked = [self.asked] if self.asked else []
        return every([*asked, *narrowed, *_years(self.filters), PUBLIC, *also])

    def boxed(self, box: Clause) -> Clause:
        """The part of it that lies in a box, which takes the place of what is asked."""
        return replace(self, asked=box).where()
