"""Where in a document's outline something stands; one statement for a whole page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection


@dataclass(frozen=True, slots=True)
class Place:
    """A section, and the headings above it and its own, the outermost first."""

    position: int
    type: str
    label: str | None
    heading: str | None
    path: tuple[str, ...]


def sections_at(places: Iterable[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """(document, offset in its text) → position of the innermost section there."""
    documents, offsets = _columns(places)
    if not documents:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_INNERMOST, [documents, offsets])
        return {(key, at): position for key, at, position in cursor.fetchall()}


def outline_places(sections: Iterable[tuple[str, int]]) -> dict[tuple[str, int], Place]:
    """(document, position) → the section with its path; what is bare has no part in a path."""
    documents, positions = _columns(sections)
    if not documents:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PATHS, [documents, positions])
        return {
            (key, position): Place(position, kind, label, heading, tuple(path or ()))
            for key, position, kind, label, heading, path in cursor.fetchall()
        }


def _columns(pairs: Iterable[tuple[str, int]]) -> tuple[list[str], list[int]]:
    once = list(dict.fromkeys(pairs))
    return [key for key, _ in once], [number for _, number in once]


_INNERMOST = """
    SELECT place.document, place.at, found.position
    FROM unnest(%s::text[], %s::int[]) place (document, at)
    CROSS JOIN LATERAL (
        SELECT s.position FROM documents_section s
        WHERE s.document_id = place.document AND s."start" <= place.at AND s."end" > place.at
        ORDER BY s.position DESC LIMIT 1
    ) found
"""
"""Sections are in document order, the inner after the outer."""

_PATHS = """
    SELECT s.document_id, s.position, s.type, s.label, s.heading, (
        SELECT array_agg(concat_ws(' ', a.label, a.heading) ORDER BY a.position)
        FROM documents_section a
        WHERE a.document_id = s.document_id AND a.position <= s.position
          AND a."start" <= s."start" AND a."end" >= s."end"
          AND (a.level < s.level OR a.position = s.position)
          AND coalesce(a.label, a.heading) IS NOT NULL
    )
    FROM unnest(%s::text[], %s::int[]) place (document, position)
    JOIN documents_section s
      ON s.document_id = place.document AND s.position = place.position
"""
