"""How many published documents name what a suggestion leads to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Count, F, Func

from documents.models import Citation, SearchEntry, Status

Weights = Mapping[Any, int]
"""Primary key → published documents."""


def _listed(column: str) -> Weights:
    """Documents by a value of an array of the search index."""
    public = SearchEntry.objects.filter(is_public=True)
    values = public.annotate(value=Func(F(column), function="unnest")).values("value")
    return dict(values.annotate(n=Count("pk")).order_by().values_list("value", "n"))


def _citing(target: str) -> Counter[Any]:
    """Documents by what they cite."""
    cited = Citation.objects.filter(**{f"{target}__isnull": False})
    cited = cited.filter(document__status=Status.PUBLISHED).order_by()
    counted = cited.values(target).annotate(n=Count("document", distinct=True))
    return Counter(dict(counted.values_list(target, "n")))


def _meetings() -> Weights:
    """Documents adopted or delivered at a meeting, and those that cite it."""
    public = SearchEntry.objects.filter(is_public=True, meeting__isnull=False)
    held = public.values("meeting").annotate(n=Count("pk")).order_by()
    return _citing("target_meeting") + Counter(dict(held.values_list("meeting", "n")))


COUNTS: dict[str, Callable[[], Weights]] = {
    "term": lambda: _listed("terms"),
    "body": lambda: _listed("issuers"),
    "meeting": _meetings,
    "document": lambda: _citing("target_document"),
}
