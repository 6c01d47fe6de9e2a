"""Folding: one form for search, character by character."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.search.folding import fold, gapped, kept


class TestFold:
    @pytest.mark.parametrize(
        ("text", "folded"),
        [
            ("ＡＢＣ：１２３", "abc:123"),
            ("三高四新戰略", "三高四新战略"),
            ("乾縣 濛溪河", "干县 蒙溪河"),
            ("丽豈⽂", "丽岂文"),
            ("É", "é"),
            ("İ", "İ"),
            ("　", " "),
        ],
    )
    def test_table(self, text: str, folded: str) -> None:
        assert fold(text) == folded

    @given(st.text())
    def test_keeps_length_and_is_stable(self, text: str) -> None:
        assert len(fold(text)) == len(text)
        assert fold(fold(text)) == fold(text)


class TestKept:
    @pytest.mark.parametrize(
        ("text", "left"),
        [("“三高四新”，\n美好　蓝图！", "三高四新美好蓝图"), ("—…·", ""), ("a_b-c 3.5%", "abc35")],
    )
    def test_table(self, text: str, left: str) -> None:
        assert kept(text) == left


class TestGapped:
    @pytest.mark.parametrize(
        ("phrase", "text", "found"),
        [
            ("三高四新", "落实“三高、四新”战略", True),
            ("战略定位", "戰略\n定位", True),
            ("战略定位", "战略新定位", False),
            ("ab1", "ＡＢ１", True),
            ("ab1", "a b 1", True),
            ("𠀀甲", "𠀀甲", True),
        ],
    )
    def test_table(self, phrase: str, text: str, found: bool) -> None:
        assert bool(re.search(gapped(phrase), text)) is found

    @given(st.text(min_size=1), st.data())
    def test_finds_every_part_of_a_text(self, text: str, data: st.DataObject) -> None:
        at = data.draw(st.integers(0, len(text) - 1))
        phrase = kept(text[at : at + 12])
        assert re.search(gapped(phrase), text)
