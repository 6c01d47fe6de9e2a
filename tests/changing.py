"""The log of changes in tests."""

from __future__ import annotations

from django.db import connection

from policyapi.models import Change


def commit() -> None:
    """Have what this test's transaction has done so far logged, as a commit does."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def position() -> int:
    """Where the log stands, after what was done so far."""
    commit()
    return Change.objects.order_by("-position").values_list("position", flat=True).first() or 0


def changed_since(position: int) -> list[tuple[str, str]]:
    """Type and key of what was logged after a position, in the order of both."""
    commit()
    rows = Change.objects.filter(position__gt=position).order_by("type", "key")
    return list(rows.values_list("type", "key"))
