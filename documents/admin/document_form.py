"""The form with which a curator corrects a document's metadata."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from documents.admin.flags import FLAG_TEXTS
from documents.admin.revisions import shown_changes
from documents.ingest.corrections import number_parts
from documents.ingest.revisions import Facts
from documents.ingest.storing import locked
from documents.models import Document, DocumentIssuer, Genre, Revision
from taxonomy.admin.ordering import OrderedRowForm

CONTENT_FIELDS = frozenset((
    "title", "subtitle", "lead_in", "genre", "kind", "document_number", "index_number", "subject",
    "subject_term", "meeting", "region", "level", "adopted_on", "published_on", "effective_on",
    "validity", "validity_evidence", "publisher", "authors", "speaker", "digest", "flags",
))  # fmt: skip
"""Fields that a curator corrects; all but the flags move `content_changed_at`."""


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]
    before: Facts | None = None
    """What was public of the document before it was saved; none of a new one."""

    flags = forms.MultipleChoiceField(
        label="待核标记",
        required=False,
        choices=[(flag, text.label) for flag, text in FLAG_TEXTS.items()],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="核对完毕后取消勾选。",
    )
    reason = forms.CharField(
        label="变更原因",
        required=False,
        max_length=500,
        widget=UnfoldAdminTextInputWidget,
        help_text="选填，记入变更历史；撤回的原因会向读者公开。",
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The latest row of history when the page was opened; 0 where there was none."""

    class Meta:
        model = Document
        exclude = ()  # noqa: DJ006 - the admin's fieldsets choose

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance._state.adding:
            self.initial["seen"] = self._latest()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.instance._state.adding:
            self._refuse_what_is_stale(cleaned.get("seen"))
        if cleaned.get("kind") and cleaned.get("genre") != Genre.OFFICIAL:
            self.add_error("kind", "只有公文才有文种。")
        region, level = cleaned.get("region"), cleaned.get("level")
        if region is not None and not level:
            cleaned["level"] = region.level
        return cleaned

    def _latest(self) -> int:
        rows = Revision.objects.filter(document=self.instance.pk).values_list("pk", flat=True)
        return rows.first() or 0

    def _refuse_what_is_stale(self, seen: int | None) -> None:
        """What was written while the page was open is shown; saving once more overwrites it.

        The row stays locked from here on, so that no ingest or other curator writes between.
        """
        locked(self.instance.pk)
        latest = self._latest()
        if seen == latest:
            return
        written = Revision.objects.filter(document=self.instance.pk, pk__gt=seen or 0)
        self.add_error(None, [_STALE, *map(_told, written[:SHOWN])])
        self.data = data = cast(QueryDict, self.data).copy()
        data[self.add_prefix("seen")] = str(latest)

    def save(self, commit: bool = True) -> Document:
        """Keeps the parts of the document number in step with it."""
        document: Document = self.instance
        number_parts(document)
        super().save(commit=commit)
        return document

    @property
    def content_changed(self) -> bool:
        return bool(self.corrected - {"flags"})

    @property
    def corrected(self) -> frozenset[str]:
        """The fields that the curator has given another value."""
        return CONTENT_FIELDS.intersection(self.changed_data)


SHOWN = 5
"""Writes, the latest, that are named where a page is stale."""
_STALE = (
    "本页打开之后，这篇文献已被修改，因此没有保存。请核对以下变更；再次保存，即以本页所填为准。"
)


def _told(revision: Revision) -> str:
    """One write in words: when, who, and each field with its old and new value."""
    at = timezone.localtime(revision.at)
    who = revision.who or revision.get_channel_display()
    changes = "；".join(
        f"{n}：{old or '空'} → {new or '空'}" for n, old, new in shown_changes(revision.changes)
    )
    return f"{at:%Y-%m-%d %H:%M} {who} {revision.get_action_display()} {changes}"


class IssuerForm(OrderedRowForm):
    """One issuer: a body, the name in the text, or both."""

    class Meta:
        model = DocumentIssuer
        fields = ("position", "body", "name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["name"].help_text = "留空则用机关全称。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("name"):
            if cleaned.get("body") is None:
                self.add_error("name", "请选择机关，或填写文中名称。")
            else:
                cleaned["name"] = cleaned["body"].name
        return cleaned
