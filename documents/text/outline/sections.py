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
| `attachment` | 附件2 (its label) with its title (its heading); what follows the signature |
| `paragraph` | any other paragraph |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from documents.text.outline.headings import OPENER, Lists, heading_of, run_in
from documents.text.outline.inline import inline_items
from documents.text.outline.labels import STATUTORY
from documents.text.outline.paragraphs import Paragraph
from documents.text.outline.tree import ATTACHMENT, HEADING, PLAIN, Unit
from documents.text.stages import Section

_CONTAINERS = ("编", "章", "节", "heading")


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
    lists = Lists.of(root)
    for unit in root.children:
        yield from _draft(unit, (), lists).flatten(1)


def _draft(unit: Unit, above: tuple[str, ...], lists: Lists) -> Draft:
    """The section of a unit and all inside it; `above` are the types that it lies in."""
    kind = _type(unit, above, lists)
    section = Draft(kind, _label(unit), None, unit.paragraph.start, unit.end)
    section.heading = heading_of(unit, kind, lists)
    inside = (*above, kind)
    children = [_draft(child, inside, lists) for child in unit.children]
    if unit.kind == "条" and any(child.kind == PLAIN for child in unit.children):
        section.children = _clauses(unit, children, section.heading)
    else:
        section.children = _items(unit.paragraph, kind) + children
    return section


def _type(unit: Unit, above: tuple[str, ...], lists: Lists) -> str:
    if unit.kind == PLAIN:
        return "segment" if OPENER.match(unit.paragraph.text) else "paragraph"
    if unit.kind in (HEADING, ATTACHMENT):
        return unit.kind
    if unit.kind in STATUTORY:
        return unit.kind.removeprefix("分")
    if "条" in above or "项" in above or unit.kind == "一是":
        return "项"
    if not lists.is_headed(unit):
        return "条"
    deepest = max((_CONTAINERS.index(t) for t in above if t in _CONTAINERS[:3]), default=0)
    return _CONTAINERS[deepest + 1]


def _label(unit: Unit) -> str | None:
    if unit.attachment:
        return unit.attachment.label
    return unit.label.text if unit.label else None


def _items(paragraph: Paragraph, kind: str) -> list[Draft]:
    """The members of the inline lists of a paragraph's own text."""
    if kind not in ("paragraph", "segment", "条", "项", "款"):
        return []
    at = paragraph.label.end if paragraph.label else 0
    items = []
    for label, (start, end) in inline_items(paragraph.text[at:]):
        text = paragraph.text[at + start + len(label) : at + end]
        items.append(Draft("项", label, run_in(text), *_placed(paragraph, at, start, end)))
    return items


def _placed(paragraph: Paragraph, at: int, start: int, end: int) -> tuple[int, int]:
    return paragraph.start + at + start, paragraph.start + at + end


def _clauses(unit: Unit, children: list[Draft], heading: str | None) -> list[Draft]:
    """The 款 of an article: its own text, then each paragraph, each with the items after it."""
    own = unit.paragraph
    offset = len(own.text) - len(own.rest)
    clauses = []
    if own.rest and own.rest != heading:
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
