"""Paragraphs that answer a query, with where they stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import serializers
from documents.api.filters import DOCUMENT_ID, DocumentFilters
from documents.api.searching import Q_PARAMETER, marker_of, said_of
from documents.models import Document, DocumentIssuer
from documents.search.clauses import filter_clause
from documents.search.highlight import Highlighter
from documents.search.passage_ranking import DEPTH, PassageHit
from documents.search.passage_search import A_DOCUMENT, PassageSearch
from documents.search.search import searching
from documents.search.sections import Place, outline_places
from policyapi.rest.csv_files import DIALECT, batched, is_whole, streamed
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.expressions import listed
from policyapi.rest.near import missing_notes
from policyapi.rest.paging import PAGE_SIZE, Count, Page
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.serializers import page_of
from policyapi.rest.values import Integer
from policyapi.rest.views import RowsView, envelope

MAX_PAGE_SIZE = 50
PARAMETERS = (
    Parameter("q", Q_PARAMETER.value, Q_PARAMETER.help, required=True, example="营商环境"),
    Parameter(
        "document",
        DOCUMENT_ID,
        f"Only of this document, and then all of its paragraphs, not the best {A_DOCUMENT}.",
        many=True,
    ),
)
PAGING = (
    Parameter("page", Integer(1, DEPTH), f"Page number; reaches the first {DEPTH:,} paragraphs."),
    Parameter("page_size", Integer(1, MAX_PAGE_SIZE), f"Paragraphs, {PAGE_SIZE} unless told."),
)
TOO_DEEP = (
    f"reaches {DEPTH:,} paragraphs. Narrow the query or use filters; documents/ can be walked to "
    "its end with cursor=."
)


class PassageList(RowsView):
    """Paragraphs that answer `q`, best first, two of a document at most; filters are documents'.

    With `document=` all paragraphs of that document. `snippet` is the whole paragraph.
    """

    item = serializers.PassageItem

    def parameters(self) -> Iterable[Parameter]:
        yield from PARAMETERS
        yield from DocumentFilters.parameters()
        yield from PAGING
        yield DIALECT
        yield self.formats

    def answers(self) -> dict[str, Any]:
        return {"application/json": page_of(self.item)}

    def keys(self, read: Read) -> tuple[str, ...]:
        return tuple(self.item().fields)

    def get(self, request: Request) -> HttpResponseBase:
        read = self.read(request)
        conditions = DocumentFilters.conditions(read)
        filters = {name: filter_clause(name, read[name], q) for name, q in conditions.items()}
        with searching() as cursor:
            found = PassageSearch(read["q"][0], filters, cursor, read.get("document", ()))
            hits, is_complete = found.passages.hits, found.passages.is_complete
        if is_whole(self.form, read):
            marker = marker_of(found.search)
            pieces = (_results(piece, marker) for piece in batched(hits[:DEPTH]))
            return streamed(request, pieces, self.table(), read)
        shown, page = _page(hits, read)
        count = Count(min(len(hits), DEPTH), is_estimate=not is_complete)
        search = found.search
        answer = envelope(request, count, page, _results(shown, marker_of(search)))
        notes = [] if hits else missing_notes(read, DocumentFilters.declared())
        return Response(answer | {"query": said_of(search, len(hits), notes)})


def _page(hits: Sequence[PassageHit], read: Read) -> tuple[Sequence[PassageHit], Page]:
    """The hits of the page that is asked for, and where its neighbours are."""
    number: int = read.get("page", (1,))[0]
    size: int = read.get("page_size", (PAGE_SIZE,))[0]
    pages = max(1, -(-min(len(hits), DEPTH) // size))
    if number > pages:
        reason = TOO_DEEP if number * size > DEPTH else f"must be from 1 to {pages}."
        raise InvalidParameters({"page": [reason]})
    shown = hits[(number - 1) * size : number * size]
    after = ("page", str(number + 1)) if number < pages else None
    before = ("page", str(number - 1)) if number > 1 else None
    return shown, Page(tuple((hit.document, hit.start) for hit in shown), after, before)


def _results(hits: Sequence[PassageHit], marker: Highlighter) -> list[dict[str, Any]]:
    """The paragraphs as they are sent; two statements."""
    documents = _documents({hit.document for hit in hits})
    sections = [(hit.document, hit.section) for hit in hits if hit.section is not None]
    places = outline_places(sections)
    return [
        {
            "document": documents[hit.document],
            "section": _section(places.get((hit.document, hit.section or 0))),
            "start": hit.start,
            "end": hit.end,
            "snippet": marker.marked(hit.text),
            "score": round(hit.score, 4),
        }
        for hit in hits
        if hit.document in documents
    ]


def _documents(ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Document → what is said of it; its issuers by their short names, else as the text has."""
    issuers = DocumentIssuer.objects.filter(document=OuterRef("pk")).order_by("position")
    rows = Document.objects.filter(pk__in=ids).values(
        "id", "title", "adopted_on", links=listed(issuers, name="name", short="body__short_name")
    )
    return {
        row["id"]: {
            "id": row["id"],
            "title": row["title"],
            "adopted_on": row["adopted_on"],
            "issuers": [link["short"] or link["name"] for link in row["links"]],
        }
        for row in rows
    }


def _section(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "position": place.position,
        "anchor": f"section-{place.position}",
        "type": place.type,
        "label": place.label,
        "heading": place.heading,
        "path": list(place.path),
    }
