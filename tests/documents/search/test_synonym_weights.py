"""What synonyms weigh beside what was typed."""

from __future__ import annotations

import pytest

from documents.search.query import (
    And,
    Keyed,
    Node,
    Not,
    Phrase,
    Synonyms,
    Words,
    parse,
)
from documents.search.statistics import WORDS, Statistics
from documents.search.synonym_weights import (
    SYNONYM,
    other_words,
    typed_leaves,
    units,
    weighed,
)

FREQUENCIES = {"common": 500, "typed": 100, "rare": 20, "also": 20, "rarest": 4}
KNOWN = Statistics(1000, 100.0, {(WORDS, word): n for word, n in FREQUENCIES.items()})
TYPED, RARE, COMMON = KNOWN.idf("typed"), KNOWN.idf("rare"), KNOWN.idf("common")


def synonyms(*others: str) -> Synonyms:
    return Synonyms((Words("typed"), *map(Phrase, others), Keyed("meeting", ("m",), "typed")))


@pytest.mark.parametrize(
    ("tree", "weights"),
    [
        (Words("typed common"), {"typed": TYPED, "common": COMMON}),
        (synonyms("common"), {"typed": TYPED, "common": SYNONYM * COMMON}),
        (synonyms("rare"), {"typed": TYPED, "rare": SYNONYM * TYPED}),
        (synonyms("unknown"), {"typed": TYPED, "unknown": 0.0}),
        (synonyms("rarest"), {"typed": TYPED, "rarest": 0.0}),
        (synonyms("typed"), {"typed": TYPED}),
        (
            And((synonyms("rare also"), Words("common"))),
            {"typed": TYPED, "common": COMMON}
            | dict.fromkeys(("rare", "also"), SYNONYM * TYPED / 2),
        ),
        (And((synonyms("rare"), Words("rare"))), {"typed": TYPED, "rare": RARE}),
        (And((Words("typed"), Not(Words("rare")))), {"typed": TYPED}),
        (Keyed("issuer", ("gov-100000",), "typed"), {}),
    ],
)
def test_weights(tree: Node, weights: dict[str, float]) -> None:
    assert weighed(tree, str.split, KNOWN) == pytest.approx(weights)


def test_what_was_typed() -> None:
    tree = parse("甲 title:乙 issuer:丙 -丁").tree
    assert tree is not None
    assert [leaf.text for leaf in typed_leaves(tree)] == ["甲", "乙"]
    assert [leaf.text for leaf in typed_leaves(synonyms("rare"))] == ["typed"]


def test_a_name_is_one_unit() -> None:
    named = Synonyms((Words("many words here"), Phrase("other")))
    tree = And((Words("one two"), named, Not(Words("three")), Keyed("issuer", (), "four")))
    assert list(units(tree, str.split)) == ["one", "two", "many words here"]


def test_other_names_of_one_word() -> None:
    tree = And((Words("one"), synonyms("rare", "two words", "also")))
    assert list(other_words(tree, str.split)) == ["rare", "also"]
