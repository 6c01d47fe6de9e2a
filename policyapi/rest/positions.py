"""Pages of a list whose rows are reached by their position, as hits by relevance are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from policyapi.rest.cursor import Cursor, decode
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.ordering import Key
from policyapi.rest.paging import DEPTH, PAGE_SIZE, Count, Page, too_deep
from policyapi.rest.parameters import Read
from policyapi.rest.values import Integer

Pick = Callable[[int, int], Sequence[Any]]
"""(offset, size) → the primary keys there, in order."""

_KEYS = (Key("position", Integer(0, DEPTH)),)


def page_by_position(pick: Pick, count: Count, scope: str, read: Read) -> Page:
    """The page that the parameters ask for; `scope` binds its cursors to the query."""
    size: int = read["page_size"][0] if "page_size" in read else PAGE_SIZE
    if "cursor" not in read:
        return _numbered(pick, count, read["page"][0] if "page" in read else 1, size)
    if "page" in read:
        raise InvalidParameters({"page": ["goes with page_size, not with cursor."]})
    raw: str = read["cursor"][0]
    at: int = decode(raw, scope, _KEYS).values[0] if raw else 0
    size = min(size, DEPTH - at)
    if size <= 0:
        raise InvalidParameters({"cursor": [too_deep(DEPTH)]})
    keys = tuple(pick(at, size + 1))
    return Page(
        keys[:size],
        ("cursor", Cursor(scope, (at + size,)).encode()) if len(keys) > size else None,
        ("cursor", Cursor(scope, (max(0, at - size),)).encode()) if at else None,
    )


def _numbered(pick: Pick, count: Count, number: int, size: int) -> Page:
    pages, reachable = max(1, -(-count.number // size)), DEPTH // size
    if number > reachable:
        raise InvalidParameters(
            {"page": [f"reaches page {reachable} at this page_size. {too_deep(DEPTH)}"]}
        )
    if number > pages and not count.is_estimate:
        raise InvalidParameters({"page": [f"must be from 1 to {pages}."]})
    keys = tuple(pick((number - 1) * size, size))
    more = len(keys) == size if count.is_estimate else number < pages
    return Page(
        keys,
        ("page", str(number + 1)) if more and number < reachable else None,
        ("page", str(number - 1)) if number > 1 else None,
    )
