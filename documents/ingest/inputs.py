"""Files and folders named on the command line → single documents to take in."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from documents.ingest.readers import RECORDS, SUFFIXES, read
from documents.ingest.record import SourceInfo
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument


@dataclass(frozen=True, slots=True)
class Input:
    """One document to take in: the bytes of a file, or a record that has been read from one.

    `beside` is metadata that came with the bytes; it wins over what they say of themselves.
    """

    path: Path
    source: SourceInfo
    raw: bytes
    document: RawDocument | None = None
    error: str | None = None
    beside: Mapping[str, str] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """Bytes of the source."""
        return len(self.raw)


def files(paths: Iterable[Path]) -> list[Path]:
    """Every readable file under `paths`, once each, in sorted order.

    A file that is named is taken whatever its suffix, so that it is refused aloud; in folders,
    files of other kinds and hidden ones are passed over, links to folders are not followed, and a
    folder that cannot be listed stands for what is in it. Raises `FileNotFoundError`.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(_under(path))
        elif path.exists():
            found.add(path)
        else:
            raise FileNotFoundError(f"{path}: no such file or folder")
    return sorted(found)


def _under(folder: Path) -> Iterator[Path]:
    """Files of a folder that can be read, and folders in it that cannot be listed."""
    unlisted: list[Path] = []
    walk = os.walk(folder, onerror=lambda error: unlisted.append(Path(error.filename)))
    for place, folders, names in walk:
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            file = Path(place, name)
            if file.suffix.lower() in SUFFIXES and not name.startswith(".") and file.is_file():
                yield file
    yield from unlisted


def inputs(paths: Iterable[Path], *, max_bytes: int) -> Iterator[Input]:
    """The documents in every file, in sorted path order and then in record order."""
    for path in files(paths):
        yield from _inputs_of(path, max_bytes)


def number_of_inputs(paths: Iterable[Path]) -> int:
    """About how many documents there are, without reading them: files, and lines of records."""
    return sum(_lines(path) if path.suffix.lower() in RECORDS else 1 for path in files(paths))


def _lines(path: Path) -> int:
    if not path.is_file():
        return 1
    try:
        with path.open("rb") as file:
            newlines = sum(block.count(b"\n") for block in iter(partial(file.read, 2**20), b""))
    except OSError:
        return 1
    return max(newlines - (path.suffix.lower() == ".tsv"), 1)


def _inputs_of(path: Path, max_bytes: int) -> Iterator[Input]:
    suffix = path.suffix.lower()
    media_type = SUFFIXES.get(suffix, "application/octet-stream")
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise OSError(errno.EACCES, "a folder that may not be listed")
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EINVAL, "not a file but a device, a pipe or a socket")
        size = status.st_size
        data = path.read_bytes() if size <= max_bytes or suffix in RECORDS else b""
    except OSError as error:
        source = SourceInfo(str(path), None, "", media_type, None)
        yield Input(path, source, b"", error=f"cannot be read: {error.strerror}")
        return
    source = SourceInfo(str(path), None, hashlib.sha256(data).hexdigest(), media_type, None)
    if suffix not in SUFFIXES:
        kinds = " ".join(sorted(SUFFIXES))
        yield Input(path, source, data, error=f"files of this kind are not read (known: {kinds})")
    elif suffix in RECORDS:
        yield from _records(path, data, media_type, max_bytes)
    elif size > max_bytes:
        yield Input(path, source, b"", error=f"{size} bytes are more than the {max_bytes} allowed")
    else:
        yield Input(path, source, data)


def _records(path: Path, data: bytes, media_type: str, max_bytes: int) -> Iterator[Input]:
    suffix = path.suffix.lower()
    for item in read(data, suffix, size_limit=max_bytes):
        if isinstance(item.content, RefusedInput):
            raw = _row(data, item.record, suffix)
            sha256 = hashlib.sha256(raw).hexdigest()
            source = SourceInfo(str(path), item.record, sha256, media_type, None)
            yield Input(path, source, raw, error=str(item.content))
            continue
        raw = _canonical(item.content)
        sha256 = hashlib.sha256(raw).hexdigest()
        source = SourceInfo(
            str(path), item.record, sha256, media_type, item.content.metadata.get("url")
        )
        yield Input(path, source, raw, item.content)


def _row(data: bytes, record: int | None, suffix: str) -> bytes:
    """The line of a record that cannot be read; the whole file where none can."""
    if record is None:
        return data
    lines = data.split(b"\n")
    number = record if suffix == ".tsv" else record - 1
    return lines[number] if number < len(lines) else b""


def _canonical(document: RawDocument) -> bytes:
    """A record as bytes that do not depend on the order of its keys."""
    content = {"text": document.text, "metadata": dict(document.metadata)}
    return json.dumps(content, ensure_ascii=False, sort_keys=True).encode("utf-8", "surrogatepass")
