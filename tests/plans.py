"""What the database does for a statement: its plan, as text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from documents.search.retrieval import searching

Statement = tuple[str, Any]
"""SQL and its values."""


@contextmanager
def statements(holding: str) -> Iterator[list[Statement]]:
    """Those of the block's statements that hold a text, as they are executed."""
    found: list[Statement] = []

    def noted(execute: Any, sql: str, values: Any, *rest: Any) -> Any:
        if holding in sql:
            found.append((sql, values))
        return execute(sql, values, *rest)

    with connection.execute_wrapper(noted):
        yield found


def plan(statement: Statement) -> str:
    """The plan that a search would make."""
    sql, values = statement
    with searching() as cursor:
        cursor.execute(f"EXPLAIN {sql}", values)
        return "\n".join(row[0] for row in cursor.fetchall())
