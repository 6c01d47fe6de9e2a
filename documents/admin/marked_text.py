"""A document's text for reading: paragraphs, headings, and what was found in them marked.

Everything that comes from the document is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice, pairwise, takewhile
from typing import NamedTuple

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe


class Mark(NamedTuple):
    """A stretch of the text, half-open in code points, and what a curator is told of it."""

    start: int
    end: int
    css: str
    title: str


class Anchor(NamedTuple):
    """Where a section starts, to be jumped to."""

    start: int
    name: str


def marked_paragraphs(
    text: str, marks: Iterable[Mark] = (), anchors: Iterable[Anchor] = ()
) -> SafeString:
    """The text as paragraphs with `marks` in it; marks may overlap and cross lines.

    >>> marked_paragraphs("a<b", [Mark(0, 1, "mention", '"x"')])
    '<p><mark class="mention" title="&quot;x&quot;">a</mark>&lt;b</p>'
    """
    ordered = sorted(marks)
    names = _by_line(text, anchors)
    parts: list[str] = []
    first = 0
    for number, (start, end) in enumerate(_lines(text)):
        while first < len(ordered) and ordered[first].end <= start:
            first += 1
        inside = [m for m in _started(ordered, first, end) if m.end > start]
        targets = "".join(format_html('<a id="{}"></a>', name) for name in names.get(number, ()))
        parts.append(f"<p>{targets}{''.join(_pieces(text, start, end, inside))}</p>")
    return mark_safe("".join(parts))  # noqa: S308 - every piece is escaped where it is made


def _started(ordered: list[Mark], first: int, end: int) -> Iterator[Mark]:
    """The marks from `first` on that start before `end`."""
    return takewhile(lambda mark: mark.start < end, islice(ordered, first, None))


def _lines(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in text.split("\n"):
        yield start, start + len(line)
        start += len(line) + 1


def _by_line(text: str, anchors: Iterable[Anchor]) -> dict[int, list[str]]:
    """The anchors' names by the number of the line in which they stand."""
    waiting = sorted(anchors, reverse=True)
    found: dict[int, list[str]] = {}
    for number, (_, end) in enumerate(_lines(text)):
        while waiting and waiting[-1].start <= end:
            found.setdefault(number, []).append(waiting.pop().name)
    return found


def _pieces(text: str, start: int, end: int, marks: list[Mark]) -> Iterator[str]:
    """`text[start:end]` cut where a mark begins or ends."""
    edges = {start, end}
    for mark in marks:
        edges |= {max(mark.start, start), min(mark.end, end)}
    cuts = sorted(edges)
    for left, right in pairwise(cuts):
        over = [mark for mark in marks if mark.start <= left and right <= mark.end]
        piece = escape(text[left:right])
        if over:
            css = " ".join(dict.fromkeys(mark.css for mark in over))
            title = "；".join(dict.fromkeys(mark.title for mark in over))
            piece = format_html('<mark class="{}" title="{}">{}</mark>', css, title, piece)
        yield piece
