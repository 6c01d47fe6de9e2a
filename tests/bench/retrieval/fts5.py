"""SQLite's FTS5 with bm25(), in a file of its own; the words are joined by spaces."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.bench.retrieval.peers import TOP, Entry, Unable, Wanted
from tests.bench.retrieval.queries import Ask

OPERATORS = {"and": " AND ", "or": " OR ", "phrase": " + ", "not": " NOT ", "prefix": ""}


class Fts5:
    """A contentless index beside a table with what filters and orderings need."""

    name = "FTS5"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.sqlite"
        self._db = sqlite3.connect(self._path)
        self._built = self._db.execute("PRAGMA user_version").fetchone() == (1,)
        if not self._built:
            self._db.close()
            self._path.unlink()
            self._db = sqlite3.connect(self._path)
        self._db.execute("PRAGMA cache_size = -1000000")
        self._db.execute("PRAGMA mmap_size = 4000000000")

    def build(self, entries: Iterator[Entry]) -> None:
        if self._built:
            return
        self._db.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
            " CREATE VIRTUAL TABLE words USING fts5(lexemes, content='');"
            " CREATE TABLE about (id INTEGER PRIMARY KEY, kind TEXT, issuers TEXT, day INTEGER)"
        )
        for e in entries:
            self._db.execute(
                "INSERT INTO words (rowid, lexemes) VALUES (?, ?)", (e.number, e.words)
            )
            issuers = "".join(f" {issuer} " for issuer in e.issuers)
            self._db.execute(
                "INSERT INTO about VALUES (?, ?, ?, ?)", (e.number, e.kind, issuers, e.day)
            )
        self._db.execute("INSERT INTO words(words) VALUES ('optimize')")
        self._db.execute("PRAGMA user_version = 1")
        self._db.commit()

    def ask(self, ask: Ask, wanted: Wanted) -> int:
        """The best 20 and the count of all; no facets."""
        if ask.facets:
            raise Unable
        match = OPERATORS[ask.operator].join(f'"{word}"' for word in ask.words)
        match += "*" if ask.operator == "prefix" else ""
        conditions, values = ["words MATCH ?"], list[Any]([match])
        if wanted.kind is not None:
            conditions, values = [*conditions, "kind = ?"], [*values, wanted.kind]
        if wanted.issuer is not None:
            conditions, values = [*conditions, "issuers LIKE ?"], [*values, f"% {wanted.issuer} %"]
        if wanted.first is not None:
            conditions = [*conditions, "day BETWEEN ? AND ?"]
            values = [*values, wanted.first, wanted.last]
        joined = "words" if wanted == Wanted() else "words JOIN about ON about.id = words.rowid"
        where = " AND ".join(conditions)
        found = f"SELECT words.rowid FROM {joined} WHERE {where} ORDER BY rank"  # noqa: S608
        if ask.ordering:
            whole = "words JOIN about ON about.id = words.rowid"
            found = f"SELECT id FROM {whole} WHERE {where} ORDER BY day DESC"  # noqa: S608
        self._db.execute(f"{found} LIMIT {TOP}", values).fetchall()
        counted = f"SELECT count(*) FROM {joined} WHERE {where}"  # noqa: S608
        return int(self._db.execute(counted, values).fetchone()[0])

    def size(self) -> int:
        return self._path.stat().st_size

    def close(self) -> None:
        self._db.close()
