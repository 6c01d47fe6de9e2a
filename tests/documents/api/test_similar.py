"""`documents/{id}/similar/`: neighbours by their telling words."""

from __future__ import annotations

from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.models import Document, DocumentRelation
from documents.search.index import index_document
from documents.search.statistics import refresh_statistics
from tests import factories
from tests.asking import Api

TEXTS = {
    "water": "水库大坝巡查制度。水库除险加固，水库调度。",
    "dam": "水库除险加固项目管理，大坝安全鉴定。",
    "flood": "防汛期间水库调度与巡查。",
    "school": "学校教师招聘办法。学校课后服务。",
    "pupil": "教师培训与学校评估。",
}


@pytest.fixture
def library(api: Api) -> Api:
    for key, text in TEXTS.items():
        factories.document(id=key, title=f"示例文件{key}", text=text, genre="official")
    refresh_statistics()
    return api


def near(api: Api, key: str, **asked: Any) -> list[str]:
    return api.ids(f"documents/{key}/similar/", **asked)


class TestNeighbours:
    def test_what_shares_most_comes_first(self, library: Api) -> None:
        rows = library.json("documents/water/similar/")["results"]
        assert [row["id"] for row in rows[:2]] == ["dam", "flood"]
        assert {"水库", "除险"} <= set(rows[0]["shared_terms"])
        scores = [row["score"] for row in rows]
        assert scores == sorted(scores, reverse=True)
        assert 0 < scores[-1] <= scores[0] < 1

    def test_the_same_words_score_one(self, library: Api) -> None:
        factories.document(id="again", title="示例文件water", text=TEXTS["water"])
        (first, *_) = library.json("documents/water/similar/")["results"]
        assert (first["id"], first["score"]) == ("again", 1.0)

    def test_filters_and_size(self, library: Api) -> None:
        Document.objects.filter(pk="dam").update(genre="report")
        index_document("dam")
        assert near(library, "water", genre="report") == ["dam"]
        assert len(near(library, "water", page_size=1)) == 1

    def test_only_published_ones(self, library: Api) -> None:
        Document.objects.filter(pk="dam").update(status="withdrawn")
        index_document("dam")
        assert "dam" not in near(library, "water")
        library.problem("documents/dam/similar/", status=410)

    @pytest.mark.parametrize(
        ("kind", "status", "listed"),
        [
            ("same_text", "confirmed", False),
            ("near_same", "proposed", False),
            ("excerpt_of", "rejected", True),
            ("same_title", "confirmed", True),
        ],
    )
    @pytest.mark.parametrize("turned", [False, True])
    def test_copies_are_left_out(
        self, library: Api, kind: str, status: str, listed: bool, turned: bool
    ) -> None:
        pair = ("dam", "water") if turned else ("water", "dam")
        DocumentRelation.objects.create(
            from_document_id=pair[0],
            to_document_id=pair[1],
            kind=kind,
            status=status,
            similarity=0.9,
        )
        assert ("dam" in near(library, "water")) is listed

    def test_without_words_there_are_none(self, library: Api) -> None:
        factories.document(id="bare", title="，", index=True)
        assert near(library, "bare") == []

    def test_before_anything_was_counted(self, api: Api) -> None:
        for key in ("one", "two"):
            factories.document(id=key, title="示例", text=TEXTS["water"])
        assert near(api, "one") == ["two"]


def test_statements(library: Api, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(7):
        assert near(library, "water", include="text,terms")


@pytest.mark.parametrize("key", ["none", "a\x00b", "水" * 5000, "';--", "\ud800", "😀"])
def test_no_such_document(api: Api, key: str) -> None:
    escaped = key.encode("utf-8", "surrogatepass").hex()
    path = "".join(f"%{escaped[at : at + 2]}" for at in range(0, len(escaped), 2))
    assert "similar" in api.problem(f"documents/{path}/similar/", status=404)["instance"]


@pytest.mark.parametrize(
    "asked",
    [{"page_size": "51"}, {"page_size": "0"}, {"q": "水"}, {"year": "x"}, {"page": "1"}],
)
def test_what_is_refused(library: Api, asked: dict[str, Any]) -> None:
    assert list(library.problem("documents/water/similar/", **asked)["errors"]) == list(asked)
