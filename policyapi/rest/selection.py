"""`fields`, `omit` and `include`: which columns an answer has, and so which are fetched.

The database writes each row as JSON, which is sent as it came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import orjson
from django.db.models import F, Model, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from policyapi.postgres.prepared import preparing
from policyapi.rest.expressions import Object
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.values import Names

Expression = Combinable

REMEMBERED = 200
"""Statements that are kept for each representation: clients may choose keys in any combination."""

Chosen = Mapping[str, Expression | None]
"""The keys of an answer in their order, each with its column; null for those that are computed."""


@dataclass(frozen=True, slots=True)
class Row:
    """A fetched row: its primary key, its public key, and the chosen columns as a JSON object.

    `computed` are the chosen keys that are still to be made, `added` those that were, and `hidden`
    what they are made from.
    """

    pk: Any
    key: str
    json: str
    computed: frozenset[str]
    hidden: Mapping[str, Any]
    added: dict[str, Any] = field(default_factory=dict)

    def data(self) -> dict[str, Any]:
        """The whole row; dates are strings."""
        columns: dict[str, Any] = orjson.loads(self.json)
        return columns | self.added

    def written(self) -> orjson.Fragment:
        """The whole row as JSON."""
        if not self.added:
            return orjson.Fragment(self.json)
        comma = "," if len(self.json) > len("{}") else ""
        added = orjson.dumps(self.added, str).decode()
        return orjson.Fragment(f"{self.json[:-1]}{comma}{added[1:]}")


@dataclass(frozen=True, slots=True)
class _Statement:
    """A statement that ends in a place for a list of primary keys."""

    sql: str
    parameters: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Keys of a representation and the database expression of each.

    `optional` come with `include=`; the others are always there unless cut by `fields` or `omit`.
    `wider` are columns that `include=` puts in the place of narrower ones. `computed` are made in
    Python from the row. `key` is the field that its address has.
    """

    expressions: Mapping[str, Expression]
    optional: frozenset[str] = frozenset()
    computed: tuple[str, ...] = ()
    key: str = "slug"
    hidden: Mapping[str, Expression] = field(default_factory=dict)
    wider: Mapping[str, Expression] = field(default_factory=dict)
    _statements: dict[Any, _Statement] = field(default_factory=dict, repr=False, compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        return (*self.expressions, *self.computed)

    @property
    def includable(self) -> tuple[str, ...]:
        """What `include=` may name."""
        return tuple(n for n in self.names if n in self.optional or n in self.wider)

    def parameters(self) -> Iterable[Parameter]:
        names = Names(self.names)
        yield Parameter("fields", names, "Only these keys, comma-separated.", many=True)
        yield Parameter("omit", names, "All keys but these, comma-separated.", many=True)
        if self.includable:
            help = "Further keys, or more of those that are there, comma-separated."
            yield Parameter("include", Names(self.includable), help, many=True)

    def chosen(self, read: Read) -> Chosen:
        """The keys of this answer, in their declared order, with their columns."""
        included = _flat(read.get("include", ()))
        wanted = {n for n in self.names if n not in self.optional} | included
        if only := _flat(read.get("fields", ())):
            wanted = only | included
        wanted -= _flat(read.get("omit", ()))
        columns = {**self.expressions, **{n: self.wider[n] for n in self.wider if n in included}}
        return {name: columns.get(name) for name in self.names if name in wanted}

    def fetch(
        self,
        rows: QuerySet[Any],
        keys: Iterable[Any],
        chosen: Chosen,
        hidden: Mapping[str, Expression] = MappingProxyType({}),
    ) -> list[Row]:
        """The rows of these primary keys, in their order, with the chosen keys; one statement.

        `hidden` are columns beside the chosen ones, for this answer.
        """
        keys = list(keys)
        if not keys:
            return []
        beside = {**self.hidden, **hidden}
        statement = self._statement(rows.model, chosen, beside)
        with preparing() as cursor:
            cursor.execute(statement.sql, [*statement.parameters, keys])
            fetched = cursor.fetchall()
        computed = frozenset(chosen).intersection(self.computed)
        found = {
            pk: Row(pk, key, json, computed, dict(zip(beside, others, strict=True)))
            for pk, key, json, *others in fetched
        }
        return [found[key] for key in keys if key in found]

    def _statement(
        self, model: type[Model], chosen: Chosen, hidden: Mapping[str, Expression]
    ) -> _Statement:
        """The statement for these keys, which Django writes once."""
        wide = tuple(name for name in self.wider if chosen.get(name) is self.wider[name])
        wanted = (model, tuple(chosen), wide, tuple(hidden))
        if wanted not in self._statements:
            if len(self._statements) >= REMEMBERED:
                self._statements.clear()
            self._statements[wanted] = self._compiled(model, chosen, hidden)
        return self._statements[wanted]

    def _compiled(
        self, model: type[Model], chosen: Chosen, hidden: Mapping[str, Expression]
    ) -> _Statement:
        stored = {name: column for name, column in chosen.items() if column is not None}
        json = Cast(Object(**stored), TextField())
        columns: list[str | Combinable] = ["pk", F(self.key), json, *hidden.values()]
        query = model._base_manager.order_by().values_list(*columns).query
        sql, parameters = query.sql_with_params()
        key = f'"{model._meta.db_table}"."{model._meta.pk.column}"'
        return _Statement(f"{sql} WHERE {key} = ANY(%s)", tuple(parameters))


def _flat(values: Iterable[tuple[str, ...]]) -> set[str]:
    return {name for names in values for name in names}
