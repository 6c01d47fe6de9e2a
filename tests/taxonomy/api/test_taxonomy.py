"""Regions, bodies, meetings and terms over HTTP."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pytest_django.fixtures import DjangoAssertNumQueries

from policyapi.rest.selection import Columns
from taxonomy.api import columns, filters, serializers
from taxonomy.models import TermComponent
from tests import factories
from tests.asking import Api

LISTS = ("regions", "bodies", "meetings", "terms")


@pytest.fixture
def place(db: None) -> None:
    """A province and a city in it, each with a government; meetings; terms."""
    province = factories.region("990000", name="示例省", kind="province")
    city = factories.region("990100", province, name="示例市", level="prefecture")
    government = factories.body(
        "gov-990000", system="government", region=province, name="示例省人民政府"
    )
    factories.body("gov-990100", government, system="government", region=city, aliases=["示例府"])
    party = factories.body("cpc-990000", region=province)
    for session in (1, 2, 3):
        factories.meeting(
            f"cpc-990000-12-plenum-{session}", body=party, convocation=12, session=session,
            held_from=date(2020 + session, 1, 1),
        )  # fmt: skip
    factories.meeting("cpc-990000-13-plenum-1", body=party, convocation=13, session=1)
    factories.meeting("cpc-990000-11-congress", body=party, kind="congress", convocation=11)
    factories.meeting("cpc-990000-12-congress", body=party, kind="congress", convocation=12)
    whole = factories.term("shi-da", label="十大", region=province, valid_from=date(2020, 1, 1))
    part = factories.term("zhi-zao", whole, label="制造", status="candidate")
    TermComponent.objects.create(whole=whole, position=1, part=part)
    whole.related.add(factories.term("zong-he", scheme="subject"))


CASES: list[tuple[str, str, str, set[str]]] = [
    ("regions", "q", "示例市", {"990100"}),
    ("regions", "level", "prefecture", {"990100"}),
    ("regions", "kind", "province", {"990000"}),
    ("regions", "parent", "990000", {"990100"}),
    ("regions", "region_tree", "990000", {"990000", "990100"}),
    ("bodies", "q", "gov-", {"gov-990000", "gov-990100"}),
    ("bodies", "system", "party", {"cpc-990000"}),
    ("bodies", "region", "990100", {"gov-990100"}),
    ("bodies", "region_tree", "990000", {"cpc-990000", "gov-990000", "gov-990100"}),
    ("bodies", "parent", "gov-990000", {"gov-990100"}),
    ("bodies", "body_tree", "gov-990000", {"gov-990000", "gov-990100"}),
    ("meetings", "q", "cpc-990000-13", {"cpc-990000-13-plenum-1"}),
    ("meetings", "body", "gov-990000", set()),
    ("meetings", "kind", "congress", {"cpc-990000-11-congress", "cpc-990000-12-congress"}),
    ("meetings", "region", "990100", set()),
    ("meetings", "convocation", "13", {"cpc-990000-13-plenum-1"}),
    ("meetings", "session", "2", {"cpc-990000-12-plenum-2"}),
    ("meetings", "held_from__gte", "2023-01-01", {"cpc-990000-12-plenum-3"}),
    ("meetings", "held_from__lte", "2021-01-01", {"cpc-990000-12-plenum-1"}),
    ("terms", "q", "制", {"zhi-zao"}),
    ("terms", "scheme", "subject", {"zong-he"}),
    ("terms", "status", "candidate", {"zhi-zao"}),
    ("terms", "region", "990000", {"shi-da"}),
    ("terms", "broader", "shi-da", {"zhi-zao"}),
    ("terms", "term_tree", "shi-da", {"shi-da", "zhi-zao"}),
]
FILTERS = {
    "regions": filters.RegionFilters,
    "bodies": filters.BodyFilters,
    "meetings": filters.MeetingFilters,
    "terms": filters.TermFilters,
}


def _key(name: str) -> str:
    return "code" if name == "regions" else "slug"


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(("name", "parameter", "value", "found"), CASES)
def test_filter(api: Api, name: str, parameter: str, value: str, found: set[str]) -> None:
    assert set(api.ids(f"{name}/", _key(name), **{parameter: value})) == found


@pytest.mark.parametrize("name", LISTS)
def test_every_filter_has_a_case(name: str) -> None:
    assert {case[1] for case in CASES if case[0] == name} == set(FILTERS[name].declared())


@pytest.mark.usefixtures("place")
def test_a_whole_alias_is_found(api: Api) -> None:
    assert api.ids("bodies/", "slug", q="示例府") == ["gov-990100"]


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("name", LISTS)
def test_lists_walk_in_every_order_with_few_queries(
    api: Api, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    key = _key(name)
    with django_assert_num_queries(4):
        everything = api.ids(f"{name}/", key)
    orderings = api.problem(f"{name}/", ordering="x")["errors"]["ordering"][0]
    for ordering in orderings.removeprefix("must be one of: ").rstrip(".").split(", "):
        walked = api.walk(f"{name}/", key, ordering=ordering, page_size=1)
        assert sorted(walked) == sorted(everything)


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("name", LISTS)
def test_every_object_has_its_page_and_its_documents(
    api: Api, name: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for row in api.json(f"{name}/")["results"]:
        path = f"{name}/{row[_key(name)]}/"
        with django_assert_num_queries(3):
            detail = api.json(path)
        assert {key: detail[key] for key in row} == row
        assert detail["links"]["self"].endswith(path)
        assert api.client.get(detail["links"]["documents"]).json()["count"] == 0


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize(
    ("slug", "previous", "following"),
    [
        ("12-plenum-1", None, "12-plenum-2"),
        ("12-plenum-2", "12-plenum-1", "12-plenum-3"),
        ("12-plenum-3", "12-plenum-2", "13-plenum-1"),
        ("13-plenum-1", "12-plenum-3", None),
        ("11-congress", None, "12-congress"),
        ("12-congress", "11-congress", None),
    ],
)
def test_meetings_before_and_after(
    api: Api, slug: str, previous: str | None, following: str | None
) -> None:
    detail = api.json(f"meetings/cpc-990000-{slug}/")
    for key, expected in (("previous", previous), ("next", following)):
        assert (detail[key] and detail[key]["slug"]) == (expected and f"cpc-990000-{expected}")


@pytest.mark.usefixtures("place")
def test_trees_can_be_browsed(api: Api) -> None:
    region = api.json("regions/990000/")
    assert [child["code"] for child in region["children"]] == ["990100"]
    assert [body["slug"] for body in region["bodies"]] == ["cpc-990000", "gov-990000"]
    assert api.json("regions/990100/")["parent"]["code"] == "990000"
    assert [child["slug"] for child in api.json("bodies/gov-990000/")["children"]] == ["gov-990100"]
    term = api.json("terms/shi-da/")
    assert [t["slug"] for t in term["narrower"]] == ["zhi-zao"]
    assert [t["slug"] for t in term["components"]] == ["zhi-zao"]
    assert [t["slug"] for t in term["related"]] == ["zong-he"]
    part = api.json("terms/zhi-zao/")
    assert part["broader"]["slug"] == "shi-da"
    assert [t["slug"] for t in part["component_of"]] == ["shi-da"]


@pytest.mark.usefixtures("place")
def test_documents_are_counted_where_they_are_published(api: Api) -> None:
    named = factories.term("shi-da")
    values: dict[str, Any] = {"meeting": factories.meeting("cpc-990000-12-plenum-1")}
    party, city = factories.body("cpc-990000"), factories.region("990100")
    factories.document([party], [named], region=city, **values)
    factories.document([party], [named], region=city, status="draft", **values)
    factories.document(subject_term=factories.term("zong-he"))
    subject = api.json("terms/zong-he/")
    assert subject["document_count"] == 1
    assert api.client.get(subject["links"]["documents"]).json()["count"] == 1
    term = api.json("terms/shi-da/")
    assert (term["document_count"], term["mention_count"]) == (1, 1)
    for path in ("bodies/cpc-990000/", "meetings/cpc-990000-12-plenum-1/", "regions/990100/"):
        assert api.json(path)["document_count"] == 1


@pytest.mark.usefixtures("place")
def test_a_value_that_does_not_exist_is_noted(api: Api) -> None:
    page = api.json("bodies/", parent="gov-99000")
    assert page["count"] == 0
    assert "gov-990000 (简称gov-990000)" in page["query"]["notes"][0]


@pytest.mark.parametrize(
    ("declared", "serializer"),
    [
        (columns.REGION_LIST, serializers.RegionItem),
        (columns.REGION_DETAIL, serializers.RegionFull),
        (columns.BODY_LIST, serializers.BodyItem),
        (columns.BODY_DETAIL, serializers.BodyFull),
        (columns.MEETING_LIST, serializers.MeetingItem),
        (columns.MEETING_DETAIL, serializers.MeetingFull),
        (columns.TERM_LIST, serializers.TermItem),
        (columns.TERM_DETAIL, serializers.TermFull),
    ],
)
def test_columns_and_types_name_the_same_keys(declared: Columns, serializer: Any) -> None:
    assert set(declared.names) == set(serializer().fields)
