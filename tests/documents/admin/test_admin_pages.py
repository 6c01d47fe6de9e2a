"""Every table has its pages, and no list asks the database once a row."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.models import Document
from tests.documents.admin.conftest import ROWS, Library

MODELS = sorted(
    (model for app in ("taxonomy", "documents") for model in apps.get_app_config(app).get_models()),
    key=lambda model: model._meta.label,
)
INLINE_ONLY = {
    "documents.CandidateExample", "documents.DocumentIssuer", "documents.HistoryEvent",
    "taxonomy.TermComponent",
}  # fmt: skip
INTERNAL = {
    "documents.CorpusStatistics", "documents.DictionaryVersion", "documents.Lexeme",
    "documents.Passage", "documents.StaleEntry",
}  # fmt: skip
"""What the search keeps for itself: nothing for curators to look at."""
REGISTERED = [model for model in MODELS if model._meta.label not in INLINE_ONLY | INTERNAL]
READ_ONLY = {
    "documents.Citation", "documents.Mention", "documents.Refusal", "documents.SearchEntry",
    "documents.Fingerprint", "documents.Revision", "documents.Section", "documents.Source",
    "documents.Suggestion",
    "taxonomy.ReferenceLoad",
}  # fmt: skip
PROPOSED = {
    "documents.ComponentStatement", "documents.DocumentRelation", "documents.TermCandidate",
}  # fmt: skip
NOT_ADDED = READ_ONLY | PROPOSED
by_label = pytest.mark.parametrize("model", REGISTERED, ids=lambda model: model._meta.label)


def page(model: type[Model], name: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


def test_every_table_has_a_page_of_its_own_or_stands_on_another() -> None:
    inline = {
        inline.model._meta.label
        for model_admin in admin.site._registry.values()
        for inline in model_admin.inlines or ()
    }
    registered = {model._meta.label for model in admin.site._registry}
    shown = registered | (inline & INLINE_ONLY)
    assert {model._meta.label for model in MODELS} - shown == INTERNAL


@by_label
def test_list_answers_in_few_queries(
    model: type[Model], library: Library, admin_client: Client
) -> None:
    """And the queries leave long columns where they are."""
    with CaptureQueriesContext(connection) as captured:
        response = admin_client.get(page(model, "changelist"))
    assert response.status_code == 200
    assert len(response.context["cl"].result_list) >= ROWS
    assert len(captured) <= 12, [query["sql"][:200] for query in captured]
    read = " ".join(query["sql"] for query in captured)
    for column in ('"text",', '"evidence"', '"raw",', '"words"'):
        assert f'_document".{column}' not in read
        assert f'_source".{column}' not in read
        assert f'_searchentry".{column}' not in read


@by_label
def test_form_answers(model: type[Model], library: Library, admin_client: Client) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    assert admin_client.get(page(model, "change", row.pk)).status_code == 200


@by_label
def test_search_answers(model: type[Model], library: Library, admin_client: Client) -> None:
    response = admin_client.get(page(model, "changelist"), {"q": "示例"})
    assert response.status_code == 200
    assert "cl" in response.context


@by_label
def test_add_form_answers_where_curators_may_add(
    model: type[Model], library: Library, admin_client: Client
) -> None:
    expected = 403 if model._meta.label in NOT_ADDED else 200
    assert admin_client.get(page(model, "add")).status_code == expected


@by_label
def test_every_filter_answers(model: type[Model], library: Library, admin_client: Client) -> None:
    listed = admin_client.get(page(model, "changelist")).context["cl"]
    names = [name for spec in listed.filter_specs for name in spec.expected_parameters()]
    response = admin_client.get(page(model, "changelist"), dict.fromkeys(names, "1"))
    assert response.status_code == 200


@by_label
def test_machine_made_rows_stay_as_they_are(
    model: type[Model], library: Library, admin_client: Client
) -> None:
    row = model._default_manager.order_by("pk").first()
    assert row is not None
    status = admin_client.post(page(model, "change", row.pk), {}).status_code
    assert status == (403 if model._meta.label in READ_ONLY else 200)


@pytest.fixture
def reader(db: None, client: Client) -> Client:
    """Staff who may look at documents and nothing else."""
    user = User.objects.create(username="reader", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="view_document"))
    client.force_login(user)
    return client


def test_reader_sees_a_document_and_cannot_change_it(library: Library, reader: Client) -> None:
    address = page(Document, "change", "doc00")
    shown = reader.get(address)
    assert shown.status_code == 200
    assert 'name="_save"' not in shown.text
    assert reader.post(address, {"title": "改"}).status_code == 403
    assert Document.objects.get(pk="doc00").title == "示例办法第0号"


def test_reader_has_no_actions_and_no_other_tables(library: Library, reader: Client) -> None:
    listed = reader.get(page(Document, "changelist"))
    assert 'value="withdraw"' not in listed.text
    assert page(library.bodies[0].__class__, "changelist") not in listed.text
    reader.post(page(Document, "changelist"), {"action": "withdraw", "_selected_action": ["doc00"]})
    assert Document.objects.get(pk="doc00").status == "published"


def test_stranger_is_asked_to_log_in_in_chinese(db: None, client: Client) -> None:
    response = client.get(page(Document, "changelist"), follow=True)
    assert response.redirect_chain[0][0].startswith("/admin/login/")
    for words in ("政策文献库", "用户名", "密码", "登录"):
        assert words in response.text
