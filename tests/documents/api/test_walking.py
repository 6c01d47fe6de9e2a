"""Pages and cursors: every row once, in order, with nulls last and ties broken."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from documents.api import lists
from documents.api.lists import DocumentList
from documents.models import Document
from documents.search.index import index_documents
from policyapi.rest.paging import Count
from tests import factories
from tests.asking import Api
from tests.plans import plan, statements

FIELDS = {
    "adopted_on": "adopted_on",
    "published_on": "published_on",
    "changed_at": "content_changed_at",
    "title": "title",
}
INDEXED = {**FIELDS, "changed_at": "change"}
"""Ordering → how its index is called."""
ORDERINGS = sorted(set(DocumentList.orderings) - {"relevance"})
days = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 4))
rows = st.lists(
    st.tuples(days, days, st.integers(1, 3), st.sampled_from(["甲", "乙", "a"])), max_size=12
)


def _make(drawn: list[tuple[Any, ...]]) -> None:
    Document.objects.bulk_create(
        Document(
            id=f"{number * 7919 % 1000:03}",
            title=title,
            genre="official",
            adopted_on=adopted,
            published_on=published,
            content_changed_at=datetime(2026, 1, day, 1, 2, 3, 456789, tzinfo=UTC),
        )
        for number, (adopted, published, day, title) in enumerate(drawn)
    )
    index_documents(list(Document.objects.values_list("id", flat=True)))


def _expected(ordering: str) -> list[Any]:
    """Values of the ordering's field in order, nulls last either way."""
    values = Document.objects.values_list(FIELDS[ordering.lstrip("-")], flat=True)
    stated = sorted((v for v in values if v is not None), reverse=ordering.startswith("-"))
    return stated + [None] * (len(values) - len(stated))


