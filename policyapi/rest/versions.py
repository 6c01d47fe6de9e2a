"""How new the database is: the last place in the log of changes, of all or of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from policyapi.postgres.prepared import preparing

SETTLED = "10 seconds"
"""Longer than a commit takes: what is still under way bears a later time than what is older."""

TOGETHER = {"document": ("draft",)}
"""Types that are of the same thing."""


@dataclass(frozen=True, slots=True)
class Version:
    """The last change: its position in the log (0 where there is none) and when it was.

    `is_settled` when nothing that is seen later can bear a time of the same second.
    """

    position: int = 0
    changed_at: datetime | None = None
    is_settled: bool = True


def version(type: str | None = None, key: str | None = None) -> Version:
    """The version of everything, or of the thing of this type and key; one statement.

    What is read after it is at least as new.
    """
    with preparing() as cursor:
        if type is None:
            cursor.execute(_OF_ALL)
        else:
            cursor.execute(_OF_ONE, [[type, *TOGETHER.get(type, ())], key])
        found = cursor.fetchone()
    return Version(*found) if found else Version()


_COLUMNS = f"position, changed_at, changed_at < clock_timestamp() - interval '{SETTLED}'"
_OF_ALL = f"SELECT {_COLUMNS} FROM policyapi_change ORDER BY position DESC LIMIT 1"  # noqa: S608
_OF_ONE = f"""
    SELECT {_COLUMNS} FROM policyapi_change WHERE type = ANY(%s) AND key = %s
    ORDER BY position DESC LIMIT 1
"""  # noqa: S608
