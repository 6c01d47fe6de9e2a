"""Terms and their components in the admin site."""

from __future__ import annotations

from typing import ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from taxonomy.admin.base import CuratedAdmin
from taxonomy.admin.columns import changing_action, colours, column
from taxonomy.admin.fields import LinesMixin, TreeMixin
from taxonomy.admin.ordering import OrderedInline
from taxonomy.admin.slugs import TermForm
from taxonomy.models import Term, TermComponent

STATUS_COLOURS = colours(Term.Status, CANDIDATE="warning", APPROVED="success", DEPRECATED="danger")


class TermComponentInline(OrderedInline):
    model = TermComponent
    fk_name = "whole"
    fields = ("position", "part")
    autocomplete_fields = ("part",)


@admin.register(Term)
class TermAdmin(LinesMixin, TreeMixin, CuratedAdmin):
    form = TermForm
    inlines = (TermComponentInline,)
    list_display = ("label", "others", "scheme", "parent", "region", "coined_in", "badge", "slug")
    list_select_related = ("parent", "region")
    list_filter = (
        ("status", ChoicesDropdownFilter),
        ("scheme", ChoicesDropdownFilter),
        ("region", AutocompleteSelectFilter),
        ("parent", AutocompleteSelectFilter),
        "quoted_only",
    )
    search_fields = ("label", "alt_labels", "pinyin", "slug", "definition")
    autocomplete_fields = ("parent", "related", "superseded_by", "region")
    actions = ("approve", "deprecate")
    fieldsets: ClassVar = (
        (None, {"fields": (("label", "slug"), ("alt_labels", "pinyin"), "definition")}),
        (
            "归类与状态",
            {"fields": (("scheme", "status"), ("parent", "region"), "related", "quoted_only")},
        ),
        ("源流", {"fields": (("coined_in", "valid_from"), "superseded_by")}),
    )

    @column("其他标签")
    def others(self, term: Term) -> str:
        return "、".join(term.alt_labels)

    @column("状态", ordering="status", badge=STATUS_COLOURS)
    def badge(self, term: Term) -> str:
        return term.get_status_display()

    @changing_action("审定所选提法")
    def approve(self, request: HttpRequest, queryset: QuerySet[Term]) -> None:
        self._set_status(request, queryset, Term.Status.APPROVED)

    @changing_action("停用所选提法")
    def deprecate(self, request: HttpRequest, queryset: QuerySet[Term]) -> None:
        self._set_status(request, queryset, Term.Status.DEPRECATED)

    def _set_status(
        self, request: HttpRequest, queryset: QuerySet[Term], status: Term.Status
    ) -> None:
        chosen = list(queryset.exclude(status=status))
        for term in chosen:
            term.status = status
            self.log_change(request, term, f"状态改为“{status.label}”")
        Term.objects.bulk_update(chosen, ["status"])
        self.message_user(
            request, f"{len(chosen)} 条提法的状态改为“{status.label}”。", messages.SUCCESS
        )
