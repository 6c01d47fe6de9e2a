"""What a curator has said survives a changed source, and every changed source leaves a row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from documents.ingest.corrections import Issuer
from documents.ingest.curating import update
from documents.ingest.revisions import Author
from documents.models import Document, Mention, Revision
from taxonomy.models import Body
from tests import factories
from tests.documents.ingest.test_duplicates import _Nowhere
from tests.documents.ingest.test_runs import notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

CURATOR = Author("api", key_name="示例", key_prefix="12345678")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "notice.txt"


def take(source: Path, text: str) -> Document:
    source.write_text(text, encoding="utf-8")
    call_command("ingest", source, workers=1, stdout=_Nowhere(), stderr=_Nowhere())
    return Document.objects.get()


def correct(document: Document, **values: Any) -> Document:
    update(document.pk, values, author=CURATOR)
    return Document.objects.get()


def test_a_first_ingest_has_no_row_and_a_changed_source_has_one(source: Path) -> None:
    take(source, notice(1))
    assert not Revision.objects.exists()
    take(source, notice(1))
    assert not Revision.objects.exists()
    take(source, notice(1).replace("压实责任", "压实各方责任"))
    row = Revision.objects.get()
    assert (row.action, row.channel, row.who) == ("updated", "command", "")
    assert set(row.changes) == {"text", "sources"}
    assert row.changes["text"]["new"]["length"] == row.changes["text"]["old"]["length"] + 2
    versions = [[s["version"] for s in row.changes["sources"][x]] for x in ("old", "new")]
    assert versions == [[1], [2]]


def test_corrected_fields_survive_a_changed_source(source: Path) -> None:
    document = take(source, notice(1))
    number = document.document_number
    other = Body.objects.exclude(issuer_links__document=document).first()
    assert other is not None
    document = correct(
        document, title="关于更正的通知", published_on=None, digest="摘要由编者写成。",
        issuers=[Issuer("某办公室", None), Issuer(other.name, other.pk)], meeting=None,
    )  # fmt: skip
    text = notice(1).replace("压实责任", "压实各方责任")
    document = take(source, text)
    assert "压实各方责任" in document.text
    assert document.title == "关于更正的通知"
    assert document.document_number == number
    assert (document.published_on, document.meeting) == (None, None)
    assert document.digest == "摘要由编者写成。"
    assert list(document.issuer_links.values_list("name", "body")) == [
        ("某办公室", None), (other.name, other.pk),
    ]  # fmt: skip
    assert document.evidence["title"] == "curator"
    assert document.evidence["document_number"] != "curator"


def test_what_a_changed_source_says_of_other_fields_is_taken(source: Path) -> None:
    document = correct(take(source, notice(1)), publisher="示例日报")
    assert document.document_number is not None
    changed = notice(1).replace(document.document_number, "示政发〔2020〕99号")
    document = take(source, changed)
    assert (document.document_number, document.publisher) == ("示政发〔2020〕99号", "示例日报")


def test_flags_that_a_curator_settled_stay_so(source: Path) -> None:
    document = take(source, "没有标题的一段文字，只说明情况。\n再说一段。")
    assert "title_inferred" in document.flags
    document = correct(document, flags=["excerpt"])
    document = take(source, "没有标题的一段文字，只说明情况。\n再说另一段。")
    assert "title_inferred" not in document.flags
    assert "excerpt" in document.flags


def test_the_time_of_the_content_moves_only_with_it(source: Path) -> None:
    document = correct(take(source, notice(1)), title="关于更正的通知")
    moved = document.content_changed_at
    document = take(source, f"{notice(1)}\n\n")
    assert document.sources.count() == 2
    assert document.content_changed_at == moved
    document = take(source, notice(1).replace("压实责任", "压实各方责任"))
    assert document.content_changed_at > moved


def test_the_terms_of_a_curators_digest_stay(source: Path) -> None:
    factories.term(label="示例提法", slug="shi-li-ti-fa")
    document = correct(take(source, notice(1)), digest="落实示例提法。")
    assert Mention.objects.filter(field="digest", document=document).count() == 1
    take(source, notice(1).replace("压实责任", "压实各方责任"))
    assert Mention.objects.filter(field="digest", document=document).count() == 1


def test_the_same_correction_again_writes_nothing(source: Path) -> None:
    document = take(source, notice(1))
    first = correct(document, title="关于更正的通知").record_updated_at
    assert correct(document, title="关于更正的通知").record_updated_at == first
    assert Revision.objects.count() == 1
