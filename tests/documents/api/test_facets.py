"""Facets count what could be chosen: each leaves its own filter out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.models import Document
from documents.search.facets import FACETS
from tests import factories
from tests.asking import Api


@pytest.fixture
def decisions(db: None) -> list[Document]:
    """Two decisions of the party committee, one of them with the government, and a notice."""
    region = factories.region("990000", name="示例省")
    party = factories.body("cpc-990000", short_name="示例省委")
    government = factories.body("gov-990000", short_name="示例省政府", system="government")
    common: dict[str, Any] = {
        "region": region,
        "level": "province",
        "meeting": factories.meeting(name="示例全会"),
        "subject_term": factories.term("zong-he", scheme="subject", label="综合政务"),
    }
    terms = [factories.term("san-gao", label="三高"), factories.term("si-xin", label="四新")]
    return [
        factories.document([party], terms, kind="决定", adopted_on=date(2020, 1, 1), **common),
        factories.document(
            [party, government], terms[:1], kind="决定", adopted_on=date(2021, 1, 1), **common
        ),
        factories.document([government], kind="通知", published_on=date(2021, 5, 1)),
    ]


EXPECTED = {
    "issuer": [("cpc-990000", "示例省委", 2), ("gov-990000", "示例省政府", 2)],
    "kind": [("决定", "决定", 2), ("通知", "通知", 1)],
    "genre": [("official", "公文", 3)],
    "year": [("2021", "2021", 2), ("2020", "2020", 1)],
    "level": [("province", "省级", 2)],
    "region": [("990000", "示例省", 2)],
    "meeting": [("cpc-990000-12-plenum-6", "示例全会", 2)],
    "term": [("san-gao", "三高", 2), ("si-xin", "四新", 1)],
    "subject": [("zong-he", "综合政务", 2)],
}


@pytest.mark.usefixtures("decisions")
def test_every_facet_counts(api: Api) -> None:
    assert list(EXPECTED) == list(FACETS)
    page = api.json("documents/", facet=",".join(FACETS), fields="id")
    assert page["count"] == 3
    counted = {
        name: [(item["value"], item["label"], item["count"]) for item in items]
        for name, items in page["facets"].items()
    }
    assert counted == EXPECTED


@pytest.mark.usefixtures("decisions")
def test_a_facet_leaves_its_own_filter_out_and_no_other(api: Api) -> None:
    page = api.json("documents/", facet="kind,year", kind="通知")
    assert page["count"] == 1
    assert {item["value"]: item["count"] for item in page["facets"]["kind"]} == {
        "决定": 2,
        "通知": 1,
    }
    assert [item["value"] for item in page["facets"]["year"]] == ["2021"]


def test_facets_and_count_follow_the_query(api: Api) -> None:
    factories.document(title="关于示例水利的决定", kind="决定")
    factories.document(title="关于示例教育的决定", kind="决定")
    page = api.json("documents/", q="水利", facet="kind")
    assert page["count"] == 1
    assert page["facets"]["kind"] == [{"value": "决定", "label": "决定", "count": 1}]


def test_a_value_of_a_facet_is_what_its_filter_takes(api: Api, decisions: list[Document]) -> None:
    page = api.json("documents/", facet=",".join(FACETS), fields="id")
    assert len(decisions) == 3
    for name, items in page["facets"].items():
        for item in items:
            assert api.json("documents/", **{name: item["value"]})["count"] == item["count"]


def test_facets_may_be_repeated_and_an_unknown_one_is_refused(api: Api) -> None:
    page = api.json("documents/", facet=["kind", "year,kind"])
    assert page["facets"] == {"kind": [], "year": []}
    assert "issuer" in api.problem("documents/", facet="colour")["errors"]["facet"][0]
    assert "facets" not in api.json("documents/")
