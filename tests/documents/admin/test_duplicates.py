"""What curators see of proposed copies, and what their decisions do."""

from __future__ import annotations

import pytest
from django.test import Client

from documents.models import Document, DocumentRelation
from tests.documents.admin.conftest import Library
from tests.documents.admin.test_admin_pages import page

LIST = "/admin/documents/documentrelation/"


@pytest.fixture
def relation(library: Library) -> DocumentRelation:
    """The proposal that doc01 is a copy of doc00, with hostile and different texts."""
    Document.objects.filter(pk="doc00").update(
        text="第一条。<script>alert(1)</script>丑。" + "同" * 500
    )
    Document.objects.filter(pk="doc01").update(
        text="第一条。<script>alert(1)</script>寅。" + "同" * 500, flags=["possible_duplicate"]
    )
    return DocumentRelation.objects.get(from_document="doc01")


def test_texts_stand_side_by_side_with_what_differs_marked(
    relation: DocumentRelation, admin_client: Client
) -> None:
    shown = admin_client.get(page(DocumentRelation, "change", relation.pk)).text
    assert "<mark>丑</mark>" in shown
    assert "<mark>寅</mark>" in shown
    assert "<script>alert(1)" not in shown
    assert "（相同 260 字）" in shown
    assert "示例办法第0号" in shown


@pytest.mark.parametrize("how", ["action", "form"])
@pytest.mark.parametrize("status", ["confirmed", "rejected"])
def test_a_decision_is_recorded_and_takes_the_flag_away(
    how: str, status: str, relation: DocumentRelation, admin_client: Client
) -> None:
    if how == "form":
        admin_client.post(page(DocumentRelation, "change", relation.pk), {"status": status})
    else:
        name = {"confirmed": "confirm", "rejected": "reject"}[status]
        admin_client.post(LIST, {"action": name, "_selected_action": [relation.pk]})
    before = Document.objects.get(pk="doc01").record_updated_at
    relation.refresh_from_db()
    assert (relation.status, str(relation.decided_by)) == (status, "admin")
    assert relation.decided_at is not None
    assert Document.objects.get(pk="doc01").flags == []
    assert Document.objects.get(pk="doc01").record_updated_at == before


def test_opening_a_proposal_again_sets_the_flag(
    relation: DocumentRelation, admin_client: Client
) -> None:
    for status in ("rejected", "proposed"):
        admin_client.post(page(DocumentRelation, "change", relation.pk), {"status": status})
    relation.refresh_from_db()
    assert relation.decided_by is None
    assert Document.objects.get(pk="doc01").flags == ["possible_duplicate"]
