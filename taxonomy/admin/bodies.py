"""Issuing bodies in the admin site."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import Length
from django.http import HttpRequest
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from taxonomy.admin.base import CuratedAdmin
from taxonomy.admin.columns import column
from taxonomy.admin.fields import LinesMixin, TreeMixin
from taxonomy.models import Body


@admin.register(Body)
class BodyAdmin(LinesMixin, TreeMixin, CuratedAdmin):
    list_display = ("short_name", "name", "system", "region", "parent", "prefixes", "slug")
    list_select_related = ("region", "parent")
    list_filter = (
        ("system", ChoicesDropdownFilter),
        ("region", AutocompleteSelectFilter),
        ("region__level", ChoicesDropdownFilter),
        ("parent", AutocompleteSelectFilter),
    )
    search_fields = ("name", "short_name", "slug", "aliases", "number_prefixes")
    autocomplete_fields = ("region", "parent")
    fields = (
        ("name", "short_name"),
        ("slug", "system"),
        ("region", "parent"),
        ("aliases", "number_prefixes"),
    )

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Body], search_term: str
    ) -> tuple[QuerySet[Body], bool]:
        """Short names first: who types 湖南省 means the province before its departments."""
        found, duplicates = super().get_search_results(request, queryset, search_term)
        return found.order_by(Length("short_name"), "slug"), duplicates

    @column("发文代字")
    def prefixes(self, body: Body) -> str:
        return "、".join(body.number_prefixes)
