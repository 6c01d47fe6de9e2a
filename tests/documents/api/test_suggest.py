"""`suggest/`: completions over the API."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.models.suggestion import OWNERS
from tests import factories
from tests.asking import Api


@pytest.fixture
def named(api: Api) -> Api:
    factories.term("san-gao-si-xin", label="三高四新")
    factories.body("gov-990000", name="示例省人民政府", short_name="示例省政府")
    factories.document(title="示例省“三高四新”样本条例")
    return api


@pytest.mark.parametrize("typed", ["三高", "sgsx", "sangao", "san gao", "三gsx"])
def test_a_completion(
    named: Api, django_assert_num_queries: DjangoAssertNumQueries, typed: str
) -> None:
    with django_assert_num_queries(2):
        first = named.json("suggest/", q=typed)["results"][0]
    assert (first["text"], first["kind"], first["id"]) == ("三高四新", "term", "san-gao-si-xin")
    assert [span["start"] for span in first["highlight"]] == [0]


def test_the_span_counts_the_text_as_it_stands(named: Api) -> None:
    (_, inner) = named.json("suggest/", q="三高四新")["results"]
    assert (inner["kind"], inner["match"]) == ("document", "inner")
    assert inner["highlight"] == [{"start": 4, "end": 8}]


def test_kinds_and_limit(named: Api) -> None:
    assert len(named.json("suggest/", q="示例省")["results"]) == 2
    assert len(named.json("suggest/", q="示例省", limit=1)["results"]) == 1
    (only,) = named.json("suggest/", q="示例省", kind="document")["results"]
    assert only["kind"] == "document"
    both = named.json("suggest/", q="示例省", kind=["body", "term"])["results"]
    assert [row["kind"] for row in both] == ["body"]


@pytest.mark.parametrize(
    ("asked", "at_fault"),
    [
        ({}, "q"),
        ({"q": " "}, "q"),
        ({"q": "三" * 61}, "q"),
        ({"q": "三" * 10_000}, "q"),
        ({"q": "三\x00"}, "q"),
        ({"q": "三\x07高"}, "q"),
        ({"q": ["三", "高"]}, "q"),
        ({"q": "三", "kind": "region"}, "kind"),
        ({"q": "三", "limit": "0"}, "limit"),
        ({"q": "三", "limit": "21"}, "limit"),
        ({"q": "三", "page": "1"}, "page"),
    ],
)
def test_what_is_refused(api: Api, asked: dict[str, Any], at_fault: str) -> None:
    assert list(api.problem("suggest/", **asked)["errors"]) == [at_fault]


@pytest.mark.parametrize(
    "typed",
    [
        "'; DROP TABLE documents_suggestion; --", "' OR 1=1", "a & b | !c", "三:*", "<->", "((('",
        "%", "_", "\\", "{}", "%s", "%(q)s", "😀😀", "\u202e三高", "é", "ǜ", "١٢", "𠀀", "三'高",
    ],
)  # fmt: skip
def test_any_text_is_answered(named: Api, typed: str) -> None:
    assert len(named.json("suggest/", q=typed)["results"]) <= 10


@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(typed=st.text(max_size=70), kinds=st.lists(st.sampled_from(OWNERS), max_size=3))
def test_whatever_is_typed(named: Api, typed: str, kinds: list[str]) -> None:
    answer = named.get("suggest/", q=typed, kind=kinds)
    assert answer.status_code in (200, 400)
