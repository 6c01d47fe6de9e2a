"""Correcting a document: what is saved, what moves, what the form refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from documents.models import Document, DocumentIssuer, Mention, SearchEntry
from tests import factories
from tests.documents.admin.conftest import CAPTURED, TEXT, Library

ADDRESS = "/admin/documents/document/doc00/change/"


def form_values(client: Client, address: str = ADDRESS) -> dict[str, Any]:
    """What a browser would send back if nothing were changed."""
    context = client.get(address).context
    values: dict[str, Any] = {}
    forms = [context["adminform"].form]
    for inline in context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    for form in forms:
        for bound in form:
            value = bound.value()
            if isinstance(value, bool):
                value = "on" if value else None
            values[bound.html_name] = "" if value is None else value
            if not isinstance(value, str | list):
                shown = bound.field.widget.format_value(value)
                values[bound.html_name] = shown[0] if isinstance(shown, list) else shown
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    }


def save(client: Client, address: str = ADDRESS, **changes: Any) -> Any:
    return client.post(address, {**form_values(client, address), **changes})


def test_saving_without_a_change_moves_nothing(library: Library, admin_client: Client) -> None:
    assert save(admin_client).status_code == 302
    document = Document.objects.get(pk="doc00")
    assert document.content_changed_at == CAPTURED
    assert (document.text, document.evidence) == (TEXT, {"adopted_on": "metadata", "title": [0, 3]})


def test_a_new_title_moves_the_time_and_the_index(library: Library, admin_client: Client) -> None:
    before = SearchEntry.objects.get(pk="doc00").words
    assert save(admin_client, title="关于修改过的办法的通知").status_code == 302
    document = Document.objects.get(pk="doc00")
    assert document.title == "关于修改过的办法的通知"
    assert document.content_changed_at > CAPTURED
    assert SearchEntry.objects.get(pk="doc00").words != before


@pytest.mark.parametrize("changes", [{"status": "withdrawn"}, {"flags": ["excerpt"]}], ids=str)
def test_status_and_flags_are_no_content(
    changes: dict[str, Any], library: Library, admin_client: Client
) -> None:
    before = Document.objects.get(pk="doc00").record_updated_at
    assert save(admin_client, **changes).status_code == 302
    document = Document.objects.get(pk="doc00")
    assert document.content_changed_at == CAPTURED
    assert document.record_updated_at > before


def test_a_new_title_settles_the_citations_of_it(library: Library, admin_client: Client) -> None:
    title = "示例省人民政府关于修改过的办法的通知"
    waiting = factories.citation(factories.document(), target="关于修改过的办法的通知")
    assert save(admin_client, title=title).status_code == 302
    waiting.refresh_from_db()
    assert waiting.target_document_id == "doc00"


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("示政办发〔2025〕31号", ("示政办发", 2025, 31)),
        ("", (None, None, None)),
        ("无法解析", (None, None, None)),
    ],
)
def test_number_is_taken_apart(
    number: str, parts: tuple[object, ...], library: Library, admin_client: Client
) -> None:
    assert save(admin_client, document_number=number).status_code == 302
    document = Document.objects.get(pk="doc00")
    assert document.document_number == (number or None)
    assert (document.number_prefix, document.number_year, document.number_serial) == parts


def test_issuers_swap_places(library: Library, admin_client: Client) -> None:
    links = list(DocumentIssuer.objects.filter(document="doc00"))
    swapped: dict[str, Any] = {"issuer_links-0-position": 2, "issuer_links-1-position": 1}
    assert save(admin_client, **swapped).status_code == 302
    after = list(DocumentIssuer.objects.filter(document="doc00").order_by("position"))
    assert [link.pk for link in after] == [links[1].pk, links[0].pk]
    assert [link.position for link in after] == [1, 2]
    assert Document.objects.get(pk="doc00").content_changed_at > CAPTURED


def test_issuers_come_and_go_without_gaps(library: Library, admin_client: Client) -> None:
    added: dict[str, Any] = {
        "issuer_links-TOTAL_FORMS": 3,
        "issuer_links-0-DELETE": "on",
        "issuer_links-2-body": library.bodies[9].pk,
        "issuer_links-2-name": "",
        "issuer_links-2-position": "",
        "issuer_links-2-document": "doc00",
        "issuer_links-2-id": "",
    }
    assert save(admin_client, **added).status_code == 302
    after = DocumentIssuer.objects.filter(document="doc00").order_by("position")
    assert list(after.values_list("position", "name")) == [
        (1, "示例1县人民政府"),
        (2, "示例9县人民政府"),
    ]


def test_issuer_needs_a_body_or_a_name(library: Library, admin_client: Client) -> None:
    response = save(admin_client, **{"issuer_links-0-body": "", "issuer_links-0-name": ""})
    assert response.status_code == 200
    assert "请选择机关，或填写文中名称。" in response.text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"genre": "news"}, "只有公文才有文种。"),
        ({"title": ""}, "该字段是必填项"),
        ({"adopted_on": "昨天"}, "输入一个有效的日期"),
        ({"flags": ["unheard_of"]}, "unheard_of"),
    ],
)
def test_form_refuses(
    changes: dict[str, Any], message: str, library: Library, admin_client: Client
) -> None:
    response = save(admin_client, **changes)
    assert response.status_code == 200
    assert message in response.text
    assert Document.objects.get(pk="doc00").content_changed_at == CAPTURED


def test_text_cannot_be_written(library: Library, admin_client: Client) -> None:
    save(admin_client, text="别的", content_sha256="1", title="新标题")
    assert Document.objects.get(pk="doc00").text == TEXT


def test_flags_and_authors_are_lists(library: Library, admin_client: Client) -> None:
    changes: dict[str, Any] = {
        "flags": ["excerpt", "damaged_text"],
        "authors": " 示例省省长 \r\n\r\n某某\r\n",
    }
    assert save(admin_client, **changes).status_code == 302
    document = Document.objects.get(pk="doc00")
    assert document.flags == ["excerpt", "damaged_text"]
    assert document.authors == ["示例省省长", "某某"]


def test_terms_of_a_digest_follow_it(library: Library, admin_client: Client) -> None:
    """A shorter digest would otherwise leave spans that point behind its end."""
    digests = Mention.objects.filter(document="doc00", field="digest")
    assert save(admin_client, digest="本文提出“示例提法”，要求各地落实。").status_code == 302
    assert [(m.surface, m.start, m.end) for m in digests.all()] == [("示例提法", 5, 9)]
    assert save(admin_client, digest="短").status_code == 302
    assert not digests.exists()
    assert Mention.objects.filter(document="doc00", field="text").count() == 1


def test_a_document_by_hand_is_a_draft_without_text(library: Library, admin_client: Client) -> None:
    address = "/admin/documents/document/add/"
    values = {"title": "手工著录的通知", "genre": "official", "region": "990100"}
    assert save(admin_client, address, **values).status_code in {200, 302}
    region = library.bodies[1].region.pk
    assert save(admin_client, address, **{**values, "region": region}).status_code == 302
    document = Document.objects.get(title="手工著录的通知")
    assert (document.status, document.flags, document.level) == ("draft", ["no_text"], "county")
    assert len(document.pk) == 16
    assert SearchEntry.objects.filter(pk=document.pk).exists()


def test_a_page_left_open_overwrites_nothing(library: Library, admin_client: Client) -> None:
    """What was written meanwhile is shown; who saves once more means it."""
    opened = form_values(admin_client)
    assert save(admin_client, title="甲标题", reason="据原件").status_code == 302
    answer = admin_client.post(ADDRESS, opened | {"subtitle": "副题"})
    assert answer.status_code == 200
    said, told = answer.context["adminform"].form.non_field_errors()
    assert "没有保存" in said
    assert "admin 修改 标题：" in told
    assert told.endswith(" → 甲标题")
    document = Document.objects.get(pk="doc00")
    assert (document.title, document.subtitle) == ("甲标题", None)

    again = opened | {"subtitle": "副题", "seen": answer.context["adminform"].form["seen"].value()}
    assert admin_client.post(ADDRESS, again).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.subtitle) == (opened["title"], "副题")


def test_a_page_of_no_known_time_is_stale(library: Library, admin_client: Client) -> None:
    save(admin_client, title="甲标题")
    values = form_values(admin_client)
    del values["seen"]
    assert admin_client.post(ADDRESS, values).status_code == 200
