"""POST documents/: what is taken in, what is known already, what is refused and how."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Document, Refusal, Revision, SearchEntry, Source
from tests.asking import Api
from tests.documents.api.writing.conftest import DOCUMENTS, Curator, make_key
from tests.documents.ingest.docx_files import docx
from tests.documents.ingest.test_runs import notice

pytestmark = pytest.mark.django_db
PARAGRAPHS = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in notice(2).split("\n"))
HTML = "<html><body><article>{}</article></body></html>".format(
    "".join(f"<p>{line}</p>" for line in notice(3).split("\n"))
)


def test_a_text_goes_through_the_whole_pipeline(curator: Curator) -> None:
    answer = curator.post("", {"text": notice(1), "reason": "补录"})
    assert answer.status_code == 201
    body = answer.json()
    assert answer["Location"] == f"http://testserver{DOCUMENTS}{body['id']}/"
    assert answer["ETag"].startswith('"')
    assert body["title"] == "示例市人民政府办公室关于做好第1项示例工作的通知"
    assert (body["document_number"], body["status"]) == ("示市政办发〔2026〕1号", "published")
    assert body["section_count"] > 2
    assert body["citation_count"] == 1
    assert SearchEntry.objects.get(pk=body["id"]).is_public
    row = Revision.objects.get()
    assert (row.action, row.channel, row.reason) == ("created", "api", "补录")
    assert (row.actor_name, row.key_name) == ("bianmu", "编目终端")


@pytest.mark.parametrize(
    ("name", "content", "title"),
    [
        ("a.docx", docx(PARAGRAPHS), "示例市人民政府办公室关于做好第2项示例工作的通知"),
        ("a.HTML", HTML.encode(), "示例市人民政府办公室关于做好第3项示例工作的通知"),
        (
            "通知.txt",
            notice(4).encode("gb18030"),
            "示例市人民政府办公室关于做好第4项示例工作的通知",
        ),
        ("a.md", f"# {notice(5)}".encode(), "示例市人民政府办公室关于做好第5项示例工作的通知"),
    ],
)
def test_files_are_read_by_their_kind(
    name: str, content: bytes, title: str, curator: Curator
) -> None:
    file = SimpleUploadedFile(name, content)
    answer = curator.upload("", file=file, status="draft", metadata='{"publisher": "示例日报"}')
    assert answer.status_code == 201, answer.content.decode()
    body = answer.json()
    assert (body["title"], body["status"], body["publisher"]) == (title, "draft", "示例日报")
    assert bytes(Source.objects.get().raw or b"") == content


def test_what_the_curator_says_wins_and_what_differs_is_flagged(curator: Curator) -> None:
    given: dict[str, Any] = {
        "document_number": "示市政办发〔2026〕9号", "adopted_on": "2026-03-12",
        "issuers": [{"body": "gov-990000"}, {"name": "示例协会"}], "region": "990000",
        "authors": ["某某"], "validity": "repealed", "meeting": None,
    }  # fmt: skip
    body = curator.post("", {"text": notice(1), "metadata": given, "digest": "摘要。"}).json()
    assert body["document_number"] == "示市政办发〔2026〕9号"
    assert "conflicting_metadata" in body["flags"]
    assert [issuer["name"] for issuer in body["issuers"]] == ["示例省人民政府", "示例协会"]
    assert (body["region"]["code"], body["level"]) == ("990000", "province")
    assert (body["authors"], body["validity"], body["digest"]) == (["某某"], "repealed", "摘要。")
    document = Document.objects.get()
    assert document.number_serial == 9
    assert document.evidence["document_number"] == "curator"


def test_the_same_bytes_again_are_the_same_document(curator: Curator) -> None:
    first = curator.create()
    answer = curator.post("", {"text": notice(1)})
    assert answer.status_code == 200
    assert answer["Content-Location"].endswith(f"{first.pk}/")
    assert answer.json()["id"] == first.pk
    assert (Document.objects.count(), Revision.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    ("text", "url", "why"),
    [
        (notice(1) + "\n附注", None, "number, title, issuer or address say so"),
        (notice(7), "https://www.example.org/1.html", "first taken in from there"),
    ],
)
def test_a_known_document_is_a_conflict(
    text: str, url: str | None, why: str, curator: Curator
) -> None:
    first = curator.create(url="https://www.example.org/1.html")
    answer = curator.post("", {"text": text, **({"url": url} if url else {})})
    assert answer.status_code == 409
    problem = answer.json()
    assert problem["document"] == {
        "id": first.pk, "url": f"http://testserver{DOCUMENTS}{first.pk}/",
    }  # fmt: skip
    assert why in problem["detail"]
    assert Document.objects.count() == Source.objects.count() == 1


def test_bytes_of_an_earlier_version_or_a_withdrawn_document_are_a_conflict(
    curator: Curator,
) -> None:
    first = curator.create()
    curator.post(f"{first.pk}/sources/", {"text": notice(1) + "\n附注"})
    earlier = curator.post("", {"text": notice(1)})
    assert (earlier.status_code, "earlier version" in earlier.json()["detail"]) == (409, True)
    curator.post(f"{first.pk}/withdraw/", {"reason": "有误"})
    withdrawn = curator.post("", {"text": notice(1) + "\n附注"})
    assert (withdrawn.status_code, "withdrawn" in withdrawn.json()["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"text": "  \n "}, "holds no text"),
        ({"file": SimpleUploadedFile("a.docx", b"no archive")}, "docx"),
        ({"file": SimpleUploadedFile("a.pdf", b"%PDF-1.4 nothing")}, ""),
        ({"file": SimpleUploadedFile("a.txt", b"\xff\xfe\x00" * 9)}, ""),
    ],
)
def test_what_cannot_be_read_is_refused_and_kept(
    parts: dict[str, Any], reason: str, curator: Curator
) -> None:
    sent = curator.post("", parts) if "text" in parts else curator.upload("", **parts)
    assert sent.status_code == 422, sent.content.decode()
    problem = sent.json()
    assert problem["type"].endswith("/refused/")
    assert reason in problem["detail"]
    refusal = Refusal.objects.get()
    assert refusal.reason in problem["detail"]
    assert bytes(refusal.raw)
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("body", "field", "said"),
    [
        ({}, "text", "is required"),
        ({"text": 5}, "text", "must be a string"),
        ({"text": "a\ud800b"}, "text", "Surrogate"),
        ({"txt": "x"}, "txt", "Did you mean text?"),
        ([], "body", "must be a JSON object"),
        ({"text": "x", "url": "ftp:/x"}, "url", "valid URL"),
        ({"text": "x", "status": "withdrawn"}, "status", "must be one of: draft, published."),
        ({"text": "x", "metadata": {"adopted_on": "20260101"}},
         "metadata.adopted_on", "YYYY-MM-DD"),
        ({"text": "x", "metadata": {"titel": "y"}}, "metadata.titel", "Did you mean title?"),
        ({"text": "x", "metadata": {"title": None}}, "metadata.title", "must not be null"),
        ({"text": "x", "metadata": {"title": "\x85"}}, "metadata.title", "must not be blank"),
        ({"text": "x", "metadata": {"title": "\ufeff"}}, "metadata.title", "must not be blank"),
        ({"text": "x", "metadata": {"title": "长" * 501}}, "metadata.title", "500"),
        ({"text": "x", "metadata": {"title": "a\nb"}}, "metadata.title", "control"),
        ({"text": "x", "metadata": {"region": "990001"}}, "metadata.region", "Near ones: 990000"),
        ({"text": "x", "metadata": {"issuers": [{"body": "gov-99000"}]}},
         "metadata.issuers[0].body", "Near ones: gov-990000"),
        ({"text": "x", "metadata": {"issuers": [{}]}}, "metadata.issuers[0]", "a body or a name"),
        ({"text": "x", "metadata": {"issuers": [{"body": "gov-990000"}, {"body": "gov-990000"}]}},
         "metadata.issuers[1].body", "named twice"),
        ({"text": "x", "metadata": {"genre": "news", "kind": "通知"}}, "metadata.kind", "official"),
    ],
)  # fmt: skip
def test_malformed_fields_are_named(body: Any, field: str, said: str, curator: Curator) -> None:
    answer = curator.post("", body)
    assert answer.status_code == 400, answer.content.decode()
    assert said in " ".join(answer.json()["errors"][field])
    assert not Document.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind"),
    [(b"{", ""), (b"[" * 100_000, ""), (b"\xff", ""), (b"x", "multipart/form-data")],
)
def test_what_is_no_json_is_a_400(body: bytes, kind: str, curator: Curator) -> None:
    assert curator.send("POST", "", body, kind=kind).status_code == 400


@pytest.mark.parametrize(
    ("name", "content_type"),
    [("a.doc", "application/msword"), ("a.jsonl", "text/plain"), ("a", "image/png")],
)
def test_files_of_other_kinds_are_not_taken(name: str, content_type: str, curator: Curator) -> None:
    answer = curator.upload("", file=SimpleUploadedFile(name, b"x", content_type))
    assert answer.status_code == 415
    assert ".docx .pdf" in answer.json()["detail"]


def test_other_bodies_are_not_taken(curator: Curator) -> None:
    answer = curator.send("POST", "", b"a,b", kind="text/csv")
    assert answer.status_code == 415
    assert "text/csv" in answer.json()["detail"]


def test_too_large_a_body_is_not_read(curator: Curator, settings: Any) -> None:
    settings.INGEST_MAX_BYTES = 1000
    answer = curator.post("", {"text": "长" * 1000})
    assert answer.status_code == 413
    assert "are taken" in answer.json()["detail"]


def test_unknown_parameters_are_refused(curator: Curator) -> None:
    assert curator.post("?draft=true", {"text": notice(1)}).status_code == 400


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", ""), ("PATCH", "x/"), ("POST", "x/withdraw/"), ("POST", "x/restore/"),
        ("POST", "x/sources/"),
    ],
)  # fmt: skip
def test_only_keys_that_write_may(method: str, path: str, authorities: None) -> None:
    nobody = Curator("")
    nobody.headers = {}
    answer = nobody.send(method, path, {})
    assert (answer.status_code, answer["WWW-Authenticate"][:6]) == (401, "Bearer")
    reader = Curator(make_key("read"))
    assert reader.send(method, path, {}).status_code == 403


def test_what_is_stored_is_found_at_once(curator: Curator) -> None:
    document = curator.create()
    assert Api().ids(q="第1项示例工作") == [document.pk]
    draft = curator.create(text=notice(2), status="draft")
    assert Api().ids() == [document.pk]
    Api().problem(f"documents/{draft.pk}/", 404)
    assert json.loads(curator.get(f"{draft.pk}/").content)["status"] == "draft"
