"""Preparing a database: the steps in order, one preparation at a time."""

from io import StringIO
from typing import Any

import pytest
from django.db import connection
from rich.console import Console

from policyapi import preparation
from policyapi.preparation import LOAD, LOCK, MIGRATE, Step, prepare
from tests.policyapi.postgres.conftest import wait_until


def advisory_locks() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database "
            "WHERE datname = current_database() AND locktype = 'advisory' "
            "AND (classid::bigint << 32) + objid::bigint = %s",
            [LOCK],
        )
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_the_steps_run_in_order_under_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    called: list[tuple[Any, ...]] = []

    def record(*call: Any) -> None:
        called.append((*call, advisory_locks()))

    monkeypatch.setattr(preparation, "call_command", record)
    said = StringIO()
    prepare((Step("First", "one", ("--a",)), Step("Second", "two")), Console(file=said))
    assert called == [("one", "--a", 1), ("two", 1)]
    assert said.getvalue().splitlines() == ["1/2 First …", "2/2 Second …"]
    assert wait_until(lambda: advisory_locks() == 0)


@pytest.mark.django_db
def test_the_lock_is_let_go_when_a_step_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> None:
        raise RuntimeError("a step failed")

    monkeypatch.setattr(preparation, "call_command", fail)
    with pytest.raises(RuntimeError, match="a step failed"):
        prepare((MIGRATE,), Console(file=StringIO()))
    assert wait_until(lambda: advisory_locks() == 0)


def test_the_tables_come_before_what_is_loaded() -> None:
    assert MIGRATE.command == "migrate"
    assert [step.command for step in LOAD] == ["load_reference", "load_catalogue", "ingest"]
