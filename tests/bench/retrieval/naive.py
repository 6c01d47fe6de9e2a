"""The usual way on PostgreSQL: a positional tsvector, GIN, `ts_rank_cd` over every match."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from tests.bench.retrieval.peers import TOP, Entry, Wanted
from tests.bench.retrieval.queries import Ask

TABLE = "bench_naive"
OPERATORS = {"and": " & ", "or": " | ", "phrase": " <-> ", "not": " & !", "prefix": ""}
GROUPED = {"kind": "kind", "year": "year", "issuer": "unnest(issuers)"}


class Naive:
    """A table of its own with the same words, the planner held to the index as in the service."""

    name = "ts_rank_cd"

    def build(self, entries: Iterator[Entry]) -> None:
        """Make the table; one that is there from another run is kept."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT to_regclass(%s)", [TABLE])
            if cursor.fetchone() != (None,):
                return
            cursor.execute(
                f"CREATE UNLOGGED TABLE {TABLE}_loading (id int, words text, kind text,"
                " issuers int[], day int)"
            )
            columns = f"{TABLE}_loading (id, words, kind, issuers, day)"
            with cursor.copy(f"COPY {columns} FROM STDIN") as copy:
                for e in entries:
                    copy.write_row((e.number, e.words, e.kind, list(e.issuers), e.day))
            cursor.execute(
                f"CREATE TABLE {TABLE} AS SELECT id, kind, issuers, day, (day / 365.2425)::int"  # noqa: S608
                f" AS year, to_tsvector('simple', words) AS words FROM {TABLE}_loading"
            )
            cursor.execute(f"DROP TABLE {TABLE}_loading")
            cursor.execute(f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words)")
            cursor.execute(f"VACUUM ANALYZE {TABLE}")

    def ask(self, ask: Ask, wanted: Wanted) -> int:
        """The best 20, the count of all and the facets, a statement each."""
        words = [f"'{word}'" for word in ask.words]
        if ask.operator == "prefix":
            words = [f"{words[0]}:*"]
        query = OPERATORS[ask.operator].join(words)
        where, values = _where(query, wanted)
        order, ranked = "day DESC, id", list[Any]()
        if not ask.ordering:
            order, ranked = "ts_rank_cd(words, %s::tsquery) DESC, id", [query]
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM {TABLE} WHERE {where} ORDER BY {order} LIMIT {TOP}",  # noqa: S608
                [*values, *ranked],
            )
            cursor.fetchall()
            for facet in filter(None, ask.facets.split(",")):
                cursor.execute(
                    f"SELECT {GROUPED[facet]} AS value, count(*) FROM {TABLE}"  # noqa: S608
                    f" WHERE {where} GROUP BY 1 ORDER BY 2 DESC LIMIT 100",
                    values,
                )
                cursor.fetchall()
            cursor.execute(f"SELECT count(*) FROM {TABLE} WHERE {where}", values)  # noqa: S608
            return int(cursor.fetchone()[0])

    def size(self) -> int:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT pg_relation_size('{TABLE}_words')")
            return int(cursor.fetchone()[0])

    def close(self) -> None:
        """Nothing to close: the table goes with its database."""


def _where(query: str, wanted: Wanted) -> tuple[str, list[Any]]:
    conditions: list[tuple[str, Any]] = [("words @@ %s::tsquery", query)]
    if wanted.kind is not None:
        conditions.append(("kind = %s", wanted.kind))
    if wanted.issuer is not None:
        conditions.append(("issuers @> ARRAY[%s]", wanted.issuer))
    if wanted.first is not None:
        conditions.append(("day >= %s", wanted.first))
    if wanted.last is not None:
        conditions.append(("day <= %s", wanted.last))
    return " AND ".join(text for text, _ in conditions), [value for _, value in conditions]
