"""What frames the text proper: contents, unnumbered headings, signature, attachments."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from documents.text.outline.attachments import Attachment, attachments, imprint, signatures
from documents.text.outline.closing import closing
from documents.text.outline.contents import contents_lines
from documents.text.outline.paragraphs import Paragraph

_CAPTION = re.compile(r"[图表]\s*[0-9一二三四五六七八九十]|单位[：:]|注[：:]|序号|备注")
_CJK_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_BROKEN = re.compile(r"[为的地得了和与及》〉”’）)、，。；：]")
"""A line never begins so; what stands above it is the first part of a broken line."""
_SENTENCE = tuple("。！？；：”）)!?;:")
_LONG = 40
"""A paragraph of this many characters is running text."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Indices of paragraphs by their role; `notes` only list attachments, `closing` are those at
    which the text turns from its last section to the whole."""

    contents: frozenset[int] = frozenset()
    signature: frozenset[int] = frozenset()
    attachments: dict[int, Attachment] = field(default_factory=dict)
    headings: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()
    closing: frozenset[int] = frozenset()
    imprint: frozenset[int] = frozenset()


def read_frame(found: Sequence[Paragraph]) -> Frame:
    contents = contents_lines(found)
    signature = signatures(found)
    attached, notes = attachments(found, signature)
    attached = {i: a for i, a in attached.items() if contents.isdisjoint(range(i, i + a.lines))}
    printed = imprint(found) - signature
    taken = contents | signature | notes | printed
    for start, attachment in attached.items():
        taken |= set(range(start, start + attachment.lines))
    listed = {found[index].text for index in contents}
    headings = {
        i
        for i in range(len(found))
        if i not in taken
        and (_is_heading(found, i) or (not found[i].label and found[i].text in listed))
    }
    return Frame(
        frozenset(contents),
        frozenset(signature),
        attached,
        frozenset(headings),
        frozenset(notes),
        _closings(found, taken | headings, attached),
        frozenset(printed),
    )


def _closings(
    found: Sequence[Paragraph], taken: set[int], attached: dict[int, Attachment]
) -> frozenset[int]:
    """Of the text proper and of each attachment, up to what follows the last labelled line."""
    notes = {i for i, paragraph in enumerate(found) if paragraph.is_notes_title}
    bounds = [0, *sorted({*attached, *notes}), len(found)]
    indices = set()
    for start, limit in pairwise(bounds):
        labelled = [i for i in range(start, limit) if found[i].label and i not in taken]
        if labelled:
            end = next((i for i in range(labelled[-1] + 1, limit) if i in taken), limit)
            indices.add(closing(found, start, end))
    return frozenset(index for index in indices if index is not None)


def _is_heading(found: Sequence[Paragraph], index: int) -> bool:
    """A short line without a number between running text: 2025年工作回顾."""
    paragraph = found[index]
    if paragraph.is_named_heading or (paragraph.is_notes_title and index > 0):
        return True
    if index == 0 or paragraph.label or not paragraph.is_title_like or len(paragraph.text) > 30:
        return False
    text = paragraph.text
    if (
        _CAPTION.match(text)
        or text.count("、") > 1
        or "：" in text
        or text[0] in "（(【["
        or index + 1 >= len(found)
    ):
        return False
    before, after = found[index - 1], found[index + 1]
    if _BROKEN.match(after.text) or found[index].quoted:
        return False
    parted = before.text.endswith(_SENTENCE) or bool(before.label and before.is_heading_line)
    followed = after.label is not None or len(after.text) >= _LONG
    return parted and followed and bool(_CJK_PAIR.search(text))
