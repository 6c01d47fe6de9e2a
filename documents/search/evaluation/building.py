"""A test collection → rows and index in an empty database, past the cleaning pipeline."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import connection

from documents.models import Document, Genre, Status
from documents.search.analyser import current_analyser
from documents.search.evaluation.judged import JudgedDocument
from documents.search.index import index_documents
from documents.search.statistics import refresh_statistics

BATCH = 1_000
UNTITLED = "无题"
"""The title of a document that has none; every document has one."""

_TITLE = Document._meta.get_field("title").max_length or 0


@dataclass(frozen=True, slots=True)
class Built:
    """Product's id → the collection's, and what indexing cost."""

    ids: Mapping[str, str]
    characters: int
    seconds: float


def build(documents: Iterable[JudgedDocument]) -> Iterator[int | Built]:
    """Store and index; yields how many documents are stored, as it goes, and at last the result."""
    ids: dict[str, str] = {}
    characters = 0
    remaining = iter(documents)
    while batch := list(islice(remaining, BATCH)):
        rows = [_row(len(ids) + at, document) for at, document in enumerate(batch)]
        _copy(rows)
        ids |= {row.id: document.id for row, document in zip(rows, batch, strict=True)}
        characters += sum(len(document.title) + len(document.text) for document in batch)
        yield len(ids)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_document")
    since = time.perf_counter()
    _index(list(ids))
    yield Built(ids, characters, time.perf_counter() - since)


def _index(keys: list[str]) -> None:
    """A sample first: the tiers of words want the average length of a document."""
    analyser = current_analyser()
    step = -(-len(keys) // BATCH) or 1
    if step > 1:
        index_documents(keys[::step], analyser)
        refresh_statistics()
    for at in range(0, len(keys), BATCH):
        index_documents(keys[at : at + BATCH], analyser)
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


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
