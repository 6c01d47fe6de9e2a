"""Documents that a query finds or filters leave, in the order of a field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from documents.models import Document
from documents.search.clauses import Clause, Matching
from documents.search.dated import WORTH, window
from policyapi.rest.filters import Condition, together
from policyapi.rest.paging import Count, Page, Reach, Walk, page_of
from policyapi.rest.parameters import Read

ORDERED = frozenset({"kind", "genre", "region", "level", "meeting", "publisher", "year"})
"""Filters by a column of documents that an index has together with the date of adoption."""


@dataclass(frozen=True, slots=True)
class Matched:
    """The `rows` of a request that are `matching`, and how many they are."""

    rows: QuerySet[Document]
    matching: Matching
    count: Count
    cursor: Any

    def page(self, walk: Walk, read: Read, conditions: Mapping[str, Condition]) -> Page:
        """A page in the order of a field; `conditions` are the filters, on documents.

        Without a query, indexes of documents answer the filters that they are for, and every
        filter that leaves much, as a row for the page is then soon met. Else the index of the
        search answers first.
        """
        is_plain = self.matching.asked is None
        is_indexed = is_plain and ORDERED.issuperset(conditions)
        if is_indexed or (is_plain and self.count.number >= WORTH):
            rows = self.rows.filter(together(conditions))
        else:
            rows = found(self.rows, self.matching)
        if is_indexed:
            return page_of(rows, self.count, walk, read)
        near = narrowing(walk, self.rows, self.matching, self.count, self.cursor)
        return page_of(rows, self.count, near, read)


def found(rows: QuerySet[Document], matching: Matching) -> QuerySet[Document]:
    """The rows that match. `OFFSET 0` has the index answer first, whatever the order."""
    where = matching.where()
    inside = f"SELECT e.document_id FROM documents_searchentry e WHERE {where.sql} OFFSET 0"  # noqa: S608
    return rows.filter(pk__in=RawSQL(inside, where.parameters))  # noqa: S611


def narrowing(
    walk: Walk, rows: QuerySet[Document], matching: Matching, count: Count, cursor: Any
) -> Walk:
    """The walk that looks first at the dates near its page, where many documents match."""
    key = walk.ordering[0]

    def narrow(reach: Reach) -> QuerySet[Document] | None:
        after = reach.values[0] if reach.values else None
        if count.number < WORTH or (reach.values and after is None):
            return None
        within = window(
            matching,
            cursor,
            column=key.field,
            descending=key.descending != reach.reverse,
            after=after,
            number=reach.number,
        )
        return rows.filter(_among(matching.where(also=within))) if within else None

    return replace(walk, narrow=narrow)


def _among(where: Clause) -> RawSQL:
    """One of the few documents that the condition holds for."""
    inside = f"SELECT e.document_id FROM documents_searchentry e WHERE {where.sql}"  # noqa: S608
    sql = f"documents_document.id = ANY(ARRAY({inside}))"
    return RawSQL(sql, where.parameters, output_field=BooleanField())  # noqa: S611
