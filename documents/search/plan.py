"""How a query is answered: which words score with which weight, and which boxes hold the best.

Each word i of weight w_i can be worth `(HIGHEST + TITLED) * w_i`: its saturation, and that it
stands in the title. A *box* holds every document that loses at most so much of that, all words
together. Of such a sum at most one word loses more than half, so a box is, for each word, the
documents in which that word loses at most all and the others at most half: conditions on tiers. A
box that holds twice what is wanted holds nearly all of the best (it would be the threshold
algorithm of Fagin, Lotem and Naor 2001 if it grew until it surely had them), and common words cost
no more than rare ones.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from math import prod

from documents.search.analyser import Analyser
from documents.search.bigrams import asked
from documents.search.conditions import Condition, Conditions, Mark, either, scored_leaves
from documents.search.entries import TITLE
from documents.search.folding import kept
from documents.search.impacts import HIGHEST, TIER, TIERS
from documents.search.keys import key_lexemes
from documents.search.query import And, Keyed, Node, Or, Phrase, Prefix, Query, leaves
from documents.search.statistics import BIGRAMS, Statistics, current_statistics
from documents.search.synonym_weights import typed_leaves, weighed
from documents.search.vectors import quoted

TOGETHER, PROMINENT = 0.75, 1.0
"""How far words are from independent: the exponent on the shares of all but the rarest. Long
documents hold many words; that two of them are prominent in one document is chance, mostly."""

ADJACENT = 0.5
"""Words that were typed next to each other stand so, too: times the idf of the bigrams between."""


TITLED = 0.9
"""A word in the title counts so much of its weight where the best are chosen, however long the
document is; what the title is worth in the end `ranking` says."""
OFTENER = 2.0
"""How much likelier a word is to be prominent where it stands in the title."""


SIDES = 4
"""Words up to which one of them may lose more than the others."""

EXACT = 1e-9
"""By which rounding may miss a tier."""

Losses = Mapping[str, float]
"""Word → how much less than the most that it can be worth it may be worth."""


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
        """All that matches; if `loose`, by the bigrams of words instead of the words."""
        return self.conditions.of(self.tree, loose=loose)

    def box(self, loss: float) -> Condition | None:
        """What may lose at most so much in all, and what else is as near to the best."""
        sides = [self.conditions.of(self.tree, self._mark(side)) for side in self._sides(loss)]
        whole = either(side for side in sides if side is not None) if any(sides) else None
        if whole is None or whole.tsquery is None:
            return self.conditions.of(self.tree, self._mark(self._middle(loss)))
        return whole

    def _sides(self, loss: float) -> list[Losses]:
        """Of a sum of losses at most one is more than half of it: what each word may lose then."""
        words = [word for word, weight in self.weights.items() if weight > 0]
        if not 1 < len(words) <= SIDES:
            return []
        return [{word: loss if word == most else loss / 2 for word in words} for most in words]

    def _middle(self, loss: float) -> Losses:
        """Where no word may lose more than the others."""
        return dict.fromkeys(self.weights, loss / 2)

    def _mark(self, losses: Losses) -> Mark:
        def mark(word: str) -> str:
            bare, titled = self._tiers(word, losses)
            if bare == 0:
                return quoted(word)
            parts = [_reached(word, bare, len(TIERS) + 1)] if bare else []
            named, above = quoted(TITLE + word), bare or len(TIERS) + 1
            if titled == 0:
                parts.append(named)
            elif titled < above:
                parts.append(f"{named} & ({_reached(word, titled, above)})")
            return f"({' | '.join(parts)})"

        return mark

    def _tiers(self, word: str, losses: Losses) -> tuple[int | None, int]:
        """The tiers that a word must reach in a box, 0 for any: in the text, null for never, and if
        it stands in the title as well."""
        weight = self.weights.get(word, 0.0)
        if weight <= 0:
            return 0, 0
        room = HIGHEST + TITLED - losses[word] / weight + EXACT
        bare = None if room > HIGHEST + EXACT else bisect_right(TIERS, room)
        return bare, bisect_right(TIERS, room - TITLED)

    @property
    def titles(self) -> dict[str, float]:
        """Lexeme of a title → its worth where the best are chosen."""
        return {TITLE + word: TITLED * weight for word, weight in self.weights.items() if weight}

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
        steps = [highest - tier for tier in TIERS for highest in (HIGHEST, HIGHEST + TITLED)]
        once = {weight * step for weight in self.weights.values() for step in steps if weight > 0}
        return sorted(once | {2 * loss for loss in once})

    def expected(self, loss: float | None) -> float:
        """About how many documents a box holds; all that match where `loss` is null."""
        if loss is None:
            return self.statistics.documents * self._share(self.tree, None)
        middle = self._share(self.tree, self._middle(loss))
        sides = [self._share(self.tree, side) for side in self._sides(loss)]
        return self.statistics.documents * (middle + sum(max(0.0, side - middle) for side in sides))

    def _share(self, node: Node, losses: Losses | None) -> float:
        if isinstance(node, And):
            return _together([self._share(part, losses) for part in node.nodes], losses)
        if isinstance(node, Or):
            return min(1.0, sum(self._share(part, losses) for part in node.nodes))
        if isinstance(node, Keyed):
            keys = key_lexemes(node.name, node.values)
            number = sum(map(self.statistics.frequency, keys))
            return min(1.0, number / max(1, self.statistics.documents)) if keys else 1.0
        if isinstance(node, Prefix) or not hasattr(node, "text"):
            return 1.0
        words = self.conditions.words(node.text)
        share = _together([self._frequency(word, losses) for word in words], losses)
        having = self.conditions.having(node) if isinstance(node, Phrase) else None
        if having is None or not self.statistics.documents:
            return share
        together = _together([self._frequency(word, None) for word in words], losses)
        return having / self.statistics.documents * min(1.0, share / (together or 1.0))

    def _frequency(self, word: str, losses: Losses | None) -> float:
        """The share of documents that a word leaves in a box."""
        whole = number = float(self.statistics.frequency(word))
        bare, titled = (0, 0) if losses is None else self._tiers(word, losses)
        if bare != 0:
            reached = self._reaching(word)
            number = float(reached[bare - 1]) if bare else 0.0
            more = (reached[titled - 1] if titled else whole) - number
            named = self.statistics.frequency(TITLE + word)
            number += named * min(1.0, OFTENER * more / whole)
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


def _reached(word: str, first: int, end: int) -> str:
    """The word at any of these tiers."""
    return " | ".join(quoted(word + suffix(tier)) for tier in range(first, end))


def _together(shares: Sequence[float], losses: Losses | None) -> float:
    """The share of documents in which all hold."""
    alike = TOGETHER if losses is None else PROMINENT
    rarest, *others = sorted(shares) or [1.0]
    return rarest * prod(others) ** alike


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
    keyed = [leaf for leaf in leaves(tree) if isinstance(leaf, Keyed)]
    keys = [lexeme for leaf in keyed for lexeme in key_lexemes(leaf.name, leaf.values)]
    titles = [TITLE + word for word in words]
    known = current_statistics([*tiers, *titles, *keys], map(str, pairs))
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
