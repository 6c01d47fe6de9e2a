"""Pages of hits by relevance: by number, or along a walk that writes do not disturb.

The order of the best hits hangs on all of them, so a walk keeps their ids in its cursor. What
follows goes by words alone, and is resumed after the score, date and id of the last hit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from zlib import crc32

from documents.api.filters import DOCUMENT_ID
from documents.models import Document
from documents.search.ranking import Ranked
from documents.search.retrieval import Placed
from documents.search.search import Search
from policyapi.rest.cursor import REFUSED, packed, unpacked
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.paging import DEPTH, PAGE_SIZE, Count, Page, too_deep
from policyapi.rest.parameters import Read
from policyapi.rest.positions import page_by_position

Hits = dict[str, Ranked]
"""Document → how it was ranked."""

_BESIDE = ("cursor", "page_size", "fields", "omit", "include", "facet", "highlight", "explain")
"""Parameters that do not change which hits there are, or their order."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a walk stands: its head, how many hits it has passed, the last of those that follow."""

    head: tuple[str, ...]
    passed: int = 0
    last: Placed | None = None

    def encode(self, scope: str) -> str:
        last = self.last
        place = last and [last.score, last.day and last.day.isoformat(), last.document]
        return packed([scope, self.passed, ".".join(self.head), place])


def by_relevance(search: Search, counted: Count, read: Read) -> tuple[Page, Hits]:
    """The keys of a page of the best hits, and what is known of how they were ranked."""
    if "cursor" in read:
        return _walked(search, read)
    hits: Hits = {}

    def pick(offset: int, size: int) -> list[str]:
        hits.update((hit.document, hit) for hit in search.hits(offset, size))
        return list(hits)

    return page_by_position(pick, counted, _scope(search, read), read), hits


def _walked(search: Search, read: Read) -> tuple[Page, Hits]:
    """The page after a cursor, or the first; shorter where hits were withdrawn since."""
    if "page" in read:
        raise InvalidParameters({"page": ["goes with page_size, not with cursor."]})
    raw: str = read["cursor"][0]
    scope = _scope(search, read)
    start = _decoded(raw, scope) if raw else Standing(tuple(h.document for h in search.head))
    size = min(read.get("page_size", (PAGE_SIZE,))[0], DEPTH - start.passed)
    if size <= 0:
        raise InvalidParameters({"cursor": [too_deep(DEPTH)]})
    shown = start.head[start.passed : start.passed + size]
    missing = size - len(shown)
    rest = len(start.head) - start.passed - len(shown)
    found = search.following(start.head, start.last, missing + 1) if rest <= 0 else []
    tail = found[:missing]
    end = Standing(
        start.head, start.passed + len(shown) + len(tail), tail[-1] if tail else start.last
    )
    more = rest > 0 or len(found) > missing
    hits = {h.document: h for h in search.head if h.document in shown}
    hits |= {h.document: Ranked(h.document, h.score, {"words": h.score}) for h in tail}
    keys = (*(_public(shown) if raw else shown), *(hit.document for hit in tail))
    return Page(keys, ("cursor", end.encode(scope)) if more else None, None), hits


def _scope(search: Search, read: Read) -> str:
    """What binds a cursor to its query and filters."""
    asked = sorted((name, values) for name, values in read.items() if name not in _BESIDE)
    return f"relevance:{crc32(repr((search.query.typed, asked)).encode()):x}"


def _public(keys: Sequence[str]) -> list[str]:
    """Those of a head that was kept which are still published."""
    still = set(
        Document.objects.filter(pk__in=keys, status="published").values_list("pk", flat=True)
    )
    return [key for key in keys if key in still]


def _decoded(raw: str, scope: str) -> Standing:
    try:
        found, passed, head, place = unpacked(raw)
        ids = tuple(map(DOCUMENT_ID.parse, head.split("."))) if head else ()
        whole = isinstance(passed, int) and 0 <= passed <= DEPTH
        if found != scope or not whole:
            raise ValueError(raw)
        return Standing(ids, passed, place and _placed(*place))
    except (ValueError, TypeError, AttributeError):
        raise InvalidParameters({"cursor": [REFUSED]}) from None


def _placed(score: Any, day: Any, document: Any) -> Placed:
    if not isinstance(score, float | int) or not math.isfinite(score):
        raise ValueError(score)
    return Placed(DOCUMENT_ID.parse(document), float(score), day and date.fromisoformat(day))
