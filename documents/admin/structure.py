"""Sections, mentions and citations in the admin site; ingest writes them."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    DropdownFilter,
)

from documents.admin.documents import HEAVY
from documents.admin.reading import RELATIONS
from documents.admin.sources import OF_DOCUMENT
from documents.models import Citation, Mention, Section
from taxonomy.admin.base import MachineMadeAdmin
from taxonomy.admin.columns import column

SECTION_TYPES = {
    "编": "编", "章": "章", "节": "节", "条": "条", "款": "款", "项": "项",
    "heading": "标题", "segment": "分段", "paragraph": "段落", "attachment": "附件",
}  # fmt: skip


def section_name(section: Section) -> str:
    """Label and heading; a bare section is named by its type."""
    labelled = section.label or section.heading
    return str(section) if labelled else SECTION_TYPES.get(section.type, section.type)


class PartAdmin(MachineMadeAdmin):
    """A part of a document: in document order, with the document's title beside it."""

    ordering = ("document_id", "start")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        found: QuerySet[Model] = super().get_queryset(request).select_related("document")
        return found.defer(*OF_DOCUMENT)

    @column("章节", ordering="section")
    def within(self, part: Mention | Citation) -> str:
        return section_name(part.section) if part.section else ""

    @column("起止")
    def span(self, part: Section | Mention | Citation) -> str:
        return f"{part.start}–{part.end}"


class SectionTypeFilter(DropdownFilter):  # type: ignore[misc]
    title = "类型"
    parameter_name = "type"

    def lookups(self, request: HttpRequest, model_admin: object) -> list[tuple[str, str]]:
        return list(SECTION_TYPES.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Section]) -> QuerySet[Section]:
        return queryset.filter(type=self.value()) if self.value() else queryset


@admin.register(Section)
class SectionAdmin(PartAdmin):
    list_display = ("document", "position", "level", "type_name", "label", "heading", "span")
    list_filter = (("document", AutocompleteSelectFilter), SectionTypeFilter, "level")
    search_fields = ("heading", "label", "=document__id")
    fields = ("document", ("position", "level", "type_name"), ("label", "heading"), "span")
    readonly_fields = ("type_name", "span")
    ordering = ("document_id", "position")

    @column("类型", ordering="type")
    def type_name(self, section: Section) -> str:
        return SECTION_TYPES.get(section.type, section.type)


@admin.register(Mention)
class MentionAdmin(PartAdmin):
    list_display = ("surface", "term", "document", "within", "field", "span")
    list_filter = (
        ("term", AutocompleteSelectFilter),
        ("document", AutocompleteSelectFilter),
        ("field", ChoicesDropdownFilter),
    )
    search_fields = ("surface", "term__label", "=document__id")
    fields = (("surface", "term"), ("document", "within"), ("field", "span"))
    readonly_fields = ("within", "span")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        return super().get_queryset(request).select_related("term", "section")


@admin.register(Citation)
class CitationAdmin(PartAdmin):
    list_display = (
        "surface", "kind", "relation_name", "target", "target_document", "target_meeting",
        "document", "span",
    )  # fmt: skip
    list_filter = (
        ("document", AutocompleteSelectFilter),
        ("target_document", AutocompleteSelectFilter),
        ("target_meeting", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
    )
    search_fields = ("surface", "target", "=document__id")
    fields = (
        ("surface", "kind", "relation_name"), ("document", "within"), "target",
        ("target_document", "target_meeting"), "span",
    )  # fmt: skip
    readonly_fields = ("relation_name", "within", "span")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        targets = (f"target_document__{name}" for name in HEAVY)
        found = super().get_queryset(request)
        return found.select_related("target_document", "target_meeting", "section").defer(*targets)

    @column("关系", ordering="relation")
    def relation_name(self, citation: Citation) -> str:
        return RELATIONS.get(citation.relation or "", citation.relation or "")
