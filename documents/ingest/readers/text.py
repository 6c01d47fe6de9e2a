"""Plain text and Markdown."""

from __future__ import annotations

import re

from documents.ingest.readers.encoding import decode
from documents.ingest.readers.fields import field_of
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

FRONT_MATTER = re.compile(r"\ufeff?---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
FRONT_LINE = re.compile(r"([^\s:：#][^:：\n]{0,30}?)\s*[:：]\s*(.*?)\s*")
BINARY = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive or office file"),
    (b"\xd0\xcf\x11\xe0", "an old office file"),
)


def read_text(data: bytes) -> RawDocument:
    """A .txt as it stands. Raises `RefusedInput` for what is no text."""
    return RawDocument(_decoded(data), "text/plain")


def read_markdown(data: bytes) -> RawDocument:
    """A .md; `key: value` lines between `---` lines at its start become metadata."""
    text = _decoded(data)
    match = FRONT_MATTER.match(text)
    if match is None:
        return RawDocument(text, "text/markdown")
    pairs = [FRONT_LINE.fullmatch(line) for line in match[1].splitlines() if line.strip()]
    if not all(pairs):
        return RawDocument(text, "text/markdown")
    metadata = {
        field: pair[2].strip("\"'")
        for pair in pairs
        if pair and pair[2] and (field := field_of(pair[1]))
    }
    return RawDocument(text[match.end() :], "text/markdown", metadata)


def _decoded(data: bytes) -> str:
    for magic, name in BINARY:
        if data.startswith(magic):
            raise RefusedInput(f"is {name}, not text", 0)
    text = decode(data)
    if not text.strip():
        raise RefusedInput("holds no text")
    if text.count("\0") > len(text) * 0.01:
        raise RefusedInput("is binary, not text", text.index("\0"))
    return text
