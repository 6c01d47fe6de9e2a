"""Tables as Parquet, which takes the optional group `parquet`."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

from policyapi.snapshots.kinds import Schema

MEDIA_TYPE = "application/vnd.apache.parquet"
MISSING = "--parquet needs pyarrow: pip install 'policyapi[parquet]', or pip install pyarrow"
_GROUP = 8 << 20
"""Bytes of JSON that become one group of rows."""


def is_installed() -> bool:
    return find_spec("pyarrow") is not None


class ParquetFile:
    """Writes the same lines that go into the JSON file, in groups of rows."""

    def __init__(self, path: Path, schema: Schema) -> None:
        import pyarrow.parquet

        self._arrow: Any = pyarrow
        self._types = {name: self._type(column) for name, column in schema["properties"].items()}
        self._columns = pyarrow.schema(
            [pyarrow.field(name, found) for name, found in self._types.items()]
        )
        self._file: Any = pyarrow.parquet.ParquetWriter(path, self._columns, compression="zstd")
        self._lines: list[str] = []
        self._bytes = 0

    def __enter__(self) -> ParquetFile:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._flush()
        self._file.close()

    def write(self, line: str) -> None:
        self._lines.append(line)
        self._bytes += len(line)
        if self._bytes >= _GROUP:
            self._flush()

    def _flush(self) -> None:
        rows = [orjson.loads(line) for line in self._lines]
        if rows:
            arrays = [self._array(name, rows) for name in self._types]
            self._file.write_batch(self._arrow.record_batch(arrays, schema=self._columns))
        self._lines, self._bytes = [], 0

    def _array(self, name: str, rows: list[dict[str, Any]]) -> Any:
        """A column of some rows; dates are read from their strings, objects stay JSON."""
        found, values = self._types[name], [row[name] for row in rows]
        if any(isinstance(value, dict) for value in values):
            values = [None if v is None else orjson.dumps(v).decode() for v in values]
        if self._arrow.types.is_temporal(found):
            return self._arrow.array(values, self._arrow.string()).cast(found)
        return self._arrow.array(values, found)

    def _type(self, schema: Schema) -> Any:
        kind = schema["type"]
        name = kind[0] if isinstance(kind, list) else kind
        if name == "array":
            return self._arrow.list_(self._type(schema["items"]))
        made = {
            "boolean": self._arrow.bool_(),
            "integer": self._arrow.int64(),
            "number": self._arrow.float64(),
            "date": self._arrow.date32(),
            "date-time": self._arrow.timestamp("us", "UTC"),
        }
        return made.get(str(schema.get("format", name)), self._arrow.string())
