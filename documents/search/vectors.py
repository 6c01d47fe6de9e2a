"""tsvector literals, within PostgreSQL's limits, and the lexemes of tsqueries."""

from __future__ import annotations

import re
from collections.abc import Iterable

LAST_POSITION = 16_383
POSITIONS_A_LEXEME = 255
_MARKS = re.compile(r"[\s':\\]")
MAX_BYTES = 900_000
"""Kept below the 1 MB that a tsvector may have; lexemes past it are left out."""


class Vector:
    """Collects lexemes with positions and weights, in the order of the text."""

    def __init__(self) -> None:
        self._places: dict[str, list[str]] = {}
        self._position = 0

    def add(self, words: Iterable[tuple[str, int, int]], weight: str) -> None:
        """Add a field's words; those that begin at one place share its position."""
        last = None
        for word, start, _ in words:
            if start != last:
                self._position = min(self._position + 1, LAST_POSITION)
                last = start
            places = self._places.setdefault(word, [])
            if len(places) < POSITIONS_A_LEXEME:
                places.append(f"{self._position}{weight}")
        self._position = min(self._position + GAP, LAST_POSITION)

    def literal(self) -> str:
        sized, parts = 0, []
        for word, places in self._places.items():
            sized += len(word.encode()) + 2 * len(places) + 4
            if sized > MAX_BYTES:
                break
            parts.append(f"{quoted(word)}:{','.join(places)}")
        return " ".join(parts)


GAP = 20
"""Positions between two fields, so that words of different fields are not neighbours."""


def unplaced(lexemes: Iterable[str]) -> str:
    """The literal of a vector without positions."""
    sized, parts = 0, []
    for lexeme in lexemes:
        sized += len(lexeme.encode())
        if sized > MAX_BYTES:
            break
        parts.append(quoted(lexeme))
    return " ".join(parts)


def quoted(lexeme: str) -> str:
    r"""A lexeme as it stands in a literal of tsvector or tsquery.

    >>> print(quoted("it's"))
    'it''s'
    """
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"


def safe(lexeme: str) -> str:
    """A lexeme as it may stand in a literal of a tsvector; quoted only where it must be."""
    return quoted(lexeme) if not lexeme.isalnum() and _MARKS.search(lexeme) else lexeme
