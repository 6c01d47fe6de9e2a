"""Document number, index number and subject: reads metadata and the head's number line."""

from __future__ import annotations

from documents.text.numbers import DocumentNumber, parse_number
from documents.text.recognise.context import Context, found
from documents.text.stages import Evidence, Recognised, Span


def recognise_numbering(context: Context, record: Recognised) -> Recognised:
    """The metadata's number where it can be read, else the head's; a conflict is a flag."""
    stated = _parsed(context.beside("document_number"))
    number, where = _from_head(context)
    flags: set[str] = set()
    if stated and not stated.damaged:
        if number and not number.damaged and number.normalised != stated.normalised:
            flags.add("conflicting_metadata")
        if number is None or number.normalised != stated.normalised:
            number, where = stated, "metadata"
    elif number is None and stated:
        number, where = stated, "metadata"
    if number and number.damaged:
        flags.add("damaged_number")
    index = context.beside("index_number")
    subject = context.beside("subject")
    return found(
        record,
        {
            "document_number": where if number else None,
            "index_number": "metadata" if index else None,
            "subject": "metadata" if subject else None,
        },
        flags,
        document_number=number.normalised if number else None,
        index_number=index.strip() if index else None,
        subject=subject.strip() if subject else None,
    )


def _parsed(value: str | None) -> DocumentNumber | None:
    return parse_number(value) if value else None


def _from_head(context: Context) -> tuple[DocumentNumber | None, Evidence | None]:
    """The number line; an order's number may stand over two lines."""
    lines = context.layout.head_lines("number")
    plain = [line.text.strip("（()）【】 　") for line in lines]
    for index, line in enumerate(lines):
        number = parse_number(plain[index])
        if number:
            return number, line.span
        number = parse_number("".join(plain[index : index + 2]))
        if number:
            return number, Span(line.start, lines[index + 1].end)
    return None, None
