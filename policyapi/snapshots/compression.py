"""How files of lines are compressed: each way with its suffix and media type."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import zstandard

LEVEL = 9
"""Of zstd: about as small as gzip's best, several times as fast."""


@dataclass(frozen=True, slots=True)
class Compression:
    """`write` opens a file for bytes that are compressed on the way."""

    suffix: str
    media_type: str
    write: Callable[[Path], AbstractContextManager[IO[bytes] | Any]]


def _write_gzip(path: Path) -> Any:
    return gzip.open(path, "wb", 6)


def _write_zstd(path: Path) -> Any:
    return zstandard.open(path, "wb", zstandard.ZstdCompressor(LEVEL, write_checksum=True))


COMPRESSIONS = {
    "zstd": Compression(".zst", "application/zstd", _write_zstd),
    "gzip": Compression(".gz", "application/gzip", _write_gzip),
}
DEFAULT = "zstd"
