"""A list of documents to its last row, piece by piece, each piece in a transaction of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from documents.api.matched import Matched
from documents.models import Document
from documents.search.clauses import Clause, Matching, filter_clause
from documents.search.counting import count
from documents.search.ranking import Ranked
from documents.search.search import Search, searching
from policyapi.rest.csv_files import batched, pieces_of
from policyapi.rest.filters import Condition
from policyapi.rest.paging import DEPTH, Page, Walk
from policyapi.rest.parameters import Read


@dataclass(frozen=True, slots=True)
class Piece:
    """The primary keys of some hundred documents, and what found them."""

    keys: tuple[str, ...]
    search: Search | None
    hits: Mapping[str, Ranked] = field(default_factory=dict)


def whole(
    rows: QuerySet[Document], walk: Walk | None, read: Read, conditions: Mapping[str, Condition]
) -> Iterator[Piece]:
    """All that a request finds, in the order of a walk; without one by relevance, to `DEPTH`."""
    filters = {name: filter_clause(name, read[name], q) for name, q in conditions.items()}
    with searching() as cursor:
        search = _search(read, filters, cursor)
        matching = search.matching if search else Matching(None, filters)
        hits = search.hits(0, DEPTH) if search and walk is None else []
        counted = count(matching, cursor) if walk else None
    if walk is None or counted is None:
        for found in batched(hits):
            ranked = {hit.document: hit for hit in found}
            yield Piece(tuple(ranked), search, ranked)
        return

    def one(read: Read) -> Page:
        with searching() as cursor:
            matched = Matched(rows, matching, counted, cursor)
            return matched.page(walk, read, conditions)

    for page in pieces_of(one, read):
        yield Piece(page.keys, search)


def _search(read: Read, filters: Mapping[str, Clause], cursor: Any) -> Search | None:
    text: str = read.get("q", ("",))[0]
    return Search(text, filters, cursor) if text else None
