"""A text and its outline as CommonMark, out of which a parser reads exactly the text again.

    # 示例省示例条例

    ## <a id="section-1"></a>第一章 总则

    <a id="section-2"></a>第一条 <a id="section-3"></a>为了规范示例工作，制定本条例。

A paragraph of the text is a paragraph; a line that is nothing but a section's label and heading is
a heading, one level below the section's, as the title has the first. Every section has an anchor
where it begins, of the name that highlights and passages give.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

DEEPEST = 6
_SPECIAL = re.compile(r"[\\`*_\[\]<>&#~|$]")
"""What may begin inline markup in CommonMark or its usual extensions."""
_OPENING = re.compile(r"(\s*)(?:([-+=:])|([0-9]{1,9})([.)]))")
"""How a line begins that would be a list, a rule, an underline or a definition."""
_EDGE = re.compile(r"^\s+|\s+$|\r")
"""White space that parsers strip or read as the end of a line."""


class Place(NamedTuple):
    """What of a section decides how its first line is written."""

    position: int
    level: int
    label: str | None
    heading: str | None
    start: int


def to_markdown(title: str, text: str, sections: Iterable[Place]) -> str:
    """The title, then every line of the text that has one character or more, as blocks."""
    ordered = sorted(sections, key=lambda section: (section.start, section.position))
    beginning = {at: list(found) for at, found in groupby(ordered, key=lambda s: s.start)}
    starts = sorted(beginning)
    blocks = [f"# {escaped(' '.join(title.splitlines()))}"]
    at = first = 0
    for line in text.split("\n"):
        end = at + len(line)
        last = first
        while last < len(starts) and starts[last] <= end:
            last += 1
        if line:
            inside = [(start - at, beginning[start]) for start in starts[first:last]]
            blocks.append(_block(line, inside))
            first = last
        at = end + 1
    return "\n\n".join(blocks) + "\n"


def _block(line: str, inside: Sequence[tuple[int, Sequence[Place]]]) -> str:
    """One line with the anchors of the sections that begin at these offsets in it."""
    cuts = [0, *(max(0, offset) for offset, _ in inside), len(line)]
    parts = [line[start:end] for start, end in pairwise(cuts)]
    anchors = ["", *("".join(map(_anchor, places)) for _, places in inside)]
    written = [
        anchor + escaped(part, at_start=not index, at_end=index == len(parts) - 1)
        for index, (anchor, part) in enumerate(zip(anchors, parts, strict=True))
    ]
    marks = [_mark(line, place) for offset, places in inside if offset <= 0 for place in places]
    return next(filter(None, marks), "") + "".join(written)


def _anchor(place: Place) -> str:
    return f'<a id="section-{place.position}"></a>'


def _mark(line: str, place: Place) -> str:
    """`## ` where the line is all label and heading, else nothing."""
    if not place.heading or not line.endswith(place.heading):
        return ""
    before = line.removesuffix(place.heading).replace(place.label or "", "", 1)
    is_heading = not before.strip(" \u3000、.．")
    return "#" * min(DEEPEST, place.level + 1) + " " if is_heading else ""


def escaped(text: str, *, at_start: bool = True, at_end: bool = True) -> str:
    """Text that a CommonMark parser reads as it is; at the edges of a line more is special."""
    written = _SPECIAL.sub(lambda found: f"\\{found[0]}", text)
    if at_start:
        written = _OPENING.sub(_opened, written, count=1) if _OPENING.match(written) else written
    return _EDGE.sub(lambda found: _kept(found, written, at_start, at_end), written)


def _opened(found: re.Match[str]) -> str:
    blank, mark, number, after = found.groups()
    return f"{blank}\\{mark}" if mark else f"{blank}{number}\\{after}"


def _kept(found: re.Match[str], text: str, at_start: bool, at_end: bool) -> str:
    """White space as references, unless it stands inside the line."""
    is_inside = found[0] != "\r" and not (
        (at_start and found.start() == 0) or (at_end and found.end() == len(text))
    )
    return found[0] if is_inside else "".join(f"&#{ord(blank)};" for blank in found[0])
