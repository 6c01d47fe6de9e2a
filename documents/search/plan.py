"""How a query is answered: which words score with which weight, and which boxes hold the best.

A *box* holds the documents in which every word i saturates to at least `HIGHEST - loss / w_i`,
w_i being its weight. A document outside of it scores at most `HIGHEST * Σ w_i - loss`, so a box
that holds several times what is wanted holds nearly all of the best (it would be the threshold
algorithm of Fagin, Lotem and Naor 2001 if it grew until it surely had them), and common words cost
no more than rare ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from documents.search.analyser import Analyser
from documents.search.bigrams import asked
from documents.search.conditions import Condition, Conditions, Mark, scored_leaves
from documents.search.entries import TITLE
from documents.search.folding import kept
from documents.search.impacts import HIGHEST, TIER, TIERS
from documents.search.query import And, Keyed, Node, Or, Phrase, Prefix, Query
from documents.search.statistics import BIGRAMS, Statistics, current_statistics
from documents.search.synonym_weights import typed_leaves, weighed
from documents.search.vectors import quoted

TOGETHER = 0.5
"""How far words are from independent: the exponent on the shares of all but the rarest."""

ADJACENT = 0.5
"""Words that were typed next to each other stand so, too: times the idf of the bigrams between."""


TITLED = 0.9
"""A word in the title counts so much of its weight where the best are chosen, however long the
document is; what the title is worth in the end `ranking` says."""
RARE = 200
"""Titles up to which all that have a word are in its boxes."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A tree with what its words weigh; everything else follows."""

    tree: Node
    conditions: Conditions
    statistics: Statistics
    weights: Mapping[str, float]
    """Scored word → its weight, the idf; less for synonyms."""
    adjacent: Mapping[int, float] = field(default_factory=dict)
    """Bigrams across two words that were typed next to each other → their weight."""
    typed: tuple[str, ...] = ()
    """What was typed, leaf by leaf, folded and without punctuation."""
    _reached: dict[str, list[int]] = field(default_factory=dict)

    def condition(self, *, loose: bool = False) -> Condition | None:
        """All that matches."""
        return self.conditions.of(self.tree, loose=loose)

    def box(self, loss: float) -> Condition | None:
        """What matches and loses at most so much in any word."""
        return self.conditions.of(self.tree, self._mark(loss))

    def _mark(self, loss: float) -> Mark:
        def mark(word: str) -> str:
            tier = self.tier(word, loss)
            reached = [quoted(word + suffix(n)) for n in range(tier, len(TIERS) + 1)]
            reached += [quoted(TITLE + word)] if self._titles(word) <= RARE else []
            return f"({' | '.join(reached)})" if tier else quoted(word)

        return mark

    def tier(self, word: str, loss: float) -> int:
        """The tier that a word must reach in a box, 0 for none."""
        weight = self.weights.get(word, 0.0)
        if weight <= 0:
            return 0
        return bisect_right(TIERS, HIGHEST - loss / weight)

    @property
    def titles(self) -> dict[str, float]:
        """Lexeme of a title → its worth where the best are chosen."""
        return {TITLE + word: TITLED * weight for word, weight in self.weights.items() if weight}

    def _titles(self, word: str) -> int:
        return self.statistics.frequency(TITLE + word)

    @property
    def best(self) -> float:
        """What a document's words can score, of names for one thing only the one that was typed.

        Hardly any document has all synonyms at their highest; to allow for it would make every
        box of a common name too large.
        """
        texts = (leaf.text for leaf in typed_leaves(self.tree))
        typed = {word for text in texts for word in self.conditions.words(text)}
        return HIGHEST * sum(self.weights[word] for word in typed)

    def losses(self) -> list[float]:
        """Where a box grows, in order."""
        found = {
            weight * (HIGHEST - threshold)
            for weight in self.weights.values()
            for threshold in TIERS
        }
        return sorted(found)

    def expected(self, loss: float | None) -> float:
        """About how many documents a box holds; all that match where `loss` is null."""
        return self.statistics.documents * self._share(self.tree, loss)

    def _share(self, node: Node, loss: float | None) -> float:
        if isinstance(node, And):
            return _together(self._share(part, loss) for part in node.nodes)
        if isinstance(node, Or):
            return min(1.0, sum(self._share(part, loss) for part in node.nodes))
        if isinstance(node, Prefix | Keyed) or not hasattr(node, "text"):
            return 1.0
        words = self.conditions.words(node.text)
        share = _together(self._frequency(word, loss) for word in words)
        having = self.conditions.having(node) if isinstance(node, Phrase) else None
        if having is None or not self.statistics.documents:
            return share
        together = _together(self._frequency(word, None) for word in words)
        return having / self.statistics.documents * min(1.0, share / (together or 1.0))

    def _frequency(self, word: str, loss: float | None) -> float:
        tier = 0 if loss is None else self.tier(word, loss)
        number = self._reaching(word)[tier - 1] if tier else self.statistics.frequency(word)
        number += titles if tier and (titles := self._titles(word)) <= RARE else 0
        return min(1.0, number / max(1, self.statistics.documents))

    def _reaching(self, word: str) -> list[int]:
        """Documents in which a word reaches at least the first tier, the second and so on."""
        found = self._reached.get(word)
        if found is None:
            tiers = range(len(TIERS), 0, -1)
            numbers = accumulate(self.statistics.frequency(word + suffix(n)) for n in tiers)
            found = self._reached[word] = list(numbers)[::-1]
        return found


def suffix(tier: int) -> str:
    return f"{TIER}{tier}" if tier else ""


def _together(shares: Iterator[float]) -> float:
    """The share of documents in which all hold, of words that like each other's company."""
    whole = 1.0
    for at, share in enumerate(sorted(shares)):
        whole *= share if at == 0 else share**TOGETHER
    return whole


def plan(query: Query, analyser: Analyser) -> Plan | None:
    """The plan of a query; null where there is nothing in it to search for. One statement."""
    tree = query.tree
    if tree is None:
        return None
    conditions = Conditions(analyser)
    if conditions.of(tree) is None:
        return None
    texts = [leaf.text for leaf in scored_leaves(tree)]
    words = list(dict.fromkeys(word for text in texts for word in conditions.words(text)))
    typed = [leaf.text for leaf in typed_leaves(query.unexpanded or tree)]
    pairs = list(dict.fromkeys(pair for text in typed for pair in _borders(text, conditions)))
    tiers = [word + suffix(tier) for word in words for tier in range(len(TIERS) + 1)]
    known = current_statistics([*tiers, *(TITLE + word for word in words)], map(str, pairs))
    return Plan(
        tree,
        conditions,
        known,
        weighed(tree, conditions.words, known),
        {pair: ADJACENT * known.idf(str(pair), BIGRAMS) for pair in pairs},
        tuple(dict.fromkeys(text for text in map(kept, texts) if text)),
    )


def _borders(text: str, conditions: Conditions) -> Iterator[int]:
    """Bigrams of the last and the first characters of neighbouring words."""
    words = [kept(word) for word in conditions.analyser.main_words(text)]
    whole = kept(text)
    for left, right in pairwise(word for word in words if word):
        if left[-1] + right[0] in whole:
            yield from asked(left[-1] + right[0])
