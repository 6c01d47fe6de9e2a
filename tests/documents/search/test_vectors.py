"""tsvector literals that PostgreSQL takes, whatever the words are."""

from __future__ import annotations

import pytest
from django.db import connection

from documents.search.vectors import Vector, quoted, unplaced


def _read(literal: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector::text", [literal])
        return str(cursor.fetchone()[0])


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["水利", "it's", "a\\b", "a b", "'", "\\'", "a:1A", "甲&乙", "%s"])
def test_any_word_comes_back(word: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::tsvector @@ %s::tsquery", [quoted(word), quoted(word)])
        assert cursor.fetchone() == (True,)
        cursor.execute("SELECT tsvector_to_array(%s::tsvector)", [quoted(word)])
        assert cursor.fetchone() == ([word],)


@pytest.mark.django_db
def test_places_and_weights() -> None:
    vector = Vector()
    vector.add([("水利", 0, 2), ("水利部", 0, 3), ("文件", 3, 5)], "A")
    vector.add([("水利", 0, 2)], "D")
    assert _read(vector.literal()) == "'文件':2A '水利':1A,23 '水利部':1A"


@pytest.mark.django_db
def test_limits_are_kept() -> None:
    vector = Vector()
    vector.add((("水利", at, at + 2) for at in range(20_000)), "D")
    vector.add((("教育", at, at + 2) for at in range(3)), "D")
    stored = _read(vector.literal())
    assert stored.count(",") <= 255 + 3
    assert "'教育':16383" in stored


@pytest.mark.django_db
def test_a_vector_stays_below_a_megabyte() -> None:
    many = [f"{number:06}字" for number in range(200_000)]
    vector = Vector()
    vector.add(((word, at, at + 1) for at, word in enumerate(many)), "D")
    assert _read(vector.literal()).startswith("'000000字':1")
    assert _read(unplaced(many)).startswith("'000000字'")
