"""Document number, index number and subject: reads metadata and the head's number line."""

from __future__ import annotations

import re

from documents.text.numbers import (
    DocumentNumber,
    number_of_line,
    parse_number,
    parse_numbers,
)
from documents.text.recognise.bodies import is_organisation
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
    if number is None:
        number, where = _under_title(context, record)
    if number is None:
        number, where = _from_title(record)
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
    """The number of a metadata value; of a joint issue's numbers the first."""
    return next(iter(parse_numbers(value)), None) if value else None


_IN_TITLE = re.compile(r"^(?P<title>.*)[（(](?P<number>[^（）()]{5,40})[）)]$")
_ANOTHERS = re.compile(r"^(?:[^《]{0,24}(?:转发|贯彻|印发)|关于)|(?:解读|问答|图解|图)$")
"""Titles that end with the number of the document which they are about."""


def _from_title(record: Recognised) -> tuple[DocumentNumber | None, Evidence | None]:
    """A title that is or holds the number: 《示例办法》（示府令第12号）, 示例省人民政府令第12号."""
    where = record.evidence.get("title")
    number = parse_number(record.title) if "〔" not in record.title else None
    match = _IN_TITLE.match(record.title)
    if number is None and match and not _ANOTHERS.search(match["title"]):
        number = parse_number(match["number"])
    return (number, where) if number and not number.damaged else (None, None)


def _from_head(context: Context) -> tuple[DocumentNumber | None, Evidence | None]:
    """The number line; an order's number may stand over several lines, the bodies above it."""
    lines = context.layout.head_lines("number")
    plain = [line.text.strip("（()）【】 　") for line in lines]
    bodies = "".join(line.text for line in context.layout.head_lines("letterhead"))
    for index, line in enumerate(lines):
        number = number_of_line(line.text)
        if number:
            return number, line.span
        joined = "".join(plain[index : index + 2])
        number = parse_number(bodies + joined if _ORDER.match(joined) else joined)
        if number:
            return number, Span(line.start, lines[index + 1].end)
    return None, None


_ORDER = re.compile(r"(?:令|公告)第")


def _under_title(
    context: Context, record: Recognised
) -> tuple[DocumentNumber | None, Evidence | None]:
    """（2024年第9号） under 示例省财政厅关于示例的公告: the title says whose announcement it is."""
    title = _ANNOUNCED.match(record.title)
    if title is None or not is_organisation(title["body"]):
        return None, None
    for line in context.layout.head_lines("number"):
        ordinal = line.text.strip("（()）【】 　")
        number = parse_number(f"{title['body']}{title['kind']}{ordinal}")
        if number and not number.damaged:
            return number, line.span
    return None, None


_ANNOUNCED = re.compile(r"(?P<body>[一-龥、 　]{2,40}?)(?:关于.*)?(?P<kind>公告|通告)$")
