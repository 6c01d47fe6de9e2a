"""Text that remembers where each of its characters stood in the raw text."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple


class Edit(NamedTuple):
    """Replace `text[start:end]` by `replacement` (empty to delete, `start == end` to insert)."""

    start: int
    end: int
    replacement: str = ""


class Run(NamedTuple):
    """A stretch of the text and the stretch of raw text that it came from.

    `length` characters from `start` stand for `raw_length` raw characters from `raw_start`. Where
    the lengths are equal, characters correspond one to one; otherwise each character of the stretch
    maps to the whole raw stretch.
    """

    start: int
    length: int
    raw_start: int
    raw_length: int


class OffsetMap:
    """Runs in text order that cover the text without gaps.

    >>> text, offsets = OffsetMap.identity("a  b").edit("a  b", [Edit(1, 3, " ")])
    >>> text, offsets.raw_span(2, 3), offsets.raw_span(0, 3)
    ('a b', (3, 4), (0, 4))
    """

    __slots__ = ("_starts", "runs")

    def __init__(self, runs: Iterable[Run] = ()) -> None:
        self.runs = tuple(runs)
        self._starts = [run.start for run in self.runs]

    @classmethod
    def identity(cls, text: str) -> OffsetMap:
        """The map of a text onto itself."""
        return cls([Run(0, len(text), 0, len(text))] if text else [])

    def raw_span(self, start: int, end: int) -> tuple[int, int]:
        """The raw stretch, half-open, that `text[start:end]` came from."""
        if start >= end:
            at = self._raw_at(start)[0] if self.runs else 0
            return at, at
        return self._raw_at(start)[0], self._raw_at(end - 1)[1]

    def _raw_at(self, index: int) -> tuple[int, int]:
        run = self.runs[max(bisect_right(self._starts, index) - 1, 0)]
        if run.length == run.raw_length:
            raw = run.raw_start + min(index - run.start, run.length)
            return raw, raw + 1
        return run.raw_start, run.raw_start + run.raw_length

    def edit(self, text: str, edits: Iterable[Edit]) -> tuple[str, OffsetMap]:
        """Apply sorted, non-overlapping edits to `text`, whose map this is."""
        parts: list[str] = []
        runs: list[Run] = []
        at = position = 0
        for edit in edits:
            if edit.start < at:
                raise ValueError(f"edit at {edit.start} overlaps the one that ends at {at}")
            position = self._copy(text, at, edit.start, position, parts, runs)
            if edit.replacement:
                raw_start, raw_end = self.raw_span(edit.start, edit.end)
                parts.append(edit.replacement)
                length = len(edit.replacement)
                runs.append(Run(position, length, raw_start, raw_end - raw_start))
                position += length
            at = edit.end
        self._copy(text, at, len(text), position, parts, runs)
        return "".join(parts), OffsetMap(_merged(runs))

    def slice(self, start: int, end: int) -> OffsetMap:
        """The map of `text[start:end]`."""
        runs: list[Run] = []
        self._copy("", start, end, 0, [], runs)
        return OffsetMap(runs)

    def _copy(
        self, text: str, start: int, end: int, position: int, parts: list[str], runs: list[Run]
    ) -> int:
        """Append `text[start:end]` and its runs at `position`; the position after it."""
        if start >= end:
            return position
        parts.append(text[start:end])
        index = max(bisect_right(self._starts, start) - 1, 0)
        while index < len(self.runs) and self.runs[index].start < end:
            run = self.runs[index]
            low, high = max(run.start, start), min(run.start + run.length, end)
            if run.length == run.raw_length:
                raw_start, raw_length = run.raw_start + low - run.start, high - low
            else:
                raw_start, raw_length = run.raw_start, run.raw_length
            if low < high:
                runs.append(Run(position + low - start, high - low, raw_start, raw_length))
            index += 1
        return position + end - start


def _merged(runs: list[Run]) -> list[Run]:
    """Join neighbouring one-to-one runs that are neighbours in the raw text, too."""
    merged: list[Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if (
            last
            and last.length == last.raw_length
            and run.length == run.raw_length
            and last.raw_start + last.raw_length == run.raw_start
        ):
            merged[-1] = Run(
                last.start,
                last.length + run.length,
                last.raw_start,
                last.raw_length + run.raw_length,
            )
        else:
            merged.append(run)
    return merged
