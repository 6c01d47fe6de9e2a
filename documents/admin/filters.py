"""Filters of the document list that no single field gives."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import DropdownFilter, RangeNumericListFilter

from documents.admin.flags import FLAG_TEXTS
from documents.models import Document

ANY = "any"


class HasTextFilter(DropdownFilter):  # type: ignore[misc]
    title = "正文"
    parameter_name = "has_text"

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, str], ...]:
        return (("yes", "有正文"), ("no", "无正文"))

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Document]
    ) -> QuerySet[Document] | None:
        if self.value() == "yes":
            return queryset.filter(text_length__gt=0)
        return queryset.filter(text_length=0) if self.value() == "no" else None


class FlagFilter(DropdownFilter):  # type: ignore[misc]
    title = "待核标记"
    parameter_name = "flag"

    def lookups(self, request: HttpRequest, model_admin: Any) -> tuple[tuple[str, str], ...]:
        flags = ((flag, text.label) for flag, text in FLAG_TEXTS.items())
        return ((ANY, "任一标记"), *flags)

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Document]
    ) -> QuerySet[Document] | None:
        if not self.value():
            return None
        if self.value() == ANY:
            return queryset.exclude(flags=[])
        return queryset.filter(flags__contains=[self.value()])


class YearFilter(RangeNumericListFilter):  # type: ignore[misc]
    title = "年份"
    parameter_name = "year"