class Walks(TestCase):
    """Walks over random rows, many of them tied or null."""

    @given(rows, st.sampled_from(ORDERINGS), st.integers(1, 4))
    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    def test_forward_and_back(self, drawn: list[Any], ordering: str, size: int) -> None:
        _make(drawn)
        api = Api()
        asked: dict[str, Any] = {"ordering": ordering, "page_size": size, "fields": "id"}
        walked = api.walk("documents/", **asked)
        assert sorted(walked) == sorted(Document.objects.values_list("id", flat=True))
        field = FIELDS[ordering.lstrip("-")]
        by_id = dict(Document.objects.values_list("id", field))
        assert [by_id[key] for key in walked] == _expected(ordering)
        assert self._back(api, asked) == walked
        assert self._numbered(api, asked, len(drawn), size) == walked

    def _back(self, api: Api, asked: dict[str, Any]) -> list[str]:
        """From the last page to the first by `previous`."""
        page = api.json("documents/", cursor="", **asked)
        while page["next"]:
            page = api.client.get(page["next"]).json()
        found = [row["id"] for row in page["results"]]
        while page["previous"]:
            page = api.client.get(page["previous"]).json()
            found = [row["id"] for row in page["results"]] + found
        return found

    def _numbered(self, api: Api, asked: dict[str, Any], total: int, size: int) -> list[str]:
        pages = range(1, max(1, -(-total // size)) + 1)
        return [key for number in pages for key in api.ids(page=number, **asked)]


def test_relevance_is_walked_too(api: Api) -> None:
    for number in range(7):
        factories.document(title=f"示例发展规划{'发展' * (number % 3)}", text="发展" * (number % 2))
    walked = api.walk("documents/", q="发展", page_size=2)
    assert len(walked) == len(set(walked)) == 7
    assert walked == api.ids(q="发展", page_size=100)


def test_relevance_ends_at_its_depth_and_says_so(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.api.relevance.DEPTH", 3)
    for _ in range(5):
        factories.document(title="示例发展规划")
    first = api.json("documents/", q="发展", page_size=2, cursor="")
    second = api.client.get(first["next"]).json()
    assert [len(first["results"]), len(second["results"])] == [2, 1]
    refused = api.client.get(second["next"])
    assert refused.status_code == 400
    assert "ordering=-adopted_on" in refused.json()["errors"]["cursor"][0]


def _packed(*parts: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(parts).encode()).decode().rstrip("=")


def test_a_walk_by_relevance_is_not_disturbed_by_writes(
    api: Api, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither in the block of the best, whose order hangs on all of it, nor after it."""
    monkeypatch.setattr("documents.search.ranking.BLOCK", 4)
    monkeypatch.setattr("documents.search.search.BLOCK", 4)
    title = "示例发展规划"
    for number in range(12):
        factories.document(id=f"old{number:02}", title=title + "续" * (number % 5), text="发展")
    page = api.json("documents/", q="发展", page_size=3, cursor="")
    seen = [row["id"] for row in page["results"]]
    gone = {*seen[:1]}
    while page["next"]:
        factories.document(title="发展", text="发展" * 20)
        (other,) = Document.objects.filter(status="published").exclude(id__in=seen)[:1]
        if other.id.startswith("old") and len(gone) < 4:
            gone.add(other.id)
            Document.objects.filter(id=other.id).update(status="withdrawn")
            index_documents([other.id])
        page = api.client.get(page["next"]).json()
        seen += [row["id"] for row in page["results"]]
    assert len(seen) == len(set(seen))
    assert {f"old{number:02}" for number in range(12)} - gone <= set(seen)
    assert not (gone - set(seen[:3])) & set(seen)


@pytest.mark.parametrize("raw", ["WzFd", _packed("x"), _packed("relevance:0", 0, "a.b", None)])
def test_what_is_no_cursor_of_relevance(api: Api, raw: str) -> None:
    assert "cursor" in api.problem("documents/", q="发展", cursor=raw)["errors"]


def test_a_relevance_cursor_is_of_its_query_and_filters(api: Api) -> None:
    for _ in range(3):
        factories.document(title="示例发展规划", genre="law")
    after = api.json("documents/", q="发展", page_size=1, cursor="")["next"]
    cursor = parse_qs(urlsplit(after).query)["cursor"][0]
    assert len(api.ids(q="发展", cursor=cursor, page_size=100, include="text")) == 2
    others: tuple[dict[str, Any], ...] = ({"q": "规划"}, {"q": "发展", "genre": "law"})
    for other in others:
        assert "cursor" in api.problem("documents/", cursor=cursor, **other)["errors"]


def test_rows_written_during_a_walk_do_not_disturb_it(api: Api) -> None:
    for day in range(1, 7):
        factories.document(id=f"old{day}", adopted_on=date(2020, 1, day))
    first = api.json("documents/", cursor="", page_size=3)
    factories.document(id="new", adopted_on=date(2021, 1, 1))
    Document.objects.filter(id="old4").delete()
    second = api.client.get(first["next"]).json()
    seen = [row["id"] for row in first["results"] + second["results"]]
    assert seen == ["old6", "old5", "old4", "old3", "old2", "old1"]


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "%%%",
        "A" * 5000,
        _packed(),
        _packed("-adopted_on", 0, 1, ["2020-01-01"]),
        _packed("-adopted_on", 0, 1, ["yesterday", "a"]),
        _packed("-adopted_on", 0, 1, [7, "a"]),
        _packed("-adopted_on", 0, 1, ["2020-01-01", "a\x00"]),
        _packed("-adopted_on", 0, 1, ["2020-01-01", None]),
        _packed("-adopted_on", 0, -1, ["2020-01-01", "a"]),
        _packed("-adopted_on", 0, "1", ["2020-01-01", "a"]),
        _packed("-adopted_on", 7, 1, ["2020-01-01", "a"]),
        _packed("title", 0, 1, ["a", "a"]),
        _packed("-adopted_on", 0, 1, {"a": 1, "b": 2}),
        base64.urlsafe_b64encode(b"[" * 3000).decode(),
        base64.urlsafe_b64encode(b"\xff\xfe").decode(),
    ],
)
def test_what_is_no_cursor_is_refused(api: Api, cursor: str) -> None:
    problem = api.problem("documents/", cursor=cursor)
    assert list(problem["errors"]) == ["cursor"]


def test_a_cursor_of_another_query_is_refused(api: Api) -> None:
    for _ in range(3):
        factories.document(title="示例发展规划")
    first = api.json("documents/", q="发展", page_size=1, cursor="")
    other = api.client.get(first["next"].replace("%E5%8F%91%E5%B1%95", "%E8%A7%84%E5%88%92"))
    assert other.status_code == 400


@pytest.mark.parametrize(
    ("asked", "named", "said"),
    [
        ({"page": "3"}, "page", "from 1 to 2"),
        ({"page": "0"}, "page", "from 1 to 10000"),
        ({"page": "101", "page_size": "100"}, "page", "cursor="),
        ({"page_size": "101"}, "page_size", "from 1 to 100"),
        ({"page": "1", "cursor": ""}, "page", "not with cursor"),
        ({"ordering": "relevance"}, "ordering", "needs q"),
        ({"ordering": "colour"}, "ordering", "-adopted_on"),
    ],
)
def test_what_is_out_of_range_is_refused(
    api: Api, asked: dict[str, Any], named: str, said: str
) -> None:
    index_documents([factories.document(index=False).id for _ in range(21)])
    problem = api.problem("documents/", **asked)
    assert said in problem["errors"][named][0]


def test_links_keep_the_question(api: Api) -> None:
    for _ in range(3):
        factories.document(kind="决定")
    page = api.json("documents/", kind="决定", page_size=1, page=2)
    assert api.client.get(page["next"]).json()["results"][0]["kind"] == "决定"
    assert "page=1" in page["previous"]
    assert "page=3" in page["next"]
    assert page["count"] == 3


def test_pages_of_an_estimate(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither too high nor too low an estimate is an error, or a link to nothing."""
    for _ in range(5):
        factories.document(kind="决定")
    asked: dict[str, Any] = {"page_size": 2, "fields": "id"}
    for query in ({}, {"q": "示例文件"}, {"q": "示例文件", "ordering": "-adopted_on"}):
        for estimate in (2, 50):
            found = Count(estimate, is_estimate=True)
            monkeypatch.setattr(lists, "counts", lambda *_, found=found: (found, None))
            monkeypatch.setattr(lists, "total", lambda *_, found=found: found)
            pages = [api.json("documents/", page=n, **query, **asked) for n in (1, 2, 3, 4)]
            assert [len(page["results"]) for page in pages] == [2, 2, 1, 0]
            assert [bool(page["next"]) for page in pages] == [True, True, False, False]
            assert [page["count"] for page in pages] == [estimate] * 4
            assert all(page["count_is_estimate"] for page in pages)


@pytest.mark.parametrize("filtered", [{}, {"genre": "official"}])
@pytest.mark.parametrize("ordering", ORDERINGS)
def test_every_step_of_a_walk_is_a_look_into_an_index(
    api: Api, ordering: str, filtered: dict[str, str]
) -> None:
    """So that the last page costs what the first does: no statement reads all rows."""
    days = [date(2020, 1, 1 + n % 9) for n in range(60)]
    _make([(day, day, 1 + n % 3, "甲乙丙"[n % 3]) for n, day in enumerate(days)])
    connection.cursor().execute("ANALYZE documents_document")
    with statements("ORDER BY") as walked:
        assert len(api.walk("documents/", ordering=ordering, page_size=7, **filtered)) == 60
    keys = [s for s in walked if "documents_document" in s[0] and "to_json" not in s[0]]
    assert len(keys) == 9
    for lines in map(plan, keys):
        assert "Seq Scan on documents_document" not in lines
        assert f"document_by_{INDEXED[ordering.lstrip('-')]}" in lines or "document_genre" in lines
