"""Looking documents up by what they are known by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from zlib import crc32

from django.db.models import QuerySet
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import columns, serializers
from documents.api.links import Linked
from documents.models import Document
from documents.search.lookup import Known
from documents.search.near_lookups import near_numbers, near_titles
from policyapi.rest.csv_files import is_whole, streamed
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.paging import DEPTH, MAX_PAGE_SIZE, Count
from policyapi.rest.paging import PARAMETERS as PAGING
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.positions import page_by_position
from policyapi.rest.serializers import page_of
from policyapi.rest.values import Text
from policyapi.rest.views import RowsView, echo, envelope

NUMBER = Parameter(
    "number",
    Text(120),
    "Document number, in any form of brackets.",
    many=True,
    example="国发〔2018〕42号",
)
TITLE = Parameter(
    "title",
    Text(500),
    "Title, in the forms that citations take: with or without 《》, 中华人民共和国 and the issuers "
    "before it, marks wide or narrow, a remark in brackets after it aside.",
    many=True,
    example="《示例省优化营商环境条例》",
)
URL = Parameter(
    "url",
    Text(1000),
    "Address of a source; its scheme, a slash at the end, a fragment and what only tracks readers "
    "do not count.",
    many=True,
    example="https://www.gov.cn/zhengce/content/2018-12/28/content_5352863.htm",
)
KNOWN = (NUMBER, TITLE, URL)


class Lookup(Linked, RowsView):
    """Documents by number, title or source address, those that have it to the letter first.

    One of the three is needed; of several, a document has all. It is a list, as none of them is
    unique.
    """

    operation_id = "lookup_documents"
    columns = columns.LIST
    item = serializers.LookedUpItem

    def rows(self) -> QuerySet[Document]:
        return Document.objects.filter(status="published")

    def parameters(self) -> Iterable[Parameter]:
        yield from KNOWN
        yield from PAGING
        yield from super().parameters()

    def answers(self) -> dict[str, Any]:
        return {"application/json": page_of(self.item)}

    def get(self, request: Request) -> HttpResponseBase:
        read = self.read(request)
        given = {p.name: read[p.name] for p in KNOWN if p.name in read}
        if not given:
            raise InvalidParameters({parameter.name: [_needed(parameter)] for parameter in KNOWN})
        known = Known(*(given.get(parameter.name, ()) for parameter in KNOWN))
        found = known.find()[:DEPTH]
        if is_whole(self.form, read):
            return streamed(request, self.pieces(request, found, read), self.table(), read)
        count = Count(len(found))
        scope = f"lookup:{crc32(repr(given).encode()):x}"
        page = page_by_position(lambda at, size: found[at : at + size], count, scope, read)
        results = self.results(request, page.keys, read)
        answer = envelope(request, count, page, results)
        return Response(answer if found else answer | {"query": echo(list(_notes(known)))})

    def pieces(self, request: Request, found: Sequence[str], read: Read) -> Iterator[list[Any]]:
        """All rows, some at a time."""
        for at in range(0, len(found), MAX_PAGE_SIZE):
            yield self.results(request, found[at : at + MAX_PAGE_SIZE], read)

    def results(self, request: Request, keys: Sequence[str], read: Read) -> list[Any]:
        fetched = self.columns.fetch(self.rows(), keys, self.columns.chosen(read))
        return [self.represent(request, row) for row in fetched]


def _needed(parameter: Parameter) -> str:
    others = " or ".join(other.name for other in KNOWN if other is not parameter)
    return f"is required, unless {others} is given."


def _notes(known: Known) -> Iterator[str]:
    """What was looked for in vain, and what may have been meant."""
    if sum(map(bool, (known.numbers, known.titles, known.urls))) > 1:
        yield "No document has all of what is given; leave one out to see what has the others."
        return
    for number in known.numbers[:1]:
        near = ", ".join(f"{near} ({title})" for near, title in near_numbers(number))
        yield f"No document has the number {number}." + (f" Near ones: {near}." if near else "")
    for title in known.titles[:1]:
        near = ", ".join(near_titles(title))
        yield f"No document has the title {title}." + (f" Near ones: {near}." if near else "")
    for url in known.urls[:1]:
        yield f"No document was read at {url}, nor at the same page in another form."
