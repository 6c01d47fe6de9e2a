"""`manage.py tag_terms`: stored documents follow what curators approve and retire."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import pytest
from django.core.management import call_command

from documents.models import Document, Mention, SearchEntry
from taxonomy.models import Term
from tests import factories as make

TEXT = "一、总则\n围绕“十个紧盯”，落实三项承诺。"


@pytest.fixture
def document(db: None) -> Document:
    make.term("san-xiang", label="三项承诺")
    found = make.document(text=TEXT, digest="十个紧盯的部署。", region=make.region("990000"))
    make.section(found, 1, type="heading", heading="总则", start=0, end=len(TEXT))
    make.section(found, 2, level=2, start=5, end=len(TEXT))
    return found


def tag() -> str:
    out = io.StringIO()
    call_command("tag_terms", stdout=out)
    return out.getvalue()


def mentions() -> list[tuple[str, str, int | None]]:
    rows = Mention.objects.order_by("field", "start").select_related("section")
    return [(m.field, m.surface, m.section.position if m.section else None) for m in rows]


def test_a_new_term_is_found_in_text_and_digest(document: Document) -> None:
    assert tag() == "1 documents have other mentions than before\n"
    assert mentions() == [("text", "三项承诺", 2)]
    before = SearchEntry.objects.get(document=document).words
    make.term("shi-ge", label="十个紧盯", region=make.region("990000"))
    tag()
    assert mentions() == [
        ("digest", "十个紧盯", None),
        ("text", "十个紧盯", 2),
        ("text", "三项承诺", 2),
    ]
    assert SearchEntry.objects.get(document=document).words != before


def test_a_retired_term_goes_away(document: Document) -> None:
    tag()
    Term.objects.update(status=Term.Status.DEPRECATED)
    tag()
    assert mentions() == []


def test_documents_that_stay_the_same_are_untouched(document: Document) -> None:
    tag()
    moment = datetime(2020, 1, 1, tzinfo=UTC)
    Document.objects.update(content_changed_at=moment)
    ids = list(Mention.objects.values_list("id", flat=True))
    assert tag() == "0 documents have other mentions than before\n"
    document.refresh_from_db()
    assert document.content_changed_at == moment
    assert list(Mention.objects.values_list("id", flat=True)) == ids
