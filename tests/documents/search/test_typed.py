"""What is typed, as it is compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.suggestion_keys import comparable
from documents.search.typed import LONGEST_SPELT, read


@pytest.mark.parametrize(
    ("typed", "key", "letters", "head", "tail"),
    [
        ("三高四新", "三高四新", "", "", ""),
        ("“三高四新”戰略", "三高四新战略", "", "", ""),
        ("SGSX", "sgsx", "sgsx", "", ""),
        ("ｓｇｓｘ", "sgsx", "sgsx", "", ""),
        ("san gao'si xin", "sangaosixin", "sangaosixin", "", ""),
        ("sān gāo sì xīn", "sangaosixin", "sangaosixin", "", ""),
        ("san1gao1si4xin1", "san1gao1si4xin1", "sangaosixin", "", ""),
        ("lǜsè", "lvse", "lvse", "", ""),
        ("4x4", "4x4", "4x4", "", ""),
        ("2021", "2021", "", "", ""),
        ("三高sixin", "三高sixin", "", "三高", "sixin"),
        ("三gao四x", "三gao四x", "", "", ""),
        ("三高 si'x", "三高six", "", "三高", "six"),
        ("%_\\'&|!:*()", "", "", "", ""),
        ("😀", "", "", "", ""),
    ],
)
def test_reading(typed: str, key: str, letters: str, head: str, tail: str) -> None:
    found = read(typed)
    assert (found.key, found.letters, found.head, found.tail) == (key, letters, head, tail)


@pytest.mark.parametrize(
    ("typed", "syllables"),
    [
        ("xi'an", "^x ?i a ?n"),
        ("xian", ""),
        ("xi1an1", "^x ?i a ?n"),
        ("san gao", "^s ?a ?n g ?a ?o"),
    ],
)
def test_spaces_marks_and_tones_end_a_syllable(typed: str, syllables: str) -> None:
    assert read(typed).syllables == syllables


@given(st.text(max_size=60))
def test_anything_can_be_read(text: str) -> None:
    found = read(text)
    assert comparable(found.key) == found.key
    assert found.letters.isascii()
    assert len(found.letters) <= LONGEST_SPELT
    assert bool(found.head) == bool(found.tail)
