"""Parts of a file by `Range` (RFC 9110, 14): one range of bytes; several are answered by the whole.

whitenoise reads ranges too, but takes `bytes=0-0` for one that cannot be satisfied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

_ONE = re.compile(r"\s*bytes\s*=\s*([0-9]*)\s*-\s*([0-9]*)\s*", re.IGNORECASE)
BLOCK = 1 << 16
"""Bytes that are read and sent at a time."""


class Unsatisfiable(ValueError):
    """The range begins where the file ends, or is empty."""


def part_of(header: str, size: int) -> range | None:
    """The places of the bytes that are asked for; null for all, where the header is not one range.

    >>> part_of("bytes=0-0", 10), part_of("bytes=7-", 10), part_of("bytes=-3", 10)
    (range(0, 1), range(7, 10), range(7, 10))
    >>> part_of("bytes=0-1,4-5", 10), part_of("bytes=5-2", 10), part_of("lines=1-2", 10)
    (None, None, None)
    """
    match = _ONE.fullmatch(header)
    if match is None or not any(match.groups()):
        return None
    first, last = (int(text[:20]) if text else None for text in match.groups())
    if first is None:
        found = range(max(0, size - (last or 0)), size)
    elif last is not None and last < first:
        return None
    else:
        found = range(first, size if last is None else min(last + 1, size))
    if not found:
        raise Unsatisfiable
    return found


class Blocks:
    """The bytes of a part of a file, some at a time; a response that is closed closes the file."""

    def __init__(self, file: BinaryIO, part: range) -> None:
        self._file = file
        self._left = len(part)
        file.seek(part.start)

    def __iter__(self) -> Iterator[bytes]:
        while self._left and (block := self._file.read(min(BLOCK, self._left))):
            self._left -= len(block)
            yield block

    def close(self) -> None:
        self._file.close()
