"""An answer of the API, and the statements that it runs, run again by themselves."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor
from django.test import Client

from policyapi.postgres.prepared import preparing

PATH = "/api/v1/documents/"
WARM = 5
"""Requests before anything is measured: statements are prepared at the second."""


@dataclass(frozen=True, slots=True)
class Statement:
    sql: str
    parameters: Any
    is_prepared: bool


@dataclass
class Answer:
    """A list under a name, asked for by these parameters."""

    name: str
    asked: Mapping[str, str]
    statements: list[Statement] = field(default_factory=list)

    def __post_init__(self) -> None:
        for _ in range(WARM):
            self.whole()

        def noted(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
            is_prepared = isinstance(context["cursor"].cursor, ServerBindingCursor)
            self.statements.append(Statement(sql, parameters, is_prepared))
            return execute(sql, parameters, many, context)

        with connection.execute_wrapper(noted):
            self.whole()
        for _ in range(WARM):
            self.bare()

    def whole(self) -> float:
        """Seconds of the whole answer in this process, from the request to its bytes."""
        return timed(lambda: ask(PATH, self.asked))

    def bare(self) -> float:
        """Seconds of the statements alone, their rows fetched as the driver gives them."""
        return timed(self._replay)

    def _replay(self) -> None:
        for statement in self.statements:
            with preparing() if statement.is_prepared else connection.cursor() as cursor:
                cursor.execute(statement.sql, statement.parameters)
                if cursor.description:
                    cursor.fetchall()


def ask(path: str, asked: Mapping[str, str], status: int = 200, **headers: str) -> Any:
    """The answer of the whole stack of this process to a GET."""
    answer = _client().get(path, asked, headers=headers or None)
    if answer.status_code != status:
        raise RuntimeError(f"{path} {asked}: {answer.status_code} instead of {status}")
    return answer


@cache
def _client() -> Client:
    """One for all requests: the first one loads the middleware."""
    return Client(SERVER_NAME="127.0.0.1")


def timed(work: Callable[[], object]) -> float:
    since = time.perf_counter()
    work()
    return time.perf_counter() - since
