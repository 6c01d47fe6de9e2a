"""What every page of a PDF repeats around its text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from documents.ingest.readers.pdf_lines import Line
from documents.text.cleaning.pages import PAGE_NUMBER, PAGED

EDGE = 0.13
"""The share of a page's height, above and below, in which furniture stands (GB/T 9704: 37 mm)."""
BARE = re.compile(r"\d{1,4}|[ivxlc]{1,6}", re.IGNORECASE)
PRINTED = re.compile(
    r"(?:\d{1,4}[/-]\d{1,2}[/-]\d{1,4},?\s+\d{1,2}:\d{2}.*|\w{3,5}://\S+?\s*(?:\d+/\d+)?)",
    re.DOTALL,
)
"""A browser's own head and foot: the time of printing, the address and the page."""
COUNTED = re.compile(r"^\W*\d{1,4}\W*\s|\s\W*\d{1,4}\W*$")
"""A number before or after a running head."""
HEADING = re.compile(r"[附表图]\s*[件表录图]?\s*\d*|第[一二三四五六七八九十百\d]+[编章节条]")
"""What may well head one page after another: 附件1, 附件2."""
LEVEL = 6.0
"""Points by which repeated lines may differ in height."""


def without_furniture(lines: Sequence[Line], heights: Mapping[int, float]) -> list[Line]:
    """The lines of a document, page by page, without what its pages repeat at their edges."""
    edges = [line for line in lines if _at_edge(line, heights[line.page])]
    counts = Counter(shape for line in edges for shape in _shapes(line))
    least = max(2, 0.3 * len(heights))
    gone = {
        id(line)
        for line in edges
        if _is_number(line, edges)
        or PRINTED.fullmatch(line.text)
        or any(counts[shape] >= least for shape in _shapes(line))
    }
    return [line for line in lines if id(line) not in gone]


def _at_edge(line: Line, height: float) -> bool:
    inside = EDGE * height < line.y < (1 - EDGE) * height
    return len(line.text) <= 200 and not inside and not HEADING.match(line.text)


def _shapes(line: Line) -> list[tuple[str, int]]:
    """The line on its height and on the one beside it; a number that counts pages is made 0."""
    counts_pages = PAGED.search(line.text) or COUNTED.search(line.text)
    plain = re.sub(r"\d+", "0", line.text) if counts_pages else line.text
    return [(plain, round(line.y / LEVEL)), (plain, round(line.y / LEVEL + 0.5) + 10_000)]


def _is_number(line: Line, edges: Sequence[Line]) -> bool:
    """A page number: `— 3 —`, or a bare number with nothing between it and the page's edge."""
    text = line.text.strip()
    if PAGE_NUMBER.fullmatch(text):
        return True
    if not BARE.fullmatch(text):
        return False
    others = [other for other in edges if other.page == line.page and other is not line]
    return all(other.y > line.y for other in others) or all(other.y < line.y for other in others)
