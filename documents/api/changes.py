"""What changed, in order: how a copy of the documents and of the taxonomy is kept fresh."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.http.response import HttpResponseBase
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from documents.api import columns
from documents.api.links import Linked
from documents.api.serializers import DocumentFull
from documents.models import Document
from policyapi.models import Change
from policyapi.rest.csv_files import DIALECT, PIECE, is_whole, streamed
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.values import Choice, Integer, Moment, Names, Pattern
from policyapi.rest.versions import version
from policyapi.rest.views import RowsView

PATHS = {
    Change.Type.DOCUMENT: "documents",
    Change.Type.BODY: "bodies",
    Change.Type.MEETING: "meetings",
    Change.Type.TERM: "terms",
    Change.Type.REGION: "regions",
}
"""The types that the public sees → where things of the type stand."""

PAGE_SIZE, MAX_PAGE_SIZE, MAX_WITH_DOCUMENTS = 100, 1000, 200
DOCUMENT = "document"
FURTHER = tuple(name for name in columns.DETAIL.names if name in columns.DETAIL.optional)
"""What an embedded document has only when it is asked for, as at its own address."""

PARAMETERS = (
    Parameter(
        "cursor",
        Pattern(r"[0-9]{1,18}", "what `cursor` was in an answer", 18),
        "Changes after this one: what `cursor` was in the last answer. Empty: from the beginning.",
        blank=True,
        example="1042",
    ),
    Parameter("since", Moment(), "Instead of cursor: changes since then.", example="2026-01-01"),
    Parameter("type", Choice(tuple(PATHS)), "Only things of this type.", many=True),
    Parameter(
        "include",
        Names((DOCUMENT, *FURTHER)),
        "`document` embeds each document as it is now; the others add to it.",
        many=True,
        example="document,text",
    ),
    Parameter(
        "page_size",
        Integer(1, MAX_PAGE_SIZE),
        f"Changes, {PAGE_SIZE} unless told; {MAX_WITH_DOCUMENTS} at most with include=.",
    ),
)
AHEAD = (
    "is ahead of all changes: the database has been set back to an earlier state. Start anew with "
    "an empty cursor=."
)

CHANGES = ("upsert", "withdrawal")


class ChangeItem(serializers.Serializer[Any]):
    """One thing that changed: to be fetched again, or to be deleted from a copy."""

    position = serializers.IntegerField(help_text="Place in the order of all changes.")
    type = serializers.ChoiceField(list(PATHS))
    id = serializers.CharField(help_text="Id of a document, slug or code of anything else.")
    change = serializers.ChoiceField(
        CHANGES,
        help_text="Whether the thing is there now; one that is gone is a withdrawal throughout.",
    )
    changed_at = serializers.DateTimeField()
    content_changed_at = serializers.DateTimeField(
        allow_null=True, help_text="Of a document that is there: when what it says last changed."
    )
    url = serializers.URLField(help_text="Its address here; 404 after a withdrawal.")
    document = DocumentFull(
        allow_null=True, required=False, help_text="With include=document; null for others."
    )


class ChangePage(serializers.Serializer[Any]):
    """Some changes, and where to go on."""

    cursor = serializers.CharField(help_text="For the next request, now or later.")
    next = serializers.URLField(
        allow_null=True, help_text="That request, while there is more; null at the end."
    )
    results = ChangeItem(many=True)


class Entry(NamedTuple):
    """A row of the log with what its thing is now."""

    position: int
    type: str
    key: str
    changed_at: datetime
    is_there: bool
    content_changed_at: datetime | None


class ChangeFeed(Linked, RowsView):
    """Every change in the order in which it could be seen; who resumes from `cursor` misses none.

    Keep `cursor` and send it back, also when there was nothing new; it is the same for all types,
    and outlasts restarts and restored dumps. Deletions and withdrawals are in the feed as
    `withdrawal`. A document counts as changed when anything in its answers did, the names that it
    shows and the documents that cite it included: `content_changed_at` tells whether its content
    did. What is listed stands for the thing as it is now, so a thing may come more than once.
    """

    operation_id = "list_changes"
    columns = columns.DETAIL
    item = ChangeItem

    def parameters(self) -> Iterable[Parameter]:
        yield from PARAMETERS
        yield DIALECT
        yield self.formats

    def answers(self) -> dict[str, Any]:
        return {"application/json": ChangePage}

    def keys(self, read: Read) -> tuple[str, ...]:
        names = ChangeItem().get_fields()
        return tuple(n for n in names if n != DOCUMENT or "include" in read)

    def get(self, request: Request) -> HttpResponseBase:
        read = self.read(request)
        size, types = _size(read), list(read.get("type", PATHS))
        last = version().position
        start = _start(read, last)
        if is_whole(self.form, read):
            walked = _pieces(start, last, types)
            pieces = (self.results(request, shown, read) for shown in walked)
            return streamed(request, pieces, self.table(), read)
        found = entries(start, last, types, size + 1)
        shown, more = found[:size], len(found) > size
        cursor = str(shown[-1].position if more else last)
        results = self.results(request, shown, read)
        following = _address(request, cursor) if more else None
        return Response({"cursor": cursor, "next": following, "results": results})

    def results(self, request: Request, shown: Sequence[Entry], read: Read) -> list[Any]:
        results = [_sent(request, entry) for entry in shown]
        if "include" in read:
            documents = self.documents(request, shown, read)
            for result in results:
                result[DOCUMENT] = documents.get(result["id"]) if _is_document(result) else None
        return results

    def documents(self, request: Request, shown: Sequence[Entry], read: Read) -> Mapping[str, Any]:
        """The documents that are there, as their own addresses have them; one statement."""
        ids = dict.fromkeys(e.key for e in shown if e.type == Change.Type.DOCUMENT and e.is_there)
        further = tuple(n for names in read["include"] for n in names if n != DOCUMENT)
        chosen = self.columns.chosen({"include": (further,)})
        fetched = self.columns.fetch(Document.objects.all(), ids, chosen)
        return {row.key: self.represent(request, row) for row in fetched}


def _is_document(result: Mapping[str, Any]) -> bool:
    return bool(result["type"] == Change.Type.DOCUMENT and result["change"] == "upsert")


def _size(read: Read) -> int:
    size: int = read.get("page_size", (PAGE_SIZE,))[0]
    if "include" in read and size > MAX_WITH_DOCUMENTS:
        raise InvalidParameters({"page_size": [f"is {MAX_WITH_DOCUMENTS} at most with include=."]})
    return size


def _start(read: Read, last: int) -> int:
    """The position after which the page begins."""
    if "since" in read:
        if "cursor" in read:
            raise InvalidParameters({"since": ["goes without cursor, which says more exactly."]})
        return _before(read["since"][0], last)
    raw: str = read.get("cursor", ("",))[0]
    start = int(raw or 0)
    if start > last:
        raise InvalidParameters({"cursor": [AHEAD]})
    return start


def _before(moment: datetime, last: int) -> int:
    """The position before the first change since then; times never go back along the log."""
    first = Change.objects.filter(changed_at__gte=moment).order_by("changed_at", "position")
    found: int | None = first.values_list("position", flat=True).first()
    return last if found is None else found - 1


def entries(start: int, last: int, types: list[str], number: int) -> list[Entry]:
    """So many changes after `start`, to `last`, which everybody could see; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES, [start, last, types, number])
        return [Entry(*row) for row in cursor.fetchall()]


