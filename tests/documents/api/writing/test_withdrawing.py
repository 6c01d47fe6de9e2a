"""Withdrawing and restoring, what the public reads then, and new versions of a text."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.models import Document, Revision, Source
from tests import factories
from tests.asking import Api
from tests.documents.api.writing.conftest import Curator
from tests.documents.ingest.test_runs import notice

pytestmark = pytest.mark.django_db
PARTS = ("", "text/", "sections/", "citations/", "cited-by/", "sources/", "similar/", "revisions/")


@pytest.fixture
def document(curator: Curator) -> Document:
    return curator.create()


def test_a_withdrawn_document_is_gone_for_the_public(curator: Curator, document: Document) -> None:
    answer = curator.post(f"{document.pk}/withdraw/", {"reason": "原文有误，另行公布"})
    assert (answer.status_code, answer.json()["status"]) == (200, "withdrawn")
    for part in PARTS:
        problem = Api().problem(f"documents/{document.pk}/{part}", 410)
        assert problem["type"] == "/api/v1/problems/gone/"
        assert problem["reason"] == "原文有误，另行公布"
        assert problem["withdrawn_at"][:4] == "2026"
    assert Api().ids() == []
    assert curator.get(f"{document.pk}/").status_code == 200
    assert Document.objects.get().content_changed_at == document.content_changed_at


def test_the_tombstone_is_cheap(
    curator: Curator, document: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    curator.post(f"{document.pk}/withdraw/", {"reason": "有误"})
    Api().problem(f"documents/{document.pk}/", 410)
    with django_assert_num_queries(4):
        assert Api().problem(f"documents/{document.pk}/", 410)["reason"] == "有误"


def test_restored_it_is_what_it_was(curator: Curator, document: Document) -> None:
    draft = curator.create(text=notice(2), status="draft")
    for made in (document, draft):
        curator.post(f"{made.pk}/withdraw/", {"reason": "有误"})
    statuses = [
        curator.post(f"{made.pk}/restore/", {"reason": "查明无误"}).json()["status"]
        for made in (document, draft)
    ]
    assert statuses == ["published", "draft"]
    assert Api().ids() == [document.pk]
    Api().problem(f"documents/{draft.pk}/", 404)


def test_twice_is_a_conflict(curator: Curator, document: Document) -> None:
    assert curator.post(f"{document.pk}/restore/").status_code == 409
    curator.post(f"{document.pk}/withdraw/", {"reason": "有误"})
    again = curator.post(f"{document.pk}/withdraw/", {"reason": "有误"})
    assert (again.status_code, "withdrawn already" in again.json()["detail"]) == (409, True)
    assert again.json()["document"]["id"] == document.pk


def test_a_reason_is_needed_and_if_match_is_held_to(curator: Curator, document: Document) -> None:
    for body in ({}, {"reason": " "}, {"reason": None}, {"reason": "x" * 501}):
        assert curator.post(f"{document.pk}/withdraw/", body).status_code == 400
    stale = curator.post(f"{document.pk}/withdraw/", {"reason": "有误"}, If_Match='"9-"')
    assert stale.status_code == 412
    assert curator.post("nosuchdocument00/withdraw/", {"reason": "有误"}).status_code == 404


def test_what_was_withdrawn_before_there_was_a_history(curator: Curator) -> None:
    made = factories.document(status="withdrawn", id="aaaabbbbccccdddd")
    problem = Api().problem(f"documents/{made.pk}/", 410)
    assert (problem["withdrawn_at"], problem["reason"]) == (None, None)


@pytest.mark.parametrize(
    ("was", "status"), [("published", 410), ("withdrawn", 410), ("draft", 404)]
)
def test_what_was_deleted_is_gone_if_it_was_public(was: str, status: int, db: None) -> None:
    changes = {"status": {"old": was, "new": None}}
    Revision.objects.create(
        document_id="aaaabbbbccccdddd", action="deleted", channel="admin", changes=changes
    )
    assert Api().problem("documents/aaaabbbbccccdddd/", status)["status"] == status


@pytest.mark.parametrize("key", ["nosuch", "x" * 500, "%00", "%F0%9F%98%80", "%ED%A0%80"])
def test_what_never_was_is_not_found(key: str, curator: Curator) -> None:
    assert Api().get(f"documents/{key}/").status_code == 404
    assert curator.post(f"{key}/withdraw/", {"reason": "有误"}).status_code == 404
    assert curator.patch(key, {"title": "x"}, "*").status_code == 404


def test_a_new_source_is_a_new_version_of_the_text(curator: Curator, document: Document) -> None:
    text = notice(1).replace("压实责任", "压实各方责任")
    sent = {"text": text, "url": "https://www.example.org/1.html", "reason": "网站更新"}
    answer = curator.post(f"{document.pk}/sources/", sent)
    assert answer.status_code == 200, answer.content.decode()
    body = answer.json()
    assert [(s["version"], s["is_current"]) for s in body["sources"]] == [(2, True), (1, False)]
    assert body["url"] == "https://www.example.org/1.html"
    assert "压实各方责任" in curator.get(f"{document.pk}/text/").json()["text"]  # type: ignore[attr-defined]
    assert Source.objects.get(version=2).offsets
    row = Revision.objects.first()
    assert row is not None
    assert (row.action, row.reason, set(row.changes)) == (
        "source_added", "网站更新", {"text", "sources"},
    )  # fmt: skip
    again = curator.post(f"{document.pk}/sources/", {"text": text})
    assert again.status_code == 200
    assert (Source.objects.count(), Revision.objects.count()) == (2, 2)


def test_an_earlier_version_can_be_taken_back(curator: Curator, document: Document) -> None:
    curator.post(f"{document.pk}/sources/", {"text": notice(1) + "\n附注"})
    back = curator.post(f"{document.pk}/sources/", {"text": notice(1)}).json()
    assert [source["version"] for source in back["sources"] if source["is_current"]] == [3]
    assert Document.objects.get().text == document.text


def test_a_file_as_a_source(curator: Curator, document: Document) -> None:
    file = SimpleUploadedFile("新.txt", notice(1).replace("责任", "责").encode())
    answer = curator.upload(f"{document.pk}/sources/", file=file, reason="换文本")
    assert (answer.status_code, answer.json()["sources"][0]["version"]) == (200, 2)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"text": notice(2)}, 409),
        ({"text": notice(3), "url": "https://www.example.org/2.html"}, 409),
        ({"text": " "}, 422),
        ({}, 400),
        ({"text": notice(1), "status": "draft"}, 400),
    ],
)
def test_sources_that_are_not_taken(
    sent: dict[str, Any], status: int, curator: Curator, document: Document
) -> None:
    other = curator.create(text=notice(2), url="https://www.example.org/2.html")
    answer = curator.post(f"{document.pk}/sources/", sent)
    assert answer.status_code == status, answer.content.decode()
    if status == 409:
        assert answer.json()["document"]["id"] == other.pk
    assert Source.objects.filter(document=document).count() == 1


def test_the_history_names_nobody_to_the_public(
    curator: Curator, document: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    curator.patch(document.pk, {"title": "关于更正的通知", "speaker": "某某", "reason": "据原件"})
    path = f"documents/{document.pk}/revisions/"
    first, created = Api().json(path)["results"]
    assert (first["action"], first["channel"], first["reason"]) == ("updated", "api", "据原件")
    assert (first["fields"], first["by"]) == (["speaker", "title"], None)
    assert created["action"] == "created"
    told = curator.get(f"{document.pk}/revisions/").json()["results"][0]  # type: ignore[attr-defined]
    assert told["by"] == {"user": "bianmu", "key": "编目终端"}
    with django_assert_num_queries(5):
        assert Api().json(path)["count"] == 2
