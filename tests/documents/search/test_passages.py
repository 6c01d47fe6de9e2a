"""A text's passages: where they begin and end, and their sections."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from documents.search.passages import ARTICLE, ENOUGH, LONGEST, PassageRow, Span, passage_rows

LONG = "各级各部门要抓好落实。" * 12
"""Above `ENOUGH`."""


def _cut(text: str, *sections: Span) -> list[str]:
    return [text[row.start : row.end] for row in passage_rows(text, sections)]


class TestBounds:
    def test_a_paragraph_is_a_passage(self) -> None:
        assert _cut(f"{LONG}\n{LONG}") == [LONG, LONG]

    def test_a_heading_goes_with_what_follows(self) -> None:
        assert _cut(f"一、总体要求\n{LONG}\n{LONG}") == [f"一、总体要求\n{LONG}", LONG]

    def test_a_heading_does_not_end_the_passage_above_it(self) -> None:
        text = f"（一）短句。\n二、保障\n{LONG}"
        second = text.index("二")
        sections = [Span(1, "heading", 2, 0, second - 1), Span(2, "heading", 1, second, len(text))]
        assert _cut(text, *sections) == ["（一）短句。", f"二、保障\n{LONG}"]

    def test_articles_stay_apart_however_short(self) -> None:
        text = "第一条 甲乙。\n第二条 丙丁：\n（一）戊；\n（二）己。"
        sections = [
            Span(1, "条", 1, 0, 7), Span(2, "条", 1, 8, len(text)),
            Span(3, "项", 2, 16, 21), Span(4, "项", 2, 22, len(text)),
        ]  # fmt: skip
        assert _cut(text, *sections) == ["第一条 甲乙。", text[8:]]

    def test_an_article_stays_whole_with_its_items_up_to_a_bound(self) -> None:
        item = "（一）各级各部门要抓好落实，按季度报告进展情况；\n"
        for number, cut in ((8, 1), (40, 3)):
            text = "第一条 有下列情形的，责令改正：\n" + item * number
            starts = [0, *(m.start() for m in re.finditer("（", text))]
            sections = [Span(1, "条", 1, 0, len(text))]
            sections += [Span(n, "项", 2, at, at + 24) for n, at in enumerate(starts[1:], start=2)]
            assert len(_cut(text, *sections)) >= cut
            assert max(map(len, _cut(text, *sections))) <= ARTICLE
            assert len(_cut(text, *sections)[0]) > ENOUGH

    def test_an_article_takes_the_chapter_above_it(self) -> None:
        text = "第一章 总则\n第一条 甲乙。"
        sections = [Span(1, "章", 1, 0, len(text)), Span(2, "条", 2, 7, len(text))]
        (row,) = passage_rows(text, sections)
        assert (row.start, row.end, row.section) == (0, len(text), 2)

    def test_a_long_paragraph_is_cut_after_sentences(self) -> None:
        sentence = "甲" * 99 + "。"
        assert {len(part) for part in _cut(sentence * 15)} == {500}
        assert [len(part) for part in _cut("甲" * (LONGEST + 10))] == [LONGEST, 10]

    def test_a_text_without_anything_has_none(self) -> None:
        assert _cut("") == _cut("\n \n") == []


def _innermost(sections: list[Span], row: PassageRow) -> set[int]:
    inside = [s for s in sections if s.start < row.end and s.end > row.start]
    return {s.position for s in inside}


LINES = st.lists(st.text(alphabet="甲乙水利。；，", max_size=ENOUGH * 6), max_size=8)


@given(LINES, st.integers(0, 3))
def test_passages_hold_every_word_once_and_in_order(lines: list[str], step: int) -> None:
    text = "\n".join(lines)
    starts = [match.start() for match in re.finditer("^.", text, re.MULTILINE)]
    sections = [
        Span(n, "heading", 1, start, end)
        for n, (start, end) in enumerate(pairwise([*starts[:: step + 1], len(text)]), start=1)
    ]
    rows = passage_rows(text, sections)
    assert all(0 < row.end - row.start <= LONGEST for row in rows)
    assert all(first.end <= second.start for first, second in pairwise(rows))
    kept = "".join(text[row.start : row.end] for row in rows)
    assert re.sub(r"\s", "", kept) == re.sub(r"\s", "", text)
    assert all(row.section is None or row.section in _innermost(sections, row) for row in rows)
