"""Orderings as declared data, and the conditions that resume them after a row (keyset)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import F, Q
from django.db.models.expressions import OrderBy

from policyapi.rest.values import Value


@dataclass(frozen=True, slots=True)
class Key:
    """One column of an ordering: a field path or annotation; nulls come last either way."""

    field: str
    value: Value
    descending: bool = False
    nullable: bool = False

    def order(self, reverse: bool) -> OrderBy:
        return self._order(reverse, nulls_first=reverse)

    def order_inside(self, reverse: bool) -> OrderBy:
        """The same where all values are null or none is, as indexes have it: `DESC NULLS LAST`."""
        return self._order(reverse, nulls_first=self.descending == reverse)

    def _order(self, reverse: bool, *, nulls_first: bool) -> OrderBy:
        nulls = {"nulls_first" if nulls_first else "nulls_last": True} if self.nullable else {}
        expression = F(self.field)
        return expression.desc(**nulls) if self.descending != reverse else expression.asc(**nulls)

    def halves(self) -> list[Q]:
        """All rows, the nulls apart where no index has them where the order wants them."""
        if self.descending or not self.nullable:
            return [Q()]
        return [Q((f"{self.field}__isnull", is_null)) for is_null in (False, True)]

    def equal(self, value: Any) -> Q:
        return Q((f"{self.field}__isnull", True)) if value is None else Q((self.field, value))

    def beyond(self, value: Any, reverse: bool) -> Iterator[Q]:
        """Disjoint conditions of the rows that come after a value, none where there are none."""
        if value is None:
            if reverse:
                yield Q((f"{self.field}__isnull", False))
            return
        lookup = "lt" if self.descending != reverse else "gt"
        yield Q((f"{self.field}__{lookup}", value))
        if self.nullable and not reverse:
            yield Q((f"{self.field}__isnull", True))


Ordering = tuple[Key, ...]
"""The keys in order; the last is unique."""

Orderings = Mapping[str, Ordering]


def beyond(ordering: Ordering, values: Sequence[Any], reverse: bool) -> list[Q]:
    """Disjoint conditions, nearest first, that together say: after the row with these values.

    Each is a range on an index that begins with the ordering's keys, so that a walk costs the
    same at its end as at its beginning.
    """
    branches: list[Q] = []
    for depth in range(len(ordering), 0, -1):
        same = Q()
        for key, value in zip(ordering[: depth - 1], values, strict=False):
            same &= key.equal(value)
        key, value = ordering[depth - 1], values[depth - 1]
        branches.extend(same & after for after in key.beyond(value, reverse))
    return branches


def both(name: str, *keys: Key) -> dict[str, Ordering]:
    """An ordering under its name, and with every key turned round under `-name`."""
    turned = tuple(replace(key, descending=not key.descending) for key in keys)
    return {name: keys, f"-{name}": turned}
