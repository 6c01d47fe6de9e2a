"""What a query asks of a single paragraph; what it asks of the document as a whole stays out.

Words are asked of the index of passages. Phrases, and single characters where nothing else is
asked for, are looked up in the text, so that it does not matter how the segmenter cut it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from documents.search.analyser import Analyser
from documents.search.folding import kept
from documents.search.passages import SHORTEST
from documents.search.query import And, Keyed, Node, Not, Or, Phrase, Prefix, Words
from documents.search.vectors import quoted

Holds = Callable[[str], bool]
"""Whether a paragraph, folded and without punctuation, is what was asked for."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`tsquery` is asked of the index, null where it cannot help; `holds` of the text, if at all.

    `words` score. No paragraph asked for is without `required`. `whole` says that nothing is
    asked of the document as such.
    """

    tsquery: str | None
    words: tuple[str, ...]
    holds: Holds | None
    required: str | None
    whole: bool


def asked(tree: Node, analyser: Analyser) -> Asked:
    """What a tree asks of a paragraph."""
    reading = _Reading(analyser)
    tsquery = reading.tsquery(tree)
    return Asked(
        tsquery,
        tuple(dict.fromkeys(reading.scored(tree))),
        reading.check(tree) if reading.needs_text(tree) else None,
        max(reading.required(tree), key=len, default=None),
        not reading.about_document(tree),
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    analyser: Analyser

    def words(self, text: str) -> list[str]:
        """The words that passages are indexed by; of 水 alone there is none."""
        return [word for word in self.analyser.main_words(text) if len(word) >= SHORTEST]

    def tsquery(self, node: Node) -> str | None:
        """A condition that every passage asked for meets."""
        if isinstance(node, Words):
            words = [] if node.field else self.words(node.text)
            return " & ".join(map(quoted, words)) or None
        if isinstance(node, Prefix):
            text = kept(node.text)
            return None if node.field or len(text) < SHORTEST else quoted(text) + ":*"
        if isinstance(node, Not):
            simple = not self.needs_text(node) and not self.about_document(node)
            inner = self.tsquery(node.node) if simple else None
            return None if inner is None else f"!({inner})"
        if isinstance(node, Phrase | Keyed):
            return None
        parts = [self.tsquery(part) for part in node.nodes]
        found = [f"({part})" for part in parts if part is not None]
        if isinstance(node, And):
            return " & ".join(found) or None
        if any(
            part is None and self.needs_text(n) for part, n in zip(parts, node.nodes, strict=True)
        ):
            return None
        return " | ".join(found) or None

    def scored(self, node: Node) -> Iterable[str]:
        if isinstance(node, And | Or):
            for part in node.nodes:
                yield from self.scored(part)
        elif isinstance(node, Words | Phrase) and node.field is None:
            yield from self.words(node.text)

    def needs_text(self, node: Node) -> bool:
        """Whether the index of passages cannot tell whether a paragraph is what is asked for."""
        if isinstance(node, And | Or):
            return any(map(self.needs_text, node.nodes))
        if isinstance(node, Not):
            several = isinstance(node.node, Words) and len(self.words(node.node.text)) > 1
            return self.needs_text(_exact(node.node) if several else node.node)
        if isinstance(node, Keyed) or node.field is not None:
            return False
        return isinstance(node, Phrase) or (bool(kept(node.text)) and not self.words(node.text))

    def required(self, node: Node) -> Iterable[str]:
        """Texts that are looked up, and that every paragraph asked for holds."""
        if isinstance(node, And):
            for part in node.nodes:
                yield from self.required(part)
        elif isinstance(node, Words | Phrase) and self.needs_text(node):
            text = kept(node.text)
            if text:
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
