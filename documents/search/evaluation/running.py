"""Judged queries through the product's own search."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from documents.search.search import Search, searching

DEPTH = 100
"""Hits that a query is judged by."""

WARM = 10
"""Queries that are run untimed before, so that no cache is cold."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A query's hits, best first, and how long the search took."""

    query: str
    hits: tuple[str, ...]
    seconds: float


def answers(queries: Mapping[str, str], ids: Mapping[str, str]) -> Iterator[Answer]:
    """Query → answer, in order; `ids` leads from the product's documents to the collection's."""
    for text in list(queries.values())[:WARM]:
        _hits(text)
    for query, text in queries.items():
        since = time.perf_counter()
        found = _hits(text)
        took = time.perf_counter() - since
        yield Answer(query, tuple(_known(found, ids)), took)


def _hits(text: str) -> list[str]:
    with searching() as cursor:
        return [hit.document for hit in Search(text, {}, cursor).hits(0, DEPTH)]


def _known(found: Iterable[str], ids: Mapping[str, str]) -> Iterator[str]:
    return (ids[key] for key in found if key in ids)
