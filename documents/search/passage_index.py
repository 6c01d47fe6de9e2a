"""Writes passages, in bulk; called inside the transaction that indexes their documents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import connection

from documents.models import Passage
from documents.search.passages import PassageRow


def write_passages(rows: Mapping[str, Sequence[PassageRow]]) -> None:
    """Put these passages in the place of those that their documents have; two statements.

    `rows` is document → its passages, none where it has no text.
    """
    Passage.objects.filter(document_id__in=list(rows)).delete()
    insert_passages(rows)


def insert_passages(
    rows: Mapping[str, Sequence[PassageRow]], table: str = Passage._meta.db_table
) -> None:
    """The passages of documents that have none yet; one statement."""
    if not any(rows.values()):
        return
    statement = f'COPY {table} (document_id, section, "start", "end") FROM STDIN'
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for document, passages in rows.items():
            for row in passages:
                copy.write_row((document, row.section, row.start, row.end))
