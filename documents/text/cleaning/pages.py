"""What printed pages leave in a text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN, Line, lines
from documents.text.offsets import Edit

DASHES = "—–―－_~·•-"
PAGE_NUMBER = re.compile(
    rf"[{DASHES}]{{1,3}}\s*\d{{1,4}}\s*[{DASHES}]{{1,3}}"
    r"|第\s*\d{1,4}\s*页(?:[\s,，/／]*[（(]?共\s*\d{1,4}\s*页[)）]?)?"
    r"|共\s*\d{1,4}\s*页[\s,，]*第\s*\d{1,4}\s*页"
    r"|[Pp]age\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
BARE_NUMBER = re.compile(r"\d{1,3}")
PAGED = re.compile(r"\d+\s*/\s*\d+$|^https?://|第\s*\d+\s*页")
ADDRESS = re.compile(r"https?://[!-~]+")
COUNTER = re.compile(r"\s*\d{1,4}\s*/\s*\d{1,4}$")
LONGEST = 160
PAGE_LENGTHS = range(300, 4000)
"""Characters between two page numbers."""
SEEN = re.compile(f"[{HAN}]")


def page_numbers(text: str) -> Iterator[Edit]:
    """`— 3 —`, `- 2 -`, 第3页 共10页; bare numbers when they count up page by page."""
    bare: list[Line] = []
    edits: list[Edit] = []
    for line in lines(text):
        if len(line.content) <= 20 and any(c.isdecimal() for c in line.content):
            if PAGE_NUMBER.fullmatch(line.content):
                edits.append(Edit(line.start, line.end))
            elif BARE_NUMBER.fullmatch(line.content):
                bare.append(line)
    if len(bare) >= 2 and all(map(_next_page, bare, bare[1:])):
        edits.extend(Edit(line.start, line.end) for line in bare)
    yield from sorted(edits)


def _next_page(line: Line, after: Line) -> bool:
    """Whether a bare number is one more than the last, a page's length on."""
    return int(after.content) - int(line.content) == 1 and after.start - line.end in PAGE_LENGTHS


def running_heads(text: str) -> Iterator[Edit]:
    """Heads and feet of printed pages: the same line three times, beside a page number."""
    if not any(_is_paged(line.content) for line in lines(text)):
        return
    found = [line for line in lines(text) if 4 <= len(line.content) <= LONGEST]
    heads = _repeated(found)
    feet = {
        match.group()
        for line in found
        if (match := ADDRESS.match(line.content)) and not SEEN.search(line.content)
    }
    for line in found:
        if _shape(line) in heads:
            yield Edit(line.start, line.end)
        elif line.content.startswith("http") and SEEN.search(line.content):
            yield from _printed_over(line, feet)


def _is_paged(content: str) -> bool:
    """Whether a line holds a page number: 3/15 at its end, an address, 第3页, — 3 —."""
    if len(content) > LONGEST or not ("/" in content or "页" in content or content[0] in DASHES):
        return False
    return bool(PAGED.search(content) or PAGE_NUMBER.fullmatch(content))


def _shape(line: Line) -> str:
    """The line with every number made 0, so that heads of different pages are alike."""
    return re.sub(r"\d+", "0", line.content)


def _repeated(found: list[Line]) -> frozenset[str]:
    """Shapes of lines that come on page after page."""
    shapes = [_shape(line) for line in found]
    counts = Counter(shapes)
    paged = {
        shape
        for shape, count in counts.items()
        if count >= 2 and "0" in shape and PAGED.search(shape) and not shape.startswith("《")
    }
    numbered = [
        shape in paged or PAGE_NUMBER.fullmatch(line.content) is not None
        for shape, line in zip(shapes, found, strict=True)
    ]
    beside = Counter(
        shape
        for i, shape in enumerate(shapes)
        if any(0 <= j < len(shapes) and numbered[j] for j in (i - 1, i + 1))
    )
    heads = {s for s, count in counts.items() if count >= 3 and beside[s] >= count - 1}
    return frozenset(paged | heads)


def _printed_over(line: Line, feet: set[str]) -> Iterator[Edit]:
    """A foot printed into a line of text, letter by letter: the foot goes, the text stays."""
    counter = COUNTER.search(line.content)
    end = counter.start() if counter else len(line.content)
    for foot in sorted(feet, key=len, reverse=True):
        places = _woven(line.content[:end], foot)
        if places is not None:
            for place in places:
                yield Edit(line.start + place, line.start + place + 1)
            if counter:
                yield Edit(line.start + end, line.end)
            return


def _woven(content: str, foot: str) -> list[int] | None:
    """Where the letters of `foot` stand in `content`, in order; null when they do not."""
    places: list[int] = []
    at = -1
    for letter in foot:
        at = content.find(letter, at + 1)
        if at < 0:
            return None
        places.append(at)
    return places
