"""A text as needles are looked for in it: as it stands, or folded and without punctuation."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.search.folding import KEPT, fold, variants
from documents.search.needles import Needle

_RUN = re.compile(f"[{KEPT}]+")
_TRADITIONAL = "國會發與為"
"""Of these a traditional text of any length has one."""


@dataclass(frozen=True, slots=True)
class Haystack:
    """`text` is what is searched; `runs` lead back from its offsets to the raw text's, if other.

    A run is (offset here, offset in the raw text), in ascending order.
    """

    text: str
    runs: Sequence[tuple[int, int]] | None = None

    def __contains__(self, needle: Needle) -> bool:
        return self.spelling(needle) is not None

    def spelling(self, needle: Needle) -> str | None:
        """How the needle is written here; null where it is not found."""
        if self.runs is not None:
            return needle.text if needle.text in self.text else None
        return next((form for form in needle.spellings if form in self.text), None)

    def places(self, form: str, limit: int, apart: int = 0) -> Iterator[int]:
        """Offsets of a spelling, so many at most, each so far behind the one before."""
        find, step = self.text.find, max(len(form), apart)
        at = find(form)
        while at >= 0 and limit:
            yield at
            limit -= 1
            at = find(form, at + step)

    def raw(self, low: int, high: int) -> tuple[int, int]:
        """The span of the raw text that stands at `text[low:high]`."""
        return (low, high) if self.runs is None else (self._raw(low), self._raw(high - 1) + 1)

    def _raw(self, at: int) -> int:
        runs = self.runs or ()
        here, there = runs[bisect_right(runs, at, key=lambda run: run[0]) - 1]
        return there + at - here


def raw_haystack(text: str) -> Haystack:
    """The text as it stands: found is what it spells as the query does, in one piece."""
    return Haystack(text)


def folded_haystack(text: str) -> Haystack:
    """The text folded and without punctuation: whatever matches is found, at some cost."""
    parts: list[str] = []
    runs: list[tuple[int, int]] = []
    length = 0
    for match in _RUN.finditer(fold(text)):
        runs.append((length, match.start()))
        parts.append(match[0])
        length += len(match[0])
    return Haystack("".join(parts), runs)


def looks_traditional(text: str) -> bool:
    return any(sign in text for sign in _TRADITIONAL)


def could_hold(text: str, needle: Needle) -> bool:
    """Whether all characters of a needle are in a raw text, in some form; quick to deny."""
    forms = variants()
    return all(
        char in text or any(form in text for form in forms.get(char, "")) for char in needle.text
    )
