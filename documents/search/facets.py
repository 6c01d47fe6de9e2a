"""Facets as declared data: what is counted, and how a value is named.

Counted from the narrow rows of the index in one statement, exactly or from a sample as `counting`
decides; a facet whose own filter is given is counted over what matches without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.models import Genre, SearchEntry
from documents.search.clauses import Clause, Matching
from documents.search.counting import BOUND, PARTS, parts_to_count, sample, scaled
from policyapi.rest.paging import Count
from taxonomy.models import Body, Meeting, Region, Term

LIMIT = 100
"""Values a facet, most frequent first."""


@dataclass(frozen=True, slots=True)
class Named:
    """Where the values of a column are named: model, key, public key and label."""

    model: type[Body | Meeting | Region | Term]
    key: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Facet:
    """`column` is one of the index; `labels` name the values of closed lists."""

    column: str
    help: str
    named: Named | None = None
    labels: Mapping[str, str] | None = None
    many: bool = False


_TERM = Named(Term, "id", "slug", "label")

FACETS: dict[str, Facet] = {
    "issuer": Facet(
        "issuers", "Issuing bodies", Named(Body, "id", "slug", "short_name"), many=True
    ),
    "kind": Facet("kind", "Statutory kinds (文种)"),
    "genre": Facet("genre", "Genres", labels=dict(Genre.choices)),
    "year": Facet("year", "Years of adoption, else of publication"),
    "level": Facet("level", "Levels", labels=dict(Region.Level.choices)),
    "region": Facet("region", "Regions", Named(Region, "code", "code", "name")),
    "meeting": Facet("meeting", "Meetings", Named(Meeting, "id", "slug", "name")),
    "term": Facet("terms", "Terms named", _TERM, many=True),
    "subject": Facet("subject", "Subjects", _TERM),
}

Values = list[dict[str, Any]]
"""`{"value", "label", "count"}`, most frequent first."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """Matching rows that several facets are counted from, or as many parts of 64 of them."""

    alias: str
    matching: Matching
    facets: Sequence[str]
    parts: int = PARTS

    def cte(self) -> Clause:
        columns = ", ".join(["e.is_public", *(f"e.{FACETS[name].column}" for name in self.facets)])
        also = [] if self.parts == PARTS else [sample(self.parts)]
        where = self.matching.where(also=also)
        table = SearchEntry._meta.db_table
        sql = f"{self.alias} AS MATERIALIZED (SELECT {columns} FROM {table} e WHERE {where.sql})"  # noqa: S608
        return Clause(sql, where.parameters)


def facets(
    names: Iterable[str], matching: Matching, cursor: Any, bound: int = BOUND
) -> tuple[Count, dict[str, Values]]:
    """The number of documents, and of each facet's values; two statements.

    A facet leaves the filter of its own name out, so that one sees what else could be chosen; it
    may so be an estimate where the number itself is exact, and the number then says so, too.
    """
    names = list(dict.fromkeys(names))
    rows = _with_parts(_rows(names, matching), cursor, bound)
    ctes = [item.cte() for item in rows]
    counts = [f"(SELECT NULL, NULL, NULL, count(*) FROM {rows[0].alias})"]  # noqa: S608
    counts += [_counted(name, item.alias) for item in rows for name in item.facets]
    cursor.execute(
        f"WITH {', '.join(cte.sql for cte in ctes)} {' UNION ALL '.join(counts)}",
        [value for cte in ctes for value in cte.parameters],
    )
    parts = {name: item.parts for item in rows for name in item.facets}
    total, found = 0, {name: Values() for name in names}
    for name, value, label, n in cursor.fetchall():
        if name is None:
            total = n
        else:
            found[name].append(_value(FACETS[name], value, label, scaled(n, parts[name])))
    for values in found.values():
        values.sort(key=lambda item: (-item["count"], item["value"]))
    number = scaled(total, rows[0].parts).number
    return Count(number, any(item.parts < PARTS for item in rows)), found


def _rows(names: Sequence[str], matching: Matching) -> Iterator[_Rows]:
    """All that matches, for most facets; then what matches without the filter of each other one."""
    own = [name for name in names if name in matching.filters]
    yield _Rows("matching", matching, [name for name in names if name not in own])
    for name in own:
        others = {other: clause for other, clause in matching.filters.items() if other != name}
        yield _Rows(f"without_{name}", Matching(matching.asked, others), [name])


def _with_parts(rows: Iterable[_Rows], cursor: Any, bound: int) -> list[_Rows]:
    found = list(rows)
    parts = parts_to_count([item.matching for item in found], cursor, bound)
    return [
        _Rows(item.alias, item.matching, item.facets, number)
        for item, number in zip(found, parts, strict=True)
    ]


def _counted(name: str, rows: str) -> str:
    """The most frequent values of a facet: `name, value, label, number`."""
    facet = FACETS[name]
    column = f"unnest({facet.column})" if facet.many else facet.column
    values = f"SELECT {column} AS v FROM {rows}"  # noqa: S608
    grouped = (
        f"SELECT v, count(*) AS n FROM ({values}) AS every WHERE v IS NOT NULL "  # noqa: S608
        f"GROUP BY v ORDER BY n DESC, v LIMIT {LIMIT}"
    )
    if facet.named is None:
        return f"(SELECT '{name}', v::text, v::text, n FROM ({grouped}) AS most)"  # noqa: S608
    named = facet.named
    return (
        f"(SELECT '{name}', named.{named.value}, named.{named.label}, n FROM ({grouped}) AS most "  # noqa: S608
        f"JOIN {named.model._meta.db_table} AS named ON named.{named.key} = v)"
    )


def _value(facet: Facet, value: str, label: str, count: Count) -> dict[str, Any]:
    shown = facet.labels.get(value, value) if facet.labels else label
    return {"value": value, "label": shown, "count": count.number}
