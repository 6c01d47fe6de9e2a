"""Units → sections: their types, headings, 款, inline lists and levels.

| type | what it is |
|---|---|
| `编` `章` `节` `条` | the parts of a statute by their names; 分编 counts as `编` |
| `章` `节` `heading` | a numbered heading line (一、 （一） 1.) with text under it: by depth |
| `条` | a numbered paragraph (一、 （一） 1.) that is itself text, with or without a heading |
| `款` | a paragraph of an article of a statute that has several |
| `项` | a numbered item inside an article (条), and a member of an inline list 一是…二是… |
| `heading` | a heading without a number; a numbered one deeper than 节 |
| `segment` | a paragraph that opens with 全会指出, 会议强调 … (its heading) |
| `attachment` | 附件, with its title as the heading |
| `paragraph` | any other paragraph |
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.text.outline.inline import inline_items
from documents.text.outline.labels import STATUTORY
from documents.text.outline.paragraphs import Paragraph
from documents.text.outline.tree import ATTACHMENT, HEADING, PLAIN, Unit
from documents.text.stages import Section

_CONTAINERS = ("编", "章", "节", "heading")
_OPENER = re.compile(
    r"(?:全会|会议|大会|与会者|与会同志)(?:一致)?(?:充分)?"
    r"(?:指出|强调|提出|号召|认为|要求|决定|肯定|审议|听取|同意|选举|通过|明确|指明|部署|递补|按照|"
    r"分析|总结|研究|赞成|讨论|批准|表决|确认)"
)
_NAMED_ARTICLE = re.compile(r"[（【(\[]([^）】)\]。]{2,30})[）】)\]][ \u3000]*")
_RUN_IN = re.compile(r"([^。；！？\n]{1,50}?)[。：](?=.)")


@dataclass(slots=True)
class Draft:
    """A section before its level is known."""

    type: str
    label: str | None
    heading: str | None
    start: int
    end: int
    children: list[Draft] = field(default_factory=list)

    def flatten(self, level: int) -> Iterator[Section]:
        yield Section(self.type, level, self.label, self.heading, self.start, self.end)
        for child in self.children:
            yield from child.flatten(level + 1)


def sections(root: Unit) -> Iterator[Section]:
    """The sections of a tree, parents before children."""
    headed = _heading_lists(root)
    for unit in root.children:
        yield from _draft(unit, (), headed).flatten(1)


def _draft(unit: Unit, above: tuple[str, ...], headed: frozenset[tuple[str, str]]) -> Draft:
    """The section of a unit and all inside it; `above` are the types that it lies in."""
    kind = _type(unit, above, headed)
    label = unit.label.text if unit.label else None
    section = Draft(kind, label, None, unit.paragraph.start, unit.end)
    section.heading = _heading(unit, kind)
    inside = (*above, kind)
    children = [_draft(child, inside, headed) for child in unit.children]
    if unit.kind == "条" and any(child.kind == PLAIN for child in unit.children):
        section.children = _clauses(unit, children)
    else:
        section.children = _items(unit.paragraph, kind) + children
    return section


def _type(unit: Unit, above: tuple[str, ...], headed: frozenset[tuple[str, str]]) -> str:
    if unit.kind == PLAIN:
        return "segment" if _OPENER.match(unit.paragraph.text) else "paragraph"
    if unit.kind in (HEADING, ATTACHMENT):
        return unit.kind
    if unit.kind in STATUTORY:
        return unit.kind.removeprefix("分")
    if "条" in above or "项" in above or unit.kind == "一是":
        return "项"
    if _list_of(unit) not in headed:
        return "条"
    deepest = max((_CONTAINERS.index(t) for t in above if t in _CONTAINERS[:3]), default=0)
    return _CONTAINERS[deepest + 1]


def _list_of(unit: Unit) -> tuple[str, str]:
    """Lists of one document are of one sort where they and what they lie in have like labels."""
    return unit.kind, unit.parent.kind if unit.parent else ""


def _heading_lists(root: Unit) -> frozenset[tuple[str, str]]:
    """The sorts of lists most members of which are heading lines with something under them."""
    votes: Counter[tuple[str, str]] = Counter()
    for unit in _walk(root):
        if unit.label and unit.kind not in STATUTORY:
            headed = bool(unit.children) and unit.paragraph.is_heading_line
            votes[_list_of(unit)] += 1 if headed else -1
    return frozenset(sort for sort, balance in votes.items() if balance >= 0)


def _walk(unit: Unit) -> Iterator[Unit]:
    for child in unit.children:
        yield child
        yield from _walk(child)


def _heading(unit: Unit, kind: str) -> str | None:
    paragraph, rest = unit.paragraph, unit.paragraph.rest
    if kind == "segment":
        found = _OPENER.match(paragraph.text)
        return found[0] if found else None
    if kind == "paragraph" or (kind == "项" and "条" in _statutory(unit)):
        return None
    if unit.kind == "条":
        named = _NAMED_ARTICLE.match(rest)
        return named[1] if named else None
    if paragraph.is_title_like or (paragraph.is_heading_line and unit.children):
        return _tidy(rest)
    run_in = _RUN_IN.match(rest)
    return run_in[1] if run_in and unit.kind != ATTACHMENT else None


def _statutory(unit: Unit) -> set[str]:
    return {u.kind for u in unit.chain() if u.kind in STATUTORY}


def _tidy(text: str) -> str:
    """总　则 → 总则; spaces between other words stay."""
    text = text.removesuffix("。").strip()
    return re.sub(r"\s+", "", text) if re.fullmatch(r"(?:\S\s+)+\S", text) else text


def _items(paragraph: Paragraph, kind: str) -> list[Draft]:
    """The members of the inline lists of a paragraph's own text."""
    if kind not in ("paragraph", "segment", "条", "项", "款"):
        return []
    at = paragraph.label.end if paragraph.label else 0
    items = []
    for label, (start, end) in inline_items(paragraph.text[at:]):
        text = paragraph.text[at + start + len(label) : at + end]
        run_in = _RUN_IN.match(text)
        items.append(
            Draft("项", label, run_in[1] if run_in else None, *_placed(paragraph, at, start, end))
        )
    return items


def _placed(paragraph: Paragraph, at: int, start: int, end: int) -> tuple[int, int]:
    return paragraph.start + at + start, paragraph.start + at + end


def _clauses(unit: Unit, children: list[Draft]) -> list[Draft]:
    """The 款 of an article: its own text, then each paragraph, each with the items after it."""
    own = unit.paragraph
    offset = len(own.text) - len(own.rest)
    clauses = []
    if own.rest:
        clauses.append(Draft("款", None, None, own.start + offset, own.end))
        clauses[0].children = _items(own, "款")
    for child_unit, child in zip(unit.children, children, strict=True):
        if child_unit.kind == PLAIN:
            child.type = "款" if child.type == "paragraph" else child.type
            clauses.append(child)
        elif clauses:
            clauses[-1].children.append(child)
            clauses[-1].end = child.end
        else:
            clauses.append(child)
    return clauses
