"""The long fuzz of the query language: `make soak`."""

from __future__ import annotations

import os
from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.search.analyser import Analyser
from documents.search.expansion import Expander
from documents.search.names import Names
from documents.search.near_misses import MOST, NearMisses
from documents.search.query import MAX_DEPTH, MAX_LEAVES, MAX_LENGTH, depth, leaves, parse
from documents.search.variants import Finder
from documents.text.segmentation import dictionary_words
from taxonomy.fixtures_vocabulary import load_vocabulary

EXAMPLES = int(os.environ.get("SOAK_EXAMPLES", "20000"))
SIGNS = ('"', "“", "”", "「", "(", ")", "（", "）", " OR ", "|", " NOT ", " -", "*", " ", "\x00")
FIELDS = ("title:", "issuer:", "term：", "number:", "foo:")
PARTS = (
    "国发〔2018〕42号",
    "省委十二届六次全会",
    "二十届三中全会",
    "湖南省政府",
    "新质生产里",
    "的",
)


@cache
def names() -> Names:
    return Names(load_vocabulary())


@cache
def expander() -> Expander:
    analyser = Analyser(dictionary_words(names().vocabulary))
    return Expander(names(), Finder(names(), analyser))


@cache
def near() -> NearMisses:
    return NearMisses(names())


LABELS = st.deferred(lambda: st.sampled_from(sorted(names().by_label)))
QUERIES = st.text(max_size=600) | st.lists(
    st.sampled_from((*SIGNS, *FIELDS, *PARTS)) | LABELS | st.text(max_size=3), max_size=60
).map("".join)


@settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck), print_blob=True)
@given(typed=QUERIES)
def test_whatever_is_typed_is_read_within_bounds(typed: str) -> None:
    query = expander().expand(parse(typed))
    assert query == expander().expand(parse(typed))
    assert len(query.text) <= MAX_LENGTH
    assert len(near().find(typed)) <= MOST
    if query.tree is not None:
        assert depth(query.tree) <= MAX_DEPTH
        assert len(list(leaves(query.tree))) <= MAX_LEAVES
