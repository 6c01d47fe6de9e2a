"""Two hundred queries, made by rule from a sample of the collection; the same on every run.

Frequencies are shares of the sample's documents, so one set serves collections of every size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.bench.retrieval.collection import Made
from tests.bench.retrieval.tokens import Tokens, document_frequencies

SAMPLE = 20_000
"""Documents, from the beginning of the collection, that queries are made from."""

RARE, MEDIUM, COMMON = (0.0003, 0.003), (0.01, 0.08), (0.12, 1.0)
"""Shares of the documents that have a word."""

FACETS = "kind,year,issuer"
QUESTIONS = (
    "{0}和{1}有哪些规定？",
    "如何做好{0}的{1}工作？",
    "办理{0}需要什么{1}？",
    "哪些地方提出了{0}与{1}？",
    "{0}应当由谁负责{1}？",
    "为什么要加强{0}、{1}和{2}？",
)
"""Words of a document go into the braces."""

_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_CLAUSE = re.compile(r"[\u4e00-\u9fff]{8,}")


@dataclass(frozen=True, slots=True)
class Ask:
    """A query as the service takes it, and its words for the peers, by what they mean there."""

    kind: str
    q: str
    words: tuple[str, ...]
    operator: str = "and"
    """How the words go together: and, or, phrase, not (the last one is excluded), prefix."""
    filters: tuple[tuple[str, str], ...] = ()
    facets: str = ""
    ordering: str = ""


@dataclass(frozen=True)
class Values:
    """What filters may ask for: issuers as (slug, number of the row), and kinds."""

    issuers: Sequence[tuple[str, int]]
    kinds: Sequence[str]


class Maker:
    """Draws queries from a sample of documents."""

    def __init__(self, sample: Sequence[Made], tokens: Tokens, values: Values, seed: int) -> None:
        self.random = Random(f"queries/{seed}")
        self.sample, self.tokens, self.values = sample, tokens, values
        self.words = [tokens.of(made) for made in sample]
        self.counts: Counter[str] = document_frequencies(self.words)
        self._known: dict[tuple[float, float], list[str]] = {}

    def all(self) -> list[Ask]:
        """The queries of every kind, no two alike."""
        found: dict[Ask, None] = {}
        for kind, number in NUMBERS.items():
            wanted = len(found) + number
            while len(found) < wanted:
                ask = RULES[kind](self, kind)
                if ask is not None:
                    found[ask] = None
        return list(found)

    def word(self, share: tuple[float, float]) -> str:
        """A word of the dictionary that so many documents have, and that is cut as it stands."""
        if share not in self._known:
            low, high = (part * len(self.sample) for part in share)
            self._known[share] = sorted(
                word
                for word, count in self.counts.items()
                if low <= count <= high and _HAN.fullmatch(word) and self._whole(word)
            )
        return self.random.choice(self._known[share])

    def together(self, *shares: tuple[float, float]) -> tuple[str, ...] | None:
        """Words of one document, one of each share; null where it has none."""
        present = sorted(set(self.random.choice(self.words)))
        found: list[str] = []
        for share in shares:
            low, high = (part * len(self.sample) for part in share)
            fit = [
                word
                for word in present
                if low <= self.counts[word] <= high
                and _HAN.fullmatch(word)
                and not any(word in other or other in word for other in found)
            ]
            self.random.shuffle(fit)
            word = next((word for word in fit if self._whole(word)), None)
            if word is None:
                return None
            found.append(word)
        return tuple(found)

    def _whole(self, word: str) -> bool:
        return self.tokens.cut(word) == [word]

    def phrase(self) -> tuple[str, tuple[str, ...]] | None:
        """Two to four neighbouring words of a clause, and how they are cut."""
        made = self.random.choice(self.sample)
        if not made.paragraphs:
            return None
        text = self.tokens.paragraphs.texts[self.random.choice(made.paragraphs)]
        clauses = _CLAUSE.findall(text)
        if not clauses:
            return None
        words = [word for word, _, _ in self.tokens.analyser.segmenter.words(
            self.random.choice(clauses))]  # fmt: skip
        size = self.random.randint(2, 4)
        first = self.random.randrange(max(1, len(words) - size + 1))
        phrase = "".join(words[first : first + size])
        cut = tuple(self.tokens.cut(phrase))
        return (phrase, cut) if 4 <= len(phrase) <= 12 and len(cut) > 1 else None


Rule = Callable[[Maker, str], Ask | None]


def _single(share: tuple[float, float]) -> Rule:
    def rule(maker: Maker, kind: str) -> Ask:
        word = maker.word(share)
        return Ask(kind, word, (word,))

    return rule


def _several(*shares: tuple[float, float]) -> Rule:
    def rule(maker: Maker, kind: str) -> Ask | None:
        words = maker.together(*shares)
        return Ask(kind, " ".join(words), words) if words else None

    return rule


def _phrase(maker: Maker, kind: str) -> Ask | None:
    found = maker.phrase()
    return Ask(kind, f'"{found[0]}"', found[1], "phrase") if found else None


def _question(maker: Maker, kind: str) -> Ask | None:
    words = maker.together(MEDIUM, MEDIUM, (0.001, 0.05))
    if words is None:
        return None
    template = maker.random.choice(QUESTIONS)
    used = words if "{2}" in template else words[:2]
    return Ask(kind, template.format(*words), used, "or")


def _filtered(maker: Maker, kind: str) -> Ask:
    word = maker.word(maker.random.choice((MEDIUM, COMMON)))
    which = maker.random.randrange(3)
    if which == 0:
        slug, _ = maker.values.issuers[maker.random.randrange(min(12, len(maker.values.issuers)))]
        filters: tuple[tuple[str, str], ...] = (("issuer", slug),)
    elif which == 1:
        filters = (("kind", maker.random.choice(maker.values.kinds[:6])),)
    else:
        first = maker.random.randint(2005, 2024)
        last = first + maker.random.randint(0, 4)
        filters = (("adopted_on__gte", f"{first}-01-01"), ("adopted_on__lte", f"{last}-12-31"))
    return Ask(kind, word, (word,), filters=filters)


def _faceted(maker: Maker, kind: str) -> Ask:
    word = maker.word(maker.random.choice((RARE, MEDIUM, COMMON)))
    return Ask(kind, word, (word,), facets=FACETS)


def _dated(maker: Maker, kind: str) -> Ask:
    word = maker.word(maker.random.choice((MEDIUM, COMMON)))
    return Ask(kind, word, (word,), ordering="-adopted_on")


def _prefix(maker: Maker, kind: str) -> Ask:
    start = maker.word(maker.random.choice((RARE, MEDIUM)))[:2]
    return Ask(kind, f"{start}*", (start,), "prefix")


def _negated(maker: Maker, kind: str) -> Ask | None:
    words = maker.together(MEDIUM, COMMON)
    return Ask(kind, f"{words[0]} -{words[1]}", words, "not") if words else None


NUMBERS = {
    "rare word": 20,
    "common word": 15,
    "rare AND common": 15,
    "common AND common": 15,
    "three words": 15,
    "phrase": 25,
    "question": 30,
    "filtered": 25,
    "faceted": 20,
    "by date": 10,
    "prefix": 5,
    "negation": 5,
}
RULES: dict[str, Rule] = {
    "rare word": _single(RARE),
    "common word": _single(COMMON),
    "rare AND common": _several(RARE, COMMON),
    "common AND common": _several(COMMON, COMMON),
    "three words": _several(MEDIUM, COMMON, MEDIUM),
    "phrase": _phrase,
    "question": _question,
    "filtered": _filtered,
    "faceted": _faceted,
    "by date": _dated,
    "prefix": _prefix,
    "negation": _negated,
}

AND_KINDS = ("rare word", "common word", "rare AND common", "common AND common", "three words")
"""Kinds that mean all of their words and nothing else."""
