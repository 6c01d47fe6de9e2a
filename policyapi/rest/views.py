"""The two views that every endpoint is one of: a list in its envelope, and one object."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from django.db.models import Q, QuerySet
from django.http import Http404
from django.http.response import HttpResponseBase
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer

from policyapi.rest import serializers
from policyapi.rest.csv_files import DIALECT, as_csv, file_name, is_whole, pieces_of, streamed
from policyapi.rest.errors import InvalidParameters
from policyapi.rest.filters import FilterSet
from policyapi.rest.formats import CSV, Kind
from policyapi.rest.hanging import ALL, HangsOn
from policyapi.rest.near import missing_notes
from policyapi.rest.offering import Offering, Writer
from policyapi.rest.operations import Operation
from policyapi.rest.ordering import Orderings
from policyapi.rest.paging import PARAMETERS as PAGING
from policyapi.rest.paging import Count, Page, Walk, page_of
from policyapi.rest.parameters import Parameter, Read, read
from policyapi.rest.rendering import JSONRenderer
from policyapi.rest.selection import Columns, Row
from policyapi.rest.tables import Column, table
from policyapi.rest.values import Choice

_known: dict[type, tuple[Parameter, ...]] = {}


class Declared(Offering):
    """A view whose query parameters are declared; anything else is refused."""

    columns: ClassVar[Columns]
    item: ClassVar[type[Serializer[Any]]]
    """The type of one object that is sent."""
    operations: ClassVar[Mapping[str, Operation]] = {}
    """Lower-case method → what it takes and answers; GET needs none."""
    hangs_on: ClassVar[HangsOn | None] = ALL
    problems: ClassVar[Mapping[int, str]] = {}
    """Status → what it means where GET answers with it, beside those that any view has."""
    operation_id: ClassVar[str] = ""
    """Of GET, where the path does not make a good one."""
    needs: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Name of a form → the keys that it is written from beside those that are always there."""
    asked: Read
    """The parameters of the request, once they are read."""

    def parameters(self) -> Iterable[Parameter]:
        yield from self.columns.parameters()
        yield self.formats

    def known(self) -> tuple[Parameter, ...]:
        """The parameters; the class declares them, so they are put together once."""
        if (found := _known.get(type(self))) is None:
            found = _known[type(self)] = tuple(self.parameters())
        return found

    def answers(self) -> dict[str, Any]:
        """Media type → the type of a good answer, for the schema."""
        return {"application/json": self.item}

    def read(self, request: Request) -> Read:
        found = read(request.query_params, self.known())
        if self.form in self.writers and self.form != CSV.name:
            if cut := {"fields", "omit"}.intersection(found):
                raise InvalidParameters({n: [f"does not go with .{self.form}."] for n in cut})
            further = self.needs.get(self.form, ())
            found = {**found, "include": (*found.get("include", ()), further)}
        self.asked = found
        return found

    def computed(self, request: Request, row: Row) -> dict[str, Any]:
        """The keys that are made from a fetched row."""
        return {}

    def represent(self, request: Request, row: Row) -> Any:
        """A fetched row as it is sent: JSON as the database wrote it, else a dict."""
        row.added.update(self.computed(request, row))
        is_json = isinstance(request.accepted_renderer, JSONRenderer)
        return row.written() if is_json else row.data()


def write_table(view: RowsView, data: Any) -> str:
    """The rows of an answer as CSV."""
    return as_csv(data["results"], view.table(), view.asked)


class RowsView(Declared):
    """A view that answers rows, in `results` or as a table."""

    kind = Kind.LIST
    writers: ClassVar[Mapping[str, Writer]] = {CSV.name: write_table}

    def parameters(self) -> Iterable[Parameter]:
        yield DIALECT
        yield from super().parameters()

    def read(self, request: Request) -> Read:
        found = super().read(request)
        if DIALECT.name in found and self.form != CSV.name:
            raise InvalidParameters({DIALECT.name: ["goes with CSV, as in format=csv."]})
        return found

    def keys(self, read: Read) -> tuple[str, ...]:
        """The keys of a row in a table; addresses only where they are asked for."""
        named = {name for names in read.get("fields", ()) for name in names}
        return tuple(n for n in self.columns.chosen(read) if n != "links" or n in named)

    def table(self) -> tuple[Column, ...]:
        included = (name for names in self.asked.get("include", ()) for name in names)
        return table(self.item, self.keys(self.asked), frozenset(included))

    def finalize_response(self, request: Any, response: Any, *args: Any, **kwargs: Any) -> Any:
        answer = super().finalize_response(request, response, *args, **kwargs)
        if answer.status_code == 200 and self.form == CSV.name:
            answer["Content-Disposition"] = file_name(request, CSV.name)
        return answer


