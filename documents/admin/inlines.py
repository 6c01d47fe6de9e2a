"""What belongs to a document, on the document's own page."""

from __future__ import annotations

from django.http import HttpRequest
from unfold.admin import TabularInline

from documents.admin.document_form import IssuerForm
from documents.models import DocumentIssuer, HistoryEvent, Source
from taxonomy.admin.ordering import OrderedInline


class IssuerInline(OrderedInline):
    model = DocumentIssuer
    form = IssuerForm
    fields = ("position", "body", "name")
    autocomplete_fields = ("body",)


class HistoryInline(OrderedInline):
    model = HistoryEvent
    fields = ("position", "event", "date", "body", "meeting")


class SourceInline(TabularInline):  # type: ignore[misc]
    """Where the document came from; sources are never changed."""

    model = Source
    fields = ("version", "is_current", "location", "record", "media_type", "url", "captured_at")
    readonly_fields = fields
    hide_title = True
    extra = 0
    show_change_link = True
    tab = True

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
