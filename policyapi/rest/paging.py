"""One page of an ordered list: by number in the shallow part, by cursor to the very end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from policyapi.rest.cursor import MAX_LENGTH, Cursor, decode
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.ordering import Ordering, beyond
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.values import Integer, Opaque

PAGE_SIZE = 20
MAX_PAGE_SIZE = 100
DEPTH = 10_000
"""Rows that `page`, and a walk by relevance, may reach."""

PARAMETERS = (
    Parameter(
        "page", Integer(1, DEPTH), f"Page number; reaches the first {DEPTH:,} rows.", example=1
    ),
    Parameter("page_size", Integer(1, MAX_PAGE_SIZE), f"Rows a page, {PAGE_SIZE} unless told."),
    Parameter(
        "cursor",
        Opaque(MAX_LENGTH),
        "Walks everything: start with an empty `cursor=`, go on with `next`.",
        blank=True,
    ),
)


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows a list has, exactly or about."""

    number: int
    is_estimate: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """The primary keys of a page in order, and where its neighbours are (`page` or `cursor`)."""

    keys: tuple[Any, ...]
    next: tuple[str, str] | None
    previous: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Reach:
    """The rows that a page needs: so many after the one with these values, or before it."""

    values: tuple[Any, ...]
    reverse: bool
    number: int


Narrow = Callable[[Reach], QuerySet[Any] | None]
"""Fewer rows that, if they are enough, begin with those that a page needs; null to take all."""


@dataclass(frozen=True, slots=True)
class Walk:
    """An ordering as it is walked; `depth` ends the walk for orderings that are not indexed."""

    scope: str
    ordering: Ordering
    depth: int | None = None
    narrow: Narrow | None = None

    def near(self, reach: Reach) -> QuerySet[Any] | None:
        return self.narrow(reach) if self.narrow else None


def page_of(rows: QuerySet[Any], count: Count, walk: Walk, read: Read) -> Page:
    """The page that the parameters ask for; one query, or two where `narrow` gave too few."""
    size: int = read["page_size"][0] if "page_size" in read else PAGE_SIZE
    if "cursor" not in read:
        number: int = read["page"][0] if "page" in read else 1
        return _numbered(rows, count, walk, number, size)
    if "page" in read:
        raise InvalidParameters({"page": ["goes with page_size, not with cursor."]})
    raw: str = read["cursor"][0]
    start = decode(raw, walk.scope, walk.ordering) if raw else Cursor(walk.scope, ())
    return _walked(rows, walk, start, size)


def _numbered(rows: QuerySet[Any], count: Count, walk: Walk, number: int, size: int) -> Page:
    """The page of this number. Past an estimate's end is an empty page, not an error."""
    pages = max(1, -(-count.number // size))
    reachable = DEPTH // size
    if number > reachable:
        raise InvalidParameters(
            {"page": [f"reaches page {reachable} at this page_size; cursor= walks everything."]}
        )
    if number > pages and not count.is_estimate:
        raise InvalidParameters({"page": [f"must be from 1 to {pages}."]})
    before = (number - 1) * size
    found = _enough(
        lambda r: _window(r, walk.ordering, Cursor(walk.scope, ()), size, before),
        size,
        walk.near(Reach((), False, number * size)),
        rows,
    )
    keys = [row["pk"] for row in found]
    more = len(keys) == size if count.is_estimate else number < pages
    return Page(
        tuple(keys),
        ("page", str(number + 1)) if more and number < reachable else None,
        ("page", str(number - 1)) if number > 1 else None,
    )


def _walked(rows: QuerySet[Any], walk: Walk, start: Cursor, size: int) -> Page:
    if walk.depth is not None and not start.reverse:
        size = min(size, walk.depth - start.seen)
        if size <= 0:
            raise InvalidParameters({"cursor": [too_deep(walk.depth)]})
    near = walk.near(Reach(start.values, start.reverse, size + 1))
    found = _enough(lambda r: _window(r, walk.ordering, start, size + 1), size + 1, near, rows)
    more, found = len(found) > size, found[:size]
    if start.reverse:
        found.reverse()
    behind = start.seen - len(found) if start.reverse else start.seen
    ahead = start.seen if start.reverse else start.seen + len(found)
    before = more if start.reverse else bool(start.values)
    after = bool(start.reverse) or more
    return Page(
        tuple(row["pk"] for row in found),
        _link(walk, found[-1], False, ahead) if found and after else None,
        _link(walk, found[0], True, max(0, behind)) if found and before else None,
    )


def _enough(
    window: Callable[[QuerySet[Any]], list[Any]],
    size: int,
    near: QuerySet[Any] | None,
    rows: QuerySet[Any],
) -> list[Any]:
    """So many rows out of those that are near, else out of all."""
    if near is not None and len(found := window(near)) == size:
        return found
    return window(rows)


def _window(
    rows: QuerySet[Any], ordering: Ordering, start: Cursor, size: int, before: int = 0
) -> list[dict[str, Any]]:
    """Up to `size` rows, `before` rows after the cursor, each with its keys; one statement."""
    columns = dict.fromkeys(["pk", *(key.field for key in ordering)])
    conditions = ordering[0].halves()
    if start.values:
        conditions = beyond(ordering, start.values, start.reverse)
    inside = [key.order_inside(start.reverse) for key in ordering]
    branches = [
        rows.filter(condition).order_by(*inside).values(*columns)[: before + size]
        for condition in conditions
    ]
    if len(branches) == 1:
        return list(branches[0][before:])
    joined = branches[0].union(*branches[1:], all=True)
    order = [key.order(start.reverse) for key in ordering]
    return list(joined.order_by(*order)[before : before + size])


def _link(walk: Walk, row: dict[str, Any], reverse: bool, seen: int) -> tuple[str, str]:
    values = tuple(row[key.field] for key in walk.ordering)
    return "cursor", Cursor(walk.scope, values, reverse, seen).encode()


def too_deep(depth: int) -> str:
    return (
        f"By relevance {depth:,} rows can be walked. Narrow the query, or walk to the end with "
        "an ordering of a field, such as ordering=-adopted_on."
    )
