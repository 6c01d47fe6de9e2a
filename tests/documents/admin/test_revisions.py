"""What the admin site writes down of every change: who, why, what was there before."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.db.utils import InternalError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from documents.admin.revisions import SHOWN, history
from documents.models import Document, DocumentRelation, Revision
from tests.documents.admin.conftest import Library
from tests.documents.admin.test_document_form import ADDRESS, save

LIST = "/admin/documents/document/"


def written() -> QuerySet[Revision]:
    """Without the rows that the library brings."""
    return Revision.objects.filter(channel="admin")


def the_one() -> Revision:
    return written().get()


def test_the_form_says_who_why_and_what(library: Library, admin_client: Client) -> None:
    save(admin_client, title="关于更正的通知", adopted_on="2026-02-03", reason=" 据原件更正 ")
    row = the_one()
    assert (row.action, row.channel, row.actor_name) == ("updated", "admin", "admin")
    assert row.actor is not None
    assert row.reason == "据原件更正"
    assert row.changes == {
        "title": {"old": "示例办法第0号", "new": "关于更正的通知"},
        "adopted_on": {"old": "2026-01-01", "new": "2026-02-03"},
    }


def test_nothing_changed_is_no_row(library: Library, admin_client: Client) -> None:
    save(admin_client, reason="只是看看")
    assert not written().exists()


def test_issuers_are_told_by_name_and_body(library: Library, admin_client: Client) -> None:
    removed: dict[str, Any] = {"issuer_links-0-DELETE": "on"}
    save(admin_client, **removed)
    change = the_one().changes["issuers"]
    assert [issuer["body"] for issuer in change["old"]] == ["gov-990000", "gov-990101"]
    assert change["new"] == [{"name": "示例1县人民政府", "body": "gov-990101"}]
    assert Document.objects.get(pk="doc00").evidence["issuers"] == "curator"


def test_corrected_fields_are_marked_and_answer_their_flags(
    library: Library, admin_client: Client
) -> None:
    Document.objects.filter(pk="doc00").update(flags=["title_inferred", "excerpt"])
    save(admin_client, title="关于有了标题的通知")
    document = Document.objects.get(pk="doc00")
    assert document.evidence["title"] == "curator"
    assert document.evidence["flags.title_inferred"] == "curator"
    assert document.flags == ["excerpt"]
    assert "标记“标题系推定”、标题" in admin_client.get(ADDRESS).text


def test_a_document_by_hand_is_created(library: Library, admin_client: Client) -> None:
    save(admin_client, f"{LIST}add/", title="手工著录的通知", genre="official", reason="补录")
    row = the_one()
    assert (row.action, row.reason) == ("created", "补录")
    assert row.changes["title"] == {"old": None, "new": "手工著录的通知"}
    assert "subtitle" not in row.changes


@pytest.mark.parametrize(("status", "action"), [("withdrawn", "withdrawn"), ("draft", "updated")])
def test_a_new_status_in_the_form(
    status: str, action: str, library: Library, admin_client: Client
) -> None:
    before = Document.objects.get(pk="doc00").content_changed_at
    save(admin_client, status=status)
    assert (the_one().action, list(the_one().changes)) == (action, ["status"])
    assert Document.objects.get(pk="doc00").content_changed_at == before


def test_actions_write_a_row_each(library: Library, admin_client: Client) -> None:
    for action in ("withdraw", "publish"):
        chosen = {"action": action, "_selected_action": ["doc00", "doc01"]}
        admin_client.post(LIST, chosen)
    rows = written().order_by("id").values_list("document_id", "action", "actor_name")
    assert list(rows) == [
        ("doc00", "withdrawn", "admin"), ("doc01", "withdrawn", "admin"),
        ("doc00", "restored", "admin"), ("doc01", "restored", "admin"),
    ]  # fmt: skip


def test_deciding_on_duplicates_tells_of_the_flags(library: Library, admin_client: Client) -> None:
    relation = DocumentRelation.objects.get(from_document="doc01")
    Document.objects.filter(pk="doc01").update(flags=["possible_duplicate"])
    chosen = {"action": "confirm", "_selected_action": [relation.pk]}
    admin_client.post("/admin/documents/documentrelation/", chosen)
    row = the_one()
    assert (row.document_id, row.reason) == ("doc01", "疑似重复：已确认")
    assert row.changes == {"flags": {"old": ["possible_duplicate"], "new": []}}


@pytest.mark.parametrize("by_action", [True, False])
def test_what_is_deleted_stays_in_the_history(
    by_action: bool, library: Library, admin_client: Client
) -> None:
    DocumentRelation.objects.all().delete()
    confirmed = {"post": "yes", "action": "delete_selected", "_selected_action": ["doc00"]}
    address = LIST if by_action else f"{LIST}doc00/delete/"
    admin_client.post(address, confirmed if by_action else {"post": "yes"})
    assert not Document.objects.filter(pk="doc00").exists()
    row = the_one()
    assert (row.document_id, row.action, row.actor_name) == ("doc00", "deleted", "admin")
    assert row.changes["title"] == {"old": "示例办法第0号", "new": None}


def test_rows_are_never_changed_and_outlive_their_user(
    library: Library, admin_client: Client, admin_user: Any
) -> None:
    save(admin_client, title="关于更正的通知")
    for write in (lambda: Revision.objects.update(reason="别的"), Revision.objects.all().delete):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            write()
    admin_user.delete()
    row = the_one()
    assert (row.actor, row.actor_name, row.who) == (None, "admin", "admin")


def test_the_form_shows_the_history_readably(library: Library, admin_client: Client) -> None:
    save(admin_client, title="<b>关于更正的通知</b>", flags=["excerpt"], reason="据原件更正")
    shown = admin_client.get(ADDRESS).text
    assert "<del>示例办法第0号</del> → <ins>&lt;b&gt;关于更正的通知&lt;/b&gt;</ins>" in shown
    assert "<i>空</i> → <ins>节选</ins>" in shown
    assert "<q>据原件更正</q>" in shown


def test_a_long_history_is_cut_in_one_statement(library: Library) -> None:
    Revision.objects.bulk_create(
        Revision(
            document_id="doc00", action="updated", channel="command",
            changes={"adopted_on": {"old": None, "new": str(date(2026, 1, 1))}},
        )
        for _ in range(SHOWN + 5)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as captured:
        html = history("doc00")
    assert len(captured) == 1
    assert html.count("<article") == SHOWN
    assert "更早的变更" in html
