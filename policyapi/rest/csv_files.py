"""Lists as CSV (RFC 4180, UTF-8): one page where one is asked for, else every row to the last.

Two dialects. `excel`, unless told: a byte order mark, without which Excel takes UTF-8 for the
system's own encoding, and an apostrophe before a cell that a spreadsheet would take for a formula.
`plain`: neither, every cell as it is in the database.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connection
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.http import content_disposition_header
from rest_framework.request import Request

from policyapi.rest.formats import CSV
from policyapi.rest.paging import Page
from policyapi.rest.parameters import Parameter, Read
from policyapi.rest.tables import Column
from policyapi.rest.values import Choice

PIECE = 500
"""Rows that are fetched and sent at a time."""
DIALECT = Parameter(
    "dialect",
    Choice(("excel", "plain"), name="CsvDialect"),
    "Of CSV: `excel`, unless told, has a byte order mark, and `'` before what a spreadsheet would "
    "take for a formula; `plain` has neither.",
)
PAGING = ("page", "page_size", "cursor")
BOM = "\ufeff"
_FORMULA = re.compile(r"[=+\-@＝＋－＠\t\r\n]")
"""How a cell begins that some spreadsheet takes for a formula."""
_CONTENT_TYPE = f"{CSV.media_type}; charset=utf-8"

T = TypeVar("T")
Rows = Sequence[Mapping[str, Any]]


def is_whole(form: str, read: Read) -> bool:
    """Whether a request is for a list to its end: CSV, and no page named."""
    return form == CSV.name and not any(name in read for name in PAGING)


def as_csv(rows: Rows, columns: Sequence[Column], read: Read, *, head: bool = True) -> str:
    """Rows as lines, after the line of the columns' names unless it was sent already."""
    file = io.StringIO()
    writer = csv.writer(file)
    is_plain = read.get("dialect") == ("plain",)
    if head:
        file.write("" if is_plain else BOM)
        writer.writerow([column.name for column in columns])
    put = str if is_plain else guarded
    writer.writerows([put(column.of(row)) for column in columns] for row in rows)
    return file.getvalue()


def guarded(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if _FORMULA.match(cell) and not _is_number(cell) else cell


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell) is not None


def streamed(
    request: Request, pieces: Iterator[Rows], columns: Sequence[Column], read: Read
) -> HttpResponseBase:
    """An answer that is sent as it is fetched; the first piece is there before it begins."""
    first = next(pieces, [])
    if request.method == "HEAD":
        return HttpResponse(content_type=_CONTENT_TYPE)
    return StreamingHttpResponse(_lines(first, pieces, columns, read), content_type=_CONTENT_TYPE)


def _lines(
    first: Rows, pieces: Iterable[Rows], columns: Sequence[Column], read: Read
) -> Iterator[str]:
    """Piece by piece. A slow reader holds no connection to the database meanwhile."""
    let_go()
    yield as_csv(first, columns, read)
    for piece in pieces:
        let_go()
        yield as_csv(piece, columns, read, head=False)


def let_go() -> None:
    """Give the connection back; the next statement takes one anew."""
    if not connection.in_atomic_block:
        connection.close()


def file_name(request: Request, form: str) -> str:
    """Content-Disposition, with a name that tells what it is: documents-三高四新-2026-07-01.csv."""
    parts = [part for part in request.path.split("/")[3:] if part]
    parts[-1:] = [parts[-1].removesuffix(f".{form}")] if parts else []
    words = [*parts, *request.query_params.getlist("q")[:1], timezone.localdate().isoformat()]
    name = re.sub(r"[^\w-]+", "-", "-".join(words))[:120]
    return content_disposition_header(as_attachment=True, filename=f"{name}.{form}") or ""


def pieces_of(one: Any, read: Read) -> Iterator[Page]:
    """Every page of a walk, `one` giving that of a cursor."""
    cursor = ""
    while True:
        page: Page = one({**read, "cursor": (cursor,), "page_size": (PIECE,)})
        yield page
        if page.next is None:
            return
        cursor = page.next[1]


def batched(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    """Rows that are there already, piece by piece."""
    return (rows[at : at + PIECE] for at in range(0, len(rows), PIECE))
