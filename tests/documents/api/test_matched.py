"""Pages in order of date look first at the dates near them, and find the same."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from documents.api import matched
from documents.api.lists import DocumentList
from documents.api.matched import found, narrowing
from documents.models import Document
from documents.search import dated
from documents.search.clauses import Clause, Matching, matches
from documents.search.retrieval import searching
from policyapi.rest.paging import Count, Page, Walk, page_of
from tests.asking import Api
from tests.documents.search import collection
from tests.plans import plan, statements

DATED = sorted(name for name in DocumentList.orderings if name.endswith("_on"))
HAS_TEXT = Matching(matches("words", "'=has_text:true'"), {})


class Pages:
    """The documents with a text, page by page, with looking first at few and without."""

    def __init__(self, ordering: str) -> None:
        self.walk = Walk(ordering, DocumentList.orderings[ordering])

    def page(self, near: bool, **asked: Any) -> Page:
        rows = Document.objects.filter(status="published")
        with searching() as cursor:
            walk = self.walk
            if near:
                walk = narrowing(walk, rows, HAS_TEXT, Count(dated.WORTH), cursor)
            return page_of(found(rows, HAS_TEXT), Count(10_000, True), walk, asked)

    def walked(self, near: bool) -> Iterator[Page]:
        """To the end by cursor, and back."""
        page = self.page(near, cursor=("",), page_size=(7,))
        yield page
        while page.next:
            page = self.page(near, cursor=(page.next[1],), page_size=(7,))
            yield page
        while page.previous:
            page = self.page(near, cursor=(page.previous[1],), page_size=(7,))
            yield page

    def numbered(self, near: bool) -> Iterator[Page]:
        for number in (1, 2, 5, 14, 400):
            yield self.page(near, page=(number,), page_size=(7,))


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """A collection of which every fourth document is in the sample that is looked at."""
    collection.documents()
    quarter = " | ".join(f"'~8:{number}'" for number in (1, 2))
    monkeypatch.setattr(dated, "sample", lambda parts: matches("words", quarter))
    monkeypatch.setattr(dated, "PARTS", 4)
    monkeypatch.setattr(dated, "SPARE", 1.0)


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("ordering", DATED)
def test_the_same_pages_either_way(ordering: str, monkeypatch: pytest.MonkeyPatch) -> None:
    looked = list[QuerySet[Document]]()
    among = matched._among

    def counted(where: Clause) -> Any:
        looked.append(Document.objects.filter(among(where)))
        return among(where)

    monkeypatch.setattr(matched, "_among", counted)
    pages = Pages(ordering)
    walked = list(pages.walked(near=True))
    assert walked == list(pages.walked(near=False))
    assert list(pages.numbered(near=True)) == list(pages.numbered(near=False))
    everything = Document.objects.filter(status="published", text_length__gt=0)
    assert {key for page in walked for key in page.keys} == {d.pk for d in everything}
    assert min(rows.count() for rows in looked) < everything.count() / 2


@pytest.mark.usefixtures("_small")
def test_few_matches_are_sorted_as_they_are() -> None:
    rows = Document.objects.all()
    walk = Walk("title", DocumentList.orderings["title"])
    with searching() as cursor, CaptureQueriesContext(connection) as captured:
        few = narrowing(walk, rows, HAS_TEXT, Count(dated.WORTH - 1), cursor)
        other = narrowing(walk, rows, HAS_TEXT, Count(dated.WORTH), cursor)
        for choice in (few, other):
            assert page_of(found(rows, HAS_TEXT), Count(50), choice, {}).keys
    assert len(captured) == 2


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("asked", [{"q": "水利"}, {"issuer_tree": "gov-990000"}])
@pytest.mark.parametrize("ordering", ["-adopted_on", "published_on", "title"])
def test_the_index_finds_them(ordering: str, asked: dict[str, str]) -> None:
    """Every statement that reads rows of the index does so by the vectors or by their key."""
    api = Api()
    with statements(" e WHERE") as found_by:
        assert api.json("documents/", ordering=ordering, **asked)["results"]
    assert len(found_by) >= 2
    for lines in map(plan, found_by):
        assert "Bitmap Index Scan on search_vectors" in lines
        assert "Seq Scan on documents_searchentry" not in lines


@pytest.mark.usefixtures("_small")
def test_a_filter_that_leaves_much_is_walked_and_one_that_leaves_little_is_found(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: dict[str, Any] = {"has_text": "true", "ordering": "-published_on", "page_size": 9}
    few = Api().walk("documents/", **asked)
    monkeypatch.setattr(matched, "WORTH", 1)
    assert Api().walk("documents/", **asked) == few
    assert Api().ids(**asked) == few[:9]
