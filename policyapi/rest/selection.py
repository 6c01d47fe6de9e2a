"""`fields`, `omit` and `include`: which columns an answer has, and so which are fetched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.expressions import Combinable

from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.values import Names

Expression = Combinable
_PREFIX = "column_"
_HIDDEN = "hidden_"
_KEY = "public_key"


@dataclass(frozen=True, slots=True)
class Row:
    """A fetched row: its primary key, its public key, and the chosen keys with their values.

    `hidden` holds what computed keys are made from whatever is chosen.
    """

    pk: Any
    key: str
    data: dict[str, Any]
    hidden: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Columns:
    """Keys of a representation and the database expression of each.

    `optional` come with `include=`; the others are always there unless cut by `fields` or `omit`.
    `computed` are made in Python from the row. `key` is the field that its address has.
    """

    expressions: Mapping[str, Expression]
    optional: frozenset[str] = frozenset()
    computed: tuple[str, ...] = ()
    key: str = "slug"
    hidden: Mapping[str, Expression] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.expressions, *self.computed)

    def parameters(self) -> Iterable[Parameter]:
        names = Names(self.names)
        yield Parameter("fields", names, "Only these keys, comma-separated.", many=True)
        yield Parameter("omit", names, "All keys but these, comma-separated.", many=True)
        if self.optional:
            optional = Names(tuple(n for n in self.names if n in self.optional))
            yield Parameter("include", optional, "Further keys, comma-separated.", many=True)

    def chosen(self, read: Read) -> tuple[str, ...]:
        """The keys of this answer, in their declared order."""
        included = _flat(read.get("include", ()))
        wanted = {n for n in self.names if n not in self.optional} | included
        if only := _flat(read.get("fields", ())):
            wanted = only | included
        wanted -= _flat(read.get("omit", ()))
        return tuple(name for name in self.names if name in wanted)

    def fetch(self, rows: QuerySet[Any], keys: Iterable[Any], chosen: Iterable[str]) -> list[Row]:
        """The rows of these primary keys, in their order, with the chosen keys; one statement."""
        keys = list(keys)
        if not keys:
            return []
        chosen = tuple(chosen)
        selected = {_PREFIX + n: self.expressions[n] for n in chosen if n in self.expressions}
        selected |= {_HIDDEN + n: item for n, item in self.hidden.items()}
        selected[_KEY] = F(self.key)
        fetched = rows.filter(pk__in=keys).order_by().values("pk", **selected)
        found = {row["pk"]: self._row(row, chosen) for row in fetched}
        return [found[key] for key in keys if key in found]

    def _row(self, row: dict[str, Any], chosen: tuple[str, ...]) -> Row:
        data = {name: row.get(_PREFIX + name) for name in chosen}
        return Row(row["pk"], row[_KEY], data, {n: row[_HIDDEN + n] for n in self.hidden})


def _flat(values: Iterable[tuple[str, ...]]) -> set[str]:
    return {name for names in values for name in names}
