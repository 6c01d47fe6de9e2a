"""What frames the text proper: table of contents, signature, attachments, unnumbered headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from documents.text.outline.labels import STATUTORY
from documents.text.outline.paragraphs import Paragraph

_DATE_LINE = re.compile(
    r"(?:[12][0-9]{3}|[一二][〇○Ｏ零O一二三四五六七八九]{3}) ?年"
    r" ?[0-9一二三四五六七八九十]{1,3} ?月 ?[0-9一二三四五六七八九十]{1,3} ?日"
)
_SIGNER = re.compile(r"[\u4e00-\u9fff·、，,（）()A-Za-z \u3000]{2,40}")
_ATTACHMENT = re.compile(
    r"附\s*件\s*(?:[0-9０-９]{1,2}|[一二三四五六七八九十]{1,2})?\s*(?:[:：]|(?=\s|$))|附\s*[:：]"
)
_AFTERWORD = re.compile(r"[（(]?此件|抄\s*送|主\s*题\s*词|[—-]\s*\d|印发|联\s*系|[（(]")
_CJK_PAIR = re.compile(r"[\u4e00-\u9fff]{2}")
_SENTENCE = tuple("。！？；：”）)!?;:")
_LONG = 40
"""A paragraph of this many characters is running text."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Indices of paragraphs by their role; `attachments` maps a start to its number of lines."""

    contents: frozenset[int] = frozenset()
    signature: frozenset[int] = frozenset()
    attachments: dict[int, int] = field(default_factory=dict)
    headings: frozenset[int] = frozenset()
    notes: frozenset[int] = frozenset()


def read_frame(found: Sequence[Paragraph]) -> Frame:
    contents = _contents(found)
    signature = _signatures(found)
    attachments, notes = _attachments(found, signature)
    taken = contents | signature | notes
    for start, lines in attachments.items():
        taken |= set(range(start, start + lines))
    headings = {i for i in range(len(found)) if i not in taken and _is_heading(found, i)}
    return Frame(
        frozenset(contents),
        frozenset(signature),
        attachments,
        frozenset(headings),
        frozenset(notes),
    )


def _contents(found: Sequence[Paragraph]) -> set[int]:
    """A 目录 line and its entries, or three chapters and more in a row that come once again."""
    for start, paragraph in enumerate(found):
        titled = paragraph.is_contents_title
        if not titled and not (paragraph.label and paragraph.label.kind in STATUTORY):
            continue
        end = start + titled
        while end < len(found) and _is_entry(found[end]) and not _again(found, start + titled, end):
            end += 1
        entries = end - start - titled
        repeated = any(found[start].text == p.text for p in found[end:])
        if (titled and entries) or (entries >= 3 and repeated):
            return set(range(start, end))
        if not titled:
            return set()
    return set()


def _is_entry(paragraph: Paragraph) -> bool:
    named = paragraph.is_named_heading or paragraph.label is not None
    article = paragraph.label is not None and paragraph.label.kind == "条"
    return named and paragraph.is_title_like and not article


def _again(found: Sequence[Paragraph], first: int, index: int) -> bool:
    label, opening = found[index].label, found[first].label
    return index > first and bool(label and opening and label.text == opening.text)


def _signatures(found: Sequence[Paragraph]) -> set[int]:
    """Lines with nothing but a date, and the lines above them with nothing but names."""
    indices: set[int] = set()
    for index, paragraph in enumerate(found):
        if index == 0 or not _DATE_LINE.fullmatch(paragraph.text):
            continue
        indices.add(index)
        above = index - 1
        while above > 0 and index - above <= 8 and _is_signer(found[above]):
            indices.add(above)
            above -= 1
    return indices


def _is_signer(paragraph: Paragraph) -> bool:
    return paragraph.label is None and bool(_SIGNER.fullmatch(paragraph.text))


def _attachments(
    found: Sequence[Paragraph], signature: set[int]
) -> tuple[dict[int, int], set[int]]:
    """Where attachments start and how many lines of title they have; and lines that list them."""
    starts: dict[int, int] = {}
    notes: set[int] = set()
    for index, paragraph in enumerate(found):
        if index in notes or index in signature:
            continue
        if mark := _ATTACHMENT.match(paragraph.text):
            listed = _listed(found, index, signature)
            title = paragraph.text[mark.end() :].strip()
            if index + listed in signature or _is_list(found, index, listed, title):
                notes |= set(range(index, index + listed))
            else:
                starts[index] = 1 if title else 1 + _title_lines(found, index + 1)
        elif index - 1 in signature and (lines := _title_lines(found, index)):
            starts[index] = lines
    return starts, notes


def _listed(found: Sequence[Paragraph], index: int, signature: set[int]) -> int:
    """How many short lines there are from an 附件： line on."""
    end = index + 1
    while end < len(found) and end not in signature and found[end].is_title_like:
        if _ATTACHMENT.match(found[end].text):
            break
        end += 1
    return end - index


def _is_list(found: Sequence[Paragraph], index: int, listed: int, title: str) -> bool:
    """附件：1.甲 / 2.乙, and nothing else, at the end of the text."""
    at_end = index + listed == len(found)
    return at_end and bool(title) and (listed == 1 or found[index + 1].label is not None)


def _title_lines(found: Sequence[Paragraph], index: int) -> int:
    """How many of the next lines (three at most) make a title that text follows."""
    lines = 0
    while lines < 3 and index + lines < len(found):
        paragraph = found[index + lines]
        title = paragraph.label is None and paragraph.is_title_like
        if not title or _AFTERWORD.match(paragraph.text) or _DATE_LINE.fullmatch(paragraph.text):
            break
        lines += 1
    return lines if index + lines < len(found) else 0


def _is_heading(found: Sequence[Paragraph], index: int) -> bool:
    """A short line without a number between running text: 2025年工作回顾."""
    paragraph = found[index]
    if paragraph.is_named_heading:
        return True
    if index == 0 or paragraph.label or not paragraph.is_title_like or len(paragraph.text) > 30:
        return False
    if "：" in paragraph.text or paragraph.text[0] in "（(【[" or index + 1 >= len(found):
        return False
    before, after = found[index - 1], found[index + 1]
    parted = before.text.endswith(_SENTENCE) or bool(before.label and before.is_heading_line)
    followed = after.label is not None or len(after.text) >= _LONG
    return parted and followed and bool(_CJK_PAIR.search(paragraph.text))
