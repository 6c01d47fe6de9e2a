"""Which version of each authority file is loaded, in the admin site."""

from __future__ import annotations

from django.contrib import admin

from taxonomy.admin.base import MachineMadeAdmin
from taxonomy.models import ReferenceLoad


@admin.register(ReferenceLoad)
class ReferenceLoadAdmin(MachineMadeAdmin):
    list_display = ("name", "loaded_at", "sha256")
    search_fields = ("name",)
    fields = ("name", "sha256", "loaded_at")
