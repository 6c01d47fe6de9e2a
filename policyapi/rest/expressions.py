"""Database expressions that make nested JSON, so that a page's rows are one statement."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import (
    Case,
    Count,
    F,
    Func,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce, NullIf


class Json(JSONField):
    """PostgreSQL's `json`, which keeps the order of keys; the driver decodes it."""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return value


class Object(Func):
    """A JSON object with its keys in the order given: `Object(slug="slug", name="name")`.

    Made from a row, as what `json_build_object` writes has spaces in it.
    """

    def __init__(self, **keys: Any) -> None:
        self.names = tuple(keys)
        items = (F(item) if isinstance(item, str) else item for item in keys.values())
        super().__init__(*items, output_field=Json())

    def as_sql(  # type: ignore[override]
        self, compiler: Any, connection: Any, **extra_context: Any
    ) -> tuple[str, Any]:
        columns, parameters = [], []
        for name, item in zip(self.names, self.source_expressions, strict=True):
            sql, values = compiler.compile(item)
            columns.append(f"{sql} AS {connection.ops.quote_name(name)}")
            parameters.extend(values)
        row = ", ".join(columns)
        return f"(SELECT to_json(o) FROM (SELECT {row}) o)", parameters  # noqa: S608


def reference(path: str, **keys: str) -> Case:
    """`{slug, name, …}` of a related row, or null: `reference("meeting", slug="slug")`."""
    nested = {name: f"{path}__{field}" for name, field in keys.items()}
    return Case(When(**{f"{path}__isnull": False}, then=Object(**nested)), output_field=Json())


def listed(rows: QuerySet[Any], **keys: Any) -> ArraySubquery:
    """A list of objects out of a correlated queryset, in its order."""
    return ArraySubquery(rows.values(json=Object(**keys)))


def subtree(model: Any, column: str, roots: list[str]) -> list[Any]:
    """Primary keys of rows and all their descendants.

    `model` has a `parent`; `column` is the public key that `roots` are values of. A statement of
    its own: as a subquery the tree would be walked once a candidate row wherever the planner does
    not see how few keys it gives.
    """
    meta = model._meta
    table, key = meta.db_table, meta.pk.column
    parent = meta.get_field("parent").column
    sql = (
        f'WITH RECURSIVE tree AS (SELECT "{key}" FROM "{table}" WHERE "{column}" = ANY(%s) '  # noqa: S608
        f'UNION SELECT child."{key}" FROM "{table}" child '
        f'JOIN tree ON child."{parent}" = tree."{key}") SELECT "{key}" FROM tree'
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [roots])
        return [row[0] for row in cursor.fetchall()]


def first(rows: QuerySet[Any], **keys: str) -> Subquery:
    """The first row of a correlated queryset as an object, or null."""
    return Subquery(rows.values(json=Object(**keys))[:1])


def counted(model: Any, path: str, condition: Q | None = None) -> Subquery:
    """How many rows the relation `path` of the outer row leads to, each counted once."""
    rows = model._base_manager.filter(pk=OuterRef("pk")).order_by()
    return Subquery(rows.annotate(n=Count(path, filter=condition, distinct=True)).values("n"))


def counted_rows(rows: QuerySet[Any], column: str = "pk") -> Coalesce:
    """How many different values of a column a correlated queryset has."""
    grouped = rows.order_by().annotate(one=Value(1)).values("one")
    return Coalesce(Subquery(grouped.annotate(n=Count(column, distinct=True)).values("n")), 0)


def stated(field: str) -> NullIf:
    """A text, null where it is empty."""
    return NullIf(field, Value("", output_field=TextField()), output_field=TextField())
