"""How many documents match: exactly up to a bound, past it from a uniform sample.

Every document carries the lexemes of the eighth and of the sixty-fourth part that it falls into
(`entries.samples`). A look at one sixty-fourth costs next to nothing and says whether it is worth
counting; where it is not, as many parts are counted as make the estimate good.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from documents.models import SearchEntry
from documents.search.clauses import Clause, Matching, matches
from documents.search.entries import SAMPLE, SAMPLES
from documents.search.vectors import quoted
from policyapi.rest.paging import Count

BOUND = 10_000
"""Matches that are always counted one by one."""

SAMPLED = 1_600
"""Matches that an estimated number rests on, about: a standard error of 2.5 % at most."""

SAMPLED_VALUES = 5_000
"""Matches that the values of facets are estimated from: 4.5 % for a value that a tenth has."""

CERTAIN = 1.6
"""How many times the bound a sixty-fourth must promise before counting is not even tried.

At the bound it holds 156 ± 12 documents; 250 are more than seven standard errors away.
"""

SURELY = 3.0
"""How many times the bound statistics must promise before a look at a part is not even taken."""

EIGHTHS, PARTS = SAMPLES


def count(matching: Matching, cursor: Any, bound: int = BOUND) -> Count:
    """The number of documents; one statement, two for some estimates.

    None where what matches is listed; where it is known that few can match, they are counted at
    once.
    """
    if matching.asked and matching.asked.ids is not None and not matching.filters:
        return Count(len(matching.asked.ids))
    where, some = matching.where(), matching.where(also=[sample(1)])
    if where.most is not None and where.most <= bound:
        cursor.execute(_counted(where), where.parameters)
        return Count(cursor.fetchone()[0])
    most = _most(bound)
    if matching.expected and matching.expected > SURELY * bound:
        parts = parts_of(int(matching.expected / PARTS), bound, SAMPLED)
        found = _sampled(matching, parts, cursor)
        if found > parts * most:
            return scaled(found, parts)
    cursor.execute(
        f"SELECT n, CASE WHEN n <= {most} THEN ({_counted(where)}) END "  # noqa: S608
        f"FROM ({_counted(some)}) AS looked (n)",
        [*where.parameters, *some.parameters],
    )
    looked, exact = cursor.fetchone()
    if exact is not None:
        return Count(exact)
    if (parts := parts_of(looked, bound, SAMPLED)) == 1:
        return scaled(looked, 1)
    return scaled(_sampled(matching, parts, cursor), parts)


def _sampled(matching: Matching, parts: int, cursor: Any) -> int:
    """The documents in so many of 64 parts."""
    where = matching.where(also=[sample(parts)])
    cursor.execute(_counted(where), where.parameters)
    found: int = cursor.fetchone()[0]
    return found


def parts_to_count(wheres: Sequence[Matching], cursor: Any, bound: int = BOUND) -> list[int]:
    """For each of several conditions how many of the 64 parts to look at; a statement at most."""
    looks = [matching.where(also=[sample(1)]) for matching in wheres]
    if all(look.most is not None and look.most <= bound for look in looks):
        return [PARTS] * len(looks)
    columns = ", ".join(f"({_counted(look)})" for look in looks)
    cursor.execute(f"SELECT {columns}", [value for look in looks for value in look.parameters])
    return [parts_of(looked, bound, SAMPLED_VALUES) for looked in cursor.fetchone()]


def parts_of(looked: int, bound: int, wanted: int) -> int:
    """How many parts make a good estimate, when one holds so many matches; 64 is to count all.

    >>> [parts_of(looked, 10_000, 5_000) for looked in (0, 250, 251, 2_000)]
    [64, 64, 20, 3]
    """
    if looked <= _most(bound):
        return PARTS
    return min(PARTS, ceil(min(wanted, bound) / looked))


def scaled(number: int, parts: int) -> Count:
    """What a number counted in so many parts says of the whole."""
    return Count(round(number * PARTS / parts), is_estimate=parts < PARTS)


def sample(parts: int) -> Clause:
    """The documents that fall into the first so many of 64 parts; always the same ones.

    >>> sample(10).parameters
    ("'~8:1' | '~64:0' | '~64:8'",)
    """
    if parts >= PARTS:
        return Clause("true")
    whole, rest = divmod(parts, PARTS // EIGHTHS)
    eighths = [f"{SAMPLE}{EIGHTHS}:{number}" for number in range(1, whole + 1)]
    single = [f"{SAMPLE}{PARTS}:{number * EIGHTHS}" for number in range(rest)]
    return matches("words", " | ".join(map(quoted, eighths + single)))


def _counted(where: Clause) -> str:
    return f"SELECT count(*) FROM {SearchEntry._meta.db_table} e WHERE {where.sql}"  # noqa: S608


def _most(bound: int) -> int:
    """Documents of a sixty-fourth up to which all are counted one by one."""
    return int(CERTAIN * bound / PARTS)
