"""`passages/`: paragraphs with document, section and offsets."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest

from documents.models import Document
from documents.search.index import index_document
from documents.search.passage_ranking import DEPTH
from tests import factories
from tests.asking import Api

pytestmark = pytest.mark.django_db

FILLER = "各部门要把这项工作抓实抓细，按季度向社会公布进展，接受群众监督，确保年底前见到成效。" * 3
RULES = f"""第一章 总则
第一条 为了保护示例河的水质，制定本办法。{FILLER}
第二章 管理
第二条 沿岸<企业>应当安装在线监测设备，监测数据接入市级平台。{FILLER}
第三条 禁止向示例河倾倒垃圾，违者由水利部门处理。{FILLER}
第四条 水利部门会同企业清理示例河的垃圾，企业承担费用。{FILLER}"""


def ruled(**values: Any) -> Document:
    """A law of two chapters and four articles, indexed."""
    made = factories.document(title="示例市河道管理办法", text=RULES, index=False, **values)
    chapters = [(m.group(), m.start()) for m in re.finditer("第.章 ..", RULES)]
    articles = [(m.group(), m.start()) for m in re.finditer("第.条", RULES)]
    ends = [chapters[1][1] - 1, len(RULES)]
    number = 0
    for (named, start), end in zip(chapters, ends, strict=True):
        label, heading = named.split()
        number += 1
        factories.section(
            made, position=number, type="章", level=1, label=label, heading=heading,
            start=start, end=end,
        )  # fmt: skip
        for label, at in articles:
            if start <= at < end:
                number += 1
                factories.section(
                    made, position=number, type="条", level=2, label=label,
                    start=at, end=RULES.find("\n", at) if "\n" in RULES[at:] else len(RULES),
                )  # fmt: skip
    index_document(made.id)
    return made


def test_a_paragraph_comes_with_its_document_and_section(api: Api) -> None:
    made = ruled(adopted_on="2024-05-06", issuers=[factories.body(short_name="示例市政府")])
    (found,) = api.json("passages/", q="在线监测设备")["results"]
    assert found["document"] == {
        "id": made.id,
        "title": "示例市河道管理办法",
        "adopted_on": "2024-05-06",
        "issuers": ["示例市政府"],
    }
    assert found["section"] == {
        "position": 4,
        "anchor": "section-4",
        "type": "条",
        "label": "第二条",
        "heading": None,
        "path": ["第二章 管理", "第二条"],
    }
    assert "<mark>在线监测设备</mark>" in found["snippet"]
    assert "&lt;企业&gt;" in found["snippet"]
    shown = html.unescape(re.sub("</?mark>", "", found["snippet"]))
    assert shown == RULES[found["start"] : found["end"]]
    assert shown.startswith("第二章 管理\n第二条")


def test_two_of_a_document_at_most_unless_it_is_named(api: Api) -> None:
    made, other = ruled(), ruled()
    found = api.json("passages/", q="示例河")
    assert [found["count"], found["count_is_estimate"]] == [4, False]
    documents = [row["document"]["id"] for row in found["results"]]
    assert sorted(documents) == sorted([made.id, other.id] * 2)
    inside = api.json("passages/", q="示例河", document=made.id)
    assert inside["count"] == 3
    assert {row["document"]["id"] for row in inside["results"]} == {made.id}
    assert api.json("passages/", q="示例河", document="nowhere")["count"] == 0


def test_words_close_together_come_first(api: Api) -> None:
    ruled()
    first, second = api.json("passages/", q="企业 垃圾 费用")["results"]
    assert first["section"]["label"] == "第四条"
    assert second["section"]["label"] == "第三条"


def test_a_phrase_is_found_however_it_is_cut(api: Api) -> None:
    ruled()
    for phrase, label in {"例河倾倒垃": "第三条", "部门会": "第四条", "线监": "第二条"}.items():
        (found,) = api.json("passages/", q=f'"{phrase}"')["results"]
        assert found["section"]["label"] == label
    assert api.json("passages/", q='"河例示"')["count"] == 0


def test_what_is_excluded_stays_out(api: Api) -> None:
    ruled()
    labels = [row["section"]["label"] for row in api.json("passages/", q="示例河 -企业")["results"]]
    assert sorted(labels) == ["第一条", "第三条"]
    assert api.json("passages/", q="水利 OR 设备")["count"] == 2


def test_a_single_character_is_looked_up_in_the_text(api: Api) -> None:
    ruled()
    (found,) = api.json("passages/", q="垃圾 由")["results"]
    assert found["section"]["label"] == "第三条"


def test_filters_are_those_of_documents(api: Api) -> None:
    made = ruled(genre="law", adopted_on="2024-05-06")
    ruled(genre="official", kind="通知")
    found = api.json("passages/", q="示例河", genre="law", year=2024)
    assert {row["document"]["id"] for row in found["results"]} == {made.id}
    nothing = api.json("passages/", q="示例河", issuer="cpc-000000")
    assert nothing["count"] == 0
    assert "cpc-000000" in nothing["query"]["notes"][-1]


def test_drafts_are_not_found(api: Api) -> None:
    ruled(status="draft")
    assert api.json("passages/", q="示例河")["count"] == 0
    assert api.json("passages/", q='"示例河"')["count"] == 0


def test_the_title_alone_leads_to_no_paragraph_without_the_words(api: Api) -> None:
    ruled()
    assert api.json("passages/", q="title:河道 在线监测")["count"] == 1
    assert api.json("passages/", q="title:森林 在线监测")["count"] == 0


def test_pages(api: Api) -> None:
    for _ in range(3):
        ruled()
    first = api.json("passages/", q="示例河", page_size=4)
    assert first["count"] == 6
    second = api.client.get(first["next"]).json()
    assert second["next"] is None
    keys = [(row["document"]["id"], row["start"]) for row in first["results"] + second["results"]]
    assert len(set(keys)) == 6
    assert api.client.get(second["previous"]).json() == first


@pytest.mark.parametrize(
    ("asked", "at_fault"),
    [
        ({}, "q"),
        ({"q": "水", "page": 2}, "page"),
        ({"q": "水", "page": 30, "page_size": 50}, "page"),
        ({"q": "水", "page_size": 51}, "page_size"),
        ({"q": "水", "document": "a b"}, "document"),
        ({"q": "水", "cursor": ""}, "cursor"),
        ({"q": "水" * 501}, "q"),
    ],
)
def test_what_cannot_be_answered_is_said(api: Api, asked: dict[str, Any], at_fault: str) -> None:
    assert list(api.problem("passages/", **asked)["errors"]) == [at_fault]


def test_too_deep_says_what_to_do_instead(api: Api) -> None:
    (reason,) = api.problem("passages/", q="水", page=30, page_size=50)["errors"]["page"]
    assert f"{DEPTH:,} paragraphs" in reason
    assert "cursor=" in reason


TYPED = (
    '"', "((((", "-", "-水", "OR", "a & b | !c", "<->", "'; DROP TABLE documents_passage", "水*",
    "\x00水", "*", "\\",
    'title:"', "number:国发〔2018〕42号", "issuer:nobody 水", '-"示例河" OR 水',
)  # fmt: skip


@pytest.mark.parametrize("typed", TYPED)
def test_whatever_is_typed_is_answered(api: Api, typed: str) -> None:
    ruled()
    assert api.json("passages/", q=typed)["count"] <= 3
