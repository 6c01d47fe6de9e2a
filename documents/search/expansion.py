"""Synonyms and keys: a parsed query → the same with other names of what it names.

    推进三高四新战略      推进 (三高四新战略 OR 三高四新)
    湖南省发改委         (湖南省发改委 OR 湖南省发展和改革委员会 OR 湖南省发展改革委)
    issuer:湖南省政府    the key `issuer` with gov-430000

A name inside a longer run of characters counts where its ends are ends of words; that of a meeting
with ordinals is searched for as a phrase, for its words stand in any other's. Quoted phrases
and what is excluded stay as they were typed, and so do names that several bodies or terms have; a
name of several meetings is taken for all of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType

from documents.search.analyser import current_analyser
from documents.search.field_keys import resolved
from documents.search.folding import kept
from documents.search.names import Names, current_names
from documents.search.query.joining import all_of, any_of
from documents.search.query.nodes import (
    MAX_LEAVES,
    And,
    Keyed,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Synonyms,
    Words,
)
from documents.search.variants import Finder, Variants


def expand(query: Query) -> Query:
    """The query by the vocabulary in use: no statement after the first query of a process."""
    return Expander(current_names(), Finder(current_names(), current_analyser())).expand(query)


@dataclass(frozen=True, slots=True)
class Expander:
    names: Names
    finder: Finder

    def expand(self, query: Query) -> Query:
        """`expanded` says what stands for what was typed, `notes` what else was made of it."""
        if query.tree is None:
            return query
        tree = _Expansion(self, MAX_LEAVES - _count(query.tree))
        expanded = tree.of(query.tree, asked=True)
        notes = tuple(dict.fromkeys((*query.notes, *tree.notes)))
        shown = MappingProxyType(tree.shown)
        issuers = tuple(dict.fromkeys(tree.issuers))
        return replace(
            query,
            tree=expanded,
            notes=notes,
            expanded=shown,
            unexpanded=query.tree,
            issuers=issuers,
        )


@dataclass
class _Expansion:
    """The expansion of one tree; `room` is for how many more leaves there is."""

    by: Expander
    room: int
    notes: list[str] = field(default_factory=list)
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    issuers: list[str] = field(default_factory=list)

    def of(self, node: Node, *, asked: bool) -> Node:
        """A node anew; without synonyms where it is not asked for but excluded."""
        if isinstance(node, And):
            return all_of(self.of(part, asked=asked) for part in node.nodes) or node
        if isinstance(node, Or):
            return any_of(self.of(part, asked=asked) for part in node.nodes) or node
        if isinstance(node, Not):
            return Not(self.of(node.node, asked=False))
        if isinstance(node, Keyed):
            return node
        if node.field not in (None, "title"):
            return resolved(node, self.by.names, self.notes.append)
        return self._words(node) if asked and isinstance(node, Words) else node

    def _words(self, leaf: Words) -> Node:
        """A leaf, cut where it names something that has other names."""
        parts: list[Node] = []
        at = 0
        for variants in self.by.finder.find(leaf.text, leaf.field):
            self.issuers += variants.issuers
            if variants.nodes and not self._has_room(variants):
                continue
            surface = leaf.text[variants.start : variants.end]
            self.shown |= {surface: variants.shown} if variants.shown else {}
            self.notes += [variants.note] if variants.note else []
            if variants.nodes:
                parts += _rest(leaf, at, variants.start)
                typed = (Phrase if variants.exact else Words)(surface, leaf.field)
                parts.append(Synonyms((typed, *variants.nodes)))
                at = variants.end
        return all_of([*parts, *_rest(leaf, at, len(leaf.text))]) or leaf

    def _has_room(self, variants: Variants) -> bool:
        """Takes the room where there is enough: for the variants, and what is cut off before."""
        needed = sum(map(_count, variants.nodes)) + 2
        if needed > self.room:
            return False
        self.room -= needed
        return True


def _rest(leaf: Words, start: int, end: int) -> list[Node]:
    """What of a leaf stands between names, if there is anything in it to search for."""
    text = leaf.text[start:end].strip()
    return [Words(text, leaf.field)] if kept(text) else []


def _count(node: Node) -> int:
    """Leaves, those included that are excluded."""
    if isinstance(node, Not):
        return _count(node.node)
    return sum(map(_count, node.nodes)) if isinstance(node, And | Or) else 1
