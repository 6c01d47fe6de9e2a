"""What a list says about its query: nothing with all words, and what else may have been meant."""

from __future__ import annotations

from typing import Any

import pytest

from taxonomy.models import Body, Meeting
from tests import factories
from tests.asking import Api

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference", "forgotten")]


def said(api: Api, q: str) -> dict[str, Any]:
    query: dict[str, Any] = api.json("documents/", q=q)["query"]
    return query


def test_that_nothing_has_all_words(api: Api) -> None:
    factories.document(title="水利", text="水利。")
    note = "Nothing has all of these words; OR between them finds what has any."
    assert said(api, "水利 教育")["notes"] == [note]
    assert said(api, "水利 OR 教育")["notes"] == []
    assert said(api, "教育")["notes"] == []


def test_a_slip_in_the_name_of_a_body(api: Api) -> None:
    (meant,) = said(api, "示例省人名政府")["did_you_mean"]
    assert meant == {"text": "示例省人民政府", "kind": "body", "slug": "gov-990000"}


def test_what_is_searched_for_already_is_not_offered(api: Api) -> None:
    Meeting.objects.create(
        slug="cpc-990000-10-plenum-9",
        body=Body.objects.get(slug="cpc-990000"),
        kind="plenum",
        convocation=10,
        session=9,
        name="中国共产党示例省第十届委员会第九次全体会议",
        aliases=["示例省委十届九次全会"],
    )
    query = said(api, "省委十届九次全会")
    assert "中国共产党示例省第十届委员会第九次全体会议" in query["expanded"]["省委十届九次全会"]
    assert query["did_you_mean"] == []
