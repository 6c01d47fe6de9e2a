"""Searching paragraphs: what is asked of them, where it is looked for, and their order."""

from __future__ import annotations

from struct import pack

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.models import Passage
from documents.search import passage_search
from documents.search import passage_texts as reading
from documents.search.analyser import Analyser
from documents.search.folding import kept
from documents.search.index import index_document, index_documents
from documents.search.passage_query import Reading, Unit
from documents.search.passage_ranking import Asked, ranked
from documents.search.passage_search import A_DOCUMENT, Passages, PassageSearch
from documents.search.passage_texts import PassageTexts
from documents.search.query import Node, parse
from documents.search.search import searching
from documents.search.statistics import refresh_statistics
from tests import factories

READING = Reading(Analyser(["营商环境"]))
LINE = "各部门要把工作抓实抓细，按季度公布进展，接受监督，年底前见到成效。" * 4


def _tree(text: str) -> Node:
    tree = parse(text).tree
    assert tree is not None
    return tree


def _texts(*lines: str, title: str = "示例") -> PassageTexts:
    """The paragraphs of one document, a line each."""
    spans, at = b"", 0
    for number, line in enumerate(lines, start=1):
        spans += pack(">3i", at, at + len(line), number)
        at += len(line) + 1
    return PassageTexts([("a", title, "\n".join(lines), spans)])


class TestTexts:
    def test_what_is_counted_stands_in_one_paragraph(self) -> None:
        texts = _texts("优化“营商环境”，營商環境。", "营商", "环境")
        assert texts.counts("优化营商环境").tolist() == [1, 0, 0]
        assert texts.counts("营商环境").tolist() == [2, 0, 0]
        assert texts.counts("环境").tolist() == [2, 0, 1]
        assert texts.counts("").tolist() == texts.counts("水利").tolist() == [0, 0, 0]

    @given(st.lists(st.text(max_size=20), max_size=4))
    def test_texts_are_kept_as_anywhere_else(self, lines: list[str]) -> None:
        texts = _texts(*lines)
        folded = "".join(kept(line) for line in lines)
        assert texts.counts(folded).sum() == (len(list(filter(kept, lines))) == 1)
        for char in set(folded):
            assert texts.counts(char).tolist() == [kept(line).count(char) for line in lines]

    def test_nothing(self) -> None:
        assert _texts().counts("水利").tolist() == []
        assert not ranked(PassageTexts([]), _asked("水利", PassageTexts([])), [])


class TestQuery:
    @pytest.mark.parametrize(
        ("typed", "units"),
        [
            ("优化营商环境", [("优化",), ("营商环境",)]),
            ("水利 OR 教育投入", [("水利", "教育 投入")]),
            ("水利 -教育", [("水利",)]),
            ('"优化营商环境"', [("优化营商环境",)]),
            ("水利的教育", [("水利",), ("教育",)]),
            ("水利* 市", [("水利",), ("市",)]),
            ("title:水利 教育", [("教育",)]),
            ("title:水利 OR title:教育", []),
        ],
    )
    def test_what_scores(self, typed: str, units: list[tuple[str, ...]]) -> None:
        found = READING.units(_tree(typed), {})
        assert [tuple(map(" ".join, unit.ways)) for unit in found] == units

    def test_an_or_weighs_what_its_best_side_weighs(self) -> None:
        weights = {"水利": 3.0, "教育": 2.0, "投入": 2.0}
        (unit,) = READING.units(_tree("水利 OR 教育投入"), weights)
        assert unit.weight == 4.0

    @pytest.mark.parametrize(
        ("typed", "text", "holds"),
        [
            ("水利 教育", "教育和水利", True),
            ("水利 教育", "教育", False),
            ("水利 OR 教育", "教育", True),
            ("水利 -教育", "水利教育", False),
            ("水利 -教育投入", "水利投入教育", True),
            ("水利 -(教育 OR 投入)", "水利投入", False),
            ("水利 -(title:教育 投入)", "水利投入", True),
            ('"水利的教育"', "大水利的教育", True),
            ('"水利的教育"', "水利教育", False),
            ("title:意见 水利", "水利", True),
            ("水利 -title:意见", "水利", True),
            ("title:意见 OR 水利", "教育", False),
            ("title:意见 OR title:决定", "水利", True),
            ("水利*", "水利局", True),
        ],
    )
    def test_what_holds(self, typed: str, text: str, holds: bool) -> None:
        assert READING.holds(_tree(typed), _texts(text)).tolist() == [holds]

    @pytest.mark.parametrize(
        ("typed", "exact"),
        [("水利 教育", False), ('水利 "教育"', True), ("水利 市", True), ("title:水利", True),
         ("水利 -市", False), ("水*", True)],
    )  # fmt: skip
    def test_a_part_will_do_unless_something_is_quoted(self, typed: str, exact: bool) -> None:
        assert READING.is_exact(_tree(typed)) is exact


def _passages(text: str, documents: tuple[str, ...] = ()) -> Passages:
    with searching() as cursor:
        return PassageSearch(text, {}, cursor, documents).passages


def _found(text: str, documents: tuple[str, ...] = ()) -> list[str]:
    """The first two characters of the paragraphs found."""
    return [hit.text[:2] for hit in _passages(text, documents).hits]


@pytest.fixture
def corpus(db: None) -> list[str]:
    """Two documents of four paragraphs; 甲 and 丙 are the best for 水利教育."""
    first = f"甲甲水利教育。{LINE}\n乙乙水利。{LINE}\n丙丙教育和水利。{LINE}\n丁丁监测水利。{LINE}"
    ids = [
        factories.document(title="示例", text=first, index=False).id,
        factories.document(title="水利", text=f"戊戊教育。{LINE}", index=False).id,
    ]
    index_documents(ids)
    refresh_statistics()
    return ids


