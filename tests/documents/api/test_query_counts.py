"""How many statements an answer takes, whatever is asked for."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.api import columns
from documents.search.facets import FACETS
from tests import factories
from tests.asking import Api

EVERYTHING = ",".join(sorted(columns.LIST.optional))

# Of these one reads the version, for the ETag, and two begin and end the search's transaction.
# The first counts all, which is known from then on.
LIST: tuple[tuple[dict[str, Any], int], ...] = (
    ({}, 4),
    ({"cursor": ""}, 3),
    ({"include": EVERYTHING}, 3),
    ({"facet": ",".join(FACETS), "include": EVERYTHING}, 7),
    ({"issuer_tree": "cpc-990000", "region_tree": "990000", "term_tree": "san-gao"}, 6),
    ({"q": "水利", "include": EVERYTHING}, 6),
    ({"q": "水利", "highlight": "true", "include": EVERYTHING}, 7),
    ({"q": "水利", "highlight": "true", "facet": ",".join(FACETS), "include": EVERYTHING}, 9),
    ({"issuer": ["cpc-990000", "cpc-1"], "q": "水利", "highlight": "true"}, 9),
)


@pytest.fixture
def twenty(api: Api) -> Api:
    party = factories.body()
    named = factories.term()
    for _ in range(20):
        made = factories.document(
            [party],
            [named],
            title="水利",
            text="水利。\n教育。",
            region=factories.region(),
            meeting=factories.meeting(),
        )
        factories.section(made)
        factories.source(made, url="https://example.org/1")
        factories.citation(made, target_document=made)
    api.json("documents/", q="水利")
    return api


@pytest.mark.django_db(transaction=True)
def test_lists_of_twenty(twenty: Api) -> None:
    """As in production, where no test's transaction is around them."""
    found = []
    for asked, _ in LIST:
        with CaptureQueriesContext(connection) as captured:
            assert len(twenty.json("documents/", **asked)["results"]) == 20
        found.append((asked, len(captured)))
    assert found == list(LIST)


def test_a_detail(twenty: Api, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    (first, *_) = twenty.ids()
    with django_assert_num_queries(3):
        assert twenty.json(f"documents/{first}/", include="text,sections,citations")["text"]
    with django_assert_num_queries(3):
        assert twenty.json(f"documents/{first}/text/")["has_text"]


@pytest.mark.parametrize("part", ["sections", "citations", "cited-by", "sources"])
def test_a_list_of_parts(
    twenty: Api, django_assert_num_queries: DjangoAssertNumQueries, part: str
) -> None:
    (first, *_) = twenty.ids()
    with django_assert_num_queries(5):
        assert twenty.json(f"documents/{first}/{part}/")["count"] == 1


def test_a_lookup(twenty: Api, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    factories.document(document_number="示发〔2020〕1号")
    with django_assert_num_queries(3):
        assert twenty.json("documents/lookup/", number="示发[2020]1号")["count"] == 1


@pytest.mark.parametrize(
    ("asked", "queries"),
    [({"q": "水利"}, 6), ({"q": '"水利"', "issuer": "cpc-990000"}, 7)],
)
def test_paragraphs(
    twenty: Api,
    django_assert_num_queries: DjangoAssertNumQueries,
    asked: dict[str, Any],
    queries: int,
) -> None:
    twenty.json("passages/", **asked)
    with django_assert_num_queries(queries):
        assert len(twenty.json("passages/", **asked)["results"]) == 20
