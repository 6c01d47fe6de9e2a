"""Documents in the admin site: the list and the form."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.text import smart_split, unescape_string_literal
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RangeDateFilter,
)

from documents.admin.document_form import DocumentForm
from documents.admin.filters import FlagFilter, HasTextFilter, YearFilter
from documents.admin.flags import badges, explained
from documents.admin.inlines import HistoryInline, IssuerInline, SourceInline
from documents.admin.reading import reading
from documents.admin.revisions import author_of, curated_name, history
from documents.ingest import revisions
from documents.ingest.curated import curated, mark, settle_flags
from documents.ingest.curating import set_status
from documents.ingest.digest import tag_digest
from documents.ingest.identity import document_id
from documents.ingest.targets import resolve_towards
from documents.models import Document, DocumentIssuer, HistoryEvent, Status
from documents.search.index import index_document
from taxonomy.admin.base import CuratedAdmin
from taxonomy.admin.columns import changing_action, colours, column
from taxonomy.admin.fields import LinesMixin

STATUS_COLOURS = colours(Status, DRAFT="warning", PUBLISHED="success", WITHDRAWN="danger")
HEAVY = ("text", "digest", "evidence", "meeting_stated")
"""Fields that lists leave in the database."""


@admin.register(Document)
class DocumentAdmin(LinesMixin, CuratedAdmin):
    form = DocumentForm
    inlines = (IssuerInline, HistoryInline, SourceInline)
    list_display = (
        "heading", "issued_by", "meeting", "adopted_on", "published_on", "class_of",
        "status_badge", "flag_badges",
    )  # fmt: skip
    list_filter = (
        ("issuers", AutocompleteSelectFilter),
        ("meeting", AutocompleteSelectFilter),
        ("region", AutocompleteSelectFilter),
        ("subject_term", AutocompleteSelectFilter),
        ("genre", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("level", ChoicesDropdownFilter),
        ("status", ChoicesDropdownFilter),
        ("validity", ChoicesDropdownFilter),
        FlagFilter,
        HasTextFilter,
        YearFilter,
        ("adopted_on", RangeDateFilter),
    )
    search_fields = ("title", "document_number", "issuer_links__name", "id")
    search_help_text = "标题、发文字号、发文机关名称或标识"
    autocomplete_fields = ("meeting", "region", "subject_term")
    readonly_fields = (
        "id", "number_parts", "flags_explained", "content_changed_at", "record_updated_at",
        "history_shown", "kept_fields",
    )  # fmt: skip
    date_hierarchy = "adopted_on"
    actions = ("publish", "withdraw", "mark_draft")
    change_form_after_template = "admin/documents/document/after_form.html"
    fieldsets: ClassVar = (
        (None, {"fields": ("title", ("subtitle", "lead_in"), ("status", "genre", "kind"),
                           ("document_number", "number_parts", "index_number"),
                           ("meeting", "region", "level"),
                           ("adopted_on", "published_on", "effective_on"), "reason")}),
        ("待核", {"classes": ("tab",), "fields": ("flags_explained", "flags")}),
        ("效力与主题", {"classes": ("tab",), "fields": (("validity", "validity_evidence"),
                                                   ("subject", "subject_term"))}),
        ("责任者与摘要", {"classes": ("tab",), "fields": (("authors", "publisher", "speaker"),
                                                    "digest")}),
        ("记录", {"classes": ("tab",), "fields": (("id", "content_changed_at",
                                                "record_updated_at"), "kept_fields")}),
        ("变更历史", {"classes": ("tab",), "fields": ("history_shown",)}),
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Document]:
        issuers = DocumentIssuer.objects.select_related("body").order_by("position")
        found: QuerySet[Document] = super().get_queryset(request)
        return (
            found.defer(*HEAVY)
            .select_related("meeting", "region")
            .prefetch_related(Prefetch("issuer_links", queryset=issuers))
        )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Document], search_term: str
    ) -> tuple[QuerySet[Document], bool]:
        """Every word in title, number or an issuer's name; no join, so no row comes twice."""
        for bit in smart_split(search_term):
            word = unescape_string_literal(bit) if bit[0] == bit[-1] and bit[0] in "'\"" else bit
            queryset = queryset.filter(_has_word(word.replace("\x00", "")))
        return queryset, False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """With the reading view, made only when a page shows it."""
        context = {**(extra_context or {}), "reading": partial(reading, object_id)}
        response: HttpResponse = super().change_view(request, object_id, form_url, context)
        return response

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial = {"status": Status.DRAFT, "flags": ["no_text"]}
        return {**initial, **super().get_changeform_initial_data(request)}

    def save_model(
        self, request: HttpRequest, obj: Document, form: DocumentForm, change: bool
    ) -> None:
        """The form holds the row's lock, so that `before` is what is overwritten."""
        flags = list(form.initial.get("flags") or ())
        if change:
            form.before = revisions.facts_of(obj.pk)
            flags = form.before["flags"]
        else:
            obj.id = document_id(f"curated:{secrets.token_hex()}")
        if form.content_changed:
            obj.content_changed_at = timezone.now()
        if "meeting" in form.corrected and obj.meeting is None:
            obj.meeting_stated = None
        if "flags" not in form.corrected:
            obj.flags = settle_flags(obj.flags, form.corrected, all_resolved=False)
        mark(obj, form.corrected, flags)
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: DocumentForm, formsets: Iterable[Any], change: bool
    ) -> None:
        """Issuers and history are content, too; the index follows in the same transaction.

        So do the citations that may name the document by its title, number and issuers.
        """
        document = form.instance
        touched = {_PARTS[fs.model] for fs in formsets if fs.has_changed() and fs.model in _PARTS}
        super().save_related(request, form, formsets, change)
        if touched:
            _keep_parts(document, touched)
        if "digest" in form.changed_data:
            tag_digest(document)
        if touched or form.content_changed:
            resolve_towards(document)
        index_document(document.pk)
        self._revise(request, form)

    def _revise(self, request: HttpRequest, form: DocumentForm) -> None:
        """The row of history: of a new document what was filled in."""
        key, before = form.instance.pk, form.before
        changes = revisions.differences(before or {}, revisions.facts_of(key))
        if before is None:
            changes = {name: change for name, change in changes.items() if change["new"]}
        if changes:
            action = None if before else revisions.Action.CREATED
            reason = form.cleaned_data.get("reason", "")
            revisions.record({key: changes}, author_of(request), reason, action)

    @transaction.atomic
    def delete_model(self, request: HttpRequest, obj: Document) -> None:
        revisions.record_deletion([obj], author_of(request))
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        revisions.record_deletion(queryset, author_of(request))
        super().delete_queryset(request, queryset)

    @column("标题", ordering="title", two_lines=True)
    def heading(self, document: Document) -> list[str]:
        return [document.title, document.document_number or ""]

    @column("发文机关")
    def issued_by(self, document: Document) -> str:
        links = document.issuer_links.all()
        return "、".join(link.body.short_name if link.body else link.name for link in links)

    @column("体裁／文种", ordering="genre")
    def class_of(self, document: Document) -> str:
        return document.kind or document.get_genre_display()

    @column("状态", ordering="status", badge=STATUS_COLOURS)
    def status_badge(self, document: Document) -> str:
        return document.get_status_display()

    @column("待核")
    def flag_badges(self, document: Document) -> SafeString:
        return badges(document.flags)

    @column("字号解析")
    def number_parts(self, document: Document) -> str:
        parts = (document.number_prefix, document.number_year, document.number_serial)
        return " · ".join(str(part) for part in parts if part is not None)

    @column("待核事项")
    def flags_explained(self, document: Document) -> SafeString:
        return explained(document.flags)

    @column("人工著录项（来源更新时保持不变）")
    def kept_fields(self, document: Document) -> str:
        return "、".join(map(curated_name, sorted(curated(document)))) if document.pk else ""

    @column("变更历史")
    def history_shown(self, document: Document) -> SafeString:
        return history(document.pk)

    @changing_action("发布所选文献")
    def publish(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        self._set_status(request, queryset, Status.PUBLISHED)

    @changing_action("撤回所选文献")
    def withdraw(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        self._set_status(request, queryset, Status.WITHDRAWN)

    @changing_action("所选文献转为草稿")
    def mark_draft(self, request: HttpRequest, queryset: QuerySet[Document]) -> None:
        self._set_status(request, queryset, Status.DRAFT)

    def _set_status(
        self, request: HttpRequest, queryset: QuerySet[Document], status: Status
    ) -> None:
        """Documents that have the status already keep their times; the index follows at once."""
        ids = list(queryset.values_list("pk", flat=True))
        chosen = set_status(ids, status, author=author_of(request))
        for document in Document.objects.filter(pk__in=chosen).defer(*HEAVY):
            self.log_change(request, document, f"状态改为“{status.label}”")
        text = f"{len(chosen)} 篇文献的状态改为“{status.label}”。"
        self.message_user(request, text, messages.SUCCESS)


_PARTS = {DocumentIssuer: "issuers", HistoryEvent: "history"}


def _keep_parts(document: Document, touched: set[str]) -> None:
    """Issuers or history were corrected: ingest leaves them alone, and their flag is answered."""
    before = list(document.flags)
    links = document.issuer_links
    resolved = links.exists() and not links.filter(body=None).exists()
    document.flags = settle_flags(before, touched, all_resolved=resolved)
    mark(document, touched, before)
    Document.objects.filter(pk=document.pk).update(
        flags=document.flags, evidence=document.evidence, content_changed_at=timezone.now()
    )


def _has_word(word: str) -> Q:
    by_body = Q(body__name__icontains=word) | Q(body__short_name__icontains=word)
    issuers = DocumentIssuer.objects.filter(Q(name__icontains=word) | by_body)
    return (
        Q(title__icontains=word)
        | Q(document_number__icontains=word)
        | Q(pk=word)
        | Q(pk__in=issuers.values("document_id"))
    )
