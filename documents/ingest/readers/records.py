"""Files of records: one document a row, .jsonl or .tsv; a broken row spoils only itself."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge
from typing import Any

from documents.ingest.readers.days import legible
from documents.ingest.readers.encoding import decode
from documents.ingest.readers.fields import DAYS, field_of
from documents.ingest.readers.result import ReadItem
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

TEXT_KEYS = ("text", "content", "body", "正文", "内容")
EMPTY = frozenset({"", "none", "null", "nan", "-", "无"})
FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
ADDRESS = re.compile(r"https?://[!-~]+")
BROKEN = 0.5
"""Share of lines that are no UTF-8 above which the file is refused as a whole."""
PATH = re.compile(r"[/\\]|\.[A-Za-z]{2,5}$")
"""A `source` that is the place of a file says nothing of who published it."""


def read_jsonl(data: bytes) -> Iterator[ReadItem]:
    """A JSON object a line; blank lines are skipped, rows are counted from 1 all the same."""
    try:
        lines = _lines(data)
    except RefusedInput as refusal:
        yield ReadItem(None, refusal)
        return
    for number, line in enumerate(lines, 1):
        if isinstance(line, RefusedInput):
            yield ReadItem(number, line)
        elif line.strip():
            yield ReadItem(number, _json_row(line, number))


def _lines(data: bytes) -> Sequence[str | RefusedInput]:
    """The lines of a file; of one that is UTF-8 but for some lines, those are refused alone."""
    try:
        return decode(data).split("\n")
    except RefusedInput:
        lines = [_line(line, number) for number, line in enumerate(data.split(b"\n"), 1)]
        if sum(isinstance(line, RefusedInput) for line in lines) > BROKEN * len(lines):
            raise
        return lines


def _line(line: bytes, number: int) -> str | RefusedInput:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return RefusedInput(f"row {number} is not UTF-8", error.start)


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
        lines = _lines(data)
    except RefusedInput as refusal:
        yield ReadItem(None, refusal)
        return
    bad = [ReadItem(i, line) for i, line in enumerate(lines) if isinstance(line, RefusedInput)]
    yield from merge(bad, _tsv_rows(lines), key=lambda item: item.record or 0)


def _tsv_rows(lines: Sequence[str | RefusedInput]) -> Iterator[ReadItem]:
    """The records of the lines that could be decoded."""
    readable = ("" if isinstance(line, RefusedInput) else line for line in lines)
    rows = csv.reader(readable, delimiter="\t", quoting=csv.QUOTE_NONE)
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
    for key, value in row.items():
        wrong = _wrong_type(value) if key in TEXT_KEYS or field_of(key) else None
        if wrong:
            return RefusedInput(f"row {number}: the field {key!r} holds {wrong}, not text")
    text = next((text for key in TEXT_KEYS if (text := _text(row.get(key)))), "")
    metadata: dict[str, str] = {}
    for key, value in row.items():
        field = field_of(key)
        plain = _plain(value)
        if field and plain and field not in metadata:
            metadata[field] = legible(plain) if field in DAYS else plain
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


def _wrong_type(value: object) -> str | None:
    """What a value is that can be no text: an object, a truth value, a list with such in it."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, list) and any(isinstance(item, dict | list | bool) for item in value):
        return "a nested list"
    return None


def _text(value: object) -> str:
    """A text, or a list of paragraphs."""
    if isinstance(value, list):
        return "\n".join(str(item) for item in value if item is not None)
    return "" if value is None else str(value)


def _plain(value: object) -> str:
    """A scalar or a list of scalars as text; empty for null and for words that mean it."""
    if isinstance(value, list):
        return "、".join(plain for item in value if (plain := _plain(item)))
    if value is None:
        return ""
    text = str(value).strip()
    return "" if text.lower() in EMPTY else text
