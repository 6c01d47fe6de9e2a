"""Documents like one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import QuerySet
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import columns, serializers
from documents.api.filters import DocumentFilters
from documents.api.links import Linked
from documents.api.visible import OfDocument
from documents.models import Document
from documents.search.clauses import filter_clause
from documents.search.search import searching
from documents.search.similar import similar
from policyapi.rest.filters import FilterSet
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.values import Integer
from policyapi.rest.views import RowsView, find

MAX_SIZE = 50
PAGE_SIZE = Parameter("page_size", Integer(1, MAX_SIZE), "How many; 10 unless told.")


class SimilarList(OfDocument, Linked, RowsView):
    """The documents most like this one, best first; its copies are left out.

    They share its most telling words, which are named. The filters of the list narrow them.
    """

    operation_id = "list_similar_documents"
    filters: ClassVar[type[FilterSet]] = DocumentFilters
    columns = columns.LIST
    item = serializers.SimilarItem

    def rows(self) -> QuerySet[Document]:
        return Document.objects.filter(status="published")

    def parameters(self) -> Iterable[Parameter]:
        yield from self.filters.parameters()
        yield PAGE_SIZE
        yield from super().parameters()

    def answers(self) -> dict[str, Any]:
        return {"application/json": serializers.SimilarDocuments}

    def keys(self, read: Read) -> tuple[str, ...]:
        return (*super().keys(read), "score", "shared_terms")

    def get(self, request: Request, **kwargs: str) -> Response:
        read = self.read(request)
        conditions = self.filters.conditions(read)
        filters = {name: filter_clause(name, read[name], q) for name, q in conditions.items()}
        (size,) = read.get("page_size", (10,))
        if "\x00" in kwargs["id"]:
            find(self.rows(), id=kwargs["id"])
        with searching() as cursor:
            found = {one.document: one for one in similar(kwargs["id"], filters, size, cursor)}
        if not found:
            find(self.rows(), id=kwargs["id"])
        results = []
        for row in self.columns.fetch(self.rows(), found, self.columns.chosen(read)):
            like = {"score": round(found[row.pk].score, 4), "shared_terms": found[row.pk].shared}
            row.added.update(like)
            results.append(self.represent(request, row))
        return Response({"results": results})
