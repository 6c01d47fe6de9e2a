"""Documents that a query finds, in the order of a field."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from documents.models import Document
from documents.search.clauses import Clause, Matching
from documents.search.dated import WORTH, window
from policyapi.rest.paging import Count, Reach, Walk


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
