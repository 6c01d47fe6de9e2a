"""The one list of documents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import columns, linked_data, serializers
from documents.api.feeds import NEEDED, write_feed
from documents.api.filters import DocumentFilters
from documents.api.links import Linked
from documents.api.matched import Matched
from documents.api.relevance import by_relevance
from documents.api.searching import (
    EXPLAIN,
    HIGHLIGHT,
    MARKED,
    Q_PARAMETER,
    explained,
    highlights,
    said_of,
)
from documents.api.totals import total
from documents.api.whole import whole
from documents.models import Document
from documents.search.clauses import Matching, filter_clause
from documents.search.counting import count
from documents.search.facets import FACETS, Values, facets
from documents.search.ranking import Ranked
from documents.search.search import Search, searching
from policyapi.postgres.prepared import preparing
from policyapi.rest.csv_files import is_whole, streamed
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.filters import FilterSet
from policyapi.rest.formats import ATOM, JSON_LD, Kind
from policyapi.rest.linked_data import write_list
from policyapi.rest.ordering import Key, both
from policyapi.rest.paging import Count, Walk
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.selection import Row
from policyapi.rest.serializers import page_of as page_of_items
from policyapi.rest.values import Anything, Day, Moment, Names
from policyapi.rest.views import ListView, envelope

_ID = Key("id", Anything())
_ID_DOWN = Key("id", Anything(), descending=True)
RELEVANCE = "relevance"
CHANGED_LAST = "-changed_at"
FACET = Parameter(
    "facet",
    Names(tuple(FACETS)),
    "Counts of values, comma-separated; each leaves its own filter out.",
    many=True,
    example="issuer,kind,year",
)


class DocumentList(Linked, ListView):
    """Published documents: every filter combines with every other and with `q`."""

    kind = Kind.DOCUMENTS
    writers: ClassVar = {
        **ListView.writers,
        JSON_LD.name: write_list(linked_data.document),
        ATOM.name: write_feed,
    }
    needs: ClassVar = {JSON_LD.name: linked_data.NEEDED, ATOM.name: NEEDED}
    filters: ClassVar[type[FilterSet]] = DocumentFilters
    columns = columns.LIST
    item = serializers.DocumentHit
    orderings: ClassVar = {
        RELEVANCE: (),
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
        yield EXPLAIN
        yield from super().parameters()

    def answers(self) -> dict[str, Any]:
        return {"application/json": page_of_items(self.item, tuple(FACETS))}

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        read = self.read(request)
        ordering = self.ordered_by(read)
        if is_whole(self.form, read):
            return streamed(request, self.pieces(request, read), self.table(), read)
        conditions = self.filters.conditions(read)
        filters = {name: filter_clause(name, read[name], q) for name, q in conditions.items()}
        is_all = not (filters or asks(read) or "facet" in read)
        with preparing() if is_all else searching() as cursor:
            search = Search(read["q"][0], filters, cursor) if asks(read) else None
            matching = search.matching if search else Matching(None, filters)
            told = search.told() if search and ordering == RELEVANCE else None
            if is_all:
                counted, values = total(request, cursor), None
            else:
                counted, values = counts(read, matching, cursor, told)
            if search and ordering == RELEVANCE:
                page, hits = by_relevance(search, counted, read)
            else:
                matched = Matched(self.rows(), matching, counted, cursor)
                page, hits = matched.page(self.walk(read), read, conditions), {}
        results = self.represented(request, page.keys, read, search, hits)
        answer = envelope(request, counted, page, results)
        if values is not None:
            answer["facets"] = values
        return Response(answer | self.said(read, counted.number, search))

    def read(self, request: Request) -> Read:
        """As asked; a feed is walked, what changed last first, unless it is told otherwise."""
        found = super().read(request)
        if self.form == ATOM.name:
            found = {"ordering": (CHANGED_LAST,), **found}
            if not {"page", "cursor"}.intersection(found):
                found["cursor"] = ("",)
        return found

    def keys(self, read: Read) -> tuple[str, ...]:
        asked = {"highlights": read.get("highlight"), "explanation": read.get("explain")}
        return (*super().keys(read), *(key for key, told in asked.items() if told == (True,)))

    def represented(
        self,
        request: Request,
        keys: Sequence[str],
        read: Read,
        search: Search | None,
        hits: Mapping[str, Ranked],
    ) -> list[Any]:
        """The documents of these keys as they are sent, with what was asked for of each hit."""
        hidden = MARKED if search and read.get("highlight") == (True,) else {}
        fetched = self.columns.fetch(self.rows(), keys, self.columns.chosen(read), hidden)
        add(fetched, read, search, hits)
        return [self.represent(request, row) for row in fetched]

    def pieces(self, request: Request, read: Read) -> Iterator[list[Any]]:
        for piece in whole(self.rows(), self.walk_of(read), read, self.filters.conditions(read)):
            yield self.represented(request, piece.keys, read, piece.search, piece.hits)

    def walk_of(self, read: Read) -> Walk | None:
        """The walk of a field's order; null by relevance."""
        return None if self.ordered_by(read) == RELEVANCE else self.walk(read)

    def ordered_by(self, read: Read) -> str:
        if "ordering" in read:
            if read["ordering"][0] == RELEVANCE and not asks(read):
                raise InvalidParameters({"ordering": ["relevance needs q."]})
            name: str = read["ordering"][0]
            return name
        return RELEVANCE if asks(read) else self.default_ordering

    def said(self, read: Read, count: int, search: Search | None) -> dict[str, Any]:
        """The envelope's `query`."""
        said: dict[str, Any] = self.notes(read, count)
        if search is None:
            return said
        return {"query": said_of(search, count, said["query"]["notes"] if said else [])}


def asks(read: Read) -> bool:
    return bool(read.get("q", ("",))[0])


def counts(
    read: Read, matching: Matching, cursor: Any, told: int | None
) -> tuple[Count, dict[str, Values] | None]:
    """The number of documents, if it is not `told`, and of the values of facets if asked for."""
    names = [name for names in read.get("facet", ()) for name in names]
    if names:
        return facets(names, matching, cursor)
    return (count(matching, cursor) if told is None else Count(told)), None


def add(rows: Sequence[Row], read: Read, search: Search | None, hits: Mapping[str, Ranked]) -> None:
    """Each row's passages and explanation where they were asked for; empty without a query."""
    if read.get("highlight") == (True,):
        marked = highlights(search, rows) if search else {}
        for row in rows:
            row.added["highlights"] = marked.get(row.pk, [])
    if read.get("explain") == (True,):
        for row in rows:
            hit = hits.get(row.pk)
            row.added["explanation"] = explained(hit, search) if hit and search else None