def _pieces(start: int, last: int, types: list[str]) -> Iterator[list[Entry]]:
    """All changes after `start`, some hundred at a time."""
    while found := entries(start, last, types, PIECE):
        yield found
        start = found[-1].position


def _sent(request: Request, entry: Entry) -> dict[str, Any]:
    path = f"/api/v1/{PATHS[Change.Type(entry.type)]}/{entry.key}/"
    return {
        "position": entry.position,
        "type": entry.type,
        "id": entry.key,
        "change": "upsert" if entry.is_there else "withdrawal",
        "changed_at": entry.changed_at,
        "content_changed_at": entry.content_changed_at,
        "url": request.build_absolute_uri(path),
    }


def _address(request: Request, cursor: str) -> str:
    query = request.query_params.copy()
    query.pop("since", None)
    query["cursor"] = cursor
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


_ENTRIES = """
    SELECT c.position, c.type, c.key, c.changed_at,
        coalesce(d.id, b.slug, m.slug, t.slug, r.code) IS NOT NULL, d.content_changed_at
    FROM (
        SELECT * FROM policyapi_change
        WHERE position > %s AND position <= %s AND type = ANY(%s)
        ORDER BY position LIMIT %s
    ) c
    LEFT JOIN documents_document d
        ON c.type = 'document' AND d.id = c.key AND d.status = 'published'
    LEFT JOIN taxonomy_body b ON c.type = 'body' AND b.slug = c.key
    LEFT JOIN taxonomy_meeting m ON c.type = 'meeting' AND m.slug = c.key
    LEFT JOIN taxonomy_term t ON c.type = 'term' AND t.slug = c.key
    LEFT JOIN taxonomy_region r ON c.type = 'region' AND r.code = c.key
    ORDER BY c.position
"""
