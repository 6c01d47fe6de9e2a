"""The paragraphs of a body, each with the label it opens with and what else can be told alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text.outline.labels import (
    STATUTORY,
    Label,
    read_bare_statutory,
    read_decimal,
    read_glued_number,
    read_label,
)
from documents.text.outline.quoting import quoted_lines
from documents.text.outline.wrapping import join_headings

_SPACE = " \t\u3000\u00a0\ufeff"
_SENTENCE_END = tuple("。！？；;!?：:，,、…")
_CONTENTS = re.compile(r"[（(【]?目[\s\u3000]*[录次][）)】]?[:：]?|CONTENTS")
_NAMED = re.compile(
    r"(?:总|附|分|罚)[\s\u3000]*则|法律责任|(?:序|前|引)[\s\u3000]*言|序|结[\s\u3000]*束?语"
)
_FOREWORD = re.compile(r"(?:序|前|引)[\s\u3000]*言|序|结[\s\u3000]*束?语")
_NOTES = re.compile(
    r"(?:《?政府工作报告》?)?(?:中?的?有关|部分)?(?:名词|用语|词语|术语|内容)+(?:解释|注释|说明|释义)[:：]?|注释?[:：]?|附注[:：]?"
)
_ADDRESS = re.compile(r"(?:各位(?:代表|委员|同志|来宾)|同志们|代表们|朋友们)[！!：:，,、]")
_CLOSING = re.compile(
    r"(?:特此(?:通知|通报|通告|公告|报告|函复|函达|批复|决定)|此复|专此)[^，]{0,4}$"
)
_DECIMAL = re.compile(
    r"^[ \t\u3000]*1[.．]1(?:[ \u3000]+[\u4e00-\u9fff]"
    r"|(?![倍万亿个元吨千百年月日公])[\u4e00-\u9fff][^。；，,\n]{1,30}$)",
    re.MULTILINE,
)
_GAP_LIMIT = 3
"""A list may skip this many numbers (lost or damaged lines) and still be the same list."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of the body; `start` and `end` leave out the spaces around it."""

    start: int
    end: int
    text: str
    label: Label | None
    quoted: bool = False
    """Whether the line goes on with the quoted text of another document (修改为：“…)."""

    @property
    def rest(self) -> str:
        """What follows the label."""
        return self.text[self.label.end :].strip(_SPACE) if self.label else self.text

    @property
    def is_title_like(self) -> bool:
        """Short and without the punctuation of a sentence, as headings are."""
        rest = self.rest
        return (
            0 < len(rest) <= 60
            and not rest.endswith(_SENTENCE_END)
            and not any(mark in rest for mark in "。；！")
        )

    @property
    def is_heading_line(self) -> bool:
        """A labelled line that is a heading if text follows it; it may end with a full stop."""
        rest = self.rest.removesuffix("。")
        return 0 < len(rest) <= 60 and not any(mark in rest for mark in "。；！？：")

    @property
    def is_address(self) -> bool:
        """各位代表！, 同志们：: the speaker turns to the audience."""
        return bool(_ADDRESS.match(self.text))

    @property
    def is_closing(self) -> bool:
        """特此通知。: the formula after which the text proper is over."""
        return bool(_CLOSING.match(self.text))

    @property
    def is_contents_title(self) -> bool:
        return bool(_CONTENTS.fullmatch(self.text))

    @property
    def is_named_heading(self) -> bool:
        """总则, 附　则, 序言: a heading that needs no number."""
        return self.label is None and bool(_NAMED.fullmatch(self.text))

    @property
    def is_foreword(self) -> bool:
        """引言, 结束语: a heading that holds no numbered sections."""
        return self.label is None and bool(_FOREWORD.fullmatch(self.text))

    @property
    def is_notes_title(self) -> bool:
        """名词解释: what comes after the text proper."""
        return self.label is None and bool(_NOTES.fullmatch(self.text))


def paragraphs(body: str) -> list[Paragraph]:
    """The non-blank lines of the body; labels that break their sequence are not labels."""
    decimal = bool(_DECIMAL.search(body))
    lines = list(_lines(body))
    quoted = quoted_lines([line for _, line in lines])
    read = [None if i in quoted else _read(line, decimal) for i, (_, line) in enumerate(lines)]
    labels = _in_sequence(read)
    found = [
        Paragraph(start, start + len(line), line, label, i in quoted)
        for i, ((start, line), label) in enumerate(zip(lines, labels, strict=True))
    ]
    return join_headings(found)


def _lines(body: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in body.split("\n"):
        stripped = line.strip(_SPACE)
        if stripped:
            yield at + line.index(stripped), stripped
        at += len(line) + 1


def _read(line: str, decimal: bool) -> Label | None:
    """`decimal` says that the body numbers its headings 1, 1.1, 1.1.1."""
    label = read_label(line) or read_bare_statutory(line)
    return label or (read_decimal(line) if decimal else None) or read_glued_number(line)


def _in_sequence(labels: list[Label | None]) -> list[Label | None]:
    """The labels that begin a list, continue one, or are continued by another.

    Articles whose space is lost and members of 一是 lists need both: 一是 alone is no label.
    """
    ahead = _numbers_ahead(labels)
    last: dict[str, int] = {}
    kept: list[Label | None] = []
    for label, later in zip(labels, ahead, strict=True):
        valid = label is not None and _fits(label, last.get(label.kind, 0), later)
        kept.append(label if valid else None)
        if label and valid:
            last[label.kind] = label.number
    return kept


def _numbers_ahead(labels: list[Label | None]) -> list[int]:
    """For each label the number of the next one of its kind, 0 where there is none."""
    upcoming: dict[str, int] = {}
    ahead = []
    for label in reversed(labels):
        ahead.append(upcoming.get(label.kind, 0) if label else 0)
        if label:
            upcoming[label.kind] = label.number
    return ahead[::-1]


def _fits(label: Label, previous: int, later: int) -> bool:
    continued = later == label.number + 1
    if label.bare and label.kind == "1.":
        return continued and 0 < previous == label.number - 1
    if label.bare:
        return label.number == previous + 1 or (label.kind != "条" and label.number == 1)
    if label.kind in STATUTORY:
        return True
    if label.kind == "一是" and label.number == 1:
        return continued
    begins = label.number == 1 or continued
    return begins or (previous > 0 and previous < label.number <= previous + _GAP_LIMIT)
