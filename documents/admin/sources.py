"""Sources, and input that could not be taken in, in the admin site."""

from __future__ import annotations

import json

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import RangeDateTimeFilter

from documents.admin.documents import HEAVY
from documents.admin.reading import raw_text
from documents.models import Refusal, Source
from taxonomy.admin.base import MachineMadeAdmin
from taxonomy.admin.columns import column

OF_DOCUMENT = tuple(f"document__{name}" for name in HEAVY)
"""What lists of parts of documents leave out of the documents that they name."""


class RawMixin:
    """Shows bytes as text where they are short enough."""

    @column("原始内容")
    def raw_shown(self, kept: Source | Refusal) -> SafeString | str:
        text = raw_text(kept)
        if text is None:
            return "不是文本，或过长，不在此显示。"
        return format_html('<pre class="reading-raw">{}</pre>', text)

    @column("字节数", ordering="raw_length")
    def size(self, kept: Source | Refusal) -> int | None:
        return getattr(kept, "raw_length", None)


@admin.register(Source)
class SourceAdmin(RawMixin, MachineMadeAdmin):
    list_display = (
        "document", "version", "is_current", "location", "record", "media_type", "size",
        "publisher", "captured_at",
    )  # fmt: skip
    list_filter = (
        "is_current",
        ("media_type", admin.AllValuesFieldListFilter),
        ("captured_at", RangeDateTimeFilter),
    )
    search_fields = ("location", "url", "=sha256", "document__title", "=document__id")
    ordering = ("-id",)
    fields = (
        "document", ("version", "is_current"), ("location", "record"), ("url", "publisher"),
        ("media_type", "size", "captured_at"), "sha256", "rules", "raw_shown",
    )  # fmt: skip
    readonly_fields = ("size", "rules", "raw_shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        found: QuerySet[Source] = super().get_queryset(request).select_related("document")
        return found.defer("raw", "offsets", *OF_DOCUMENT).annotate(raw_length=Length("raw"))

    @column("清洗记录")
    def rules(self, source: Source) -> str:
        """Which cleaning rules applied, and how often."""
        shown = (
            f"{rule['rule']} × {rule['count']}"
            if isinstance(rule, dict) and {"rule", "count"} <= rule.keys()
            else json.dumps(rule, ensure_ascii=False)
            for rule in source.cleaning
        )
        return "，".join(shown)


@admin.register(Refusal)
class RefusalAdmin(RawMixin, MachineMadeAdmin):
    list_display = ("location", "record", "media_type", "size", "reason", "refused_at")
    list_filter = (
        ("media_type", admin.AllValuesFieldListFilter),
        ("refused_at", RangeDateTimeFilter),
    )
    search_fields = ("location", "reason", "=sha256")
    fields = (
        ("location", "record"), "reason", ("media_type", "size", "refused_at"), "sha256",
        "raw_shown",
    )  # fmt: skip
    readonly_fields = ("size", "raw_shown")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Refusal]:
        found: QuerySet[Refusal] = super().get_queryset(request)
        return found.defer("raw").annotate(raw_length=Length("raw"))

    def has_delete_permission(self, request: HttpRequest, obj: Refusal | None = None) -> bool:
        """Once looked into, a refusal may go; `has_delete_permission` of Django's own decides."""
        return request.user.has_perm("documents.delete_refusal")
