"""Literals of tsvectors."""

from __future__ import annotations

import pytest
from django.db import connection

from documents.search.analyser import Analyser
from documents.search.bigrams import asked, levels_of
from documents.search.entries import SAMPLES, Vectors, samples, vectors
from documents.search.fields import Part
from documents.search.impacts import BINS, TIERS, bin_of, damping, labels, value
from documents.search.vectors import quoted


def made(*parts: Part, keys: tuple[str, ...] = ()) -> Vectors:
    return vectors("doc1", parts, keys, Analyser(), 600.0)


def test_a_word_stands_with_its_frequency_its_tiers_and_its_place_in_the_title() -> None:
    found = made(Part("title", "水利规划", in_phrases=True, in_title=True), Part("text", "水利。"))
    assert "水利:1B" in found.words.split()
    assert {"^水利", "^利规"} <= set(found.words.split())
    assert len([word for word in found.words.split() if word.startswith("水利|")]) == 1
    assert levels_of(found.bigrams, asked("水利规划局")) == [0, 0, 0, None]


@pytest.mark.django_db
def test_lexemes_with_marks_are_quoted() -> None:
    found = made(Part("text", "水利"), keys=("=publisher:it's: a\\b",))
    assert quoted("=publisher:it's: a\\b") in found.words
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [found.words, quoted("水利")])


@pytest.mark.django_db
def test_postgresql_ranks_by_the_saturation_of_bm25() -> None:
    """`ts_rank` times its constant is tf / (tf + K) at the centres of the bins."""
    weights = labels(damping(700, 500))
    for item in BINS:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT ts_rank(%s::real[], %s::tsvector, '水利')",
                [list(weights), f"水利{item.places} 他"],
            )
            (rank,) = cursor.fetchone()
        assert rank * 1.64493406685 == pytest.approx(value(item, weights), rel=1e-5)


def test_saturation_rises_with_the_frequency() -> None:
    weights = labels(damping(600, 600))
    found = [value(bin_of(frequency), weights) for frequency in range(1, 60)]
    assert found == sorted(found)
    assert len(set(found)) == len(BINS)
    assert tuple(sorted(TIERS)) == TIERS


def test_a_document_falls_into_one_part_of_each_sample() -> None:
    assert len(samples("doc1")) == len(SAMPLES)
    assert len({samples(f"doc{n}")[0] for n in range(200)}) == SAMPLES[0]


@pytest.mark.parametrize("text", ["它's", "a\\b", "'", "\\"])
def test_quoted_lexemes_are_read_as_they_are(text: str) -> None:
    assert quoted(text).count("'") >= 2
