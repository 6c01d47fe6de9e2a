"""Lists as CSV: whole and by the page, to the last row, with few statements and no waste."""

from __future__ import annotations

import csv
import io
import socket
import threading
from collections.abc import Iterator
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIRequestFactory

from documents.api.lists import DocumentList
from documents.api.whole import Piece, whole
from documents.models import Document
from documents.search.index import index_documents
from policyapi.rest import csv_files
from tests import factories
from tests.asking import API, Api

MANY = 330
PIECE = 60


def make(number: int) -> None:
    """So many documents, some without a date."""
    Document.objects.bulk_create(
        Document(
            id=f"m{number:05}",
            title=f"示例通知第{number}号",
            genre="official" if number % 2 else "news",
            adopted_on=f"20{number % 26:02}-01-01" if number % 10 else None,
            digest="营商环境",
            content_changed_at=factories.MOMENT,
        )
        for number in range(number)
    )


@pytest.fixture
def many(api: Api, monkeypatch: pytest.MonkeyPatch) -> Api:
    """Documents enough for several pieces."""
    monkeypatch.setattr(csv_files, "PIECE", PIECE)
    make(MANY)
    index_documents(list(Document.objects.values_list("id", flat=True)))
    return api


def test_thousands_of_rows(api: Api) -> None:
    make(3_100)
    found = [row["id"] for row in rows(api.get("documents.csv", fields="id"))]
    assert (len(found), len(set(found))) == (3_100, 3_100)


def rows(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200
    text = answer.getvalue().decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:], newline="")))


def test_a_whole_list_has_the_rows_of_its_walk(many: Api) -> None:
    asked = {"genre": "official", "ordering": "-title"}
    found = [row["id"] for row in rows(many.get("documents.csv", **asked, fields="id,title"))]
    assert found == many.walk("documents/", **asked, page_size=100)
    assert len(found) == MANY // 2


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"ordering": "adopted_on"},
        {"q": "营商环境", "ordering": "-adopted_on"},
        {"q": "营商环境"},
        {"q": "title:通知", "genre": "news"},
    ],
    ids=str,
)
def test_nothing_is_missing_or_twice(many: Api, asked: dict[str, str]) -> None:
    found = [row["id"] for row in rows(many.get("documents.csv", **asked, fields="id"))]
    expected = MANY // 2 if asked.get("genre") else MANY
    assert (len(found), len(set(found))) == (expected, expected)


