"""One snapshot: every table as files, what their rows are, and what there is of it all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson
from django.db import connection, transaction

from policyapi.release import RELEASE
from policyapi.snapshots.compression import COMPRESSIONS
from policyapi.snapshots.folder import MANIFEST, SCHEMA, Snapshot, making, name_of
from policyapi.snapshots.parquet import MEDIA_TYPE as PARQUET
from policyapi.snapshots.parquet import ParquetFile
from policyapi.snapshots.tables import Table

FORMAT = 1
"""Version of what snapshots look like; raised when a reader has to be changed."""

SCHEMA_TYPE = "application/schema+json"
_DIALECT = "https://json-schema.org/draft/2020-12/schema"


@dataclass(frozen=True, slots=True)
class Export:
    """What goes into a snapshot and how; `cursor` tells where `/changes/` goes on from it."""

    tables: tuple[Table, ...]
    cursor: Callable[[], str]
    compression: str
    parquet: bool = False

    def write(self, folder: Path, say: Callable[[str], object] = str) -> Snapshot:
        """Write a snapshot into the folder. All tables are as they are at one moment."""
        now = datetime.now(UTC)
        with making(folder, name_of(now)) as path:
            with one_moment():
                cursor = self.cursor()
                files = [file for table in self.tables for file in self._files(table, path, say)]
            (path / SCHEMA).write_bytes(_json(self._schema()))
            files.append(_described(path / SCHEMA, SCHEMA_TYPE))
            (path / MANIFEST).write_bytes(_json(self._manifest(now, cursor, files)))
        return Snapshot(folder / name_of(now))

    def _files(
        self, table: Table, path: Path, say: Callable[[str], object]
    ) -> Iterator[dict[str, Any]]:
        """Write one table, and describe its files."""
        way = COMPRESSIONS[self.compression]
        lines = path / f"{table.name}.jsonl{way.suffix}"
        columns = path / f"{table.name}.parquet"
        rows = 0
        with ExitStack() as stack:
            out = stack.enter_context(way.write(lines))
            also = ParquetFile(columns, table.schema()) if self.parquet else None
            if also:
                stack.enter_context(also)
            for line in table.lines():
                out.write(line.encode() + b"\n")
                if also:
                    also.write(line)
                rows += 1
        say(f"{table.name}: {rows} rows")
        yield _described(lines, way.media_type, table.name, rows)
        if also:
            yield _described(columns, PARQUET, table.name, rows)

    def _schema(self) -> dict[str, Any]:
        return {"$schema": _DIALECT, "$defs": {table.name: table.schema() for table in self.tables}}

    def _manifest(
        self, now: datetime, cursor: str, files: Iterable[dict[str, Any]]
    ) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "name": name_of(now),
            "created_at": now.isoformat(timespec="seconds").replace("+00:00", "Z"),
            "release": RELEASE,
            "cursor": cursor,
            "compression": self.compression,
            "tables": {table.name: {"key": list(table.key)} for table in self.tables},
            "files": list(files),
        }


@contextmanager
def one_moment() -> Iterator[None]:
    """A transaction that only reads, and sees everything as it was when it began."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _described(
    path: Path, media_type: str, table: str | None = None, rows: int | None = None
) -> dict[str, Any]:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    return {
        "name": path.name,
        "table": table,
        "rows": rows,
        "bytes": path.stat().st_size,
        "sha256": sha256,
        "media_type": media_type,
    }


def _json(found: Any) -> bytes:
    return orjson.dumps(found, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
