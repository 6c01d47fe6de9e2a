"""The one list of documents, and looking documents up by number."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar
from zlib import crc32

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import columns, serializers
from documents.api.filters import DocumentFilters
from documents.api.links import Linked
from documents.api.searching import HIGHLIGHT, Q_PARAMETER, Search
from documents.models import Document
from documents.search.facets import FACETS, counts
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.filters import FilterSet, together
from policyapi.rest.ordering import Key, both
from policyapi.rest.paging import DEPTH, Walk, page_of
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.selection import Row
from policyapi.rest.serializers import page_of as page_of_items
from policyapi.rest.values import Anything, Day, Decimal, Moment, Names
from policyapi.rest.views import ListView, envelope

_ID = Key("id", Anything())
_ID_DOWN = Key("id", Anything(), descending=True)
RELEVANCE = "relevance"
FACET = Parameter(
    "facet",
    Names(tuple(FACETS)),
    "Counts of values, comma-separated; each leaves its own filter out.",
    many=True,
    example="issuer,kind,year",
)


class DocumentList(Linked, ListView):
    """Published documents: every filter combines with every other and with `q`."""

    filters: ClassVar[type[FilterSet]] = DocumentFilters
    columns = columns.LIST
    item = serializers.DocumentHit
    orderings: ClassVar = {
        RELEVANCE: (
            Key("rank", Decimal(), descending=True),
            Key("adopted_on", Day(), descending=True, nullable=True),
            _ID,
        ),
        **both("adopted_on", Key("adopted_on", Day(), nullable=True), _ID_DOWN),
        **both("published_on", Key("published_on", Day(), nullable=True), _ID_DOWN),
        **both("changed_at", Key("content_changed_at", Moment()), _ID),
        **both("title", Key("title", Anything()), _ID),
    }
    default_ordering = "-adopted_on"

    def rows(self) -> QuerySet[Document]:
        return Document.objects.filter(status="published")

    def parameters(self) -> Iterable[Parameter]:
        yield Q_PARAMETER
        yield FACET
        yield HIGHLIGHT
        yield from super().parameters()

    def answers(self) -> dict[str, Any]:
        return {"application/json": page_of_items(self.item, tuple(FACETS))}

    def get(self, request: Request, **kwargs: Any) -> Response:
        read = self.read(request)
        search = asked(read)
        conditions = self.filters.conditions(read)
        rows = self.rows().filter(search.compiled.where) if search else self.rows()
        facets = [name for names in read.get("facet", ()) for name in names]
        count, counted = counts(facets, rows, conditions)
        if search:
            rows = rows.annotate(rank=search.compiled.rank)
        page = page_of(rows.filter(together(conditions)), count, self.walk(read), read)
        fetched = self.columns.fetch(self.rows(), page.keys, self.columns.chosen(read))
        if read.get("highlight") == (True,):
            add_highlights(fetched, search)
        results = [self.represent(request, row, read) for row in fetched]
        answer = envelope(request, count, page, results)
        if facets:
            answer["facets"] = counted
        return Response(answer | self.said(read, count, search))

    def walk(self, read: Read) -> Walk:
        text: str = read["q"][0] if "q" in read else ""
        name: str = read["ordering"][0] if "ordering" in read else RELEVANCE if text else ""
        if name == RELEVANCE and not text:
            raise InvalidParameters({"ordering": ["relevance needs q."]})
        if name == RELEVANCE:
            scope = f"{RELEVANCE}:{crc32(text.encode()):x}"
            return Walk(scope, self.orderings[RELEVANCE], DEPTH)
        return super().walk(read)

    def said(self, read: Read, count: int, search: Search | None) -> dict[str, Any]:
        """The envelope's `query`."""
        said: dict[str, Any] = self.notes(read, count)
        if search is None:
            return said
        notes = said["query"]["notes"] if said else []
        return {
            "query": {
                "text": search.typed,
                "terms": list(search.compiled.terms),
                "expanded": {},
                "notes": [*search.notes(), *notes],
            }
        }


def asked(read: Read) -> Search | None:
    text = read["q"][0] if "q" in read else ""
    return Search(text) if text else None


def add_highlights(rows: list[Row], search: Search | None) -> None:
    """Each row's passages, under `highlights`; none without a query."""
    found = search.highlights([row.pk for row in rows]) if search and rows else {}
    for row in rows:
        row.data["highlights"] = found.get(row.pk, [])


class LookupFilters(FilterSet):
    number = DocumentFilters.declared()["number"].as_required()


class Lookup(DocumentList):
    """Documents by number in any form of brackets; a list, as numbers are not unique."""

    filters = LookupFilters
