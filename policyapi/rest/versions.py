"""How new the database is: the last place in the log of changes, of all or of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class Version:
    """The last change: its position in the log (0 where there is none) and when it was."""

    position: int = 0
    changed_at: datetime | None = None


def version(type: str | None = None, key: str | None = None) -> Version:
    """The version of everything, or of the thing of this type and key; one statement.

    What is read after it is at least as new.
    """
    with connection.cursor() as cursor:
        if type is None:
            cursor.execute(_OF_ALL)
        else:
            cursor.execute(_OF_ONE, [type, key])
        found = cursor.fetchone()
    return Version(*found) if found else Version()


_OF_ALL = "SELECT position, changed_at FROM policyapi_change ORDER BY position DESC LIMIT 1"
_OF_ONE = """
    SELECT position, changed_at FROM policyapi_change WHERE type = %s AND key = %s
    ORDER BY position DESC LIMIT 1
"""
