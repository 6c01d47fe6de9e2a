"""The best of many: boxes against scoring everything, by the index, in a settled order."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q

from documents.models import Document
from documents.search import retrieval
from documents.search.clauses import filter_clause
from documents.search.index import index_documents
from documents.search.search import Search, searching
from documents.search.statistics import refresh_statistics
from tests import factories
from tests.plans import plan, statements

WORDS = ("水利", "教育", "发展", "规划", "创新")
FILLERS = ("农业", "工业", "交通", "能源", "文化", "体育", "医疗", "金融", "贸易", "统计")
NUMBER = 800


@pytest.fixture
def many(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents in which a few common words stand once to forty times."""
    random, made = Random(4), []
    for number in range(NUMBER):
        words = random.choices(FILLERS, k=random.randrange(5, 120))
        for word in WORDS:
            words += [word] * int(random.paretovariate(0.9) - 1)
        random.shuffle(words)
        made.append(
            Document(
                id=f"many{number:05}",
                title=f"示例文件{number}",
                genre="news",
                text="，".join(words),
                adopted_on=date(2020, 1, 1) + timedelta(days=random.randrange(900)),
                content_changed_at=factories.MOMENT,
            )
        )
    Document.objects.bulk_create(made)
    index_documents([document.id for document in made])
    refresh_statistics()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_searchentry")
    monkeypatch.setattr(retrieval, "FEW", 40)
    monkeypatch.setattr(retrieval, "TARGET", 100)
    monkeypatch.setattr("documents.search.search.BLOCK", 20)


def found(text: str, limit: int = 20, offset: int = 0, **options: Any) -> list[str]:
    with searching() as cursor:
        search = Search(text, options.pop("filters", {}), cursor, **options)
        return [hit.document for hit in search.hits(offset, limit)]


def test_boxes_hold_the_best_of_what_scoring_everything_finds(many: None) -> None:
    typed = ["发展", "水利 教育", "发展 规划 创新", '"教育" 发展', "水利 OR 教育", "发展 -规划"]
    shared = []
    for text in typed:
        best, boxed = found(text, exhaustive=True), found(text)
        assert len(boxed) == 20
        assert boxed[:5] == best[:5], text
        shared.append(len(set(best) & set(boxed)))
    assert sum(shared) / len(shared) >= 19, shared


def test_common_words_do_not_score_everything(many: None, monkeypatch: pytest.MonkeyPatch) -> None:
    closely, held = retrieval.closely, []

    def counted(*given: Any) -> Any:
        block = closely(*given)
        held.append(block.held)
        return block

    monkeypatch.setattr(retrieval, "closely", counted)
    found("发展 规划")
    assert 0 < sum(held) < NUMBER / 2


def test_the_index_answers(many: None) -> None:
    """No statement of a search reads the table of the index from end to end."""
    with statements("ts_rank") as scoring, searching() as cursor:
        Search("发展 规划", {}, cursor).hits(0, 20)
    assert scoring
    for lines in map(plan, scoring):
        assert "Bitmap Index Scan on search_vectors" in lines
        assert "Seq Scan" not in lines


def test_a_walk_meets_every_match_once(many: None) -> None:
    whole = found("发展 规划", limit=NUMBER, exhaustive=True)
    walked: list[str] = []
    while page := found("发展 规划", limit=30, offset=len(walked)):
        walked += page
    assert sorted(walked) == sorted(whole)
    assert len(set(walked)) == len(walked)


def test_filters_narrow_the_boxes(many: None) -> None:
    late = {"adopted_on__gte": filter_clause("adopted_on__gte", [date(2022, 1, 1)], Q)}
    hits = found("发展", filters=late)
    days = dict(Document.objects.in_bulk(hits).items())
    assert len(hits) == 20
    assert all(days[key].adopted_on >= date(2022, 1, 1) for key in hits)


@pytest.fixture
def titled(db: None) -> None:
    factories.document(id="is", title="水利发展规划", text="内容。")
    factories.document(id="has", title="示例省水利发展规划", text="内容。")
    factories.document(id="body", title="其他", text="水利发展规划。")
    factories.document(id="apart", title="其他", text="发展，教育。规划，能源。水利。")
    refresh_statistics()


def test_titles_come_first_and_scattered_words_last(titled: None) -> None:
    assert found("水利发展规划") == ["is", "has", "body", "apart"]


def test_the_later_and_the_higher_of_equals_come_first(db: None) -> None:
    for key, day, level in (
        ("old", date(2001, 1, 1), "province"),
        ("new", date(2026, 1, 1), "province"),
        ("national", date(2026, 1, 1), "national"),
    ):
        factories.document(id=key, title="水利", text="水利。", adopted_on=day, level=level)
    refresh_statistics()
    assert found("水利 OR 教育", today=date(2026, 2, 1)) == ["national", "new", "old"]


def test_a_score_is_the_sum_of_its_parts(titled: None) -> None:
    with searching() as cursor:
        for hit in Search("水利规划", {}, cursor).hits(0, 20):
            assert hit.score == pytest.approx(sum(hit.parts.values()))
            assert hit.parts["words"] > 0
