"""How many published documents name what a suggestion leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.models import Count

from documents.models import Citation, Status

Weights = Mapping[Any, int]
"""Primary key → published documents."""


def _listed(column: str, table: str) -> Weights:
    """Documents by a value of an array of the search index."""
    return _counted(f"unnest({column})", table)


def _counted(value: str, table: str) -> Weights:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {value}, count(*) FROM {table} WHERE is_public GROUP BY 1")  # noqa: S608
        return dict(cursor.fetchall())


def _citing(target: str) -> Counter[Any]:
    """Documents by what they cite."""
    cited = Citation.objects.filter(**{f"{target}__isnull": False})
    cited = cited.filter(document__status=Status.PUBLISHED).order_by()
    counted = cited.values(target).annotate(n=Count("document", distinct=True))
    return Counter(dict(counted.values_list(target, "n")))


def _meetings(table: str) -> Weights:
    """Documents adopted or delivered at a meeting, and those that cite it."""
    held = Counter(_counted("meeting", table))
    del held[None]
    return _citing("target_meeting") + held


COUNTS: dict[str, Callable[[str], Weights]] = {
    "term": lambda table: _listed("terms", table),
    "body": lambda table: _listed("issuers", table),
    "meeting": _meetings,
    "document": lambda _: _citing("target_document"),
}
"""Kind of what is suggested → how it is counted, by the entries in a table."""
