"""A cache of counters that all processes of one machine share, for a service without Redis.

A file of fixed size is mapped into memory by every process. Each counter stands in one of four
places, which the hash of its key chooses; where all four are taken, the one that ends first goes.
Only whole numbers can be kept. The lock is of the kernel's, so a process that is killed holds none.
"""

from __future__ import annotations

import fcntl
import math
import mmap
import os
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache

PLACE = struct.Struct("<QqI")
"""Fingerprint of the key (0: never used), when it ends (seconds since 1970), the count."""
WAYS = 4
SETS = 1 << 14
SIZE = SETS * WAYS * PLACE.size
FOR_GOOD = 1 << 62

_alone = threading.Lock()
_mapped: dict[str, tuple[int, mmap.mmap]] = {}
"""Descriptors of this process, never closed: that would give up the locks of its other threads."""


class Place(NamedTuple):
    """Where a counter stands, and what is there."""

    at: int
    fingerprint: int
    ends: int
    number: int


class SharedCounters(BaseCache):
    """Django's cache, as far as counting needs it."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self._location = location

    @contextmanager
    def _locked(self) -> Iterator[mmap.mmap]:
        with _alone:
            if self._location not in _mapped:
                _mapped[self._location] = _map(Path(self._location))
            file, memory = _mapped[self._location]
            fcntl.lockf(file, fcntl.LOCK_EX)
            try:
                yield memory
            finally:
                fcntl.lockf(file, fcntl.LOCK_UN)

    def _fingerprint(self, key: str, version: int | None) -> int:
        name = self.make_and_validate_key(key, version=version).encode()
        return int.from_bytes(blake2b(name, digest_size=8).digest(), "little") or 1

    def _ends(self, timeout: Any) -> int:
        lasts = self.get_backend_timeout(timeout)
        return FOR_GOOD if lasts is None else math.ceil(lasts)

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        name = self._fingerprint(key, version)
        with self._locked() as memory:
            if _alive(memory, name):
                return False
            at = min(_places(memory, name), key=lambda place: place.ends).at
            PLACE.pack_into(memory, at, name, self._ends(timeout), int(value))
            return True

    def set(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> None:
        self.delete(key, version)
        self.add(key, value, timeout, version)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        with self._locked() as memory:
            found = _alive(memory, self._fingerprint(key, version))
            return found.number if found else default

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        with self._locked() as memory:
            found = _alive(memory, self._fingerprint(key, version))
            if found is None:
                raise ValueError(f"Key {key!r} not found")
            count = max(0, found.number + delta)
            PLACE.pack_into(memory, found.at, found.fingerprint, found.ends, count)
            return count

    def delete(self, key: str, version: int | None = None) -> bool:
        with self._locked() as memory:
            found = _alive(memory, self._fingerprint(key, version))
            if found:
                PLACE.pack_into(memory, found.at, 0, 0, 0)
            return found is not None

    def clear(self) -> None:
        with self._locked() as memory:
            memory[:] = bytes(SIZE)


def _map(path: Path) -> tuple[int, mmap.mmap]:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    file = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    os.ftruncate(file, SIZE)
    return file, mmap.mmap(file, SIZE)


def _places(memory: mmap.mmap, fingerprint: int) -> list[Place]:
    """The places where this counter may stand."""
    first = (fingerprint % SETS) * WAYS
    starts = [(first + way) * PLACE.size for way in range(WAYS)]
    return [Place(at, *PLACE.unpack_from(memory, at)) for at in starts]


def _alive(memory: mmap.mmap, fingerprint: int) -> Place | None:
    now = time.time()
    for place in _places(memory, fingerprint):
        if place.fingerprint == fingerprint and place.ends > now:
            return place
    return None
