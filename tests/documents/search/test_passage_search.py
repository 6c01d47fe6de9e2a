"""Searching paragraphs: what is asked of them, both ways to them, and their order."""

from __future__ import annotations

import pytest
from django.db import connection

from documents.models import Passage
from documents.search import passage_search
from documents.search.analyser import Analyser
from documents.search.index import index_document, index_documents
from documents.search.passage_query import Asked, asked
from documents.search.passage_ranking import (
    Measured,
    PassageHit,
    ordered,
    spread,
    with_phrases,
)
from documents.search.passage_search import A_DOCUMENT, PassageSearch
from documents.search.query import parse
from documents.search.search import searching
from documents.search.statistics import refresh_statistics
from tests import factories

ANALYSER = Analyser(["营商环境"])
LINE = "各部门要把工作抓实抓细，按季度公布进展，接受监督，年底前见到成效。" * 4


def _asked(text: str) -> Asked:
    tree = parse(text).tree
    assert tree is not None
    return asked(tree, ANALYSER)


class TestQuery:
    @pytest.mark.parametrize(
        ("typed", "tsquery"),
        [
            ("优化营商环境", "'优化' & '营商环境'"),
            ("水利 OR 教育", "('水利') | ('教育')"),
            ("水利 -教育", "('水利') & (!('教育'))"),
            ("水利 -教育投入", "('水利') & (!('教育' <2> '投入'))"),
            ('"优化营商环境"', "'优化' <2> '营商环境'"),
            ('"优化“营商环境”"', "'优化' <2> '营商环境'"),
            ("水利*", "'水利':*"),
            ("title:水利 教育", "('教育')"),
            ("title:水利", None),
            ('"水利的教育"', None),
            ("水", None),
            ("number:国发〔2018〕42号", None),
        ],
    )
    def test_tsquery(self, typed: str, tsquery: str | None) -> None:
        assert _asked(typed).tsquery == tsquery

    def test_what_is_asked_of_the_document_is_told_apart(self) -> None:
        assert _asked("水利 教育").is_whole
        assert not _asked("title:水利 教育").is_whole

    @pytest.mark.parametrize(
        ("typed", "text", "holds"),
        [
            ("水利 教育", "教育和水利", True),
            ("水利 教育", "教育", False),
            ("水利 OR 教育", "教育", True),
            ("水利 -教育", "水利教育", False),
            ("水利 -教育投入", "水利投入教育", True),
            ('"水利的教育"', "大水利的教育", True),
            ('"水利的教育"', "水利教育", False),
            ("title:意见 水利", "水利", True),
            ("水利 -title:意见", "水利", True),
            ("水*", "水利", True),
        ],
    )
    def test_the_same_of_a_text(self, typed: str, text: str, holds: bool) -> None:
        assert _asked(typed).holds(text) is holds

    def test_what_no_paragraph_is_without(self) -> None:
        assert _asked('水利 "优化营商"').required == "优化营商"
        assert _asked('水利 OR "优化营商"').required is None

    def test_an_or_of_single_words_has_synonyms(self) -> None:
        assert _asked("(水利 OR 水务) 教育").synonyms == (("水利", "水务"),)


def _found(text: str, documents: tuple[str, ...] = ()) -> list[str]:
    """The first two characters of the paragraphs found."""
    with searching() as cursor:
        hits = PassageSearch(text, {}, cursor, documents).passages.hits
    texts = passage_search.passage_texts([hit.id for hit in hits])
    return [texts[hit.id][:2] for hit in hits]


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


@pytest.mark.parametrize("rare", [passage_search.RARE, -1], ids=["by index", "documents first"])
class TestBothWays:
    @pytest.fixture(autouse=True)
    def _way(self, rare: int, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(passage_search, "RARE", rare)

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


def _plan(sql: str, *parameters: object) -> str:
    with searching() as cursor:
        cursor.execute(f"EXPLAIN {sql}", parameters)
        return "\n".join(line for (line,) in cursor.fetchall())


def test_common_words_are_read_from_the_documents_and_rare_ones_from_the_index(
    corpus: list[str],
) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_passage")
    inside = passage_search.HOLDING.format(f"{passage_search.BY_DOCUMENTS} OFFSET 0")
    assert "passage_words" not in _plan(inside, corpus, "'水利'")
    assert "passage_words" in _plan(passage_search.BY_INDEX, "'水利'")


def test_a_paragraph_that_has_next_to_nothing_is_left_out() -> None:
    weights = {"扎染": 9.0, "发展": 0.5}
    hits = [PassageHit(n, "a", None, n, n + 1, (9.5, 9.0, 0.5)[n]) for n in range(3)]
    both, rare, common = (
        Measured(hit, has, has == 3, 0.0) for hit, has in zip(hits, (3, 1, 2), strict=True)
    )
    found = [common, rare, both]
    assert [hit.id for hit in ordered(found, weights, {}, {})] == [0, 1]
    assert [hit.id for hit in ordered(found, weights, {"a": "论扎染"}, {})] == [0, 1, 2]
    assert len(ordered(found, weights, {}, {}, least=0.0)) == 3


def test_spread_and_verbatim() -> None:
    hits = [PassageHit(n, "abca"[n], None, n, n + 1, 4.0 - n) for n in range(4)]
    assert [hit.id for hit in spread(hits, 1)] == [0, 1, 2]
    anew = with_phrases(hits, {3: "水利教育"}, {"水利教育": 10.0})
    assert [hit.id for hit in anew] == [3, 0, 1, 2]
