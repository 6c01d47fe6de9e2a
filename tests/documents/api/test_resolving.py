"""`citations/resolve/`: what a pasted text cites."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from documents.ingest.current import current_tools, forget_tools
from documents.ingest.pipeline import run
from documents.models import Citation, Document
from documents.text.stages import RawDocument
from tests import factories
from tests.asking import API, Api

PATH = f"{API}citations/resolve/"
TEXT = (
    "为落实《示例省人民政府关于发展新质生产力的意见》（示政发〔2026〕7号）和省委十届九次全会精神，"
    "根据《示例条例》，制定本办法。"
)


@pytest.fixture
def stored(reference: None, api: Api) -> dict[str, str]:
    """Name → id of what is cited."""
    forget_tools()
    factories.plenum(held_from="2025-05-01")
    rows: dict[str, dict[str, Any]] = {
        "opinion": {
            "title": "示例省人民政府关于发展新质生产力的意见",
            "document_number": "示政发〔2026〕7号",
        },
        "rules": {"title": "示例条例", "adopted_on": "2020-01-01"},
        "old": {"title": "政府工作报告", "adopted_on": "2024-01-01"},
        "new": {"title": "政府工作报告", "adopted_on": "2025-01-01"},
        "draft": {"title": "不公开的办法", "status": "draft"},
    }
    made = {name: factories.document(**values) for name, values in rows.items()}
    factories.source(made["opinion"], url="https://example.org/7")
    return {name: document.id for name, document in made.items()}


def ask(api: Api, body: Any, content_type: str = "application/json") -> HttpResponse:
    sent = body if isinstance(body, str) else json.dumps(body)
    answer: Any = api.client.post(PATH, sent, content_type=content_type)
    return answer  # type: ignore[no-any-return]


def resolved(api: Api, text: str, **more: Any) -> dict[str, Any]:
    answer: Any = ask(api, {"text": text, **more})
    assert answer.status_code == 200, answer.content.decode()
    body: dict[str, Any] = answer.json()
    for one in (*body["citations"], *body["terms"]):
        assert one["surface"] == text[one["start"] : one["end"]]
    return body


class TestCitations:
    def test_documents_and_meetings(self, api: Api, stored: dict[str, str]) -> None:
        opinion, meeting, rules = resolved(api, TEXT, region="990000")["citations"]
        assert opinion["document"]["id"] == stored["opinion"]
        assert opinion["document"]["url"] == "https://example.org/7"
        assert opinion["relation"] == "implements"
        assert opinion["target"] == "示政发〔2026〕7号"
        assert opinion["surface"] == "《示例省人民政府关于发展新质生产力的意见》"
        assert api.client.get(opinion["document"]["links"]["self"]).status_code == 200
        assert meeting["meeting"]["slug"] == "cpc-990000-10-plenum-9"
        assert meeting["document"] is None
        assert api.client.get(meeting["meeting"]["links"]["self"]).status_code == 200
        assert rules["document"]["id"] == stored["rules"]

    def test_terms(self, api: Api, stored: dict[str, str]) -> None:
        (term,) = resolved(api, "发展新质生产力。")["terms"]
        assert term["term"]["label"] == term["surface"] == "新质生产力"

    @pytest.mark.parametrize("text", ["《示例条例》", "示政发[2026]7号", "省委十届九次全会"])
    def test_nothing_but_a_name(self, api: Api, stored: dict[str, str], text: str) -> None:
        (found,) = resolved(api, text, region="990000")["citations"]
        assert found["document"] or found["meeting"]

    def test_lines_that_break_off(self, api: Api, stored: dict[str, str]) -> None:
        text = "根据示政发〔2026〕\r\n 7号、《示例\n条例》和省委十届\n九次全会精神"
        found = resolved(api, text, region="990000")["citations"]
        assert all(one["document"] or one["meeting"] for one in found)
        surfaces = ["示政发〔2026〕\r\n 7号", "《示例\n条例》", "省委十届\n九次全会"]
        assert [one["surface"] for one in found] == surfaces

    def test_traditional_script(self, api: Api, stored: dict[str, str]) -> None:
        (found,) = resolved(api, "根據《示例條例》的規定，現將有關事項發佈如下。")["citations"]
        assert (found["surface"], found["target"]) == ("《示例條例》", "示例条例")
        assert found["document"]["id"] == stored["rules"]

    def test_as_ingest_does_it(self, api: Api, stored: dict[str, str]) -> None:
        """The same citations as of a stored document with this text."""
        head = "示例省人民政府办公厅关于做好示例工作的通知\n示政办发〔2026〕9号\n\n各市人民政府：\n"
        draft = run(RawDocument(head + TEXT, "text/plain"), current_tools())
        ingested = [(c.kind, c.relation, c.surface, c.target) for c in draft.citations]
        found = resolved(api, TEXT, region="990000")["citations"]
        keys = ("kind", "relation", "surface", "target")
        assert [tuple(one[key] for key in keys) for one in found] == ingested


class TestCandidates:
    def test_ambiguity_stays_open(self, api: Api, stored: dict[str, str]) -> None:
        (found,) = resolved(api, "见《政府工作报告》。")["citations"]
        assert found["document"] is None
        assert [one["id"] for one in found["candidates"]] == [stored["new"], stored["old"]]

    @pytest.mark.parametrize("name", ["“十五五”示例发展规划", "《“十五五”示例发展规划》"])
    def test_the_notice_that_issues_it_may_be_meant(
        self, api: Api, stored: dict[str, str], name: str
    ) -> None:
        title = f"示例省人民政府关于印发{name}的通知"
        notice = factories.document(title=title)
        (found,) = resolved(api, "落实《“十五五”示例发展规划》")["citations"]
        assert found["document"] is None
        assert [one["id"] for one in found["candidates"]] == [notice.id]

    def test_what_came_later_is_not_cited(self, api: Api, stored: dict[str, str]) -> None:
        (found,) = resolved(api, "见《政府工作报告》。", date="2024-12-31")["citations"]
        assert found["document"]["id"] == stored["old"]
        (found,) = resolved(api, "根据《示例条例》", date="2019-12-31")["citations"]
        assert (found["document"], found["candidates"]) == (None, [])

    def test_a_meeting_of_somebody(self, api: Api, stored: dict[str, str]) -> None:
        (found,) = resolved(api, "省委十届九次全会提出")["citations"]
        assert (found["target"], found["meeting"]) == (None, None)
        assert [one["id"] for one in found["candidates"]] == ["cpc-990000-10-plenum-9"]

    def test_what_is_not_public_is_not_there(self, api: Api, stored: dict[str, str]) -> None:
        (found,) = resolved(api, "根据《不公开的办法》")["citations"]
        assert (found["document"], found["candidates"]) == (None, [])


class TestRequests:
    @pytest.mark.parametrize(
        ("body", "status", "field"),
        [
            ({}, 400, "text"),
            ({"text": ""}, 400, "text"),
            ({"text": 5}, 400, "text"),
            ({"text": "a\x00b"}, 400, "text"),
            ({"text": "\ud800"}, 400, "text"),
            ({"text": "长" * 100_001}, 400, "text"),
            ({"text": "x", "region": "省"}, 400, "region"),
            ({"text": "x", "region": "999999"}, 400, "region"),
            ({"text": "x", "date": "2024-02-30"}, 400, "date"),
            ({"text": "x", "lang": "zh"}, 400, "lang"),
            ([], 400, "body"),
        ],
    )
    def test_errors_name_the_field(self, api: Api, body: Any, status: int, field: str) -> None:
        answer: Any = ask(api, body)
        assert answer.status_code == status
        assert list(answer.json()["errors"]) == [field]

    def test_too_large(self, api: Api) -> None:
        answer: Any = ask(api, "x" * 1_300_000)
        assert answer.status_code == 413
        assert "bytes" in answer.json()["detail"]

    @pytest.mark.parametrize(
        ("content_type", "body", "status"),
        [("application/json", "{", 400), ("text/plain", "x", 415)],
    )
    def test_what_is_not_json(self, api: Api, content_type: str, body: str, status: int) -> None:
        assert ask(api, body, content_type).status_code == status

    def test_it_only_posts(self, api: Api) -> None:
        assert api.client.get(PATH).status_code == 405

    def test_scripts_of_other_origins_may_ask(self, api: Api) -> None:
        preflight = {
            "origin": "https://app.example",
            "access_control_request_method": "POST",
            "access_control_request_headers": "content-type",
        }
        answer = api.client.options(PATH, headers=preflight)
        assert "POST" in answer["Access-Control-Allow-Methods"]
        assert "content-type" in answer["Access-Control-Allow-Headers"]

    def test_queries(self, api: Api, stored: dict[str, str]) -> None:
        """However much is cited; nothing is written."""
        text = TEXT + "、".join(f"《关于做好第{n}项示例工作的意见》" for n in range(200))
        resolved(api, text, region="990000")
        before = (Document.objects.count(), Citation.objects.count())
        with CaptureQueriesContext(connection) as captured:
            resolved(api, text, region="990000")
        assert len(captured) <= 6
        assert (Document.objects.count(), Citation.objects.count()) == before

    @pytest.mark.parametrize(
        "piece",
        [
            "《",
            "》",
            "《\n",
            "〈《",
            "\x01\x7f\u200b",
            "（",
            "二",
            "第三次会议",
            "《甲法》、",
            "<b>",
            "號",
            "\r\n",
            " \u3000",
        ],
    )
    def test_hostile_texts(self, api: Api, piece: str) -> None:
        answer = resolved(api, "文" + piece * (20_000 // len(piece)))
        assert set(answer) == {"citations", "terms"}