class TestSearch:
    def test_words_side_by_side_come_first(self, corpus: list[str]) -> None:
        assert _found("水利教育")[:2] == ["甲甲", "丙丙"]

    def test_a_title_makes_up_for_a_word_that_is_not_there(self, corpus: list[str]) -> None:
        found = _found("教育 水利")
        assert "戊戊" in found
        assert set(found[:2]) == {"甲甲", "丙丙"}

    def test_phrases(self, corpus: list[str]) -> None:
        assert _found('"水利教育"') == ["甲甲"]
        assert _found('"育和水"') == ["丙丙"]
        assert _found('"利教"') == ["甲甲"]

    def test_what_is_asked_of_the_document_alone_shows_how_it_begins(
        self, corpus: list[str]
    ) -> None:
        assert _found("title:示例") == ["甲甲", "乙乙"]

    def test_a_question_is_answered_by_some_of_its_words(self, corpus: list[str]) -> None:
        assert "丁丁" in _found("如何监测水？")

    def test_all_paragraphs_of_a_document_that_is_named(self, corpus: list[str]) -> None:
        assert len(_found("水利")) == A_DOCUMENT
        assert len(_found("水利", (corpus[0],))) == 4
        assert set(_found("水利 -教育", (corpus[0],))) == {"乙乙", "丁丁"}


@pytest.mark.django_db
def test_passages_follow_their_document() -> None:
    made = factories.document(text=f"水利。{LINE}\n教育。{LINE}")
    assert Passage.objects.filter(document=made).count() == 2
    type(made).objects.filter(id=made.id).update(text="农业")
    index_document(made.id)
    (passage,) = Passage.objects.filter(document=made)
    assert (passage.start, passage.end, str(passage)) == (0, 2, f"{made.id} 0–2")
    made.delete()
    assert not Passage.objects.exists()


@pytest.mark.django_db
class TestBounds:
    def test_all_that_match_are_read_where_they_are_few(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        index_documents([factories.document(text="水利。", index=False).id for _ in range(52)])
        refresh_statistics()
        found = _passages("水利")
        assert (len(found.hits), found.is_complete) == (52, True)
        monkeypatch.setattr(passage_search, "ALL", 51)
        found = _passages("水利")
        assert (len(found.hits), found.is_complete) == (50, False)

    def test_what_is_past_the_bounds_is_left_out(
        self, corpus: list[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert _passages("水利", tuple(corpus)).is_complete
        monkeypatch.setattr(reading, "A_DOCUMENT", 300)
        found = _passages("水利", tuple(corpus))
        assert {hit.text[:2] for hit in found.hits} == {"甲甲", "乙乙"}
        assert not found.is_complete
        monkeypatch.setattr(reading, "TOGETHER", 310)
        assert len({hit.document for hit in _passages("教育", tuple(corpus)).hits}) == 1


def _asked(typed: str, texts: PassageTexts, **weights: float) -> Asked:
    units = list(READING.units(_tree(typed), weights))
    every = np.ones(len(texts), dtype=bool)
    return Asked(units, {}, every, READING.holds(_tree(typed), texts))


class TestOrder:
    def test_a_paragraph_that_has_next_to_nothing_is_left_out(self) -> None:
        weights = {"扎染": 9.0, "发展": 0.5}
        texts = _texts("发展", "扎染", "扎染发展")
        hits = ranked(texts, _asked("扎染 发展", texts, **weights), [1.0])
        assert [hit.text for hit in hits] == ["扎染发展", "扎染"]
        texts = _texts("发展", "扎染", "扎染发展", title="论扎染")
        assert len(ranked(texts, _asked("扎染 发展", texts, **weights), [1.0])) == 3

    def test_the_closer_the_better(self) -> None:
        texts = _texts(f"水利{LINE}教育", "水利教育" + LINE, "水利和教育" + LINE)
        hits = ranked(texts, _asked("水利 教育", texts, 水利=2.0, 教育=2.0), [1.0])
        assert [hit.section for hit in hits] == [2, 3, 1]

    def test_often_is_better_but_not_many_times(self) -> None:
        texts = _texts("水利", "水利，水利", "水利" * 60)
        once, twice, always = (
            hit.score for hit in ranked(texts, _asked("水利", texts, 水利=1.0), [0.0])[::-1]
        )
        assert once < twice < always < 2 * once

    def test_of_a_name_of_several_words_a_part_counts_in_part(self) -> None:
        texts = _texts("教育", "教育投入", "水利", "农业")
        hits = ranked(texts, _asked("水利 OR 教育投入", texts, 水利=2.0), [1.0])
        assert [hit.section for hit in hits] == [2, 3, 1]
        assert hits[0].score == hits[1].score > 2 * hits[2].score

    def test_verbatim(self) -> None:
        texts = _texts("教育水利", "水利教育")
        units = [Unit((("水利",),), 1.0), Unit((("教育",),), 1.0)]
        hits = ranked(texts, Asked(units, {"水利教育": 2.0}, np.array([True, True])), [1.0])
        assert [hit.section for hit in hits] == [2, 1]

    def test_the_better_document_comes_first(self) -> None:
        documents = [(key, "示例", "水利", pack(">3i", 0, 2, 0)) for key in "ab"]
        texts = PassageTexts(documents)
        hits = ranked(texts, _asked("水利", texts, 水利=1.0), [0.5, 1.0])
        assert [(hit.document, hit.section) for hit in hits] == [("b", None), ("a", None)]

    def test_spread(self) -> None:
        texts = _texts("水利", "水利", "水利")
        hits = ranked(texts, _asked("水利", texts, 水利=1.0), [1.0], 2)
        assert [hit.section for hit in hits] == [1, 2]
