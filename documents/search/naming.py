"""What a query names, so that a document that *is* that comes before those that mention it.

2023年政府工作报告          words of a title, and a year
国务院 决定                the body that issued it
省委十二届六次全会          the meeting that adopted it
土地管理法                 中华人民共和国土地管理法, a title but for what many laws begin with
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from documents.search.folding import fold, kept
from documents.search.query import And, Keyed, Node, Not, Or, Query, Synonyms, leaves
from documents.search.synonym_weights import typed_leaves

STATE = "中华人民共和国"
"""Titles of laws begin with it, and who types one leaves it out."""

_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
REMARK = re.compile(r"[（(〔\[][^（()）〔〕\[\]]{1,30}[）)〕\]]\s*$")
"""（2019年修正）, (二十大), at the end of a title."""

Words = Callable[[str], list[str]]
"""A text → its words, each once."""


class Part(NamedTuple):
    """A word that was typed, folded; a name that has others with these, each as a whole."""

    texts: tuple[str, ...]
    weight: float


class Coverage(NamedTuple):
    """How much of what was typed a title says, and of a title was typed: shares from 0 to 1.

    `ends` where the title ends in something that was typed, which mostly says what it is.
    """

    asked: float
    filled: float
    ends: bool


NOTHING = Coverage(0.0, 0.0, ends=False)


@dataclass(frozen=True, slots=True)
class Naming:
    """What is looked for in titles, and slugs and years of what was named."""

    parts: tuple[Part, ...]
    issuers: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    years: frozenset[int] = frozenset()

    def coverage(self, title: str) -> Coverage:
        """How a title and what was typed cover each other, punctuation, script and width aside."""
        whole = kept(title)
        said = [(part.weight, _said(part, whole)) for part in self.parts]
        found = [text for _, text in said if text]
        if not found:
            return NOTHING
        bare = kept(REMARK.sub("", title)).removeprefix(STATE) or whole
        lost = sum(weight for weight, text in said if not text)
        asked = 1.0 - lost / (sum(weight for weight, _ in said) or 1.0)
        ends = any(bare.endswith(text) for text in found if len(text) > 1)
        return Coverage(asked, min(1.0, _characters(whole, found) / (len(bare) or 1)), ends)

    def has_year(self, title: str, year: int | None) -> bool:
        """Whether it is of a year that was named: the one in its title, else its own."""
        if not self.years:
            return False
        titled = years_in(title)
        return not self.years.isdisjoint(titled) if titled else year in self.years


def naming_of(query: Query, weights: Mapping[str, float], words: Words) -> Naming:
    """What a query of some words names; `weights` are the words'."""
    parts = _parts(query.tree, weights, words) if query.tree else ()
    return _naming(query, parts)


def naming_whole(query: Query) -> Naming:
    """What a question names: a title says all of it or does not count."""
    text = kept(query.text)
    return _naming(query, [Part((text,), 1.0)] if text else [])


def _naming(query: Query, parts: Iterable[Part]) -> Naming:
    years = frozenset[int]() if query.number else years_in(query.text)
    return Naming(tuple(parts), query.issuers, _meetings(query), years)


def years_in(text: str) -> frozenset[int]:
    """Years in four digits.

    >>> sorted(years_in("２０２３年政府工作报告，国发〔2018〕42号，12345"))
    [2018, 2023]
    """
    return frozenset(map(int, _YEAR.findall(fold(text))))


def _meetings(query: Query) -> tuple[str, ...]:
    asked = leaves(query.tree) if query.tree else ()
    keyed = (leaf for leaf in asked if isinstance(leaf, Keyed) and leaf.name == "meeting")
    return tuple(dict.fromkeys(slug for leaf in keyed for slug in leaf.values))


def _parts(node: Node, weights: Mapping[str, float], words: Words) -> Iterator[Part]:
    if isinstance(node, Synonyms):
        named = [leaf.text for leaf in typed_leaves(node)]
        others = [leaf.text for leaf in leaves(node) if not isinstance(leaf, Keyed)]
        texts = dict.fromkeys(map(kept, (*named, *others)))
        yield Part(
            tuple(texts), sum(weights.get(word, 0.0) for text in named for word in words(text))
        )
    elif isinstance(node, And | Or):
        for part in node.nodes:
            yield from _parts(part, weights, words)
    elif not isinstance(node, Not):
        for leaf in typed_leaves(node):
            for word in words(leaf.text):
                yield Part((kept(word),), weights.get(word, 0.0))


def _said(part: Part, title: str) -> str:
    """What of a title says a part, the longest that does; empty for nothing."""
    return max((text for text in part.texts if text in title), key=len, default="")


def _characters(title: str, texts: Iterable[str]) -> int:
    """Characters of a title that one of the texts covers, each where it stands first."""
    covered = set[int]()
    for text in texts:
        at = title.find(text)
        covered.update(range(at, at + len(text)))
    return len(covered)
