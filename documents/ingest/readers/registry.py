"""Which reader reads which suffix."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from documents.ingest.readers.docx import MEDIA_TYPE as DOCX
from documents.ingest.readers.docx import read_docx
from documents.ingest.readers.html import read_html
from documents.ingest.readers.pdf import MEDIA_TYPE as PDF
from documents.ingest.readers.pdf import read_pdf
from documents.ingest.readers.records import read_jsonl, read_tsv
from documents.ingest.readers.result import ReadItem
from documents.ingest.readers.text import read_markdown, read_text
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

SURROGATE = re.compile("[\ud800-\udfff]")
SINGLE: dict[str, Callable[[bytes], RawDocument]] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".html": read_html,
    ".htm": read_html,
    ".shtml": read_html,
    ".xhtml": read_html,
    ".docx": read_docx,
    ".pdf": read_pdf,
}
RECORDS: dict[str, Callable[[bytes], Iterable[ReadItem]]] = {
    ".jsonl": read_jsonl,
    ".ndjson": read_jsonl,
    ".tsv": read_tsv,
}
SUFFIXES = {
    ".txt": "text/plain",
    ".text": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".shtml": "text/html",
    ".xhtml": "text/html",
    ".docx": DOCX,
    ".pdf": PDF,
    ".jsonl": "application/jsonl",
    ".ndjson": "application/jsonl",
    ".tsv": "text/tab-separated-values",
}
"""Every suffix that can be read, lower case with its dot, and the media type it stands for."""


def read(data: bytes, suffix: str, *, size_limit: int | None = None) -> Iterator[ReadItem]:
    """The documents of a file, or why it or a row of it is refused. Never raises for bad input.

    `size_limit` is in bytes; of files of records, each record is held to it.

    >>> [(item.record, item.content.text) for item in read("通知".encode(), ".txt")]
    [(None, '通知')]
    """
    suffix = suffix.lower()
    if size_limit is not None and len(data) > size_limit and suffix not in RECORDS:
        reason = f"has {len(data)} bytes, more than the limit of {size_limit}"
        yield ReadItem(None, RefusedInput(reason))
    elif suffix in SINGLE:
        yield ReadItem(None, _single(SINGLE[suffix], data))
    elif suffix in RECORDS:
        for item in RECORDS[suffix](data):
            yield _limited(item, size_limit)
    else:
        known = " ".join(sorted(SUFFIXES))
        yield ReadItem(
            None, RefusedInput(f"cannot read {suffix or 'a file without suffix'}; can read {known}")
        )


def _single(reader: Callable[[bytes], RawDocument], data: bytes) -> RawDocument | RefusedInput:
    try:
        return _sound(reader(data))
    except RefusedInput as refusal:
        return refusal


def _sound(document: RawDocument) -> RawDocument:
    """The document without halves of characters, which neither files nor the database can hold."""
    metadata = {name: _whole(value).replace("\0", "") for name, value in document.metadata.items()}
    return replace(document, text=_whole(document.text), metadata=metadata)


def _whole(text: str) -> str:
    """The text with surrogates put together in pairs, lone ones as U+FFFD."""
    if text.isascii() or not SURROGATE.search(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _limited(item: ReadItem, size_limit: int | None) -> ReadItem:
    if isinstance(item.content, RefusedInput):
        return item
    document = _sound(item.content)
    if size_limit is None or len(document.text) <= size_limit:
        return ReadItem(item.record, document)
    reason = f"has {len(document.text)} characters, more than the limit of {size_limit}"
    return ReadItem(item.record, RefusedInput(reason))
