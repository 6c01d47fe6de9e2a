"""Did you mean: what is offered, and what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.search.names import Names
from documents.search.near_misses import MOST, NearMisses, Suggestion, near_misses
from taxonomy.fixtures_vocabulary import load_vocabulary
from taxonomy.vocabulary import TermEntry, Vocabulary
from tests import factories
from tests.reference import HUNAN, write_part

LABELS = (
    "三高四新",
    "新质生产力",
    "一带一路",
    "碳达峰碳中和",
    "双碳",
    "四个自信",
    "新时代好少年计划",
)


@pytest.fixture(scope="module")
def near(tmp_path_factory: pytest.TempPathFactory) -> NearMisses:
    """The nation, Hunan and the fictional province, with terms of the tests."""
    folder = write_part(tmp_path_factory.mktemp("fixtures"), (*HUNAN, "990000"))
    read = load_vocabulary(folder)
    terms = tuple(TermEntry(label, label, (), None) for label in LABELS)
    return NearMisses(Names(Vocabulary(read.regions, read.bodies, read.meetings, terms)))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("三高四兴", "三高四新"),
        ("三高新四", "三高四新"),
        ("三髙四新", "三高四新"),
        ("三高事新", "三高四新"),
        ("“三高四兴”", "三高四新"),
        ("推进三高四兴战略", "三高四新"),
        ("title:三高四兴 意见", "三高四新"),
        ("新质生产里", "新质生产力"),
        ("新质的生产力", "新质生产力"),
        ("新质产力", "新质生产力"),
        ("双坦", "双碳"),
        ("一代一路", "一带一路"),
        ("碳达丰碳中合", "碳达峰碳中和"),
        ("落实新时代好少男计划的通知", "新时代好少年计划"),
        ("湖南省人名政府", "湖南省人民政府"),
        ("湖男省人民政府", "湖南省人民政府"),
        ("湖南省发展与改革委员会", "湖南省发展和改革委员会"),
        ("湖南省委十二届六次全汇", "湖南省委十二届六次全会"),
    ],
)
def test_offered(near: NearMisses, text: str, meant: str) -> None:
    assert near.find(text)[0].text == meant


@pytest.mark.parametrize(
    "text",
    [
        "三高四新",
        "推进三高四新战略",
        "湖南省人民政府",
        "双高",
        "四个",
        "湖南省委十二届七次全会",
        "三高五新",
        "三个自信",
        "湖南省人民政府令",
        "优化营商环境 行政审批",
        "三高",
        "数字",
        "abc",
        "甲" * 500,
        "-",
        "",
    ],
)
def test_not_offered(near: NearMisses, text: str) -> None:
    """What is a name, other words, other numbers, too little."""
    assert near.find(text) == []


def test_what_a_suggestion_says(near: NearMisses) -> None:
    assert near.find("湖南省人名政府") == [Suggestion("湖南省人民政府", "body", "gov-430000")]
    kinds = [found.kind for found in near.find("省委十二届六次全汇")]
    assert kinds == ["meeting"]
    assert near.find("三高四兴")[0].kind == "term"


def test_what_sounds_the_same_comes_alone() -> None:
    terms = tuple(TermEntry(label, label, (), None) for label in ("甲乙丙丁", "甲乙饼丁戊"))
    near = NearMisses(Names(Vocabulary({}, {}, {}, terms)))
    assert [found.text for found in near.find("甲乙炳丁")] == ["甲乙丙丁"]


def test_only_so_many() -> None:
    labels = [f"甲乙丙{last}" for last in "东南西北中"]
    terms = tuple(TermEntry(label, label, (), None) for label in labels)
    found = NearMisses(Names(Vocabulary({}, {}, {}, terms))).find("甲乙丙上")
    assert len(found) == MOST
    assert {suggestion.text for suggestion in found} <= set(labels)


@given(text=st.text() | st.lists(st.sampled_from("".join(LABELS) + "湖南省人民政府 "), max_size=60))
def test_any_string(near: NearMisses, text: str | list[str]) -> None:
    found = near.find("".join(text))
    assert len(found) <= MOST
    assert len(set(found)) == len(found)
    assert found == near.find("".join(text))


@pytest.mark.django_db
@pytest.mark.usefixtures("forgotten")
def test_names_are_read_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    factories.term("yi", label="甲乙丙丁")
    with django_assert_num_queries(8):
        first = near_misses("甲乙丙订")
    with django_assert_num_queries(0):
        assert near_misses("甲乙丙订") == first
    assert first == [Suggestion("甲乙丙丁", "term", "yi")]
