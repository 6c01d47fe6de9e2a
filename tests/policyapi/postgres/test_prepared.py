"""Statements that recur are planned once, where the setting lets them be."""

from __future__ import annotations

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from policyapi.postgres.prepared import preparing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("kept", "marked"), [(True, 40_001), (False, 40_002)])
def test_what_recurs_is_prepared(settings: Settings, marked: int, *, kept: bool) -> None:
    settings.PREPARE_STATEMENTS = kept
    for number in range(4):
        with preparing() as cursor:
            cursor.execute(f"SELECT %s::int + {marked}", [number])
            assert cursor.fetchone() == (number + marked,)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE strpos(statement, %s) > 0",
            [str(marked)],
        )
        assert cursor.fetchone() == (int(kept),)


def test_other_cursors_stay_as_they_are() -> None:
    with preparing(), connection.cursor() as cursor:
        for _ in range(4):
            cursor.execute("SELECT %s::int + 40003", [1])
        cursor.execute(
            "SELECT count(*) FROM pg_prepared_statements WHERE strpos(statement, %s) > 0",
            ["+ 40003"],
        )
        assert cursor.fetchone() == (0,)
