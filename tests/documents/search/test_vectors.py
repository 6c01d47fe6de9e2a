"""The vectors of a document, as PostgreSQL reads them."""

from __future__ import annotations

import pytest
from django.db import connection

from documents.search.analyser import Analyser
from documents.search.bigrams import asked
from documents.search.entries import SAMPLES, Vectors, samples, vectors
from documents.search.fields import Part
from documents.search.impacts import BINS, TIERS, bin_of, damping, labels, value
from documents.search.vectors import packed, quoted
from tests.documents.search.levels import levels_of


def read(words: bytes) -> dict[str, str]:
    """Lexeme → its positions, as PostgreSQL reads the vector."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE read (words tsvector) ON COMMIT DROP")
        with cursor.copy("COPY read FROM STDIN (FORMAT binary)") as copy:
            copy.set_types(["bytea"])
            copy.write_row([words])
        cursor.execute(
            "SELECT lexeme, array_to_string(positions, ',') || array_to_string(weights, '')"
            " FROM read, unnest(words)"
        )
        found = dict(cursor.fetchall())
        cursor.execute("DROP TABLE read")
    return found


def made(*parts: Part, keys: tuple[str, ...] = ()) -> Vectors:
    return vectors("doc1", parts, keys, Analyser(), 600.0)


@pytest.mark.django_db
def test_a_word_stands_with_its_frequency_its_tiers_and_its_place_in_the_title() -> None:
    found = made(Part("title", "水利规划", in_phrases=True, in_title=True), Part("text", "水利。"))
    words = read(found.words)
    assert words["水利"] == "1B"
    assert words["规划"] == "1C"
    assert {"^水利", "^利规"} <= words.keys()
    assert len([word for word in words if word.startswith("水利|")]) == 1
    assert levels_of(found.bigrams, asked("水利规划局")) == [0, 0, 0, None]


@pytest.mark.django_db
def test_lexemes_are_read_as_they_are() -> None:
    keys = ("=publisher:it's: a\\b", "=subject:两 个字\n一行")
    assert set(keys) <= read(made(Part("text", "水利"), keys=keys).words).keys()


@pytest.mark.django_db
def test_every_bin_is_packed_as_it_is_written() -> None:
    groups = [([f"词{number}"], item.places) for number, item in enumerate(BINS)]
    with connection.cursor() as cursor:
        literal = " ".join(lexeme + places for (lexeme,), places in groups)
        cursor.execute(
            "SELECT lexeme, array_to_string(positions, ',') || array_to_string(weights, '')"
            " FROM unnest(%s::tsvector)",
            [literal],
        )
        assert read(packed(groups)) == dict(cursor.fetchall())


@pytest.mark.django_db
def test_what_a_vector_cannot_hold_is_left_out_from_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("documents.search.vectors.MAX_BYTES", 35)
    found = read(packed([(["=a"], ""), ([f"词{n}" for n in range(9)], ":1A"), (["末"], "")]))
    assert list(found) == ["=a", "词0", "词1", "词2"]


@pytest.mark.django_db
def test_a_vector_of_the_largest_size_is_taken() -> None:
    found = read(packed([([f"{n:x}" for n in range(300_000)], ":1A,2B")]))
    assert 50_000 < len(found) < 300_000


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
