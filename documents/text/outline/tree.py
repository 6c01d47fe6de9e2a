"""Paragraphs → a tree of labelled units.

Where a label belongs: (1) beside the open unit of its kind whose number it continues; (2) where a
list of its kind hung before (under a unit of the same kind); (3) inside the innermost open unit
whose own list still goes on; (4) by the usual order of labels. Where a paragraph without a label
belongs: in the innermost open unit, unless that unit is the last of its list and none of those
before it had such paragraphs; then it is asked again one level up.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice, takewhile

from documents.text.outline.attachments import Attachment
from documents.text.outline.labels import RANKS, STATUTORY, Label
from documents.text.outline.paragraphs import Paragraph

PLAIN = "plain"
HEADING = "heading"
ATTACHMENT = "attachment"
HEADING_RANK = RANKS["条"] - 0.5
"""An unnumbered heading stands above articles and below numbered sections of a statute."""

_ANY_NUMBER = 1_000
_NEAREST = 40
"""How many units of a list are looked at to see what its members are like."""


@dataclass(slots=True)
class Unit:
    """A node: a labelled line, an unnumbered heading or a plain paragraph, and what is inside."""

    kind: str
    paragraph: Paragraph
    parent: Unit | None = None
    children: list[Unit] = field(default_factory=list)
    attachment: Attachment | None = None
    stands_as: str | None = None
    """章 or 节 where a heading takes the place of one whose number is lost; `assumed` is that."""
    assumed: int = 0

    @property
    def label(self) -> Label | None:
        return self.paragraph.label if self.kind in RANKS else None

    @property
    def number(self) -> int:
        return self.label.number if self.label else self.assumed

    @property
    def rank(self) -> float:
        if self.kind == ATTACHMENT:
            return -1
        if self.stands_as:
            return RANKS[self.stands_as]
        named = self.kind == HEADING and self.paragraph.is_named_heading
        return RANKS["章"] if named else RANKS.get(self.kind, HEADING_RANK)

    @property
    def end(self) -> int:
        return self.children[-1].end if self.children else self.paragraph.end

    @property
    def siblings(self) -> list[Unit]:
        """The nearest units of the same kind in the same list, the last one first."""
        if self.parent is None:
            return []
        same = (unit for unit in reversed(self.parent.children) if unit.kind == self.kind)
        return list(islice(same, _NEAREST))

    def add(self, kind: str, paragraph: Paragraph) -> Unit:
        unit = Unit(kind, paragraph, self)
        self.children.append(unit)
        return unit

    def chain(self) -> Iterator[Unit]:
        """The unit and those it lies in, the root left out."""
        unit: Unit | None = self
        while unit is not None and unit.parent is not None:
            yield unit
            unit = unit.parent


class TreeBuilder:
    """Places paragraph after paragraph; `later` are the paragraphs still to come."""

    def __init__(self, root: Unit, found: list[Paragraph]) -> None:
        self.root = root
        self.open = root
        self._found = found
        self._labelled = [index for index, paragraph in enumerate(found) if paragraph.label]
        self._parents: dict[str, str] = {}
        self._next_number = _next_numbers(found)

    def place(self, index: int) -> Unit:
        paragraph = self._found[index]
        label = paragraph.label
        if label is None:
            self.open = self._home_of_plain(index)
            unit = self.open.add(PLAIN, paragraph)
        else:
            parent = self._home_of(label, index)
            self._parents[label.kind] = parent.kind
            unit = self.open = parent.add(label.kind, paragraph)
        return unit

    def place_heading(self, index: int) -> Unit:
        """An unnumbered heading: inside the list that goes on after it, else above articles.

        附则 and its like stand beside chapters.
        """
        heading = Unit(HEADING, self._found[index])
        if heading.paragraph.is_notes_title:
            self.close()
            self.open = self.open.add(HEADING, heading.paragraph)
            return self.open
        heading.stands_as, heading.assumed = self._lost_number(index)
        home = next((u for u in self.open.chain() if self._goes_on(u, index)), None)
        if home is None or home.kind in STATUTORY or heading.stands_as:
            home = next((u for u in self.open.chain() if u.rank < heading.rank), self.root)
        self.open = home.add(HEADING, heading.paragraph)
        self.open.stands_as, self.open.assumed = heading.stands_as, heading.assumed
        return self.open

    def _lost_number(self, index: int) -> tuple[str | None, int]:
        """章 or 节, and its number, if the numbers around the heading leave room for it.

        第二章, a heading, 第四章: the heading is that of a chapter whose number was lost. Nothing
        stands between a 节 and its articles, so a heading inside a 节 is that of another.
        """
        chain = list(self.open.chain())
        named = self._found[index].is_named_heading
        for kind in () if named else ("节", "章"):
            before = next((u.number for u in chain if kind in (u.kind, u.stands_as)), 0)
            inside = kind == "节" and before > 0
            if inside or self._next_number[kind][index] > before + 1:
                return kind, before + 1
        return None, 0

    def place_attachment(self, index: int, attachment: Attachment) -> Unit:
        """An attachment lies in nothing, and what follows its title lies in it."""
        self._parents.clear()
        first, last = self._found[index], self._found[index + attachment.lines - 1]
        opening = Paragraph(first.start, last.end, first.text, None)
        self.open = self.root.add(ATTACHMENT, opening)
        self.open.attachment = attachment
        return self.open

    def close(self) -> None:
        """What follows belongs to no open unit but the attachment."""
        self.open = next((u for u in self.open.chain() if u.kind == ATTACHMENT), self.root)

    def _home_of(self, label: Label, index: int) -> Unit:
        chain = [unit for unit in self.open.chain() if not unit.paragraph.is_foreword]
        for unit in chain:
            if unit.kind == label.kind and (label.number != 1 or unit.number == 0):
                return _parent(unit)
        if label.kind in STATUTORY:
            return self._home_of_statutory(label, chain, index)
        known = self._parents.get(label.kind)
        for unit in chain:
            if unit.kind == known:
                return unit
        return self._home_of_list(label, chain, index, known == self.root.kind)

    def _home_of_statutory(self, label: Label, chain: list[Unit], index: int) -> Unit:
        """By rank; an article quoted in a numbered list (一、第五条修改为：) lies in the list."""
        quoting = next((u for u in chain if u.label and u.kind not in STATUTORY), None)
        if quoting and self._goes_on(quoting, index):
            return quoting
        return next((u for u in chain if u.rank < RANKS[label.kind]), self.root)

    def _home_of_list(self, label: Label, chain: list[Unit], index: int, at_root: bool) -> Unit:
        """Where a list begins; `at_root` says that one of its kind lay in nothing before."""
        if chain and chain[0].rank < RANKS[label.kind]:
            return chain[0]
        for unit in chain:
            if unit.kind != label.kind and self._goes_on(unit, index):
                return unit
        higher = next((u for u in chain if u.rank < RANKS[label.kind]), self.root)
        return self.root if at_root else higher

    def _home_of_plain(self, index: int) -> Unit:
        unit = self.open
        if self._found[index].is_address and any(u.kind not in STATUTORY for u in unit.chain()):
            unit = self._outermost(unit, index)
        while unit.parent is not None and not self._holds_plain(unit, index):
            unit = unit.parent
        return self._article_of(unit)

    def _outermost(self, unit: Unit, index: int) -> Unit:
        """各位代表！ turns away from a list to the part of the speech, unless the list goes on."""
        chain = [u for u in unit.chain() if u.kind != ATTACHMENT]
        outermost = chain[-1] if chain else unit
        return next((u for u in chain if self._goes_on(u, index)), outermost)

    def _holds_plain(self, unit: Unit, index: int) -> bool:
        if unit.kind in STATUTORY or unit.kind in (HEADING, ATTACHMENT):
            return True
        if any(u.kind == "条" for u in unit.chain()):
            return False
        if unit.paragraph.is_heading_line and not unit.children:
            return True
        before = [_plain_at_end(u) for u in unit.siblings if u is not unit]
        own = _plain_at_end(unit)
        running = own > 0 if unit.paragraph.is_heading_line else own < max(before, default=0)
        used = own == 0 and any(before)
        return running or used or self._goes_on(unit, index)

    def _article_of(self, unit: Unit) -> Unit:
        return next((u for u in unit.chain() if u.kind == "条"), unit)

    def _goes_on(self, unit: Unit, index: int) -> bool:
        """Whether the unit's list has a later member, before a list that it lies in goes on."""
        above = {u.kind for u in unit.chain() if u is not unit}
        for later in range(bisect_right(self._labelled, index), len(self._labelled)):
            label = self._found[self._labelled[later]].label
            if label is None:
                continue
            if label.kind == unit.kind:
                return label.number == unit.number + 1
            if label.kind in above or label.kind in STATUTORY:
                return False
        return False


def _next_numbers(found: list[Paragraph]) -> dict[str, list[int]]:
    """For each line the number of the next 节 in its chapter, and of the next 章; 0 for none.

    附则 without a number comes after any number of chapters.
    """
    numbers: dict[str, list[int]] = {"节": [], "章": []}
    section, chapter = 0, 0
    for paragraph in reversed(found):
        label = paragraph.label
        if label and label.kind == "节":
            section = label.number
        elif label and label.kind in ("编", "章"):
            section, chapter = 0, label.number if label.kind == "章" else 0
        elif paragraph.is_named_heading and not paragraph.is_foreword:
            section, chapter = 0, _ANY_NUMBER
        numbers["节"].append(section)
        numbers["章"].append(chapter)
    return {kind: ahead[::-1] for kind, ahead in numbers.items()}


def _plain_at_end(unit: Unit) -> int:
    """How many plain paragraphs the unit ends with."""
    return len(list(takewhile(lambda u: u.kind == PLAIN, reversed(unit.children))))


def _parent(unit: Unit) -> Unit:
    if unit.parent is None:
        raise ValueError("the root has no parent")
    return unit.parent
