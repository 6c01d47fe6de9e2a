"""Proposed copies in the admin site: compared side by side, confirmed or rejected."""

from __future__ import annotations

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from documents.admin.comparison import side_by_side
from documents.admin.documents import HEAVY
from documents.admin.revisions import author_of
from documents.ingest.duplicate_flags import renew_flags
from documents.models import DocumentRelation, Fingerprint
from taxonomy.admin.base import CuratedAdmin, MachineMadeAdmin
from taxonomy.admin.columns import changing_action, colours, column

Status = DocumentRelation.Status
STATUS_COLOURS = colours(Status, PROPOSED="warning", CONFIRMED="success", REJECTED="info")
AGAINST = {
    "title": "标题不同",
    "document_number": "发文字号不同",
    "adopted_on": "成文日期不同",
    "text": "正文不同",
}
"""What spoke against taking two documents for one."""


@admin.register(DocumentRelation)
class DocumentRelationAdmin(CuratedAdmin):
    list_display = (
        "kind", "similarity_shown", "from_document", "to_document", "against", "status_badge",
        "proposed_at",
    )  # fmt: skip
    list_filter = (("status", ChoicesDropdownFilter), ("kind", ChoicesDropdownFilter))
    search_fields = ("from_document__title", "to_document__title", "=from_document__id")
    ordering = ("-status", "-similarity", "id")
    actions = ("confirm", "reject")
    fields = (
        ("kind", "similarity_shown", "against"), ("from_document", "to_document"),
        "status", ("decided_by", "decided_at", "proposed_at"), "compared",
    )  # fmt: skip
    readonly_fields = (
        "kind", "similarity_shown", "against", "from_document", "to_document", "decided_by",
        "decided_at", "proposed_at", "compared",
    )  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[DocumentRelation]:
        found: QuerySet[DocumentRelation] = super().get_queryset(request)
        ends = ("from_document", "to_document")
        heavy = (f"{end}__{name}" for end in ends for name in HEAVY)
        return found.select_related(*ends, "decided_by").defer(*heavy)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """A rejected proposal stays, so that it is not made again."""
        return False

    @transaction.atomic
    def save_model(
        self,
        request: HttpRequest,
        obj: DocumentRelation,
        form: ModelForm[DocumentRelation],
        change: bool,
    ) -> None:
        self._decide(request, [obj], Status(obj.status))

    @column("相似度", ordering="similarity")
    def similarity_shown(self, relation: DocumentRelation) -> str:
        return f"{relation.similarity:.1%}"

    @column("抵触")
    def against(self, relation: DocumentRelation) -> str:
        return AGAINST.get(relation.evidence.get("against") or "", "")

    @column("状态", ordering="status", badge=STATUS_COLOURS)
    def status_badge(self, relation: DocumentRelation) -> str:
        return relation.get_status_display()

    @column("对照")
    def compared(self, relation: DocumentRelation) -> SafeString:
        return side_by_side(relation.from_document, relation.to_document)

    @changing_action("确认所选")
    def confirm(self, request: HttpRequest, queryset: QuerySet[DocumentRelation]) -> None:
        self._decide(request, queryset, Status.CONFIRMED)

    @changing_action("驳回所选")
    def reject(self, request: HttpRequest, queryset: QuerySet[DocumentRelation]) -> None:
        self._decide(request, queryset, Status.REJECTED)

    @transaction.atomic
    def _decide(
        self,
        request: HttpRequest,
        relations: QuerySet[DocumentRelation] | list[DocumentRelation],
        status: Status,
    ) -> None:
        """Record who decided when, and take the flag from copies that have nothing open left."""
        chosen = list(relations)
        is_open = status is Status.PROPOSED
        DocumentRelation.objects.filter(pk__in=[relation.pk for relation in chosen]).update(
            status=status,
            decided_by=None if is_open else request.user,
            decided_at=None if is_open else timezone.now(),
        )
        copies = [relation.from_document_id for relation in chosen]
        renew_flags(copies, author_of(request), f"疑似重复：{status.label}")
        for relation in chosen:
            self.log_change(request, relation, f"状态改为“{status.label}”")
        text = f"{len(chosen)} 条疑似重复的状态改为“{status.label}”。"
        self.message_user(request, text, messages.SUCCESS)


@admin.register(Fingerprint)
class FingerprintAdmin(MachineMadeAdmin):
    list_display = ("document", "length", "text_sha256", "revision")
    search_fields = ("document__title", "=document__id", "=text_sha256")
    fields = ("document", ("length", "revision"), "text_sha256")
    ordering = ("document_id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Fingerprint]:
        found: QuerySet[Fingerprint] = super().get_queryset(request).select_related("document")
        return found.only("document__title", "length", "text_sha256", "revision")
