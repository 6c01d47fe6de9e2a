"""One document, its text, and what belongs to it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from documents.api import columns, serializers
from documents.models import Document, HistoryEvent
from policyapi.rest.selection import Columns
from tests import factories
from tests.asking import Api

TEXT = "第一章\n落实三高。"


@pytest.fixture
def decision(db: None) -> Document:
    """A decision with all that a document may have."""
    region = factories.region(name="示例省")
    party = factories.body(short_name="示例省委")
    made = factories.document(
        [party],
        [factories.term("san-gao", label="三高")],
        id="decision",
        title="示例决定",
        kind="决定",
        document_number="示委发〔2021〕3号",
        text=TEXT,
        region=region,
        meeting=factories.meeting(body=party, name="示例全会", convocation=12, session=6),
        adopted_on=date(2021, 5, 1),
        authors=["示例省委书记"],
        flags=["excerpt"],
    )
    HistoryEvent.objects.create(document=made, position=1, event="通过", date=date(2021, 5, 1))
    top = factories.section(made, 1, type="章", label="第一章", heading="总则")
    factories.section(made, 2, level=2, start=4, end=9, parent=top)
    factories.source(made, version=1, is_current=False, url="https://example.org/old")
    factories.source(made, version=2, url="https://example.org/new")
    return made


def test_all_keys_are_always_there(api: Api) -> None:
    factories.document(id="bare", index=False)
    bare = api.json("documents/bare/")
    cut = {"text", "sections", "mentions", "citations"}
    assert set(bare) == set(columns.DETAIL.names) - cut
    (row,) = api.json("documents/")["results"]
    assert set(row) == set(columns.LIST.names) - columns.LIST.optional
    assert {name for name, value in row.items() if value is None} == {
        "subtitle", "lead_in", "kind", "document_number", "index_number", "subject", "meeting",
        "region", "level", "adopted_on", "published_on", "effective_on", "publisher", "speaker",
        "digest", "url",
    }  # fmt: skip


def test_detail(api: Api, decision: Document) -> None:
    body = api.json(f"documents/{decision.id}/")
    expected: dict[str, Any] = {
        "id": "decision",
        "issuers": [{"name": "全称cpc-990000", "body": {"slug": "cpc-990000", "name": "示例省委"}}],
        "region": {"code": "990000", "name": "示例省"},
        "meeting": {
            "slug": "cpc-990000-12-plenum-6",
            "name": "示例全会",
            "kind": "plenum",
            "body": "cpc-990000",
            "convocation": 12,
            "session": 6,
            "held_from": None,
            "held_to": None,
            "place": None,
        },
        "adopted_on": "2021-05-01",
        "has_text": True,
        "text_length": len(TEXT),
        "title_inferred": False,
        "url": "https://example.org/new",
        "history": [{"event": "通过", "date": "2021-05-01", "body": None, "meeting": None}],
        "terms": [{"slug": "san-gao", "label": "三高", "count": 1}],
        "section_count": 2,
        "citation_count": 0,
        "cited_by_count": 0,
    }
    assert {name: body[name] for name in expected} == expected
    assert [source["version"] for source in body["sources"]] == [2, 1]
    assert body["links"]["self"] == "http://testserver/api/v1/documents/decision/"
    assert all(api.client.get(link).status_code == 200 for link in body["links"].values())


def test_more_of_issuers_and_meeting(api: Api, decision: Document) -> None:
    """`include` puts wider objects in their place, whatever else is chosen."""
    party = factories.body()
    stated = factories.document(meeting_stated={"name": "示例会议", "kind": "other"})
    wide = {"include": "issuers,meeting", "fields": "id"}
    (row,) = api.json("documents/", id__in=decision.id, **wide)["results"]
    assert row == api.json(f"documents/{decision.id}/", **wide)
    (issuer,) = row["issuers"]
    assert issuer["body"] == {
        "slug": party.slug,
        "name": party.short_name,
        "full_name": party.name,
        "aliases": [],
        "system": "party",
        "region": "990000",
    }
    assert row["meeting"]["body_name"] == party.short_name
    assert row["meeting"]["region"] == {"code": "990000", "name": "示例省"}
    said = api.json(f"documents/{stated.id}/", **wide)["meeting"]
    assert (said["name"], said["slug"], said["aliases"]) == ("示例会议", None, [])
    narrow = api.json(f"documents/{decision.id}/")
    assert set(narrow["issuers"][0]["body"]) == {"slug", "name"}
    assert "aliases" not in narrow["meeting"]


def test_included_parts_are_the_same_in_list_and_detail(api: Api, decision: Document) -> None:
    parts = "text,sections,terms,citations,history,sources"
    detail = api.json(f"documents/{decision.id}/", include="text,sections,citations")
    (row,) = api.json("documents/", include=parts)["results"]
    for part in parts.split(","):
        assert row[part] == detail[part]
    assert row["text"] == TEXT
    assert [(s["label"], s["parent"]) for s in row["sections"]] == [("第一章", None), (None, 1)]


def test_fields_and_omit_cut_the_answer(api: Api, decision: Document) -> None:
    assert api.json(f"documents/{decision.id}/", fields="title,id") == {
        "id": "decision",
        "title": "示例决定",
    }
    assert set(api.json("documents/", fields=["id", "text"])["results"][0]) == {"id", "text"}
    assert "digest" not in api.json("documents/", omit="digest,title")["results"][0]
    assert set(api.json("documents/", fields="id,title", omit="id")["results"][0]) == {"title"}
    assert "title" in api.json("documents/", fields="", omit="", include="")["results"][0]
    refused: tuple[dict[str, Any], ...] = (
        {"fields": "colour"},
        {"include": "title"},
        {"omit": "a,,b"},
    )
    for asked in refused:
        api.problem("documents/", **asked)


def test_a_meeting_that_is_only_stated(api: Api) -> None:
    stated = {
        "name": "示例会议", "slug": "cpc-990000-1-plenum-1", "body": None, "kind": "plenum",
        "convocation": 1, "session": 1, "held_on": "2001-02-03", "place": "示例市",
    }  # fmt: skip
    factories.document(id="a", meeting_stated=stated)
    assert api.json("documents/a/")["meeting"] == {
        "slug": None, "name": "示例会议", "kind": "plenum", "body": None, "convocation": 1,
        "session": 1, "held_from": "2001-02-03", "held_to": "2001-02-03", "place": "示例市",
    }  # fmt: skip


@pytest.mark.parametrize(
    "asked", [{"headers": {"accept": "text/plain"}}, {"data": {"format": "txt"}}]
)
def test_plain_text(api: Api, decision: Document, asked: dict[str, Any]) -> None:
    answer = api.client.get(f"/api/v1/documents/{decision.id}/text/", **asked)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.content.decode() == TEXT
    assert "Accept" in answer["Vary"]


def test_text_as_json(api: Api, decision: Document) -> None:
    assert api.json(f"documents/{decision.id}/text/") == {
        "id": "decision",
        "title": "示例决定",
        "has_text": True,
        "text": TEXT,
    }


def test_a_record_without_text(api: Api) -> None:
    factories.document(id="bare", digest="摘要")
    assert api.json("documents/bare/text/")["text"] is None
    assert "no text" in api.problem("documents/bare/text/", 404, format="txt")["detail"]


def test_parts(api: Api, decision: Document) -> None:
    cited = factories.document(id="cited", title="示例条例", adopted_on=date(2000, 1, 1))
    section = decision.sections.get(position=2)
    factories.citation(
        decision, section=section, relation="implements", target="示例条例",
        target_document=cited, start=4, end=6,
    )  # fmt: skip
    factories.citation(decision, kind="meeting", target_meeting=factories.meeting(), start=7, end=8)
    document, met = api.json(f"documents/{decision.id}/citations/")["results"]
    assert document["document"] == {"id": "cited", "title": "示例条例"}
    assert (document["section"], document["start"], document["end"]) == (2, 4, 6)
    assert met["meeting"]["slug"] == "cpc-990000-12-plenum-6"
    (back,) = api.json("documents/cited/cited-by/")["results"]
    assert back["document"]["id"] == "decision"
    assert back["relation"] == "implements"
    assert api.json("documents/cited/")["cited_by_count"] == 1
    sections = api.json(f"documents/{decision.id}/sections/")["results"]
    assert [s["position"] for s in sections] == [1, 2]
    sources = api.json(f"documents/{decision.id}/sources/", ordering="version")["results"]
    assert [s["is_current"] for s in sources] == [False, True]
    walked: list[Any] = api.walk(f"documents/{decision.id}/sections/", key="position", page_size=1)
    assert walked == [1, 2]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_cited_document_shows_only_while_it_is_published(api: Api, status: str) -> None:
    citing = factories.document(id="citing", text="依照《示例条例》")
    hidden = factories.document(title="示例条例", status=status)
    factories.citation(citing, target="示例条例", target_document=hidden, start=2, end=8)
    (shown,) = api.json("documents/citing/citations/")["results"]
    assert (shown["target"], shown["document"]) == ("示例条例", None)
    assert api.json("documents/citing/", include="citations")["citations"][0]["document"] is None


def test_lookup(api: Api, decision: Document) -> None:
    same = factories.document(document_number="示委发〔2021〕3号")
    found = api.ids("documents/lookup/", number="示委发［2021］第3号")
    assert set(found) == {decision.id, same.id}
    assert api.json("documents/lookup/", number="无此文号")["count"] == 0


@pytest.mark.parametrize(
    ("declared", "serializer"),
    [
        (columns.LIST, serializers.DocumentItem),
        (columns.DETAIL, serializers.DocumentFull),
        (columns.SECTION_LIST, serializers.SectionItem),
        (columns.CITATION_LIST, serializers.CitationItem),
        (columns.CITED_BY_LIST, serializers.CitedByItem),
        (columns.SOURCE_LIST, serializers.SourceItem),
    ],
)
def test_columns_and_types_name_the_same_keys(declared: Columns, serializer: Any) -> None:
    assert set(declared.names) == set(serializer().fields)
