"""PDF files for tests, written by hand: lines of text at given places, in a font of the reader's.

Such fonts (Adobe-GB1, `UniGB-UCS2-H`) need not be embedded, so a page of Chinese is a few bytes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

WIDTH, HEIGHT = 595.0, 842.0
LEFT, TOP, SIZE, PITCH, COLUMNS = 79.0, 727.0, 16.0, 28.0, 28
"""The page of GB/T 9704—2012: type size 3 (16 pt), 22 lines of 28 characters."""


class Text(NamedTuple):
    """A line of text with the place of its start, in points from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = SIZE
    matrix: str = "1 0 0 1"


def pdf(pages: Iterable[Iterable[Text]], *, rotation: int = 0) -> bytes:
    """A file of pages of text."""
    return _written(writer(pages, rotation=rotation))


def locked(pages: Iterable[Iterable[Text]], password: str, algorithm: str = "AES-256") -> bytes:
    """A file that only opens with a password; without one it is only closed to changes."""
    found = writer(pages)
    found.encrypt(password, "owner", algorithm=algorithm)
    return _written(found)


def writer(pages: Iterable[Iterable[Text]], *, rotation: int = 0) -> PdfWriter:
    """The pages, still open to changes."""
    found = PdfWriter()
    for texts in pages:
        page = found.add_blank_page(WIDTH, HEIGHT)
        fonts = DictionaryObject({NameObject("/F1"): _font()})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        content = DecodedStreamObject()
        content.set_data("\n".join(map(_shown, texts)).encode())
        page[NameObject("/Contents")] = content
        if rotation:
            page[NameObject("/Rotate")] = NumberObject(rotation)
    return found


def set_page(lines: Sequence[str], number: int | None = None) -> list[Text]:
    """Lines set as an official document has them, full-width spaces in front as an indent."""
    found = [Text(LEFT, TOP - PITCH * i, line) for i, line in enumerate(lines) if line]
    if number is not None:
        found.append(Text(270.0, 60.0, f"— {number} —", 14.0))
    return found


def wrapped(paragraph: str, columns: int = COLUMNS) -> list[str]:
    """A paragraph cut to the width of the page, its first line indented."""
    text = f"\u3000\u3000{paragraph}"
    return [text[i : i + columns] for i in range(0, len(text), columns)]


def _shown(text: Text) -> str:
    code = text.text.encode("utf-16-be").hex()
    return f"BT /F1 {text.size} Tf {text.matrix} {text.x} {text.y} Tm <{code}> Tj ET"


def _font() -> DictionaryObject:
    system = {
        "/Registry": TextStringObject("Adobe"),
        "/Ordering": TextStringObject("GB1"),
        "/Supplement": NumberObject(2),
    }
    descendant = _dictionary(
        Type="Font",
        Subtype="CIDFontType0",
        BaseFont="STSong-Light",
        CIDSystemInfo=DictionaryObject({NameObject(k): v for k, v in system.items()}),
        DW=FloatObject(1000),
    )
    return _dictionary(
        Type="Font",
        Subtype="Type0",
        BaseFont="STSong-Light",
        Encoding="UniGB-UCS2-H",
        DescendantFonts=ArrayObject([descendant]),
    )


def _dictionary(**entries: object) -> DictionaryObject:
    return DictionaryObject(
        {
            NameObject(f"/{name}"): NameObject(f"/{value}") if isinstance(value, str) else value
            for name, value in entries.items()
        }
    )


def _written(found: PdfWriter) -> bytes:
    buffer = io.BytesIO()
    found.write(buffer)
    return buffer.getvalue()
