"""Regions in the admin site."""

from __future__ import annotations

from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter, ChoicesDropdownFilter

from taxonomy.admin.base import CuratedAdmin
from taxonomy.admin.fields import TreeMixin
from taxonomy.models import Region


@admin.register(Region)
class RegionAdmin(TreeMixin, CuratedAdmin):
    list_display = ("code", "name", "short_name", "level", "kind", "parent")
    list_display_links = ("code", "name")
    list_select_related = ("parent",)
    list_filter = (
        ("level", ChoicesDropdownFilter),
        ("kind", ChoicesDropdownFilter),
        ("parent", AutocompleteSelectFilter),
    )
    search_fields = ("code", "name", "short_name")
    autocomplete_fields = ("parent",)
    ordering = ("code",)
    fields = (("code", "name"), ("short_name", "parent"), ("level", "kind"))

    def get_readonly_fields(self, request: object, obj: Region | None = None) -> tuple[str, ...]:
        """The code is what everything refers to: given once, never changed."""
        return ("code",) if obj else ()
