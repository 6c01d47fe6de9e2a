"""A page in order of date without sorting all that matches: first a look where its rows end.

The dates of a sixty-fourth of the matches tell how far a page's rows reach, with room to spare;
then only what lies within is sorted. Should it be too little after all, everything is.
"""

from __future__ import annotations

from datetime import date
from math import ceil, sqrt
from typing import Any

from documents.models import SearchEntry
from documents.search.clauses import RANGED, Clause, Matching, bounded, in_years
from documents.search.counting import PARTS, sample
from documents.search.keys import LAST_YEAR

SPARE = 4.0
"""Standard errors by which the window is wider than what it must hold."""

WORTH = 4_000
"""Matches from which on a look at a sample is cheaper than sorting them all."""


def window(
    matching: Matching,
    cursor: Any,
    *,
    column: str,
    descending: bool,
    after: date | None,
    number: int,
) -> list[Clause]:
    """Conditions that hold for the first so many matches in the order of a date; one statement.

    `after` is where the page begins, null for the beginning. The conditions are none where the
    sample says that nearly all that is left is needed; rows without a date come last and are never
    within.
    """
    if column not in RANGED:
        return []
    follows, precedes, order = ("<=", ">=", "DESC") if descending else (">=", "<=", "ASC")
    begun = [] if after is None else [bounded(column, follows, after)]
    expected = number / PARTS
    place = ceil(expected + SPARE * sqrt(expected) + SPARE)
    looked = matching.where(also=[sample(1), Clause(f"e.{column} IS NOT NULL"), *begun])
    table = SearchEntry._meta.db_table
    cursor.execute(
        f"SELECT e.{column} FROM {table} e WHERE {looked.sql} "  # noqa: S608
        f"ORDER BY e.{column} {order} LIMIT 1 OFFSET %s",
        [*looked.parameters, place],
    )
    found = cursor.fetchone()
    if found is None:
        return []
    last: date = found[0]
    low, high = sorted([last.year, after.year if after else LAST_YEAR * descending])
    return [*in_years(column, low, high), *begun, bounded(column, precedes, last)]
