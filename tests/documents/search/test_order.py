"""What comes first: a document that is what was typed, before those that mention it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from documents.search import search as face
from documents.search.naming import Naming, Part
from documents.search.ranking import ISSUER, MEETING, REPEALED, REPORTED, SOURCE, YEAR, shares
from documents.search.retrieval import Seen
from documents.search.search import Search, searching
from documents.search.statistics import refresh_statistics
from taxonomy.models import Body, Meeting
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference", "forgotten")]

TODAY = date(2026, 1, 1)


def found(text: str) -> list[str]:
    refresh_statistics()
    with searching() as cursor:
        return [hit.document for hit in Search(text, {}, cursor, today=TODAY).hits(0, 20)]


def mentioning(name: str, title: str = "学习{}的体会") -> None:
    """News that repeat a name and say nothing else."""
    for at in range(3):
        text = f"{name}。学习{name}。落实{name}。"
        factories.document(id=f"news{at}", title=title.format(name), genre="news", text=text)


@pytest.fixture
def plenum() -> Meeting:
    meeting = factories.plenum()
    text = "会议全面总结了工作。" * 30 + "省委十届九次全会通过本决议。"
    factories.document(id="own", title="关于今后工作的决议", text=text, meeting=meeting)
    return meeting


@pytest.mark.parametrize("text", ["省委十届九次全会", "示例省委十届九次全会 决议"])
def test_documents_of_a_meeting(plenum: Meeting, text: str) -> None:
    mentioning("省委十届九次全会决议")
    assert found(text)[0] == "own"


def test_documents_of_a_meeting_that_many_mention(
    plenum: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(face, "BLOCK", 2)
    mentioning("省委十届九次全会")
    assert found("省委十届九次全会") == ["own", "news0", "news1", "news2"]


def law(key: str, title: str, **values: Any) -> None:
    text = "第一条　本法所称登记，按照本法办理。" * 20 + title
    factories.document(id=key, title=title, genre="law", text=text, **values)


@pytest.mark.parametrize("typed", ["登记示例法", "登記示例法", "《登记示例法》"])
def test_a_law_before_what_cites_it(typed: str) -> None:
    mentioning("登记示例法")
    law("law", "中华人民共和国登记示例法")
    law("rules", "登记示例法实施条例")
    assert found(typed)[0] == "law"


def test_a_law_that_many_cite(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(face, "BLOCK", 2)
    mentioning("登记示例法")
    law("law", "中华人民共和国登记示例法")
    first = found("登记示例法")
    assert first[0] == "law"
    assert sorted(first) == ["law", "news0", "news1", "news2"]


def test_a_long_document_with_the_word_in_its_title(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten others have the word more often, of which the two best are looked at closely."""
    monkeypatch.setattr(face, "BLOCK", 2)
    for at in range(10):
        factories.document(title="简讯", genre="news", text="水利。" * (at + 2))
    text = "第一条　为了发展，制定本条例。" * 10
    factories.document(id="law", title="示例省水利建设条例", genre="law", text=text)
    assert found("水利")[0] == "law"


def test_a_title_that_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that say all of it again and again, side by side and in one paragraph, come after."""
    title = "关于推进水利设施建设管理和运行维护工作的若干意见"
    factories.document(id="own", title=title, text="各地要高度重视，抓好落实。" * 50)
    mentioning(title)
    assert found(title)[0] == "own"


def test_the_law_in_force_before_the_one_repealed() -> None:
    law("old", "登记示例法", validity="repealed", adopted_on="2020-01-01")
    law("new", "登记示例法", validity="in_force", adopted_on="2020-01-01")
    assert found("登记示例法") == ["new", "old"]


def test_the_report_of_a_year() -> None:
    report = "示例省政府工作报告"
    for year in (2022, 2023, 2024):
        text = f"回顾{year - 1}年，部署{year + 1}年。" + "工作取得进展，政府按报告办。" * 40
        title = f"{year}年{report}"
        factories.document(id=f"of{year}", title=title, genre="report", text=text)
    mentioning("2023年政府工作报告", "代表热议报告")
    assert found("2023年政府工作报告")[0] == "of2023"
    assert found("政府工作报告 2024")[0] == "of2024"


def test_what_a_body_issued() -> None:
    government = Body.objects.get(slug="gov-990000")
    text = "示例省人民政府关于水利的规划。"
    factories.document(id="other", title="水利规划", text=text)
    factories.document([government], id="own", title="水利规划", text=text)
    assert found("示例省政府 水利规划") == ["own", "other"]
    assert found("水利规划 示例省人民政府") == ["own", "other"]


def seen(**values: object) -> Seen:
    plain = {
        "document": "a", "score": 0.0, "bigrams": 0.0, "title": "水利", "level": None, "day": None,
        "year": None, "genre": "news", "is_repealed": False, "is_adopted": False,
        "is_issued": False,
    }  # fmt: skip
    return Seen(**plain | values)  # type: ignore[arg-type]


SHARES: list[tuple[dict[str, object], dict[str, float]]] = [
    ({}, {}),
    ({"is_adopted": True}, {"meeting": REPORTED}),
    ({"is_adopted": True, "genre": "law"}, {"meeting": MEETING, "source": SOURCE["law"]}),
    ({"is_issued": True}, {"issuer": ISSUER}),
    ({"year": 2023}, {"year": YEAR}),
    ({"year": 2023, "title": "2022年水利"}, {}),
    ({"genre": "law"}, {"source": SOURCE["law"]}),
    ({"is_repealed": True}, {"repealed": REPEALED}),
]


@pytest.mark.parametrize(("values", "expected"), SHARES)
def test_shares(values: dict[str, object], expected: Mapping[str, float]) -> None:
    named = Naming((Part(("教育",), 1.0),), years=frozenset({2023}))
    assert shares(seen(**values), named, TODAY) == expected


def test_a_title_that_is_what_was_typed_is_worth_most() -> None:
    named = Naming((Part(("水利",), 1.0),))
    titles = ("水利", "全省水利", "水利规划纲要", "教育")
    found = [shares(seen(title=title, genre="law"), named, TODAY) for title in titles]
    worth = [each.get("title", 0.0) for each in found]
    assert worth == pytest.approx([2.0, 0.5 + 0.15 + 0.2, 0.5 + 0.1, 0.0])
    assert shares(seen(title="全省水利"), named, TODAY)["title"] == pytest.approx(0.5 + 0.15)
