"""A test collection → rows of documents in an empty database, past the cleaning pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from django.db import connection

from documents.models import Document, Genre, Status
from documents.search.evaluation.judged import JudgedDocument

BATCH = 1_000
UNTITLED = "无题"
"""The title of a document that has none; every document has one."""

_TITLE = Document._meta.get_field("title").max_length or 0


def store(documents: Iterable[JudgedDocument]) -> Iterator[Mapping[str, str]]:
    """Store documents as they are; of each batch, the product's ids with the collection's."""
    remaining, number = iter(documents), 0
    while batch := list(islice(remaining, BATCH)):
        rows = [_row(number + at, document) for at, document in enumerate(batch)]
        _copy(rows)
        yield {row.id: document.id for row, document in zip(rows, batch, strict=True)}
        number += len(batch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_document")


def _row(number: int, document: JudgedDocument) -> Document:
    return Document(
        id=f"{number:016x}",
        title=document.title.strip()[:_TITLE] or UNTITLED,
        text=document.text,
        genre=Genre.OFFICIAL,
        status=Status.PUBLISHED,
        published_on=document.day,
    )


def _copy(rows: Iterable[Document]) -> None:
    fields = [field for field in Document._meta.concrete_fields if not field.generated]
    names = ", ".join(f'"{field.column}"' for field in fields)
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY documents_document ({names}) FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row([_stored(field, row) for field in fields])


def _stored(field: Any, row: Document) -> Any:
    value = field.pre_save(row, add=True)
    return None if value is None else field.get_db_prep_save(value, connection)
