"""The lines of a clean text: which make up the head, where the body starts, who signed it when."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from documents.text.dates import find_dates
from documents.text.numerals import NUMERAL
from documents.text.recognise.bodies import is_organisation
from documents.text.recognise.roles import LABELS, label_of, role_of
from documents.text.stages import Span

HEAD_LINES = 40
"""Longest head, in lines: laws list their amendments there."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the clean text and what it is in the head (see `roles`); body lines are `body`."""

    start: int
    end: int
    text: str
    role: str

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Signature:
    """Names and date under a letter; `names` stand one by one as written.

    The imprint (版记: 示例省人民政府办公厅 2026年3月18日印发, GB/T 9704-2012 §7.4) is none. A day
    that no calendar has is null.
    """

    names: tuple[tuple[str, Span], ...]
    day: date | None
    span: Span


@dataclass(frozen=True)
class Layout:
    text: str
    head: tuple[Line, ...]
    body: tuple[Line, ...]
    tail: tuple[Line, ...]
    labels: Mapping[str, str]

    @property
    def body_span(self) -> Span:
        if not self.body:
            return Span(len(self.text), len(self.text))
        return Span(self.body[0].start, self.body[-1].end)

    def head_lines(self, *roles: str) -> tuple[Line, ...]:
        return tuple(line for line in self.head if line.role in roles)

    @cached_property
    def signature(self) -> Signature | None:
        """The first block of names above a date: what follows it are attachments."""
        for index, line in enumerate(self.body):
            signed = _signed(self.body, index)
            if signed and (index > 0 or len(self.body) == 1):
                return signed
            if index and line.text.startswith(("附件1", "附件一")) and len(line.text) < 8:
                return None
        return None

    @cached_property
    def opening(self) -> str:
        """The first paragraphs of the body, addressee left out, for statements about the text."""
        lines = [line.text for line in self.body[:4] if not line.text.endswith(("：", ":"))]
        return "\n".join(lines[:3])


_DATE_LINE = re.compile(
    r"[（(]?(?P<names>.*?)[ \u3000]*"
    r"(?P<day>\S{6,14}日|[12][0-9]{3}(?P<sep>[-/.．])[0-9]{1,2}(?P=sep)[0-9]{1,2})"
    r"[）)]?(?P<printed>印发)?(?:发布)?(?:[（(]此件[^（()）]{2,14}[）)])?"
)
_NAME_LINE = re.compile(r"[一-龥（）()“”·、 \u3000]{2,60}")
_NOT_NAME = re.compile(
    r"[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|第.+[条章节]|附件|特此"
)


def read_layout(text: str) -> Layout:
    """Split a clean text into head, body and tail (closing bylines)."""
    lines: list[Line] = []
    at = 0
    for part in text.split("\n"):
        if part.strip():
            lines.append(Line(at, at + len(part), part, "body"))
        at += len(part) + 1
    head, labels = _read_head(lines)
    rest = lines[len(head) :]
    last = len(rest)
    while last > 1 and role_of(rest[last - 1].text) in ("byline", "source"):
        last -= 1
    tail = tuple(_with_role(line) for line in rest[last:])
    return Layout(text, tuple(head), tuple(rest[:last]), tail, labels)


def _with_role(line: Line, role: str | None = None) -> Line:
    return Line(line.start, line.end, line.text, role or role_of(line.text))


def _read_head(lines: list[Line]) -> tuple[list[Line], dict[str, str]]:
    """The head's lines with their roles, and the values of a page's table of metadata."""
    head: list[Line] = []
    labels: dict[str, str] = {}
    pending: str | None = None
    for line in lines[:HEAD_LINES]:
        label, value = label_of(line.text)
        if label is not None:
            pending = None if value else label
            if value and label in LABELS.values():
                labels.setdefault(label, value)
            head.append(_with_role(line, "label"))
            continue
        if pending is not None and len(line.text) < 200:
            labels.setdefault(pending, line.text.strip())
            head.append(_with_role(line, "label"))
            pending = None
            continue
        role = role_of(line.text, first=not _titles(head))
        if role in ("number", "letterhead"):
            _mark_letterhead(head)
        if _ends_order(head, line):
            head[-1] = _with_role(head[-1], "number")
            _mark_letterhead(head)
            role = "number"
        if role == "body":
            if line.text[0] in "。，；、）":
                _give_back(head)
            break
        head.append(_with_role(line, role))
    else:
        return _whole_head(head, lines), labels
    return head, labels


_ORDER = re.compile(r"(?:令|公告|通告)$")
_ORDINAL = re.compile(rf"[（(]?(?:{NUMERAL}届)?第{NUMERAL}号[）)]?")


def _ends_order(head: list[Line], line: Line) -> bool:
    """第九十一号 under 中华人民共和国主席令: a number over two lines."""
    plain = line.text.strip()
    return bool(head and _ORDER.search(head[-1].text.strip()) and _ORDINAL.fullmatch(plain))


def _mark_letterhead(head: list[Line]) -> None:
    """Names of bodies on lines of their own above 示例省教育厅文件 or the number are letterhead."""
    titles = _titles(head)
    if all(is_organisation(line.text) and "关于" not in line.text for line in titles):
        head[:] = [_with_role(line, "letterhead") if line in titles else line for line in head]


def _give_back(head: list[Line]) -> None:
    """Take the last title lines for the start of a paragraph that goes on after them."""
    while head and head[-1].role in ("title", "host"):
        head.pop()


def _titles(head: list[Line]) -> list[Line]:
    return [line for line in head if line.role == "title"]


def _whole_head(head: list[Line], lines: list[Line]) -> list[Line]:
    """A text without any paragraph: one title line, the rest is body."""
    if len(head) < HEAD_LINES and len(head) == len(lines):
        titles = _titles(head)
        keep = head.index(titles[0]) + 1 if titles else 0
        return head[:keep] if len(head) > keep else head
    return head[:1]


def _signed(lines: tuple[Line, ...], index: int) -> Signature | None:
    line = lines[index]
    if len(line.text) > 60:
        return None
    match = _DATE_LINE.fullmatch(line.text.strip())
    days = find_dates(match["day"]) if match else ()
    if not match or not days or not days[-1].is_whole or days[-1].carried:
        return None
    names: list[tuple[str, Span]] = []
    inline = match["names"].strip(" 　（()）")
    if inline:
        if not _NAME_LINE.fullmatch(inline) or "，" in inline or inline.endswith("于"):
            return None
        if match["printed"]:
            return None
        names = _split(line.text, inline, line.start)
    start = line.start
    above = index - 1
    while above >= 0 and _is_name(lines[above].text):
        names = _split(lines[above].text, lines[above].text.strip(), lines[above].start) + names
        start = lines[above].start
        above -= 1
    below = lines[index + 1 :][:4] if not names else ()
    if below and all(is_organisation(item.text.strip()) for item in below):
        names = [(item.text.strip(), item.span) for item in below]
        return Signature(tuple(names), days[-1].date, Span(start, below[-1].end))
    return Signature(tuple(names), days[-1].date, Span(start, line.end))


def _is_name(text: str) -> bool:
    plain = text.strip()
    return bool(_NAME_LINE.fullmatch(plain)) and not _NOT_NAME.match(plain) and len(plain) <= 50


def _split(line: str, part: str, start: int) -> list[tuple[str, Span]]:
    """Names that stand in one line, parted by spaces or 、."""
    offset = start + line.find(part)
    return [
        (m[0], Span(offset + m.start(), offset + m.end()))
        for m in re.finditer(r"[^ \u3000、]+", part)
    ]
