"""`q` over HTTP: what is found, in which order, and what is marked in it."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from documents.models import Document
from documents.search.index import index_document
from tests import factories
from tests.asking import Api

TEXT = "会议强调，要落实“三高四新”\n美好蓝图，推动高质量发展。\n建设<b>数字</b>示例&乾县。"


def _plain(snippet: str) -> str:
    return html.unescape(re.sub(r"</?mark>", "", snippet))


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("三高四新", True),
        ("三高四新 高质量发展", True),
        ("三高四新 水利", False),
        ("水利 OR 三高四新", True),
        ('"三高四新美好蓝图"', True),
        ('"三高四新 美好"', True),
        ('"四新美好蓝"', True),
        ('"高四新高质"', False),
        ('"高质量"', True),
        ('"质量发"', True),
        ("三高四新 -水利", True),
        ("三高四新 -高质量发展", False),
        ("三高四新 -发展高质量", True),
        ('三高四新 -"高质量发展"', False),
        ("-水利", True),
        ("(水利 OR 蓝图) 发展", True),
        ("title:示例", True),
        ("title:蓝图", False),
        ('title:"示例决"', True),
        ('title:"高质量"', False),
        ("三高四新戰略 OR 會議強調", True),
        ("會議強調", True),
        ("落實三高四新", True),
        ("“三高四新”", True),
        ("「美好蓝图」", True),
        ("数字", True),
        ("乾县", True),
        ("示委发", True),
        ('"示委发〔2021〕3号"', True),
        ("摘要里的话", True),
    ],
)
def test_what_is_found(api: Api, q: str, found: bool) -> None:
    factories.document(
        id="here",
        title="示例决定",
        text=TEXT,
        document_number="示委发〔2021〕3号",
        digest="摘要里的话",
    )
    assert (api.ids(q=q) == ["here"]) is found


def test_full_width_and_case_do_not_matter(api: Api) -> None:
    factories.document(id="here", title="关于ＰＭ2.5和Vocs治理的通知")
    assert api.ids(q="pm2.5 VOCS") == ["here"]
    assert api.ids(q='"ＶＯＣｓ治理"') == ["here"]


def test_title_comes_before_heading_before_body(api: Api) -> None:
    factories.document(id="body", title="甲", text="开头。\n水利")
    headed = factories.document(id="heading", title="乙", text="开头。\n水利", index=False)
    factories.section(headed, heading="水利")
    index_document("heading")
    factories.document(id="title", title="水利", text="开头。\n其他")
    assert api.ids(q="水利") == ["title", "heading", "body"]
    assert api.ids(q="水利", ordering="title") == ["heading", "title", "body"]


def test_the_newer_of_two_alike_comes_first(api: Api) -> None:
    for year in (2019, 2021, 2020):
        factories.document(id=str(year), title="水利", adopted_on=f"{year}-01-01")
    assert api.ids(q="水利") == ["2021", "2020", "2019"]
    assert api.ids(q="水利", ordering="adopted_on") == ["2019", "2020", "2021"]


def test_highlights_are_spans_with_marked_snippets(api: Api) -> None:
    made = factories.document(title="示例决定", text=TEXT)
    factories.section(made, position=1, start=0, end=len(TEXT))
    factories.section(made, position=2, level=2, start=TEXT.index("建设"), end=len(TEXT))
    (row,) = api.json("documents/", q="数字 高质量发展", highlight="true")["results"]
    marked = "".join(item["snippet"] for item in row["highlights"])
    assert "<mark>高质量发展</mark>" in marked
    assert "<mark>数字</mark>" in marked
    for item in row["highlights"]:
        assert item["field"] == "text"
        assert _plain(item["snippet"]) == TEXT[item["start"] : item["end"]]
    assert row["highlights"][0]["section"] == 1


def test_all_else_in_a_snippet_is_escaped(api: Api) -> None:
    factories.document(title="甲", text='<script>alert("x")</script>水利&<img src=x onerror=1>')
    (row,) = api.json("documents/", q="水利 script", highlight="true")["results"]
    (item,) = row["highlights"]
    assert re.findall(r"<[^>]*>", item["snippet"]) == ["<mark>", "</mark>"] * 3
    assert "&lt;img" in item["snippet"]


@pytest.mark.parametrize(
    ("values", "field"),
    [({"digest": "讲水利"}, "digest"), ({"title": "水利"}, "title"), ({"text": "水利"}, "text")],
)
def test_highlights_come_from_where_it_was_found(
    api: Api, values: dict[str, str], field: str
) -> None:
    asked: dict[str, Any] = {"title": "甲"} | values
    factories.document(**asked)
    (row,) = api.json("documents/", q="水利", highlight="true")["results"]
    assert [item["field"] for item in row["highlights"]] == [field]
    assert "<mark>水利</mark>" in row["highlights"][0]["snippet"]


def test_without_a_query_there_is_nothing_to_mark(api: Api) -> None:
    factories.document()
    (row,) = api.json("documents/", highlight="true")["results"]
    assert row["highlights"] == []


def test_the_query_is_told_back(api: Api) -> None:
    said = api.json("documents/", q='三高四新 "未闭合')["query"]
    assert said["text"] == '三高四新 "未闭合'
    assert said["terms"] == ["三高四新", "未闭合"]
    assert said["expanded"] == {}
    assert "quotation mark" in said["notes"][0]
    assert "query" not in api.json("documents/")
    assert "query" not in api.json("documents/", q="")


@pytest.mark.parametrize("q", ["，。", "“”", '""', "-", "()", "OR", "\x00\x01"])
def test_nothing_to_search_for_finds_nothing_and_says_so(api: Api, q: str) -> None:
    factories.document()
    page = api.json("documents/", q=q)
    assert page["count"] == 0
    assert page["query"]["notes"] != []


@pytest.mark.parametrize("q", ["x" * 10_000, "发展 " * 2000, "   "])
def test_a_query_too_long_or_blank_is_refused(api: Api, q: str) -> None:
    assert list(api.problem("documents/", q=q)["errors"]) == ["q"]


@pytest.mark.parametrize(
    "q",
    [
        "'; DROP TABLE documents_document; --",
        "a' & b:* | !c <-> d",
        "\\",
        "'\\''",
        "%s %(a)s %",
        "100%",
        "{}[].*+?^$",
        "a\nb\tc",
        "((((((((((((((((((((((((((((((a",
        "-" * 500,
        "- - -a -(-b)",
        '"' * 99,
        "title:title:title:a",
        "title:-a",
        "foo:bar",
        "𠀀𠀁 𠀂",
        "‮אב🙂",
        "一" * 500,
        '"' + "甲乙" * 240 + '"',
        " ".join(f'"{a}{b}"' for a in "甲乙丙丁戊己" for b in "子丑寅卯辰巳"),
        "OR " * 150,
        "(a OR b) " * 50,
    ],
)
def test_odd_queries_are_answered(api: Api, q: str) -> None:
    factories.document(title="甲乙丙丁", text=TEXT)
    ways: tuple[dict[str, Any], ...] = (
        {},
        {"highlight": "true", "facet": "kind"},
        {"cursor": "", "page_size": 1},
    )
    for asked in ways:
        assert api.get("documents/", q=q, **asked).status_code == 200


class AnyQuery(TestCase):
    @given(st.text(max_size=60) | st.text(alphabet="甲乙 \"()-OR:titl|'\\%“”", max_size=60))
    @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
    def test_is_never_an_error_of_ours(self, q: str) -> None:
        if not Document.objects.exists():
            factories.document(title="甲乙丙丁", text=TEXT)
        answer = Api().get("documents/", q=q, highlight="true")
        assert answer.status_code in (200, 400)


class AnyPhrase(TestCase):
    """No silent misses: what occurs is found when quoted, however the words were cut."""

    @given(st.integers(0, len(TEXT) - 2), st.integers(2, 12))
    @settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
    def test_that_occurs_is_found(self, at: int, length: int) -> None:
        if not Document.objects.exists():
            factories.document(title="示例", text=TEXT)
        phrase = TEXT[at : at + length].replace("“", "").replace("”", "").replace("\n", "")
        if len(re.findall(r"\w", phrase)) >= 2:
            assert len(Api().ids(q=f'"{phrase}"')) == 1
