"""Files of records: one document a row, .jsonl or .tsv; a broken row spoils only itself."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from documents.ingest.readers.encoding import decode
from documents.ingest.readers.fields import field_of
from documents.ingest.readers.result import ReadItem
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

TEXT_KEYS = ("text", "content", "body", "正文", "内容")
EMPTY = frozenset({"", "none", "null", "nan", "-", "无"})
FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ADDRESS = re.compile(r"https?://[!-~]+")
PATH = re.compile(r"[/\\]|\.[A-Za-z]{2,5}$")
"""A `source` that is the place of a file says nothing of who published it."""


def read_jsonl(data: bytes) -> Iterator[ReadItem]:
    """A JSON object a line; blank lines are skipped, rows are counted from 1 all the same."""
    try:
        text = decode(data)
    except RefusedInput as refusal:
        yield ReadItem(None, refusal)
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield ReadItem(number, _json_row(line, number))


def _json_row(line: str, number: int) -> RawDocument | RefusedInput:
    try:
        row = json.loads(line.strip("\ufeff\x1e \r\t"))
    except (ValueError, RecursionError) as error:
        offset = error.pos if isinstance(error, json.JSONDecodeError) else None
        return RefusedInput(f"row {number} is not JSON", offset)
    if not isinstance(row, dict):
        return RefusedInput(f"row {number} is not a JSON object")
    return _document({str(key): value for key, value in row.items()}, number, "application/jsonl")


def read_tsv(data: bytes) -> Iterator[ReadItem]:
    """Tab-separated rows under a header; the header is row 0, so records count from 1."""
    try:
        text = decode(data)
    except RefusedInput as refusal:
        yield ReadItem(None, refusal)
        return
    rows = csv.reader(text.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = [name.strip().lstrip("\ufeff") for name in next(rows, [])]
    if not any(field_of(name) or name in TEXT_KEYS for name in header):
        yield ReadItem(None, RefusedInput("has no header that names a known column"))
        return
    for number, cells in _whole_rows(rows, len(header)):
        if len(cells) != len(header):
            reason = f"row {number} has {len(cells)} cells under {len(header)} columns"
            yield ReadItem(number, RefusedInput(reason))
            continue
        row = dict(zip(header, cells, strict=True))
        yield ReadItem(number, _document(row, number, "text/tab-separated-values"))


def _whole_rows(rows: Iterable[list[str]], width: int) -> Iterator[tuple[int, list[str]]]:
    """Rows with their numbers; a row that a line break inside a cell has cut is put together."""
    held: tuple[int, list[str]] | None = None
    for number, cells in enumerate(rows, 1):
        if held is not None:
            joined = [*held[1][:-1], held[1][-1] + cells[0], *cells[1:]] if cells else held[1]
            if len(joined) <= width:
                held = held[0], joined
            else:
                yield held
                held = None
        if held is None and any(cell.strip() for cell in cells):
            held = number, cells
        if held is not None and len(held[1]) >= width:
            yield held
            held = None
    if held is not None:
        yield held


def _document(row: Mapping[str, Any], number: int, media_type: str) -> RawDocument | RefusedInput:
    """A record as a document; one without text must at least have a title or a number."""
    text = next((str(row[key]) for key in TEXT_KEYS if isinstance(row.get(key), str)), "")
    metadata: dict[str, str] = {}
    for key, value in row.items():
        field = field_of(key)
        plain = _plain(value)
        if field and plain and field not in metadata:
            metadata[field] = plain
    date = _plain(row.get("date"))
    if FULL_DATE.fullmatch(date):
        metadata["date"] = date
    source = _plain(row.get("source"))
    if ADDRESS.fullmatch(source):
        metadata.setdefault("url", source)
    elif source and not PATH.search(source):
        metadata.setdefault("publisher", source)
    if not text.strip() and not metadata.keys() & {"title", "document_number"}:
        return RefusedInput(f"row {number} has neither text nor title nor number")
    return RawDocument(text, media_type, metadata)


def _plain(value: object) -> str:
    """A scalar or a list of scalars as text; empty for null and for words that mean it."""
    if isinstance(value, list):
        return "、".join(plain for item in value if (plain := _plain(item)))
    if value is None or isinstance(value, dict | bool):
        return ""
    text = str(value).strip()
    return "" if text.lower() in EMPTY else text
