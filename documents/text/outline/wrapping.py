"""Headings that go over two lines: 第一章 / 总则; 第三章 甲和乙、 / 丙的程序."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from documents.text.outline.paragraphs import Paragraph

_CONTAINERS = ("编", "分编", "章", "节")
_OPEN_ENDS = "、和与及或的"
"""A line that ends or begins so is one part of a heading."""

_LONGEST = 40


def join_headings(found: Sequence[Paragraph]) -> list[Paragraph]:
    """The paragraphs, with the second lines of headings of 编, 章 and 节 set to the first."""
    joined: list[Paragraph] = []
    for index, paragraph in enumerate(found):
        after = found[index + 1] if index + 1 < len(found) else None
        if joined and _goes_on(joined[-1], paragraph, after):
            gap = "" if joined[-1].rest else " "
            text = joined[-1].text + gap + paragraph.text
            joined[-1] = replace(joined[-1], text=text, end=paragraph.end)
        else:
            joined.append(paragraph)
    return joined


def _goes_on(heading: Paragraph, line: Paragraph, after: Paragraph | None) -> bool:
    """Whether `line` is the rest of the heading above it: that breaks off, or 第一节 follows."""
    label = heading.label
    if label is None or label.kind not in _CONTAINERS or heading.quoted or line.label:
        return False
    if not line.is_title_like or len(line.text) > _LONGEST:
        return False
    if not heading.rest or heading.rest[-1] in _OPEN_ENDS or line.text[0] in _OPEN_ENDS:
        return True
    below = after.label if after else None
    first = below is not None and below.number == 1 and below.kind == "节"
    return first and label.kind != "节" and not line.is_named_heading
