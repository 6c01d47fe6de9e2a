"""Finding documents in the list, and what its actions do."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from documents.models import Document, Revision, SearchEntry, Suggestion
from taxonomy.admin import base
from tests.documents.admin.conftest import CAPTURED, ROWS, TEXT, Library
from tests.documents.admin.test_admin_pages import page

LIST = "/admin/documents/document/"


def found(client: Client, **parameters: Any) -> set[str]:
    response = client.get(LIST, parameters)
    assert response.status_code == 200
    return {document.pk for document in response.context["cl"].result_list}


def test_filter_by_issuer_finds_each_document_of_the_body_once(
    library: Library, admin_client: Client
) -> None:
    response = admin_client.get(LIST, {"issuers__id__exact": library.bodies[3].pk})
    assert [d.pk for d in response.context["cl"].result_list] == ["doc03", "doc02"]


def test_filter_by_meeting(library: Library, admin_client: Client) -> None:
    assert found(admin_client, meeting__id__exact=library.meetings[7].pk) == {"doc07"}


@pytest.mark.parametrize(
    ("parameters", "count"),
    [
        ({"genre__exact": "official"}, ROWS),
        ({"kind__exact": "决定"}, 0),
        ({"status__exact": "draft"}, 0),
        ({"validity__exact": "unknown"}, ROWS),
        ({"level__exact": "province"}, ROWS),
        ({"region__code__exact": "990000"}, ROWS),
        ({"flag": "excerpt"}, ROWS // 2),
        ({"flag": "any"}, ROWS // 2),
        ({"flag": "mojibake"}, 0),
        ({"has_text": "yes"}, ROWS),
        ({"has_text": "no"}, 0),
        ({"year_from": "2026", "year_to": "2026"}, ROWS),
        ({"year_from": "2027"}, 0),
        ({"year_from": "none"}, ROWS),
        ({"adopted_on_from": "2026-01-30"}, 1),
        ({"q": "示例办法第7号"}, 1),
        ({"q": "〔2026〕12号"}, 1),
        ({"q": "示例7县政府"}, 2),
        ({"q": "示例7县政府 示例办法第6号"}, 1),
        ({"q": "'示例7县人民政府'"}, 2),
        ({"q": "doc09"}, 1),
        ({"q": "\x00"}, ROWS),
        ({"q": "<script>%_\\"}, 0),
    ],
    ids=str,
)
def test_filter_and_search(
    parameters: dict[str, str], count: int, library: Library, admin_client: Client
) -> None:
    assert len(found(admin_client, **parameters)) == count


@pytest.mark.parametrize(
    ("action", "status"),
    [("withdraw", "withdrawn"), ("mark_draft", "draft"), ("publish", "published")],
)
def test_actions_set_the_status(
    action: str, status: str, library: Library, admin_client: Client
) -> None:
    chosen = {"action": action, "_selected_action": ["doc00", "doc01"]}
    response = admin_client.post(LIST, chosen, follow=True)
    changed = Document.objects.filter(pk__in=("doc00", "doc01"))
    assert {document.status for document in changed} == {status}
    assert {document.content_changed_at for document in changed} == {CAPTURED}
    written = Revision.objects.filter(document__in=("doc00", "doc01"), channel="admin")
    assert written.count() == (2 if status != "published" else 0)
    public = SearchEntry.objects.filter(pk__in=("doc00", "doc01"), is_public=True)
    suggested = Suggestion.objects.filter(document__in=("doc00", "doc01"))
    assert public.count() == suggested.count() == (2 if status == "published" else 0)
    assert "篇文献的状态改为" in response.text
    assert Document.objects.exclude(pk__in=("doc00", "doc01")).filter(status="draft").count() == 0


def test_titles_are_escaped_everywhere(library: Library, admin_client: Client) -> None:
    attack = "<script>alert('题')</script>"
    Document.objects.filter(pk="doc00").update(
        title=attack, document_number=attack, text=attack + TEXT
    )
    for address in (LIST, page(Document, "change", "doc00"), "/admin/documents/section/"):
        shown = admin_client.get(address).text
        assert attack not in shown
        assert "&lt;script&gt;alert(" in shown


@pytest.mark.parametrize(
    ("field", "term", "expected"),
    [("meeting", "第7次", "示例省第十四届第7次会议"), ("region", "示例7", "示例7县")],
)
def test_autocomplete_finds_rows_by_name(
    field: str, term: str, expected: str, library: Library, admin_client: Client
) -> None:
    asked = {"app_label": "documents", "model_name": "document", "field_name": field, "term": term}
    response = admin_client.get("/admin/autocomplete/", asked)
    assert [row["text"] for row in response.json()["results"]] == [expected]


def test_autocomplete_finds_bodies_by_alias(library: Library, admin_client: Client) -> None:
    asked = {"app_label": "documents", "model_name": "documentissuer", "field_name": "body"}
    response = admin_client.get("/admin/autocomplete/", {**asked, "term": "示例7府"})
    assert [row["text"] for row in response.json()["results"]] == ["示例7县政府"]


def test_autocomplete_puts_short_names_first(library: Library, admin_client: Client) -> None:
    asked = {"app_label": "documents", "model_name": "documentissuer", "field_name": "body"}
    response = admin_client.get("/admin/autocomplete/", {**asked, "term": "示例"})
    names = [row["text"] for row in response.json()["results"]]
    assert names[:2] == ["示例省政府", "示例1县政府"]
    assert names == sorted(names, key=len)


def test_long_tables_are_estimated_and_filtered_ones_counted(
    library: Library, admin_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "_estimated_rows", lambda table: 2_000_000)
    listed = admin_client.get("/admin/documents/section/").context["cl"]
    assert (listed.result_count, len(listed.result_list)) == (2_000_000, ROWS)
    listed = admin_client.get("/admin/documents/section/", {"document__id__exact": "doc00"})
    assert listed.context["cl"].result_count == 1


def test_deleting_shows_counts_and_needs_no_permission_for_parts(
    library: Library, admin_client: Client
) -> None:
    address = page(Document, "delete", "doc00")
    shown = admin_client.get(address)
    assert shown.status_code == 200
    assert dict(shown.context["model_count"])["章节"] == 1
    admin_client.post(address, {"post": "yes"})
    assert not Document.objects.filter(pk="doc00").exists()


def test_body_with_documents_cannot_be_deleted(library: Library, admin_client: Client) -> None:
    body = library.bodies[0]
    address = page(type(body), "delete", body.pk)
    shown = admin_client.get(address)
    assert any("会议" in row for row in shown.context["protected"])
    assert admin_client.post(address, {"post": "yes"}).status_code == 200
    assert type(body).objects.filter(pk=body.pk).exists()
