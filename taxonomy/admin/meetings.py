"""Meetings in the admin site."""

from __future__ import annotations

from django.contrib import admin
from unfold.contrib.filters.admin import (
    AutocompleteSelectFilter,
    ChoicesDropdownFilter,
    RangeDateFilter,
)

from taxonomy.admin.base import CuratedAdmin
from taxonomy.admin.columns import column
from taxonomy.admin.fields import LinesMixin
from taxonomy.admin.slugs import MeetingForm
from taxonomy.models import Meeting


@admin.register(Meeting)
class MeetingAdmin(LinesMixin, CuratedAdmin):
    form = MeetingForm
    list_display = ("name", "body", "kind", "ordinals", "days", "place", "slug")
    list_select_related = ("body",)
    list_filter = (
        ("body", AutocompleteSelectFilter),
        ("body__region", AutocompleteSelectFilter),
        ("kind", ChoicesDropdownFilter),
        ("held_from", RangeDateFilter),
    )
    search_fields = ("name", "slug", "aliases", "body__short_name", "body__name")
    autocomplete_fields = ("body",)
    date_hierarchy = "held_from"
    fields = (
        ("name", "slug"),
        ("body", "kind"),
        ("convocation", "session"),
        ("held_from", "held_to"),
        ("place", "aliases"),
    )

    @column("届次", ordering="session")
    def ordinals(self, meeting: Meeting) -> str:
        convocation = f"{meeting.convocation}届" if meeting.convocation is not None else ""
        session = f"{meeting.session}次" if meeting.session is not None else ""
        return convocation + session

    @column("会期", ordering="held_from")
    def days(self, meeting: Meeting) -> str:
        if meeting.held_from is None:
            return ""
        first = meeting.held_from.isoformat()
        if meeting.held_to in (None, meeting.held_from):
            return first
        return f"{first} 至 {meeting.held_to}"
