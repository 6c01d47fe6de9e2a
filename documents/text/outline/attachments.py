"""Where the text proper ends: signatures, lists of attachments, and the attachments themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from documents.text.outline.labels import STATUTORY
from documents.text.outline.paragraphs import Paragraph

_DATE_LINE = re.compile(
    r"(?:[12][0-9]{3}|[一二][〇○Ｏ零O一二三四五六七八九]{3}) ?年"
    r" ?[0-9一二三四五六七八九十]{1,3} ?月 ?[0-9一二三四五六七八九十]{1,3} ?日"
)
_SIGNER = re.compile(r"[\u4e00-\u9fff·、，,（）()A-Za-z \u3000]{2,40}")
_TITLE_END = re.compile(
    r".*(?:意见|通知|通报|方案|办法|规定|细则|决定|决议|报告|规划|纲要|计划|措施|条例|规则|规程"
    r"|公告|函|请示|清单|名单|目录|标准|规范|要点|分工|安排|指南|章程|表|图|汇总|名册|流程)(?:[（(].{1,12}[）)])?"
)
_REMARK = re.compile(r"[（(](?:此件|本文|联系|附件|全文)[^）)]{2,40}[）)]")
_AFTERWORD = re.compile(r"抄\s*送|主\s*题\s*词|[—-]\s*\d|印\s*发|联\s*系|[（(【\[]")
_MARK = re.compile(
    r"(附\s*[件表录图]\s*(?:[0-9０-９]{1,2}(?:[-－—][0-9]{1,2})?|[一二三四五六七八九十]{1,2}|[A-Z])?)"
    r"\s*(?:[:：]|(?=[ \t\u3000]|$))|(附)\s*(?:[:：]|$)"
)
_TABLE = re.compile(r"附\s*[表录图]")
"""附表, 附录: what such a mark alone heads is attached even where nothing is left of it."""

_IMPRINT = re.compile(
    r"(?:抄\s*[送报]|分\s*送|主\s*题\s*词)[ \u3000]*[:：]"
    r"|[^，。；]{2,30}[12][0-9]{3}年[0-9]{1,2}月[0-9]{1,2}日[ \u3000]*印发$"
)
"""版记 of GB/T 9704: who gets copies, and who printed the document on which day."""

_NUMBERED = re.compile(r"[0-9０-９]{1,2} ?[.．、]")
"""GB/T 9704-2012 §7.3.4: several attachments are listed as 附件：1.甲 and below 2.乙."""

_CELLS = re.compile(r"\S[ \t\u3000]+\S+[ \t\u3000]+\S")
"""A row of a table, its cells apart."""

_NAMED = re.compile(r"《([^《》\n]{4,80})》")
_TITLE_LINES = 3


@dataclass(frozen=True, slots=True)
class Attachment:
    """How an attachment begins: its mark (附件2; null without one), its title, their lines."""

    label: str | None
    title: str | None
    lines: int


def signatures(found: Sequence[Paragraph]) -> set[int]:
    """Lines with nothing but a date, the names above them, and remarks below (此件公开发布)."""
    indices: set[int] = set()
    for index, paragraph in enumerate(found):
        if index == 0 or not _DATE_LINE.fullmatch(paragraph.text):
            continue
        above = index - 1
        while above > 0 and index - above <= 8 and _is_signer(found[above]):
            above -= 1
        below = index + 1
        while below < len(found) and _REMARK.fullmatch(found[below].text):
            below += 1
        indices.update(range(above + 1, below))
    return indices


def imprint(found: Sequence[Paragraph]) -> set[int]:
    """Lines of the imprint, which belong to the document as a whole."""
    return {i for i, p in enumerate(found) if i and _IMPRINT.match(p.text) and not p.label}


def attachments(
    found: Sequence[Paragraph], signature: set[int]
) -> tuple[dict[int, Attachment], set[int]]:
    """The attachments by the index where they start, and the lines that only list them."""
    starts: dict[int, Attachment] = {}
    notes: set[int] = set()
    named = _titles_named(found, signature)
    titles: set[str] = set()
    for index, paragraph in enumerate(found):
        titles.update(_NAMED.findall(paragraph.text))
        if index in notes or index in signature:
            continue
        if mark := _MARK.match(paragraph.text):
            title = paragraph.text[mark.end() :].strip()
            listed = _listed(found, index, signature)
            if _NUMBERED.match(title):
                notes |= set(range(index, index + _numbered(found, index)))
            elif index + listed in signature or _only_lists(found, index, listed, title):
                notes |= set(range(index, index + listed))
            else:
                starts[index] = _marked(found, index, mark[1] or mark[2], title)
        elif (
            (index - 1 in signature and (lines := _title_lines(found, index)))
            or (lines := _named_lines(found, index, named))
            or (lines := _restated(found, index, titles))
        ):
            starts[index] = Attachment(None, _joined(found, index, lines), lines)
    return starts, notes


def _titles_named(found: Sequence[Paragraph], signature: set[int]) -> frozenset[str]:
    """The titles in 《》 above the signature; those that stand alone below it are attached."""
    above = [p.text for p in found[: min(signature, default=0)]]
    return frozenset(title for text in above for title in _NAMED.findall(text))


def _restated(found: Sequence[Paragraph], index: int, titles: set[str]) -> int:
    """1 if the line is a title named before, and 第一章 or 第一条 follows (after a bracket)."""
    if found[index].label or found[index].text not in titles:
        return 0
    after = [p for p in found[index + 1 : index + 4] if not p.text.startswith(("（", "("))][:1]
    first = after and (after[0].is_contents_title or _begins_statute(after[0]))
    return 1 if first else 0


def _begins_statute(paragraph: Paragraph) -> bool:
    label = paragraph.label
    return label is not None and label.kind in STATUTORY and label.number == 1


def _named_lines(found: Sequence[Paragraph], index: int, named: frozenset[str]) -> int:
    """How many lines from here on make a title that the text above the signature names."""
    if named and found[index].label is None and found[index].is_title_like:
        for lines in range(1, _TITLE_LINES + 1):
            if _joined(found, index, lines) in named and index + lines < len(found):
                return lines
    return 0


def _marked(found: Sequence[Paragraph], index: int, mark: str, title: str) -> Attachment:
    label = re.sub(r"\s", "", mark)
    if title:
        return Attachment(label, title, 1)
    lines = _title_lines(found, index + 1)
    return Attachment(label, _joined(found, index + 1, lines) or None, 1 + lines)


def _joined(found: Sequence[Paragraph], index: int, lines: int) -> str:
    return "".join(paragraph.text for paragraph in found[index : index + lines])


def _is_signer(paragraph: Paragraph) -> bool:
    text = paragraph.text
    titled = text.startswith("关于") or _TITLE_END.fullmatch(text) or _MARK.match(text)
    return paragraph.label is None and bool(_SIGNER.fullmatch(text)) and not titled


def _listed(found: Sequence[Paragraph], index: int, signature: set[int]) -> int:
    """How many short lines there are from an 附件： line on."""
    end = index + 1
    while end < len(found) and end not in signature and found[end].is_title_like:
        if _MARK.match(found[end].text):
            break
        end += 1
    return end - index


def _numbered(found: Sequence[Paragraph], index: int) -> int:
    """How many lines from here on number the attachments: 附件：1.甲 / 2.乙."""
    end = index + 1
    while end < len(found) and found[end].is_title_like and _NUMBERED.match(found[end].text):
        end += 1
    return end - index


def _only_lists(found: Sequence[Paragraph], index: int, listed: int, title: str) -> bool:
    """附件：1.甲 / 2.乙 and nothing else at the end, or the same title again on the next lines."""
    if index + listed == len(found):
        alone = listed == 1 and (bool(title) or not _is_attached(found[index]))
        return alone or (bool(title) and listed > 1 and found[index + 1].label is not None)
    again = _MARK.match(found[index + 1].text)
    if again is None or not title:
        return False
    lines = _title_lines(found, index + 2)
    same = found[index + 1].text[again.end() :].strip() or _joined(found, index + 2, lines)
    return same.endswith(title)


def _is_attached(mark: Paragraph) -> bool:
    """附表, 附件2 without a colon: the head of something, not of a list."""
    return bool(_TABLE.match(mark.text)) or mark.text[-1] not in ":："


def _title_lines(found: Sequence[Paragraph], index: int) -> int:
    """How many of the next lines (three at most) make a title that text follows."""
    lines = 0
    while lines < _TITLE_LINES and index + lines < len(found):
        paragraph = found[index + lines]
        title = paragraph.label is None and paragraph.is_title_like
        apart = _AFTERWORD.match(paragraph.text) or _MARK.match(paragraph.text)
        if not title or apart or _DATE_LINE.fullmatch(paragraph.text):
            break
        if lines and _CELLS.search(paragraph.text):
            break
        lines += 1
        if _TITLE_END.fullmatch(paragraph.text):
            break
    return lines if index + lines < len(found) else 0
