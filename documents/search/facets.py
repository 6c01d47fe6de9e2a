"""Facets as declared data: what is counted, and how a value is named."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from documents.models import Document, Genre
from policyapi.rest.filters import together
from policyapi.rest.selection import Expression
from taxonomy.models import Region

LIMIT = 100
"""Values a facet, most frequent first."""


@dataclass(frozen=True, slots=True)
class Facet:
    """`value` and `label` are paths from a document; `labels` name values of closed lists."""

    value: str
    label: str | None
    help: str
    labels: Mapping[str, str] | None = None


FACETS: dict[str, Facet] = {
    "issuer": Facet("issuers__slug", "issuers__short_name", "Issuing bodies"),
    "kind": Facet("kind", None, "Statutory kinds (文种)"),
    "genre": Facet("genre", None, "Genres", dict(Genre.choices)),
    "year": Facet("year", None, "Years of adoption, else of publication"),
    "level": Facet("level", None, "Levels", dict(Region.Level.choices)),
    "region": Facet("region__code", "region__name", "Regions"),
    "meeting": Facet("meeting__slug", "meeting__name", "Meetings"),
    "term": Facet("mentions__term__slug", "mentions__term__label", "Terms named"),
    "subject": Facet("subject_term__slug", "subject_term__label", "Subjects"),
}


def counts(
    names: Iterable[str], rows: QuerySet[Document], conditions: Mapping[str, Q]
) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """The number of documents, and of each facet's values; one statement.

    A facet leaves the filter of its own name out, so that one sees what else could be chosen.
    """
    names = list(dict.fromkeys(names))
    found: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    matching = rows.filter(together(conditions))
    if not names:
        return matching.count(), found
    total = _numbered(matching.order_by(), "", Value(""), Value(""))
    parts = [_counted(name, rows, conditions) for name in names]
    count = 0
    for row in total.union(*parts, all=True):
        if row["facet"]:
            found[row["facet"]].append(_named(FACETS[row["facet"]], row))
        else:
            count = row["n"]
    for values in found.values():
        values.sort(key=lambda item: (-item["count"], item["value"]))
    return count, found


def _counted(
    name: str, rows: QuerySet[Document], conditions: Mapping[str, Q]
) -> QuerySet[Any, Any]:
    facet = FACETS[name]
    matching = rows.filter(together(conditions, without=name))
    matching = matching.filter(Q((f"{facet.value}__isnull", False))).order_by()
    counted: QuerySet[Any, Any] = _numbered(
        matching, name, F(facet.value), F(facet.label or facet.value)
    )
    return counted.order_by("-n", "facet_value")[:LIMIT]


def _numbered(
    rows: QuerySet[Document], name: str, value: Expression, label: Expression
) -> QuerySet[Any, Any]:
    """Rows `facet, facet_value, facet_label, n`, all text but the last."""
    return (
        rows.annotate(
            facet=Value(name, output_field=TextField()),
            facet_value=Cast(value, TextField()),
            facet_label=Cast(label, TextField()),
        )
        .values("facet", "facet_value", "facet_label")
        .annotate(n=Count("pk", distinct=True))
    )


def _named(facet: Facet, row: Mapping[str, Any]) -> dict[str, Any]:
    value = row["facet_value"]
    label = facet.labels.get(value, value) if facet.labels else row["facet_label"]
    return {"value": value, "label": label, "count": row["n"]}
