"""Tables of contents: 目录 and its entries, with or without dots and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from documents.text.outline.labels import STATUTORY
from documents.text.outline.paragraphs import Paragraph

_PAGE = re.compile(
    r"(?:[ \t\u3000]*[.．。·…‥⋯_—\-]{2,}[ \t\u3000]*|[ \t\u3000]+)[（(]?[0-9０-９]{1,4}[）)]?$"
)
"""…… 12: dots or a gap, and the page."""

_FEWEST = 3
"""So many chapters in a row that come once again are a table of contents without 目录."""


def contents_lines(found: Sequence[Paragraph]) -> set[int]:
    """The indices of the 目录 line and its entries; empty where there is no table of contents."""
    lines = _Lines(found)
    for start, paragraph in enumerate(found):
        titled = paragraph.is_contents_title
        if not titled and not (paragraph.label and paragraph.label.kind in STATUTORY):
            continue
        end = _end(found, start + titled, lines)
        entries = end - start - titled
        if titled and entries:
            return set(range(start, end))
        if not titled:
            repeated = entries >= _FEWEST and lines.times[_entry(paragraph.text)] > 1
            return set(range(start, end)) if repeated else set()
    return set()


@dataclass
class _Lines:
    """How often each line stands in the text, counted when first asked for."""

    found: Sequence[Paragraph]

    @cached_property
    def times(self) -> Counter[str]:
        return Counter(_entry(paragraph.text) for paragraph in self.found)


def _end(found: Sequence[Paragraph], first: int, lines: _Lines) -> int:
    """The index after the last entry: where the first one comes again, or other text stands."""
    seen: set[str] = set()
    labels: set[str] = set()
    end = first
    while end < len(found):
        paragraph = found[end]
        entry = _entry(paragraph.text)
        label = paragraph.label.text if paragraph.label else ""
        again = entry in seen or (label in labels and found[first].label is not None)
        if again or not _is_entry(paragraph, entry, lines):
            break
        seen.add(entry)
        if end == first and label:
            labels.add(label)
        end += 1
    return end


def _is_entry(paragraph: Paragraph, entry: str, lines: _Lines) -> bool:
    """A heading that stands alone, has a page, or is a heading further down as well."""
    if _PAGE.search(paragraph.text):
        return True
    if paragraph.label is not None and paragraph.label.kind == "条":
        return False
    if not paragraph.is_title_like:
        return False
    named = paragraph.is_named_heading or paragraph.label is not None
    return named or lines.times[entry] > 1


def _entry(text: str) -> str:
    """What an entry and its heading have in common: no page, no spaces."""
    return re.sub(r"\s", "", _PAGE.sub("", text))
