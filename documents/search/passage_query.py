"""What a query asks of a single paragraph; what it asks of the document as a whole stays out.

Words and phrases are asked of the index of passages, which knows what stands beside what. Where
that finds little, and for single characters, the text is looked at, so that it does not matter how
the segmenter cut it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from documents.search.analyser import Analyser
from documents.search.folding import kept
from documents.search.passages import SHORTEST, placed
from documents.search.query import And, Keyed, Node, Not, Or, Phrase, Prefix, Words, leaves
from documents.search.vectors import quoted

Holds = Callable[[str], bool]
"""Whether a paragraph, folded and without punctuation, is what was asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`tsquery` is asked of the index of passages; null where the index cannot tell.

    `excluded` are the parts of it that exclude. `words` score; of `synonyms` one is worth as much
    as another. `holds` says the same of a text,
    and no paragraph asked for is without `required`. `is_exact` where something is quoted, so that
    a part of what is asked for will not do; `is_whole` where nothing is asked of the document.
    """

    tsquery: str | None
    excluded: tuple[str, ...]
    words: tuple[str, ...]
    synonyms: tuple[tuple[str, ...], ...]
    holds: Holds
    required: str | None
    is_exact: bool
    is_whole: bool


def asked(tree: Node, analyser: Analyser) -> Asked:
    """What a tree asks of a paragraph."""
    reading = _Reading(analyser)
    needs_text = reading.needs_text(tree)
    top = tree.nodes if isinstance(tree, And) else (tree,)
    excluded = (reading.tsquery(node) for node in top if isinstance(node, Not))
    return Asked(
        None if needs_text else reading.tsquery(tree),
        tuple(part for part in excluded if part),
        tuple(dict.fromkeys(reading.scored(tree))),
        tuple(reading.synonyms(tree)),
        reading.check(tree),
        max(reading.required(tree), key=len, default=None),
        needs_text or any(isinstance(leaf, Phrase) and not leaf.field for leaf in leaves(tree)),
        not reading.about_document(tree),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    analyser: Analyser

    def words(self, text: str) -> list[str]:
        """The words that passages are indexed by; of 水 alone there is none."""
        return [word for word in self.analyser.main_words(text) if len(word) >= SHORTEST]

    def tsquery(self, node: Node) -> str | None:
        """A condition on passages; null where nothing is asked of them that they could tell."""
        if isinstance(node, Keyed) or (not isinstance(node, Not | And | Or) and node.field):
            return None
        if isinstance(node, Words):
            return " & ".join(map(quoted, self.words(node.text))) or None
        if isinstance(node, Phrase):
            return self._phrase(node.text)
        if isinstance(node, Prefix):
            text = kept(node.text)
            return None if len(text) < SHORTEST else quoted(text) + ":*"
        if isinstance(node, Not):
            inner = self.tsquery(_exact(node.node))
            return None if inner is None else f"!({inner})"
        found = [f"({part})" for part in map(self.tsquery, node.nodes) if part is not None]
        return (" & " if isinstance(node, And) else " | ").join(found) or None

    def _phrase(self, text: str) -> str | None:
        """The words of a phrase at their distances; null where they do not make up all of it."""
        found = list(placed(self.analyser.main_tokens(text)))
        if sum(len(kept(word)) for word, _ in found) < len(kept(text)):
            return None
        parts = [quoted(word) for word, _ in found]
        for at in range(len(found) - 1, 0, -1):
            parts.insert(at, f"<{found[at][1] - found[at - 1][1]}>")
        return " ".join(parts) or None

    def scored(self, node: Node) -> Iterable[str]:
        if isinstance(node, And | Or):
            for part in node.nodes:
                yield from self.scored(part)
        elif isinstance(node, Words | Phrase) and node.field is None:
            yield from self.words(node.text)

    def synonyms(self, node: Node) -> Iterator[tuple[str, ...]]:
        """The words of each OR, as far as its sides are one word each."""
        if isinstance(node, Or):
            each = [tuple(self.scored(part)) for part in node.nodes]
            yield tuple(words[0] for words in each if len(words) == 1)
        elif isinstance(node, And):
            for part in node.nodes:
                yield from self.synonyms(part)

    def needs_text(self, node: Node) -> bool:
        """Whether the index of passages cannot tell whether a paragraph is what is asked for."""
        if isinstance(node, And | Or):
            return any(map(self.needs_text, node.nodes))
        if isinstance(node, Not):
            return self.needs_text(_exact(node.node))
        if isinstance(node, Keyed) or node.field is not None or not kept(node.text):
            return False
        return self.tsquery(node) is None

    def required(self, node: Node) -> Iterable[str]:
        """Texts that are looked up, and that every paragraph asked for holds."""
        if isinstance(node, And):
            for part in node.nodes:
                yield from self.required(part)
        elif isinstance(node, Phrase) or (isinstance(node, Words) and self.needs_text(node)):
            text = kept(node.text)
            if text and node.field is None:
                yield text

    def about_document(self, node: Node) -> bool:
        if isinstance(node, And):
            return any(map(self.about_document, node.nodes))
        if isinstance(node, Or):
            return all(map(self.about_document, node.nodes))
        if isinstance(node, Not):
            return self.about_document(node.node)
        return isinstance(node, Keyed) or node.field is not None

    def check(self, node: Node) -> Holds:
        """The whole tree as a test of the text; what is asked of the document counts as met."""
        if isinstance(node, And):
            every = [self.check(part) for part in node.nodes]
            return lambda text: all(holds(text) for holds in every)
        if isinstance(node, Or):
            some = [self.check(part) for part in node.nodes if not self.about_document(part)]
            return lambda text: not some or any(holds(text) for holds in some)
        if isinstance(node, Keyed) or (not isinstance(node, Not) and node.field is not None):
            return lambda text: True
        if isinstance(node, Not):
            if self.about_document(node.node):
                return lambda text: True
            inner = self.check(_exact(node.node))
            return lambda text: not inner(text)
        if isinstance(node, Words):
            words = [kept(word) for word in self.analyser.main_words(node.text)]
            return lambda text: all(word in text for word in words)
        wanted = kept(node.text)
        return lambda text: wanted in text


def _exact(node: Node) -> Node:
    """What is excluded is read as a phrase, so that only what really occurs is excluded."""
    return Phrase(node.text, node.field) if isinstance(node, Words) else node
