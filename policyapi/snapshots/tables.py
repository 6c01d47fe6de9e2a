"""What a snapshot has one file of: rows of a model, and the columns that are public."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, QuerySet, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast

from policyapi.rest.expressions import Object
from policyapi.snapshots.kinds import Schema, schema_of

CHUNK = 100
"""Rows that are fetched at a time."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `rows` in the order in which they are written, `columns` by their public names.

    A column is a path to a field (`region__code`) or an expression. `key` names the columns that no
    two rows share; empty where rows have no key, as the sources of a document.
    """

    name: str
    help: str
    rows: Callable[[], QuerySet[Any]]
    columns: Mapping[str, str | Combinable]
    key: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """Each row as JSON on one line, written by the database and streamed from a cursor."""
        row = Cast(Object(**self.columns), TextField())
        yield from self.rows().values_list(row, flat=True).iterator(CHUNK)

    def schema(self) -> Schema:
        """The JSON Schema of a row; every column is there in each."""
        model = self.rows().model
        return {
            "title": self.name,
            "description": self.help,
            "type": "object",
            "properties": {
                name: schema_of(F(item) if isinstance(item, str) else item, model)
                for name, item in self.columns.items()
            },
            "required": list(self.columns),
            "additionalProperties": False,
        }
