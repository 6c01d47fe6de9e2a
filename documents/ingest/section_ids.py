"""Primary keys for sections, taken from the database in advance.

With them a whole outline is one statement: the parent of a section is known before it is stored.
"""

from __future__ import annotations

from itertools import islice

from django.db import connection

from documents.models import Section

RESERVED = 1_000
"""Keys taken at once; what is left when a run ends is never used."""


class SectionIds:
    """Keys that no other process gets."""

    def __init__(self) -> None:
        self._left: list[int] = []

    def take(self, number: int) -> list[int]:
        """So many keys, ascending."""
        if len(self._left) < number:
            self._left += _reserved(max(number, RESERVED))
        taken = list(islice(self._left, number))
        del self._left[:number]
        return taken


def _reserved(number: int) -> list[int]:
    table = connection.ops.quote_name(Section._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [table, number],
        )
        return sorted(row[0] for row in cursor.fetchall())
