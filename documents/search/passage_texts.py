"""Paragraphs of some documents as one folded text, in which strings are looked for.

The text is without punctuation, spaces and line breaks (`folding.kept`), so a string is found
however a segmenter would cut it and whatever divides it; it counts where it stands in one paragraph
with all of itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from documents.search.folding import KEPT, fold

A_DOCUMENT, TOGETHER = 400_000, 600_000
"""Characters that are read, of one document and of all; what comes after them is left out. A long
report has 200,000; 600,000 take some 20 ms."""

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class PassageTexts:
    """Columns of paragraphs, in the order of their documents; `owner` is a place in these."""

    def __init__(
        self, documents: Sequence[tuple[str, str, str, bytes]], *, is_whole: bool = True
    ) -> None:
        """`documents` are id, title, text and three numbers a paragraph: start, end, section.

        `is_whole` says that nothing was left out; section 0 stands for none.
        """
        self.ids = [key for key, *_ in documents]
        self.titles = [title for _, title, *_ in documents]
        self.texts = [text for _, _, text, _ in documents]
        self.is_whole = is_whole
        lengths = np.array([len(text) for text in self.texts], dtype=np.int64)
        sizes = [len(spans) // _SPAN for *_, spans in documents]
        owner = np.repeat(np.arange(len(documents)), np.array(sizes, dtype=np.int64))
        sent = np.frombuffer(b"".join(spans for *_, spans in documents), dtype=">i4")
        spans = sent.reshape(-1, 3).astype(np.int64)
        inside = spans[:, 1] <= lengths[owner]
        self.owner: Numbers = owner[inside]
        self.start, self.end, self.section = spans[inside].T
        self._text, before = _folded("".join(self.texts))
        base = (np.cumsum(lengths) - lengths)[self.owner]
        self._low, self._high = before[base + self.start], before[base + self.end]
        self._found: dict[str, tuple[Numbers, Numbers]] = {}

    def __len__(self) -> int:
        return len(self.owner)

    def places(self, string: str) -> tuple[Numbers, Numbers]:
        """Where a folded string stands: paragraphs in order, and offsets in the folded text."""
        if string not in self._found:
            matches = re.finditer(re.escape(string), self._text) if string and len(self) else ()
            at: Numbers = np.array([match.start() for match in matches], dtype=np.int64)
            paragraph = np.searchsorted(self._low, at, side="right") - 1
            inside = (paragraph >= 0) & (at + len(string) <= self._high[paragraph])
            self._found[string] = paragraph[inside], at[inside]
        return self._found[string]

    def counts(self, string: str) -> Numbers:
        """How often a folded string stands in each paragraph."""
        return np.bincount(self.places(string)[0], minlength=len(self))

    def text(self, paragraph: int) -> str:
        """A paragraph as it stands in its document."""
        start, end = int(self.start[paragraph]), int(self.end[paragraph])
        return self.texts[int(self.owner[paragraph])][start:end]


def passage_texts(ids: Sequence[str], cursor: Any) -> PassageTexts:
    """Of these documents, the best first, as far as the bounds go; one statement."""
    cursor.execute(_TEXTS, [A_DOCUMENT, A_DOCUMENT, list(ids), TOGETHER])
    rows = cursor.fetchall()
    is_whole = all(len(rows) == number and longest <= A_DOCUMENT for *_, number, longest in rows)
    return PassageTexts([row[:4] for row in rows], is_whole=is_whole)


def _folded(text: str) -> tuple[str, npt.NDArray[np.int32]]:
    """The text as `folding.kept` makes it, and for each offset how much is kept before it."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    letters = _letters().take(codes, mode="clip")
    is_kept = letters != 0
    before = np.zeros(len(codes) + 1, dtype=np.int32)
    np.cumsum(is_kept, out=before[1:])
    return letters[is_kept].tobytes().decode("utf-32-le"), before


@cache
def _letters() -> npt.NDArray[np.uint32]:
    """Code point → what is kept of it, 0 for punctuation; the last stands for all from there on."""
    every = fold("".join(map(chr, range(_END))))
    letters = np.zeros(_END + 1, dtype="<u4")
    for run in re.finditer(f"[{KEPT}]+", every):
        low, high = run.span()
        letters[low:high] = np.frombuffer(run[0].encode("utf-32-le"), dtype="<u4")
    return letters


_SPAN = 12
"""Bytes that say where a paragraph is."""
_END = 0x40000
"""No character from here on is kept."""

_TEXTS = """
    SELECT d.id, d.title, left(d.text, %s), p.spans, p.number, p.longest FROM (
        SELECT asked.document, asked.place,
               string_agg(int4send(p."start") || int4send(p."end") || int4send(
                   coalesce(p.section, 0)), ''::bytea ORDER BY p."start") AS spans,
               sum(least(max(p."end"), %s)) OVER (ORDER BY asked.place) AS so_far,
               count(*) OVER () AS number, max(max(p."end")) OVER () AS longest
        FROM unnest(%s::text[]) WITH ORDINALITY asked (document, place)
        JOIN documents_passage p ON p.document_id = asked.document
        GROUP BY asked.document, asked.place
    ) p JOIN documents_document d ON d.id = p.document
    WHERE p.so_far <= %s ORDER BY p.place
"""
