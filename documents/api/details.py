"""One document, and the lists of its parts."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from rest_framework.request import Request

from documents.api import columns, linked_data, serializers
from documents.api.links import OF_DOCUMENT, Linked
from documents.api.visible import OfDocument, visible
from documents.api.writing.views import AddsSources, CorrectsDocuments
from documents.models import Citation, Document, Section, Source
from policyapi.rest.formats import JSON_LD, Kind
from policyapi.rest.linked_data import write_one
from policyapi.rest.ordering import Key, both
from policyapi.rest.values import Day, Integer
from policyapi.rest.views import DetailView, ListView, find

_BIG = Integer(0, 1 << 62)


class DocumentDetail(CorrectsDocuments, OfDocument, Linked, DetailView):
    """One document with its history, sources, terms and counts."""

    kind = Kind.THING
    writers: ClassVar = {JSON_LD.name: write_one(linked_data.document)}
    needs: ClassVar = {JSON_LD.name: linked_data.NEEDED}
    hangs_on = OF_DOCUMENT
    columns = columns.DETAIL
    item = serializers.DocumentFull

    def rows(self) -> QuerySet[Document]:
        return visible(self.request)


class PartList(OfDocument, ListView):
    """A list of what belongs to one document."""

    hangs_on = OF_DOCUMENT
    document: Any = None

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        self.read(request)
        self.document = find(visible(request), id=kwargs["id"])
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


class SourceList(AddsSources, PartList):
    """What the document was read from, the current version first."""

    columns = columns.SOURCE_LIST
    item = serializers.SourceItem
    orderings: ClassVar = both("version", Key("version", _BIG), Key("id", _BIG))
    default_ordering = "-version"

    def rows(self) -> QuerySet[Source]:
        return Source.objects.filter(document=self.document)
