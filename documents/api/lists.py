"""The one list of documents, and looking documents up by number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar
from zlib import crc32

from django.db.models import Q, QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import columns, serializers
from documents.api.filters import DocumentFilters
from documents.api.links import Linked
from documents.api.searching import HIGHLIGHT, Q_PARAMETER, Search
from documents.models import Document
from documents.search.clauses import NEVER, Clause, Matching, filter_clause
from documents.search.compile import NOTHING
from documents.search.counting import count
from documents.search.facets import FACETS, Values, facets
from documents.search.retrieval import searching
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.filters import FilterSet, together
from policyapi.rest.ordering import Key, both
from policyapi.rest.paging import DEPTH, Count, Walk, page_of
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
        counted, values = self.counted(read, search, conditions)
        if search:
            rows = rows.annotate(rank=search.compiled.rank)
        page = page_of(rows.filter(together(conditions)), counted, self.walk(read), read)
        fetched = self.columns.fetch(self.rows(), page.keys, self.columns.chosen(read))
        if read.get("highlight") == (True,):
            add_highlights(fetched, search)
        results = [self.represent(request, row, read) for row in fetched]
        answer = envelope(request, counted, page, results)
        if values is not None:
            answer["facets"] = values
        return Response(answer | self.said(read, counted.number, search))

    def counted(
        self, read: Read, search: Search | None, conditions: Mapping[str, Q]
    ) -> tuple[Count, dict[str, Values] | None]:
        """The number of documents and, where asked, of the values of facets."""
        filters = {name: filter_clause(name, read[name], q) for name, q in conditions.items()}
        matching = Matching(found_by(search) if search else None, filters)
        names = [name for names in read.get("facet", ()) for name in names]
        with searching() as cursor:
            if names:
                return facets(names, matching, cursor)
            return count(matching, cursor), None

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


def found_by(search: Search) -> Clause:
    """The documents that a query finds, as a condition on rows of the index."""
    if search.compiled.where == NOTHING:
        return NEVER
    inside = Document.objects.filter(search.compiled.where).order_by().values("pk").query
    sql, parameters = inside.sql_with_params()
    return Clause(f"e.document_id IN ({sql})", tuple(parameters))


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
