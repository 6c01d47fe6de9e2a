"""The text of a document in its forms."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from documents.api.texts import FRONT_MATTER, front_matter
from documents.models import Document
from documents.search.index import index_document
from tests import factories
from tests.asking import API, Api

TEXT = "第一章 总则\n第一条 为了*规范*示例工作，制定本条例。"


@pytest.fixture
def stored(api: Api) -> Document:
    issuer = factories.body("gov-990000")
    made = factories.document(
        [issuer],
        id="here",
        title='示例"条例"',
        text=TEXT,
        index=False,
        adopted_on="2026-03-02",
        genre="law",
    )
    factories.section(made, 1, type="章", label="第一章", heading="总则", end=len(TEXT))
    factories.section(made, 2, type="条", level=2, label="第一条", start=7, end=len(TEXT))
    factories.source(made, url="https://example.org/here")
    index_document(made.id)
    return made


def test_markdown_has_a_head_and_anchors(api: Api, stored: Document) -> None:
    answer = api.get("documents/here/text.md")
    assert answer["Content-Type"] == "text/markdown; charset=utf-8"
    _, head, body = answer.content.decode().split("---\n", 2)
    assert yaml.safe_load(head) == {
        "id": "here",
        "title": '示例"条例"',
        "subtitle": None,
        "genre": "law",
        "kind": None,
        "document_number": None,
        "issuers": ["全称gov-990000"],
        "adopted_on": "2026-03-02",
        "published_on": None,
        "effective_on": None,
        "validity": "unknown",
        "url": "https://example.org/here",
        "source": f"http://testserver{API}documents/here/",
    }
    assert body == (
        '\n# 示例"条例"\n\n'
        '## <a id="section-1"></a>第一章 总则\n\n'
        '<a id="section-2"></a>第一条 为了\\*规范\\*示例工作，制定本条例。\n'
    )


def test_anchors_are_those_that_passages_name(api: Api, stored: Document) -> None:
    (passage,) = api.json("passages/", q="规范示例工作")["results"]
    anchor = passage["section"]["anchor"]
    assert f'<a id="{anchor}"></a>第一条' in api.get("documents/here/text.md").content.decode()


def test_plain_text_is_the_text(api: Api, stored: Document) -> None:
    for asked in ({"format": "txt"}, {}):
        path = "documents/here/text/" if asked else "documents/here/text.txt"
        answer = api.get(path, **asked)
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert answer.content.decode() == TEXT


def test_json_is_as_it_was(api: Api, stored: Document) -> None:
    assert api.json("documents/here/text/") == {
        "id": "here",
        "title": '示例"条例"',
        "has_text": True,
        "text": TEXT,
    }


@pytest.mark.parametrize("suffix", ["md", "txt"])
def test_without_a_text_there_is_no_such_form(api: Api, suffix: str) -> None:
    factories.document(id="bare")
    assert "no text" in api.problem(f"documents/bare/text.{suffix}", 404)["detail"]
    assert api.json("documents/bare/text/")["text"] is None


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20))
def test_any_title_is_read_back_from_the_head(title: str) -> None:
    row: dict[str, Any] = dict.fromkeys(FRONT_MATTER)
    row |= {"title": title, "issuers": [{"name": title}], "links": {"self": "https://example.org"}}
    head = front_matter(row).split("\n")
    assert (head[0], head[-3:]) == ("---", ["---", "", ""])
    assert all(": " in line for line in head[1:-3])
    said = yaml.safe_load("\n".join(head[1:-3]))
    assert (said["title"], said["issuers"]) == (title, [title])
    assert json.loads(json.dumps(said)) == said
