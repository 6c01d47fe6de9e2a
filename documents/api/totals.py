"""How many documents there are in all, counted once between two changes."""

from __future__ import annotations

from typing import Any

from django.db import connection
from rest_framework.request import Request

from documents.search.clauses import Matching
from documents.search.counting import count
from policyapi.rest.paging import Count

_last: dict[tuple[str, int], Count] = {}
"""Database and place in the log of changes → the number then; of the last place alone."""


def total(request: Request, cursor: Any) -> Count:
    """The number of public documents. A transaction counts them itself: no log has its changes."""
    position: int | None = getattr(request, "position", None)
    if position is None or connection.in_atomic_block:
        return count(Matching(None, {}), cursor)
    place = (connection.settings_dict["NAME"], position)
    if (known := _last.get(place)) is None:
        known = count(Matching(None, {}), cursor)
        _last.clear()
        _last[place] = known
    return known
