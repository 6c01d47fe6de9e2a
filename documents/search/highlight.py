"""What was found, as passages with `<mark>`: spans of the text, safe to put into HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from documents.search.analyser import Analyser
from documents.search.folding import fold, gapped

PASSAGES = 3
"""Passages a document."""
WIDTH = 160
"""Characters of a passage, about."""

_EDGE = re.compile(r"[。！？；\n]")


@dataclass(frozen=True, slots=True)
class Passage:
    """`text[start:end]` of the field, with what was found marked and all else escaped."""

    field: str
    start: int
    end: int
    snippet: str


class Highlighter:
    """Marks the terms of one query: whole where a text has them whole, else their words."""

    def __init__(self, terms: Sequence[str], analyser: Analyser) -> None:
        self._terms = {term: _words(term, analyser) for term in terms if term}
        self._whole = {term: re.compile(gapped(term)) for term in self._terms}

    def passages(self, field: str, text: str) -> list[Passage]:
        """The best passages in the order of the text; none where nothing is found."""
        hits = self._hits(text)
        windows = sorted(_windows(text, hits), key=lambda w: -self._worth(text, hits, w))
        chosen = sorted(windows[:PASSAGES])
        return [
            Passage(field, start, end, _marked(text, start, end, hits)) for start, end in chosen
        ]

    def _hits(self, text: str) -> list[tuple[int, int]]:
        """Spans of what is found, in order and apart."""
        wanted: set[str] = set()
        for term, words in self._terms.items():
            wanted |= {term} if self._whole[term].search(text) else words
        if not wanted:
            return []
        longest_first = sorted(wanted, key=lambda term: (-len(term), term))
        pattern = re.compile("|".join(map(gapped, longest_first)))
        return [match.span() for match in pattern.finditer(text)]

    def _worth(self, text: str, hits: list[tuple[int, int]], window: tuple[int, int]) -> int:
        """Characters of different things found in a window, then how often."""
        found = [fold(text[a:b]) for a, b in hits if window[0] <= a and b <= window[1]]
        return 100 * sum(len(term) for term in set(found)) + len(found)


def _words(term: str, analyser: Analyser) -> set[str]:
    """The words of a term to be marked on their own; single characters only if it has no other."""
    words = {word for word, _, _ in analyser.words(term)}
    return {word for word in words if len(word) > 1} or words


def _windows(text: str, hits: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Stretches around hits that do not overlap, cut at sentences where those are near."""
    last = 0
    for start, end in hits:
        if end <= last:
            continue
        low = max(last, start - WIDTH // 4)
        edges = [m.end() for m in _EDGE.finditer(text, max(last, start - WIDTH // 2), start)]
        begin = edges[-1] if edges else low
        stop = _EDGE.search(text, max(end, begin + WIDTH // 2), begin + WIDTH)
        finish = stop.end() if stop else max(end, min(len(text), begin + WIDTH))
        last = max(finish, end)
        yield begin, last


def _marked(text: str, start: int, end: int, hits: list[tuple[int, int]]) -> str:
    parts, at = [], start
    for low, high in hits:
        if low < at or high > end:
            continue
        parts += [escape(text[at:low]), "<mark>", escape(text[low:high]), "</mark>"]
        at = high
    return "".join([*parts, escape(text[at:end])])