class ListView(RowsView):
    """A filtered, ordered, paged list. Subclasses declare; they override little."""

    filters: ClassVar[type[FilterSet]] = FilterSet
    orderings: ClassVar[Orderings]
    """What `ordering` may be → its keys."""
    default_ordering: ClassVar[str]

    def rows(self) -> QuerySet[Any]:
        """Everything that the public may see."""
        raise LookupError(f"{type(self).__name__} declares no rows")

    def parameters(self) -> Iterable[Parameter]:
        yield from self.filters.parameters()
        yield Parameter(
            "ordering",
            Choice(tuple(self.orderings)),
            f"Order of the rows; `{self.default_ordering}` unless told.",
        )
        yield from PAGING
        yield from super().parameters()

    def answers(self) -> dict[str, Any]:
        return {"application/json": serializers.page_of(self.item)}

    def get(self, request: Request, **kwargs: Any) -> HttpResponseBase:
        parameters = self.read(request)
        if is_whole(self.form, parameters):
            return streamed(request, self.pieces(request, parameters), self.table(), parameters)
        rows = self.filters.narrowed(self.rows(), parameters)
        count = Count(rows.count())
        page = page_of(rows, count, self.walk(parameters), parameters)
        results = self.results(request, page, parameters)
        return Response(
            envelope(request, count, page, results) | self.notes(parameters, count.number)
        )

    def pieces(self, request: Request, read: Read) -> Iterator[list[Any]]:
        """All rows of the list as dicts, some hundred at a time."""
        rows, walk = self.filters.narrowed(self.rows(), read), self.walk(read)
        for page in pieces_of(lambda read: page_of(rows, Count(0), walk, read), read):
            yield self.results(request, page, read)

    def walk(self, read: Read) -> Walk:
        name: str = read["ordering"][0] if "ordering" in read else self.default_ordering
        return Walk(name, self.orderings[name])

    def results(self, request: Request, page: Page, read: Read) -> list[Any]:
        chosen = self.columns.chosen(read)
        fetched = self.columns.fetch(self.rows(), page.keys, chosen)
        return [self.represent(request, row) for row in fetched]

    def notes(self, read: Read, count: int) -> dict[str, Any]:
        """The envelope's `query` where there is something to say."""
        if count and not any(len(values) > 1 for values in read.values()):
            return {}
        notes = missing_notes(read, self.filters.declared())
        return {"query": echo(notes)} if notes else {}


class DetailView(Declared):
    """One object by its public key."""

    def rows(self) -> QuerySet[Any]:
        raise LookupError(f"{type(self).__name__} declares no rows")

    def get(self, request: Request, **kwargs: str) -> Response:
        parameters = self.read(request)
        primary = find(self.rows(), **{self.columns.key: kwargs[self.columns.key]})
        chosen = self.columns.chosen(parameters)
        for row in self.columns.fetch(self.rows(), [primary], chosen):
            return Response(self.represent(request, row))
        raise Http404("It was taken away a moment ago.")


def echo(notes: list[str], text: str | None = None) -> dict[str, Any]:
    """The envelope's `query`; lists that search by words fill in more."""
    return {"text": text, "terms": [], "expanded": {}, "did_you_mean": [], "notes": notes}


def find(rows: QuerySet[Any], **key: str) -> Any:
    """The primary key of the one row with this public key, or a 404 that names it."""
    ((name, value),) = key.items()
    printable = value[:160].encode("utf-8", "replace").decode()
    primary = None
    if "\x00" not in value and value == printable:
        primary = rows.filter(Q((name, value))).values_list("pk", flat=True).first()
    if primary is None:
        raise Http404(f"There is no {rows.model._meta.model_name} {printable!r} here.")
    return primary


def envelope(request: Request, count: Count, page: Page, results: list[Any]) -> dict[str, Any]:
    """The outer keys of every list."""
    return {
        "count": count.number,
        "count_is_estimate": count.is_estimate,
        "next": _address(request, page.next),
        "previous": _address(request, page.previous),
        "results": results,
    }


def _address(request: Request, neighbour: tuple[str, str] | None) -> str | None:
    if neighbour is None:
        return None
    query = request.query_params.copy()
    query[neighbour[0]] = neighbour[1]
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")
