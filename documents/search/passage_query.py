"""What a query asks of a single paragraph; what it asks of the document counts as met there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np

from documents.search.analyser import Analyser
from documents.search.folding import kept
from documents.search.passage_texts import Mask, PassageTexts
from documents.search.query import And, Keyed, Node, Not, Or, Phrase, Words, leaves

SHORTEST = 2
"""Characters of the shortest word that counts beside others; 的, 和, 市 tell no paragraph from
another."""

PREFIX = 1.0
"""What a word weighs of which the beginning was typed: about as much as a common one."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A word, or ways to say one thing: each of strings that must all be there, folded."""

    ways: tuple[tuple[str, ...], ...]
    weight: float

    @property
    def strings(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(string for way in self.ways for string in way))


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads trees with one analyser, the same that documents are searched with."""

    analyser: Analyser

    def words(self, text: str) -> list[str]:
        """The words that count; single characters only where there is nothing longer."""
        found = [word for word in self.analyser.main_words(text) if kept(word)]
        return [word for word in found if len(word) >= SHORTEST] or found

    def units(self, node: Node, weights: Mapping[str, float]) -> Iterator[Unit]:
        """What scores; `weights` are the words'. An OR is worth what its best side is worth."""
        if isinstance(node, And):
            for part in node.nodes:
                yield from self.units(part, weights)
        elif isinstance(node, Or):
            sides = [list(self.units(part, weights)) for part in node.nodes]
            ways = tuple(tuple(s for unit in side for s in unit.strings) for side in sides if side)
            if ways:
                yield Unit(ways, max(sum(unit.weight for unit in side) for side in sides))
        elif isinstance(node, Not | Keyed) or node.field is not None or not kept(node.text):
            return
        elif isinstance(node, Words):
            for word in self.words(node.text):
                yield Unit(((kept(word),),), weights.get(word, 0.0))
        else:
            words = self.analyser.main_words(node.text) if isinstance(node, Phrase) else ()
            weight = sum(weights.get(word, 0.0) for word in words) or PREFIX
            yield Unit(((kept(node.text),),), weight)

    def is_exact(self, tree: Node) -> bool:
        """Whether a part of what is asked for will not do: something is quoted, or of one sign."""
        asked = [leaf for leaf in leaves(tree) if not isinstance(leaf, Keyed) and not leaf.field]
        return not any(isinstance(leaf, Words) for leaf in asked) or any(
            isinstance(leaf, Phrase) or all(len(word) < SHORTEST for word in self.words(leaf.text))
            for leaf in asked
        )

    def holds(self, node: Node, texts: PassageTexts) -> Mask:
        """Which paragraphs are what is asked for."""
        if isinstance(node, And):
            return _every([self.holds(part, texts) for part in node.nodes], texts)
        if isinstance(node, Or):
            sides = [part for part in node.nodes if not is_of_document(part)]
            found = [self.holds(part, texts) for part in sides]
            return reduce(np.logical_or, found) if found else _every((), texts)
        if isinstance(node, Not):
            # Words are read as a phrase here, so that only what really occurs is excluded.
            inner = node.node
            exact = Phrase(inner.text, inner.field) if isinstance(inner, Words) else inner
            return _every((), texts) if is_of_document(exact) else ~self.holds(exact, texts)
        if is_of_document(node) or isinstance(node, Keyed):
            return _every((), texts)
        strings = self.words(node.text) if isinstance(node, Words) else [node.text]
        return _every([texts.counts(kept(string)) > 0 for string in strings], texts)

    def allowed(self, tree: Node, texts: PassageTexts) -> Mask:
        """Which paragraphs have nothing that is excluded."""
        top = tree.nodes if isinstance(tree, And) else (tree,)
        return _every([self.holds(part, texts) for part in top if isinstance(part, Not)], texts)


def is_of_document(node: Node) -> bool:
    """Whether something is asked that is no matter of a single paragraph."""
    if isinstance(node, And):
        return any(map(is_of_document, node.nodes))
    if isinstance(node, Or):
        return all(map(is_of_document, node.nodes))
    if isinstance(node, Not):
        return is_of_document(node.node)
    return isinstance(node, Keyed) or node.field is not None


def _every(masks: Iterable[Mask], texts: PassageTexts) -> Mask:
    return reduce(np.logical_and, masks, np.ones(len(texts), dtype=bool))
