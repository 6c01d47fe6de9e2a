"""Two documents side by side, with what differs marked; everything from them is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from documents.models import Document
from documents.text.differences import Piece, Row, differences

SHOWN = 120
"""Characters of a stretch that both have, before and after what is left out of it."""

FIELDS = ("title", "document_number", "adopted_on", "published_on", "publisher", "text_length")
"""What is set side by side above the texts."""

_ROW = '<tr class="{}"><td>{}</td><td>{}</td></tr>'


def side_by_side(left: Document, right: Document) -> SafeString:
    """Metadata and texts of both as a table of two columns."""
    facts = format_html_join("", '<tr><th scope="row">{}</th><td>{}</td><td>{}</td></tr>', (
        (Document._meta.get_field(name).verbose_name, _value(left, name), _value(right, name))  # type: ignore[union-attr]
        for name in FIELDS
    ))  # fmt: skip
    rows = format_html_join("", _ROW, map(_row, differences(left.text, right.text)))
    return format_html(
        '<table class="comparison-facts">{}</table><table class="comparison">{}</table>',
        facts,
        rows,
    )


def _value(document: Document, name: str) -> str:
    value = getattr(document, name)
    return "" if value is None else str(value)


def _row(row: Row) -> tuple[str, SafeString, SafeString]:
    return "same" if row.same else "differs", _cell(row.left, row), _cell(row.right, row)


def _cell(pieces: Iterable[Piece], row: Row) -> SafeString:
    if row.same:
        return mark_safe("".join(_shortened(piece.text) for piece in pieces))  # noqa: S308
    marks = {True: "<mark>{}</mark>", False: "{}"}
    return mark_safe(  # noqa: S308
        "".join(format_html(marks[piece.changed], piece.text) for piece in pieces)
    )


def _shortened(text: str) -> SafeString:
    left_out = len(text) - 2 * SHOWN
    if left_out <= SHOWN:
        return format_html("{}", text)
    note = f"……（相同 {left_out} 字）……"
    return format_html("{}<em>{}</em>{}", text[:SHOWN], note, text[-SHOWN:])
