"""Two texts side by side."""

from __future__ import annotations

import random

import pytest

from documents.text.differences import Row, differences, sentences
from tests.wording import body, with_typos

WHOLE = body(1, 4)


def text_of(rows: list[Row], side: str) -> str:
    return "".join(piece.text for row in rows for piece in getattr(row, side))


@pytest.mark.parametrize(
    "other",
    [
        WHOLE,
        with_typos(WHOLE, 0.02, random.Random(1)),
        WHOLE[100:200],
        body(2, 4),
        "",
        "一句\n\n二句",
    ],
)
def test_the_rows_are_the_texts(other: str) -> None:
    rows = list(differences(WHOLE, other))
    assert text_of(rows, "left") == "".join(sentences(WHOLE))
    assert text_of(rows, "right") == "".join(sentences(other))


def test_only_what_differs_is_marked() -> None:
    changed = WHOLE.replace("。", "；", 1)
    rows = [row for row in differences(WHOLE, changed) if not row.same]
    marked = [piece.text for row in rows for piece in (*row.left, *row.right) if piece.changed]
    assert marked == ["。", "；"]
    assert all(row.same for row in differences(WHOLE, WHOLE.replace("\n", "\n\n")))


def test_a_very_long_sentence_counts_as_changed_as_a_whole() -> None:
    (row,) = differences("长" * 3000, "长" * 2999)
    assert [piece.changed for piece in (*row.left, *row.right)] == [True, True]
