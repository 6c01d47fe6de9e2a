"""PATCH documents/{id}/: what is set, cleared, refused; and whose change counts."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from documents.ingest.current import forget_tools
from documents.models import Document, Mention, Revision, SearchEntry
from taxonomy.models import Meeting
from tests import factories
from tests.asking import Api
from tests.documents.api.writing.conftest import Curator
from tests.documents.ingest.test_runs import notice

pytestmark = pytest.mark.django_db
STATEMENTS = 45
"""Of a correction of everything at once: lock, facts twice, rows, index, citations, history."""


@pytest.fixture
def document(curator: Curator) -> Document:
    return curator.create()


def test_fields_are_set_and_cleared(curator: Curator, document: Document) -> None:
    sent = {
        "title": "关于更正的通知", "document_number": None, "effective_on": "2026-04-01",
        "validity": "amended", "validity_evidence": "见后文", "speaker": None, "level": "county",
        "reason": "据原件",
    }  # fmt: skip
    answer = curator.patch(document.pk, sent)
    assert answer.status_code == 200, answer.content.decode()
    body = answer.json()
    reason = sent.pop("reason")
    assert {name: body[name] for name in sent} == sent
    row = Revision.objects.first()
    assert row is not None
    assert (row.action, row.reason, row.key_name) == ("updated", reason, "编目终端")
    assert row.changes["document_number"] == {"old": "示市政办发〔2026〕1号", "new": None}
    assert "speaker" not in row.changes
    after = Document.objects.get()
    assert (after.number_prefix, after.number_serial) == (None, None)
    assert after.content_changed_at > document.content_changed_at


def test_issuers_meeting_region_subject(curator: Curator, document: Document) -> None:
    subject = factories.term("shi-li-zhu-ti", label="示例主题", scheme="subject")
    meeting = Meeting.objects.first() or factories.meeting()
    sent = {
        "issuers": [{"body": "gov-990000", "name": "省政府"}, {"name": "示例协会"}],
        "meeting": meeting.slug, "region": "990000", "subject": "示例主题\\其他",
    }  # fmt: skip
    body = curator.patch(document.pk, sent).json()
    assert [(i["name"], i["body"] and i["body"]["slug"]) for i in body["issuers"]] == [
        ("省政府", "gov-990000"), ("示例协会", None),
    ]  # fmt: skip
    assert (body["meeting"]["slug"], body["region"]["code"]) == (meeting.slug, "990000")
    assert (body["level"], body["subject"]) == ("province", "示例主题\\其他")
    assert Document.objects.get().subject_term == subject
    assert SearchEntry.objects.get().subject == subject.pk
    assert curator.patch(document.pk, {"meeting": None}).json()["meeting"] is None


def test_a_digest_and_its_terms(curator: Curator, document: Document) -> None:
    factories.term("shi-li-ti-fa", label="示例提法")
    forget_tools()
    curator.patch(document.pk, {"digest": "落实示例提法。"})
    assert Mention.objects.filter(field="digest").count() == 1
    assert curator.patch(document.pk, {"digest": None}).json()["digest"] is None
    assert not Mention.objects.filter(field="digest").exists()


def test_flags_are_what_is_left_of_them(curator: Curator) -> None:
    document = curator.create(text="没有标题的一段文字，只说明情况。\n再说一段。")
    assert "title_inferred" in document.flags
    assert curator.patch(document.pk, {"flags": ["excerpt"]}).json()["flags"] == ["excerpt"]
    assert curator.patch(document.pk, {"flags": []}).json()["flags"] == []


def test_a_given_title_answers_its_flag_and_settles_citations(curator: Curator) -> None:
    document = curator.create(text="没有标题的一段文字，只说明情况。\n再说一段。")
    waiting = factories.citation(factories.document(), target="关于更正的通知")
    body = curator.patch(document.pk, {"title": "关于更正的通知"}).json()
    assert (body["title_inferred"], body["flags"]) == (False, [])
    waiting.refresh_from_db()
    assert waiting.target_document_id == document.pk
    assert Api().ids(q="关于更正") == [document.pk]


def test_another_genre_takes_the_kind_with_it(curator: Curator, document: Document) -> None:
    body = curator.patch(document.pk, {"genre": "news"}).json()
    assert (body["genre"], body["kind"]) == ("news", None)
    wrong = curator.patch(document.pk, {"kind": "通知"})
    assert (wrong.status_code, list(wrong.json()["errors"])) == (400, ["kind"])


def test_the_status_moves_no_content(curator: Curator, document: Document) -> None:
    assert curator.patch(document.pk, {"status": "draft"}).json()["status"] == "draft"
    assert Api().ids() == []
    assert Document.objects.get().content_changed_at == document.content_changed_at
    assert curator.patch(document.pk, {"status": "published"}).status_code == 200
    assert Api().ids() == [document.pk]


MALFORMED: tuple[tuple[dict[str, Any], str, str], ...] = (
    ({"text": "x"}, "text", "is no field here"),
    ({"titel": "x"}, "titel", "Did you mean title?"),
    ({"title": None}, "title", "must not be null"),
    ({"title": " "}, "title", "must not be blank"),
    ({"genre": "poem"}, "genre", "must be one of: official, law"),
    ({"adopted_on": "2026-02-30"}, "adopted_on", "a date of the calendar"),
    ({"meeting": "no-such"}, "meeting", "does not exist"),
    ({"region": "9900"}, "region", "six digits"),
    ({"flags": ["odd"]}, "flags[0]", "must be one of"),
    ({"authors": "某某"}, "authors", "must be a list"),
    ({"issuers": [{"body": 5}]}, "issuers[0].body", "must be a string"),
    ({"status": "withdrawn"}, "status", "draft, published"),
)


def test_malformed_fields(curator: Curator, document: Document) -> None:
    for sent, field, said in MALFORMED:
        answer = curator.patch(document.pk, sent)
        assert answer.status_code == 400, answer.content.decode()
        assert said in answer.json()["errors"][field][0]
    assert Revision.objects.count() == 1


def test_what_the_database_does_not_take_is_no_500(
    curator: Curator, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("documents.ingest.corrections.number_parts", _too_long)
    answer = curator.patch(document.pk, {"document_number": "示政发〔2026〕1号"})
    assert (answer.status_code, "too long" in answer.json()["errors"]["body"][0]) == (400, True)


def _too_long(document: Document) -> None:
    document.number_prefix = "长" * 61


def test_if_match_is_needed_and_held_to(curator: Curator, document: Document) -> None:
    first = curator.get(f"{document.pk}/")["ETag"]
    without = curator.send("PATCH", f"{document.pk}/", {"title": "一"})
    assert (without.status_code, "If-Match" in without.json()["detail"]) == (428, True)
    assert curator.patch(document.pk, {"title": "关于一的通知"}, first).status_code == 200
    stale = curator.patch(document.pk, {"title": "关于二的通知"}, '"9-stale"')
    assert (stale.status_code, "Read it again" in stale.json()["detail"]) == (412, True)
    assert Document.objects.get().title == "关于一的通知"


def test_a_merge_patch_is_taken_and_other_bodies_are_not(
    curator: Curator, document: Document
) -> None:
    etag = curator.get(f"{document.pk}/")["ETag"]
    kind = "application/merge-patch+json"
    sent = curator.send("PATCH", f"{document.pk}/", {"speaker": "某某"}, kind=kind, If_Match=etag)
    assert sent.json()["speaker"] == "某某"
    form = curator.send("PATCH", f"{document.pk}/", b"x", kind="text/plain", If_Match=etag)
    assert form.status_code == 415


def test_nothing_new_writes_nothing(curator: Curator, document: Document) -> None:
    curator.patch(document.pk, {"title": document.title})
    before = Document.objects.get().record_updated_at
    assert curator.patch(document.pk, {"title": document.title}).status_code == 200
    assert curator.patch(document.pk, {}).status_code == 200
    assert Document.objects.get().record_updated_at == before


def test_what_is_not_there_or_withdrawn(curator: Curator, document: Document) -> None:
    assert curator.patch("nosuchdocument00", {"title": "x"}, '"1-"').status_code == 404
    curator.post(f"{document.pk}/withdraw/", {"reason": "有误"})
    assert curator.patch(document.pk, {"status": "published"}).status_code == 409
    assert curator.patch(document.pk, {"publisher": "示例日报"}).status_code == 200


def test_a_correction_outlives_a_new_source(curator: Curator, document: Document) -> None:
    curator.patch(document.pk, {"title": "关于更正的通知", "published_on": "2026-03-15"})
    text = notice(1).replace("压实责任", "压实各方责任")
    body = curator.post(f"{document.pk}/sources/", {"text": text}).json()
    assert (body["title"], body["published_on"]) == ("关于更正的通知", "2026-03-15")


def test_a_correction_takes_few_statements(curator: Curator, document: Document) -> None:
    sent = {"title": "关于更正的通知", "issuers": [{"name": "示例协会"}], "digest": "摘要。"}
    curator.patch(document.pk, {"publisher": "示例日报"})
    with CaptureQueriesContext(connection) as captured:
        assert curator.patch(document.pk, sent, "*").status_code == 200
    assert len(captured) <= STATEMENTS, len(captured)
