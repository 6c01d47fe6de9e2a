"""Other searches, fed the same words: what they hold of a document, and what they answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.db import connection

from tests.bench.retrieval.queries import Ask

TOP = 20
"""Hits that a query is answered with."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as a peer indexes it; `day` is that of adoption as a number, 0 where unknown."""

    number: int
    words: str
    kind: str
    issuers: tuple[int, ...]
    day: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """The filters of a query in the peers' terms."""

    kind: str | None = None
    issuer: int | None = None
    first: int | None = None
    last: int | None = None


class Unable(Exception):
    """The peer has no such query."""


class Peer(Protocol):
    """A search that can be built and asked; `size` is in bytes."""

    name: str

    def build(self, entries: Iterator[Entry]) -> None: ...

    def ask(self, ask: Ask, wanted: Wanted) -> int:
        """Answer with the best 20 and the count, which is returned."""
        ...

    def size(self) -> int: ...

    def close(self) -> None: ...


def wanted(ask: Ask, issuers: dict[str, int]) -> Wanted:
    """The filters of a query; `issuers` leads from slugs to row numbers."""
    found = dict(ask.filters)
    first, last = found.get("adopted_on__gte"), found.get("adopted_on__lte")
    return Wanted(
        found.get("kind"),
        issuers[found["issuer"]] if "issuer" in found else None,
        number(date.fromisoformat(first)) if first else None,
        number(date.fromisoformat(last)) if last else None,
    )


def number(day: date | None) -> int:
    """A day as an ordinal number; 0 for none."""
    return day.toordinal() if day else 0


About = tuple[str, tuple[int, ...], int]
"""Kind, issuers and day of a document."""


def about() -> dict[str, About]:
    """What is said about each document in the stored rows."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT d.id, coalesce(d.kind, ''), d.adopted_on,"
            " array_remove(array_agg(i.body_id), NULL)"
            " FROM documents_document d"
            " LEFT JOIN documents_documentissuer i ON i.document_id = d.id GROUP BY d.id"
        )
        return {key: (kind, tuple(ids), number(day)) for key, kind, day, ids in cursor}
