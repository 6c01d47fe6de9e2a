"""The history of documents in the admin site: who changed what, when and why."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.contrib.filters.admin import ChoicesDropdownFilter, RangeDateTimeFilter

from documents.admin.flags import FLAG_TEXTS
from documents.admin.reading import field_name
from documents.ingest.revisions import PLAIN, Author
from documents.models import Document, Revision
from taxonomy.admin.base import MachineMadeAdmin
from taxonomy.admin.columns import colours, column

CHANGES = "admin/documents/document/changes.html"
SHOWN = 50
"""Rows of history on a document's page, the latest; the list has all."""
LONGEST = 120
"""Characters that are shown of a value."""
NAMES = {"sources": "来源", "region": "地区", "meeting": "会议", "subject_term": "主题"}
ACTION_COLOURS = colours(
    Revision.Action, CREATED="success", UPDATED="info", WITHDRAWN="danger", RESTORED="success",
    SOURCE_ADDED="info", DELETED="danger",
)  # fmt: skip


def author_of(request: HttpRequest) -> Author:
    user = request.user if isinstance(request.user, User) else None
    return Author(Revision.Channel.ADMIN, user)


def shown_value(name: str, value: Any) -> str:
    """A value as a curator reads it.

    >>> shown_value("flags", ["excerpt"]), shown_value("title", None)
    ('节选', '')
    """
    if value in (None, "", []):
        return ""
    if name == "text":
        return f"{value['length']} 字（{value['sha256'][:8]}）" if value["length"] else ""
    if isinstance(value, list):
        return "、".join(_shown_item(name, item) for item in value)
    choices: dict[str, str] = {}
    if name in _COLUMNS:
        choices = dict(Document._meta.get_field(name).flatchoices)  # type: ignore[union-attr]
    text = str(choices.get(value, value))
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 2 :]}"


def _shown_item(name: str, item: Any) -> str:
    if name == "flags":
        return FLAG_TEXTS[item].label if item in FLAG_TEXTS else str(item)
    if name == "issuers":
        return f"{item['name']}（{item['body']}）" if item["body"] else str(item["name"])
    if name == "sources":
        return f"第{item['version']}版（{item['url'] or item['sha256'][:8]}）"
    if isinstance(item, dict):
        return " ".join(str(part) for part in item.values() if part)
    return str(item)


_COLUMNS = frozenset(field.name for field in Document._meta.concrete_fields)


_ORDER = {name: at for at, name in enumerate((*PLAIN, "issuers", "meeting", "region"))}
"""In which order changes are shown; what is not here comes last."""


def shown_changes(changes: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Field, old and new value of each change, in words; empty for what is nothing."""
    listed = sorted(changes.items(), key=lambda change: _ORDER.get(change[0], len(_ORDER)))
    return [
        (
            NAMES.get(name) or field_name(name),
            shown_value(name, change.get("old")),
            shown_value(name, change.get("new")),
        )
        for name, change in listed
    ]


def curated_name(name: str) -> str:
    """A field that a curator has settled, or a flag (`flags.excerpt`), by its Chinese name."""
    flag = FLAG_TEXTS.get(name.removeprefix("flags."))
    return f"标记“{flag.label}”" if flag else NAMES.get(name) or field_name(name)


def history(document_id: str) -> SafeString:
    """The latest rows of a document's history as a table."""
    rows: Iterable[Revision] = Revision.objects.filter(document=document_id)[: SHOWN + 1]
    listed = [(row, shown_changes(row.changes)) for row in rows]
    context = {"rows": listed[:SHOWN], "is_cut": len(listed) > SHOWN, "document": document_id}
    return SafeString(render_to_string("admin/documents/document/history.html", context))


@admin.register(Revision)
class RevisionAdmin(MachineMadeAdmin):
    list_display = (
        "at", "action_badge", "document_shown", "who_shown", "channel", "fields_shown",
        "reason",
    )  # fmt: skip
    list_filter = (
        ("action", ChoicesDropdownFilter),
        ("channel", ChoicesDropdownFilter),
        ("at", RangeDateTimeFilter),
    )
    search_fields = ("=document__id", "reason", "actor_name", "key_name", "=key_prefix")
    fields = (
        ("at", "action", "channel"), "document_shown", "who_shown", "reason", "changes_shown",
        "changes_stored",
    )  # fmt: skip
    readonly_fields = ("document_shown", "who_shown", "changes_shown", "changes_stored")

    @column("操作", ordering="action", badge=ACTION_COLOURS)
    def action_badge(self, revision: Revision) -> str:
        return revision.get_action_display()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Revision]:
        """With the title that the document has now; null where it is gone."""
        titles = Document.objects.filter(pk=OuterRef("document_id")).values("title")
        found: QuerySet[Revision] = super().get_queryset(request)
        return found.annotate(title=Subquery(titles))

    @column("文献")
    def document_shown(self, revision: Revision) -> SafeString | str:
        """Title and id; of a document that is gone the id, and the title that it had."""
        title = getattr(revision, "title", None)
        if title is None:
            was = revision.changes.get("title", {}).get("old") or ""
            return f"{was}（{revision.document_id}，已不存在）"
        address = reverse("admin:documents_document_change", args=(revision.document_id,))
        return format_html('<a href="{}">{}</a>（{}）', address, title, revision.document_id)

    @column("操作者")
    def who_shown(self, revision: Revision) -> str:
        return revision.who

    @column("字段")
    def fields_shown(self, revision: Revision) -> str:
        return "、".join(label for label, _, _ in shown_changes(revision.changes))

    @column("变更")
    def changes_shown(self, revision: Revision) -> SafeString:
        changes = shown_changes(revision.changes)
        return SafeString(render_to_string(CHANGES, {"changes": changes}))

    @column("原始记录")
    def changes_stored(self, revision: Revision) -> SafeString:
        stored = json.dumps(revision.changes, ensure_ascii=False, indent=2)
        return format_html('<pre class="reading-raw">{}</pre>', stored)