@pytest.mark.parametrize("asked", [{}, {"q": "营商环境", "ordering": "title"}], ids=str)
def test_a_piece_costs_the_same_however_many_there_are(many: Api, asked: dict[str, str]) -> None:
    numbers = []
    for size in (40, 20):
        with patch.object(csv_files, "PIECE", size), CaptureQueriesContext(connection) as queries:
            rows(many.get("documents.csv", **asked))
        numbers.append(len(queries))
    pieces = [-(-MANY // size) for size in (40, 20)]
    each = (numbers[1] - numbers[0]) / (pieces[1] - pieces[0])
    assert each == int(each) <= 6


def test_a_client_that_leaves_ends_the_walk(many: Api) -> None:
    taken: list[int] = []

    def counted(*args: Any) -> Iterator[Any]:
        for piece in whole(*args):
            taken.append(len(piece.keys))
            yield piece

    with patch("documents.api.lists.whole", counted):
        answer: Any = many.client.get(f"{API}documents.csv")
        lines = iter(answer.streaming_content)
        assert next(lines).startswith(b"\xef\xbb\xbfid,title")
        answer.close()
        assert next(lines, None) is None
    assert taken == [PIECE]


def test_a_connection_that_breaks_ends_it_too(live_server: Any) -> None:
    """A walk without end ends when the client has gone."""
    factories.document(id="here")
    ended = threading.Event()

    def endless(*args: Any) -> Iterator[Piece]:
        try:
            while True:
                yield Piece(("here",), None)
        finally:
            ended.set()

    with patch("documents.api.lists.whole", endless):
        address = urlsplit(live_server.url)
        with socket.create_connection((address.hostname, address.port)) as client:
            asked = f"GET {API}documents.csv HTTP/1.1\r\nHost: {address.hostname}\r\n\r\n"
            client.sendall(asked.encode())
            assert client.recv(12) == b"HTTP/1.1 200"
            assert not ended.is_set()
        assert ended.wait(60)


@pytest.mark.django_db(transaction=True)
def test_no_connection_is_held_while_a_client_reads(api: Api) -> None:
    for number in range(3):
        factories.document(id=f"m{number}")
    with patch.object(csv_files, "PIECE", 1):
        answer: Any = api.client.get(f"{API}documents.csv")
        held = [connection.connection is not None for _ in answer.streaming_content]
    assert held == [False] * 3


def test_what_is_wrong_is_said_before_anything_is_sent(api: Api) -> None:
    assert "ordering" in api.problem("documents.csv", ordering="relevance")["errors"]
    assert "year" in api.problem("documents.csv", year="x")["errors"]
    assert "dialect" in api.problem("documents.csv", dialect="x")["errors"]
    assert "dialect" in api.problem("documents/", dialect="plain")["errors"]
    api.problem("documents/none/sections.csv", 404)


def test_a_page_is_that_page_and_names_the_next(many: Api) -> None:
    asked: dict[str, Any] = {"page_size": 3, "ordering": "title"}
    first = many.get("documents.csv", **asked)
    assert [row["id"] for row in rows(first)] == many.ids(**asked)
    assert (
        f'<http://testserver{API}documents.csv?page_size=3&ordering=title&page=2>; rel="next"'
        in (first["Link"])
    )
    walked = many.get("documents.csv", cursor="", page_size=100)
    assert len(rows(walked)) == 100
    following = walked["Link"].partition(">")[0].lstrip("<")
    assert len(rows(many.client.get(following))) == 100


def test_columns_are_what_is_chosen(api: Api) -> None:
    issuer = factories.body("gov-990000")
    term = factories.term("shi-li")
    made = factories.document([issuer], [term], id="one", meeting=factories.meeting())
    factories.document(id="two", index=False)
    found = rows(api.get("documents.csv", fields="issuers,meeting,region,links", include="terms"))
    assert found[0] | {"links_text": ""} == {
        "issuers": issuer.name,
        "issuer_slugs": "gov-990000",
        "meeting_slug": "cpc-990000-12-plenum-6",
        "meeting_name": made.meeting.name if made.meeting else "",
        "meeting_kind": "plenum",
        "meeting_body": "cpc-990000",
        **dict.fromkeys(("meeting_convocation", "meeting_session", "meeting_place"), ""),
        **dict.fromkeys(("meeting_held_from", "meeting_held_to"), ""),
        "region_code": "",
        "region_name": "",
        "terms": term.label,
        "term_slugs": "shi-li",
        "term_counts": "1",
        **{name: found[0][name] for name in found[0] if name.startswith("links_")},
        "links_text": "",
    }
    assert found[0]["links_self"] == f"http://testserver{API}documents/one/"
    assert "links_self" not in rows(api.get("documents.csv"))[0]


def test_what_a_search_adds_are_columns_too(api: Api) -> None:
    factories.document(id="one", title="营商环境条例", text="优化营商环境。")
    asked = {"q": "营商环境", "highlight": "true", "explain": "true", "fields": "id"}
    (row,) = rows(api.get("documents.csv", **asked))
    explanation = ["explanation_score", "explanation_parts", "explanation_weights"]
    assert list(row) == ["id", "highlights", *explanation]
    assert "<mark>营商环境</mark>" in row["highlights"]


@pytest.mark.parametrize(
    ("path", "asked", "first"),
    [
        ("documents/one/sections", {}, "position"),
        ("documents/one/citations", {}, "kind"),
        ("documents/two/cited-by", {}, "document_id"),
        ("documents/one/sources", {}, "version"),
        ("documents/one/similar", {}, "id"),
        ("documents/lookup", {"number": "示例发〔2026〕1号"}, "id"),
        ("passages", {"q": "营商环境"}, "document_id"),
    ],
)
def test_the_other_lists(api: Api, path: str, asked: dict[str, str], first: str) -> None:
    text = "优化营商环境，加快示例转型。"
    one = factories.document(id="one", title="甲", text=text, document_number="示例发〔2026〕1号")
    two = factories.document(id="two", title="乙", text=f"{text}另有规定。")
    factories.section(one)
    factories.citation(one, target_document=two)
    factories.source(one)
    found = rows(api.get(f"{path}.csv", **asked))
    expected = api.json(f"{path}/", **asked)["results"]
    assert len(found) == len(expected) > 0
    assert next(iter(found[0])) == first


@pytest.mark.django_db(transaction=True)
def test_changes_are_a_table_too(api: Api) -> None:
    factories.document(id="one")
    factories.document(id="two").delete()
    expected = api.json("changes/", type="document")["results"]
    with patch("documents.api.changes.PIECE", 1):
        found = rows(api.get("changes.csv", type="document"))
    assert [(row["id"], row["change"]) for row in found] == [
        (row["id"], row["change"]) for row in expected
    ]
    assert "withdrawal" in found[-1].values()
    (page,) = rows(api.get("changes.csv", type="document", page_size=1, include="document,text"))
    assert page["document_id"] == "one"
    assert "document_text" in page


def test_the_file_has_a_telling_name(api: Api) -> None:
    named = api.get("documents.csv", q="三高四新 / ../x")["Content-Disposition"]
    assert named.startswith("attachment; filename*=utf-8''documents-%E4%B8%89%E9%AB%98")
    assert "/" not in named.removeprefix("attachment; ")
    assert 'filename="bodies-2' in api.get("bodies.csv")["Content-Disposition"]


def test_a_head_request_sends_no_row(many: Api) -> None:
    answer: Any = many.client.head(f"{API}documents.csv")
    assert (answer.status_code, answer.getvalue()) == (200, b"")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"


def test_pieces_come_as_they_are_taken(many: Api) -> None:
    """The second piece is fetched after the first was sent."""
    request = APIRequestFactory().get(f"{API}documents.csv")
    answer: Any = DocumentList.as_view()(request, format="csv")
    parts = iter(answer.streaming_content)
    next(parts)
    with CaptureQueriesContext(connection) as queries:
        next(parts)
    assert 0 < len(queries) <= 6
