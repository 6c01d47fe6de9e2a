"""PDF documents with a text layer; scans, locked and damaged files are refused."""

from __future__ import annotations

import io
import math
import re
import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from typing import Any

import pypdf
from django.conf import settings
from pypdf import apply_configuration
from pypdf.errors import LimitReachedError
from pypdf.generic import NameObject, NullObject, StreamObject

from documents.ingest.readers.encoding import plausibility
from documents.ingest.readers.pdf_furniture import without_furniture
from documents.ingest.readers.pdf_lines import Fragments, Line, ordered
from documents.ingest.readers.pdf_paragraphs import paragraphs
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

MEDIA_TYPE = "application/pdf"
LEAST = 5
"""Characters a page, on average, below which a file is a scan with some stamp on it."""
READABLE = 0.05
"""Share of everyday characters below which what fonts call their glyphs is no Chinese text."""
SAMPLE = 200
"""Characters that it takes to judge that."""
TWO_BYTES = re.compile(rb"begincodespacerange\s*<[0-9A-Fa-f]{4}>")
OPERATIONS = 5_000_000
"""Drawing operations of a file; a page of text has some thousands."""
CHARACTERS = 20_000_000
"""Characters of a file, with those that are printed one over the other."""


def read_pdf(data: bytes) -> RawDocument:
    """A .pdf as its paragraphs. Raises `RefusedInput`."""
    reader = _opened(data)
    lines, heights = _lines(reader)
    text = "\n".join(paragraphs(without_furniture(lines, heights)))
    visible = sum(not c.isspace() for c in text)
    if visible < LEAST * len(heights):
        pages = f"{len(heights)} page{'s' * (len(heights) != 1)}"
        raise RefusedInput(f"has {pages} but no text: a scan, which wants text recognition first")
    if visible >= SAMPLE and _is_garbled(text):
        raise RefusedInput("has fonts that do not say which characters they show")
    return RawDocument(text, MEDIA_TYPE)


def _opened(data: bytes) -> pypdf.PdfReader:
    if b"%PDF-" not in data[:1024]:
        raise RefusedInput("is no PDF file", 0)
    with _damage_refused(), _limited():
        reader = pypdf.PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedInput("is locked with a password")
        count = len(reader.pages)
    if not 0 < count <= settings.INGEST_MAX_PAGES:
        raise RefusedInput(f"has {count} pages; the limit is {settings.INGEST_MAX_PAGES}")
    return reader


def _lines(reader: pypdf.PdfReader) -> tuple[list[Line], dict[int, float]]:
    """The lines of all pages in order, and the height of every page."""
    lines: list[Line] = []
    heights: dict[int, float] = {}
    budget = _Budget()
    for number in range(len(reader.pages)):
        with _damage_refused():
            page = reader.pages[number]
            found = _fragments(page, number, budget)
            box, rotation = page.mediabox, page.rotation
            heights[number] = float(box.width if rotation % 180 else box.height)
            base = _lowest(box, rotation)
        lines.extend(replace(line, y=line.y - base) for line in ordered(found.pieces()))
    return lines, heights


def _fragments(page: pypdf.PageObject, number: int, budget: _Budget) -> Fragments:
    """What stands on a page and where."""
    found = Fragments(number, page.rotation)

    def operate(operator: bytes, *_: Any) -> None:
        budget.operation()
        found.operation(operator)

    def visit(text: str, matrix: Any, text_matrix: Any, font: Any, size: Any) -> None:
        budget.characters(len(text))
        found.add(text, matrix, text_matrix, float(size))

    _name_encodings(page)
    with _limited():
        page.extract_text(visitor_operand_before=operate, visitor_text=visit)
    budget.check()
    return found


def _limited() -> AbstractContextManager[object]:
    """The library's limits on what a stream unpacks to, as the settings have them."""
    most = settings.INGEST_MAX_UNPACKED_BYTES
    return apply_configuration(
        zlib_maximum_output_length=most,
        lzw_maximum_output_length=most,
        run_length_maximum_output_length=most,
        brotli_maximum_output_length=most,
        array_based_stream_maximum_output_length=most,
    )


def _name_encodings(page: pypdf.PageObject) -> None:
    """Calls encodings that a font brings along for codes of two bytes by the usual one's name.

    The library reads such codes byte by byte, but by name it asks the font which characters they
    show, which is all that text needs.
    """
    fonts = page.get("/Resources", {}).get_object().get("/Font", {}).get_object()
    for name in fonts:
        font = fonts[name].get_object()
        encoding = font.get("/Encoding", NullObject()).get_object()
        if isinstance(encoding, StreamObject) and TWO_BYTES.search(encoding.get_data()):
            font[NameObject("/Encoding")] = NameObject("/Identity-H")


def _lowest(box: Any, rotation: int) -> float:
    """The height of the page's lower edge once the page is upright."""
    turn = math.radians(rotation)
    corners = ((box.left, box.bottom), (box.right, box.top))
    return min(float(y) * math.cos(turn) - float(x) * math.sin(turn) for x, y in corners)


class _Budget:
    """What may be read out of one file; raises `RefusedInput` once it is used up."""

    def __init__(self) -> None:
        self.left = {"operations": OPERATIONS, "characters": CHARACTERS}

    def operation(self) -> None:
        self._take("operations", 1)

    def characters(self, count: int) -> None:
        self._take("characters", count)

    def _take(self, what: str, count: int) -> None:
        self.left[what] -= count
        self.check()

    def check(self) -> None:
        for what, left in self.left.items():
            if left < 0:
                raise RefusedInput(f"has more {what} than a document can have")


@contextmanager
def _damage_refused() -> Iterator[None]:
    """Turns whatever the library stumbles over in a damaged file into `RefusedInput`."""
    try:
        yield
    except RefusedInput:
        raise
    except LimitReachedError as error:
        raise RefusedInput(f"unpacks to too much: {error}") from None
    except Exception as error:
        raise RefusedInput(f"is a damaged PDF: {type(error).__name__}: {error}") from None


def _is_garbled(text: str) -> bool:
    """Whether glyph numbers came out instead of characters: unassigned, private or rare ones."""
    letters = [c for c in text if not c.isspace()]
    odd = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") or c == "\ufffd" for c in letters)
    foreign = sum(not c.isascii() for c in letters)
    return odd > 0.2 * len(letters) or (foreign >= SAMPLE and plausibility(text) < READABLE)
