"""`content_changed_at` moves with what a document says, and with nothing else, whoever writes.

`record_updated_at` moves with every change of its row.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from documents.ingest.corrections import Issuer
from documents.ingest.curating import restore, set_status, update, withdraw
from documents.ingest.duplicate_flags import renew_flags
from documents.ingest.revisions import COMMAND
from documents.models import Document, DocumentRelation
from tests import factories

pytestmark = pytest.mark.django_db
THEN = datetime(2020, 1, 1, tzinfo=UTC)
NOTICE = """示市政办发〔2026〕5号

示例市人民政府办公室
关于做好防汛工作的通知

各县区人民政府：
　　为了做好防汛工作，现通知如下。
　　一、加强值守。

示例市人民政府办公室
2026年3月12日
"""


def tag() -> None:
    call_command("tag_terms", verbosity=0)


def new_term() -> None:
    factories.term("shi-li", label="示例")
    tag()


def duplicate() -> None:
    other = factories.document(id="other")
    DocumentRelation.objects.create(
        from_document_id="law", to_document=other, kind="same_text", similarity=1
    )
    renew_flags(["law"])


MOVING: dict[str, Callable[[], object]] = {
    "a title": lambda: update("law", {"title": "另题"}, author=COMMAND),
    "a date": lambda: update("law", {"validity": "repealed"}, author=COMMAND),
    "a digest": lambda: update("law", {"digest": "摘要。"}, author=COMMAND),
    "issuers": lambda: update("law", {"issuers": [Issuer("某局", None)]}, author=COMMAND),
    "its terms": new_term,
}
STAYING: dict[str, Callable[[], object]] = {
    "flags": lambda: update("law", {"flags": ["excerpt"]}, author=COMMAND),
    "a status": lambda: set_status(["law"], "draft", author=COMMAND),
    "a withdrawal": lambda: withdraw("law", author=COMMAND, reason="误发"),
    "a duplicate": duplicate,
}


@pytest.fixture
def law() -> None:
    factories.document(id="law", text="示例。", digest="", content_changed_at=THEN)
    Document.objects.update(record_updated_at=THEN)


@pytest.mark.parametrize("what", MOVING)
def test_what_moves_it(law: None, what: str) -> None:
    MOVING[what]()
    document = Document.objects.get(pk="law")
    assert document.content_changed_at > THEN
    assert document.record_updated_at > THEN


@pytest.mark.parametrize("what", STAYING)
def test_what_does_not(law: None, what: str) -> None:
    STAYING[what]()
    document = Document.objects.get(pk="law")
    assert document.content_changed_at == THEN
    assert document.record_updated_at > THEN


def test_neither_moves_where_nothing_changes(law: None) -> None:
    update("law", {"flags": []}, author=COMMAND)
    set_status(["law"], "published", author=COMMAND)
    renew_flags(["law"])
    tag()
    document = Document.objects.get(pk="law")
    assert (document.content_changed_at, document.record_updated_at) == (THEN, THEN)


def test_coming_back_does_not_move_it(law: None) -> None:
    withdraw("law", author=COMMAND, reason="误发")
    restore("law", author=COMMAND)
    assert Document.objects.get(pk="law").content_changed_at == THEN


def test_being_cited_does_not_move_it(law: None) -> None:
    factories.citation(factories.document(), target_document_id="law")
    assert Document.objects.get(pk="law").content_changed_at == THEN


@pytest.mark.usefixtures("reference")
def test_ingest_moves_it_with_what_the_source_says(tmp_path: Path) -> None:
    def ingest(text: str) -> Document:
        (tmp_path / "a.txt").write_text(text, encoding="utf-8")
        call_command("ingest", str(tmp_path), workers=1, verbosity=0)
        return Document.objects.get()

    first = ingest(NOTICE)
    again = ingest(f"\ufeff{NOTICE}\n\n")
    assert again.sources.count() == 2
    assert again.content_changed_at == first.content_changed_at
    Document.objects.update(flags=["excerpt"], status="draft")
    assert ingest(f"{NOTICE}\n").content_changed_at == first.content_changed_at
    other = ingest(NOTICE.replace("防汛", "抗旱"))
    assert other.content_changed_at > first.content_changed_at
