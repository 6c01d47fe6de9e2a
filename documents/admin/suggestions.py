"""The suggestions in the admin site: which names lead where, and how often they are named."""

from __future__ import annotations

from django.contrib import admin
from unfold.contrib.filters.admin import ChoicesDropdownFilter

from documents.models import Suggestion
from taxonomy.admin.base import MachineMadeAdmin


@admin.register(Suggestion)
class SuggestionAdmin(MachineMadeAdmin):
    list_display = ("text", "kind", "weight", "is_preferred")
    list_filter = (("kind", ChoicesDropdownFilter),)
    search_fields = ("text",)
    fields = ("text", "kind", "weight", "is_preferred", "pinyin", "initials")
    ordering = ("pk",)
