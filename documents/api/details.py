"""One document, its text, and the lists of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import F, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import columns, serializers
from documents.api.links import OF_DOCUMENT, Linked
from documents.models import Citation, Document, Section, Source
from policyapi.rest import formats
from policyapi.rest.expressions import stated
from policyapi.rest.formats import Kind
from policyapi.rest.ordering import Key, both
from policyapi.rest.parameters import Parameter
from policyapi.rest.selection import Columns
from policyapi.rest.values import Day, Integer
from policyapi.rest.views import DetailView, ListView, find

_BIG = Integer(0, 1 << 62)


def published() -> QuerySet[Document]:
    return Document.objects.filter(status="published")


class DocumentDetail(Linked, DetailView):
    """One document with its history, sources, terms and counts."""

    hangs_on = OF_DOCUMENT
    columns = columns.DETAIL
    item = serializers.DocumentFull

    def rows(self) -> QuerySet[Document]:
        return published()


class DocumentText(DetailView):
    """The whole text: JSON, or by `Accept: text/plain` the text alone."""

    kind = Kind.TEXT
    writers: ClassVar = {formats.PLAIN_TEXT.name: lambda view, data: data["text"]}
    columns = Columns(
        {
            "id": F("id"),
            "title": F("title"),
            "has_text": columns.HAS_TEXT,
            "text": stated("text"),
        },
        key="id",
    )
    item = serializers.DocumentText

    def rows(self) -> QuerySet[Document]:
        return published()

    def parameters(self) -> Iterable[Parameter]:
        yield self.formats

    def get(self, request: Request, **kwargs: str) -> Response:
        response = super().get(request, **kwargs)
        if self.form in self.writers and response.data["text"] is None:
            raise Http404("This record has no text; its official address is in `url`.")
        return response


class PartList(ListView):
    """A list of what belongs to one published document."""

    hangs_on = OF_DOCUMENT
    document: Any = None

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        self.read(request)
        self.document = find(published(), id=kwargs["id"])
        return super().get(request, **kwargs)


class SectionList(PartList):
    """The outline in the order of the text."""

    columns = columns.SECTION_LIST
    item = serializers.SectionItem
    orderings: ClassVar = both("position", Key("position", _BIG))
    default_ordering = "position"

    def rows(self) -> QuerySet[Section]:
        return Section.objects.filter(document=self.document)


class CitationList(PartList):
    """The documents and meetings that the text names, in its order."""

    columns = columns.CITATION_LIST
    item = serializers.CitationItem
    orderings: ClassVar = both("start", Key("start", _BIG), Key("id", _BIG))
    default_ordering = "start"

    def rows(self) -> QuerySet[Citation]:
        return Citation.objects.filter(document=self.document)


class CitedByList(PartList):
    """Where other published documents name this one, the latest first."""

    operation_id = "list_document_cited_by"
    columns = columns.CITED_BY_LIST
    item = serializers.CitedByItem
    orderings: ClassVar = both(
        "adopted_on", Key("document__adopted_on", Day(), nullable=True), Key("id", _BIG)
    )
    default_ordering = "-adopted_on"

    def rows(self) -> QuerySet[Citation]:
        return Citation.objects.filter(target_document=self.document, document__status="published")


class SourceList(PartList):
    """What the document was read from, the current version first."""

    columns = columns.SOURCE_LIST
    item = serializers.SourceItem
    orderings: ClassVar = both("version", Key("version", _BIG), Key("id", _BIG))
    default_ordering = "-version"

    def rows(self) -> QuerySet[Source]:
        return Source.objects.filter(document=self.document)
