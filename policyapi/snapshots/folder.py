"""The folder of snapshots: one directory each, named by the moment it was taken (UTC).

A directory is made under another name and renamed when it is whole, so what is listed is whole.
"""

from __future__ import annotations

import fcntl
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

MANIFEST = "manifest.json"
SCHEMA = "schema.json"
_NAME = re.compile(r"[0-9]{8}T[0-9]{6}Z")
_UNFINISHED = ".unfinished-"


class Occupied(Exception):
    """Another process is writing into the folder."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One whole snapshot on disk."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def manifest(self) -> dict[str, Any]:
        return _manifest(self.path)

    def file(self, name: str) -> dict[str, Any] | None:
        """What the manifest says of one of its files; null for any other name."""
        return next((file for file in self.manifest["files"] if file["name"] == name), None)


@lru_cache(maxsize=64)
def _manifest(path: Path) -> dict[str, Any]:
    """Read once: a snapshot never changes."""
    read: dict[str, Any] = orjson.loads((path / MANIFEST).read_bytes())
    return read


def snapshots(folder: Path) -> list[Snapshot]:
    """Those that are whole, newest first; none where the folder does not exist yet."""
    if not folder.is_dir():
        return []
    found = [path for path in folder.iterdir() if _NAME.fullmatch(path.name)]
    return [Snapshot(path) for path in sorted(found, reverse=True) if (path / MANIFEST).is_file()]


def name_of(moment: datetime) -> str:
    """
    >>> from datetime import UTC
    >>> name_of(datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC))
    '20260102T030405Z'
    """
    return moment.strftime("%Y%m%dT%H%M%SZ")


@contextmanager
def making(folder: Path, name: str) -> Iterator[Path]:
    """A directory to write into, which gets its name at the end, and goes where that fails.

    What others left unfinished goes first. Raises `Occupied` while another process is writing, and
    `FileExistsError` for a name that is there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Occupied from None
        for left in folder.glob(f"{_UNFINISHED}*"):
            shutil.rmtree(left)
        if (folder / name).exists():
            raise FileExistsError(name)
        path = folder / f"{_UNFINISHED}{name}"
        path.mkdir()
        try:
            yield path
            path.rename(folder / name)
        finally:
            shutil.rmtree(path, ignore_errors=True)


def thin_out(folder: Path, number: int) -> list[str]:
    """Delete all but so many of the newest; the names of those that went."""
    old = snapshots(folder)[number:]
    for snapshot in old:
        gone = snapshot.path.with_name(f"{_UNFINISHED}{snapshot.name}")
        snapshot.path.rename(gone)
        shutil.rmtree(gone)
    return [snapshot.name for snapshot in old]
