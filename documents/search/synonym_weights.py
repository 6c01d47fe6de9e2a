"""What the words of a query weigh when some of them are other names of what was typed.

A name counts as much as what it stands for, at most, and a little less: a rare synonym would weigh
more than the word that was typed, and one of many words would count many times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from documents.search.query.nodes import And, Keyed, Leaf, Node, Not, Or, Synonyms, leaves
from documents.search.statistics import Statistics

SYNONYM = 0.6
"""The weight of another name, as a share of that of the name that was typed."""
FAR_RARER = 0.05
"""As many documents as have the name that was typed, times this: fewer have a far rarer name."""

Words = Callable[[str], list[str]]
"""A text → its words, each once."""


def typed_leaves(node: Node) -> Iterator[Leaf]:
    """The leaves that were typed and whose words are asked for; no synonyms, no keys."""
    if isinstance(node, Synonyms):
        yield from typed_leaves(node.nodes[0])
    elif isinstance(node, And | Or):
        for part in node.nodes:
            yield from typed_leaves(part)
    elif not isinstance(node, Not | Keyed) and node.field in (None, "title"):
        yield node


def units(node: Node, words: Words) -> Iterator[str]:
    """The words that were typed and asked for, each name that has synonyms as one of them."""
    if isinstance(node, Synonyms):
        yield from (leaf.text for leaf in typed_leaves(node))
    elif isinstance(node, And | Or):
        for part in node.nodes:
            yield from units(part, words)
    else:
        yield from (word for leaf in typed_leaves(node) for word in words(leaf.text))


def other_words(node: Node, words: Words) -> Iterator[str]:
    """Other names of one word, for what is answered by any of its words; longer ones are left."""
    for synonyms in _synonyms(node):
        for other in synonyms.nodes[1:]:
            found = _words_of(other, words)
            if len(found) == 1:
                yield found[0]


def weighed(tree: Node, words: Words, known: Statistics) -> dict[str, float]:
    """Word → its weight, in the order of the tree; a word that was typed has its idf.

    Other names that are far rarer than what was typed weigh nothing: they are found, but the order
    of what was typed does not hang on them.
    """
    typed = {word: known.idf(word) for leaf in typed_leaves(tree) for word in words(leaf.text)}
    weights = dict(typed)
    for synonyms in _synonyms(tree):
        named, *others = (_words_of(node, words) for node in synonyms.nodes)
        most = SYNONYM * sum(map(known.idf, named))
        common = known.frequency(named[0]) if len(named) == 1 else 0
        for other in filter(None, others):
            rarest = min(map(known.frequency, other))
            share = min(SYNONYM, most / (sum(map(known.idf, other)) or 1.0))
            counts = rarest > max(1, FAR_RARER * common)
            for word in other:
                if word not in typed:
                    weight = share * known.idf(word) if counts else 0.0
                    weights[word] = max(weights.get(word, 0.0), weight)
    return weights


def _words_of(node: Node, words: Words) -> list[str]:
    texts = [leaf.text for leaf in leaves(node) if not isinstance(leaf, Keyed)]
    return list(dict.fromkeys(word for text in texts for word in words(text)))


def _synonyms(node: Node) -> Iterator[Synonyms]:
    if isinstance(node, Synonyms):
        yield node
    elif isinstance(node, And | Or):
        for part in node.nodes:
            yield from _synonyms(part)
