"""Rows of a list as a flat table, by rules that its item type alone decides.

- a value is a cell; null is empty, truth is `true` or `false`, dates are ISO 8601
- an object gives a column for each of its keys: `region` → `region_code`, `region_name`; for keys
  that it does not always have only where it was asked for in full (`include=meeting`)
- a list of values is one cell, joined by `；`
- a list of objects whose type names its `cells` gives those, joined alike, one entry an object
  (empty where there is none); any other list of objects is one cell of JSON
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
from rest_framework.serializers import DictField, Field, ListField, ListSerializer, Serializer

JOINT = "；"
Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, where in a row it is found, and how a value is put as a cell."""

    name: str
    path: Path
    cell: Callable[[Any], str]

    def of(self, row: Mapping[str, Any]) -> str:
        found = at(row, self.path)
        return "" if found is None else self.cell(found)


@cache
def table(
    item: type[Serializer[Any]], keys: tuple[str, ...], in_full: frozenset[str] = frozenset()
) -> tuple[Column, ...]:
    """The columns of rows of this type with these keys, some of them in full."""
    fields = item().fields
    return tuple(
        column for key in keys for column in _columns(key, fields[key], (key,), key in in_full)
    )


def at(row: Any, path: Iterable[str]) -> Any:
    """What stands at the end of a path of keys; null where any step is."""
    for key in path:
        if row is None:
            return None
        row = row.get(key)
    return row


def _columns(
    name: str, field: Field[Any, Any, Any, Any], path: Path, in_full: bool
) -> Iterator[Column]:
    if isinstance(field, ListSerializer):
        cells: Mapping[str, Path] = getattr(field.child, "cells", {})
        for column, inner in cells.items():
            yield Column(column, path, _Picked(inner))
        if not cells:
            yield Column(name, path, _json)
    elif isinstance(field, Serializer):
        for key, inside in field.fields.items():
            if inside.required or in_full:
                yield from _columns(f"{name}_{key}", inside, (*path, key), in_full)
    elif isinstance(field, DictField):
        yield Column(name, path, _json)
    elif isinstance(field, ListField):
        yield Column(name, path, _joined)
    else:
        yield Column(name, path, plain)


def plain(value: Any) -> str:
    """One value as a cell."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _joined(values: Iterable[Any]) -> str:
    return JOINT.join("" if value is None else plain(value) for value in values)


def _json(value: Any) -> str:
    return orjson.dumps(value, str).decode()


@dataclass(frozen=True, slots=True)
class _Picked:
    """What stands at a path in each object of a list, joined."""

    path: Path

    def __call__(self, items: Iterable[Any]) -> str:
        return _joined(at(item, self.path) for item in items)
