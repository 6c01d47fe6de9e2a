"""Vectors as PostgreSQL takes them: tsvectors in binary, and the lexemes of tsqueries."""

from __future__ import annotations

import struct
from collections.abc import Collection, Iterable, Iterator

MAX_BYTES = 900_000
"""Kept below the 1 MB that a tsvector may have; lexemes past it are left out."""

WEIGHTS = "DCBA"
"""The labels of a position, by the number that stands for them."""


def packed(groups: Iterable[tuple[Collection[str], str]]) -> bytes:
    """A tsvector as `COPY` takes it in binary, of lexemes by the positions that they share.

    Positions are written as in a literal, `:1A,2C`. No lexeme may come twice.
    What is past the limit is left out: the last groups are the first to go.
    """
    pieces, number, room = [], 0, MAX_BYTES
    for lexemes, positions in groups:
        end = b"\0" + _positions(positions)
        piece = _joined(lexemes, end)
        if len(piece) > room:
            lexemes = list(_fitting(lexemes, len(end), room))
            piece = _joined(lexemes, end)
        pieces.append(piece)
        number += len(lexemes)
        room -= len(piece)
    return struct.pack(">i", number) + b"".join(pieces)


def _joined(lexemes: Collection[str], end: bytes) -> bytes:
    """The lexemes, each with this end; none holds a zero byte, as no text in PostgreSQL does."""
    return ("\0".join(lexemes) + "\0").encode().replace(b"\0", end) if lexemes else b""


def _fitting(lexemes: Iterable[str], more: int, room: int) -> Iterator[str]:
    for lexeme in lexemes:
        room -= len(lexeme.encode()) + more
        if room < 0:
            return
        yield lexeme


def _positions(written: str) -> bytes:
    places = written[1:].split(",") if written else []
    numbers = (
        WEIGHTS.index(place[-1]) << 14 | int(place[:-1]) if place[-1] in WEIGHTS else int(place)
        for place in places
    )
    return struct.pack(f">{len(places) + 1}H", len(places), *numbers)


def quoted(lexeme: str) -> str:
    r"""A lexeme as it stands in a literal of tsvector or tsquery.

    >>> print(quoted("it's"))
    'it''s'
    """
    return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'"
