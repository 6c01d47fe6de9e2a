"""The type of a column, read from the model field behind it: as JSON Schema and for Parquet."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Window
from django.db.models.constants import LOOKUP_SEP
from django.db.models.expressions import Combinable, ExpressionWrapper

Schema = dict[str, Any]

_JSON: tuple[tuple[type[models.Field[Any, Any]], Schema], ...] = (
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.FloatField, {"type": "number"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    (models.JSONField, {"type": "object"}),
    (models.URLField, {"type": "string", "format": "uri"}),
    (models.CharField, {"type": "string"}),
    (models.TextField, {"type": "string"}),
)
"""The first class that a field is of decides."""


def schema_of(expression: Combinable, model: type[models.Model]) -> Schema:
    """The JSON Schema of a column's values."""
    found = _schema(_output(expression, model))
    return _or_null(found) if is_nullable(expression, model) else found


def is_nullable(expression: Combinable, model: type[models.Model]) -> bool:
    """Whether a value may be null: a path by the fields it leads along, what is computed mostly."""
    if isinstance(expression, F):
        return any(field.null for field in _path(expression, model))
    return not isinstance(expression, ExpressionWrapper | ArraySubquery | Window)


def _output(expression: Combinable, model: type[models.Model]) -> Any:
    """The field that says of what type an expression is."""
    if isinstance(expression, F):
        return _path(expression, model)[-1]
    query = model._base_manager.all().query
    resolved: Any = expression
    return resolved.resolve_expression(query).output_field


def _path(expression: F, model: type[models.Model]) -> list[Any]:
    """The fields along a path, relations and the column at its end: `region__code`."""
    fields, owner = [], model
    path: Any = expression
    for name in path.name.split(LOOKUP_SEP):
        field: Any = owner._meta.get_field(name)
        fields.append(field)
        owner = field.related_model or owner
    while fields[-1].is_relation:
        fields.append(fields[-1].target_field)
    return fields


def _schema(field: Any) -> Schema:
    if isinstance(field, models.GeneratedField):
        return _schema(field.output_field)
    if isinstance(field, ArrayField):
        return {"type": "array", "items": _schema(field.base_field)}
    found = next(dict(schema) for kind, schema in _JSON if isinstance(field, kind))
    if field.choices:
        found["enum"] = [value for value, _ in field.flatchoices]
    return found


def _or_null(schema: Schema) -> Schema:
    found = schema | {"type": [schema["type"], "null"]}
    return found | {"enum": [*schema["enum"], None]} if "enum" in schema else found
