"""The search index in the admin site: which analyser made which document's vectors."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from documents.models import SearchEntry
from taxonomy.admin.base import MachineMadeAdmin


@admin.register(SearchEntry)
class SearchEntryAdmin(MachineMadeAdmin):
    list_display = ("document", "analyser")
    search_fields = ("document__title", "=document__id", "analyser")
    fields = ("document", "analyser")
    ordering = ("document_id",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[SearchEntry]:
        found: QuerySet[SearchEntry] = super().get_queryset(request).select_related("document")
        return found.only("document__title", "analyser")
