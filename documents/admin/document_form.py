"""The form with which a curator corrects a document's metadata."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from documents.admin.flags import FLAG_TEXTS
from documents.ingest.corrections import number_parts
from documents.ingest.revisions import Facts
from documents.models import Document, DocumentIssuer, Genre
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

    class Meta:
        model = Document
        exclude = ()  # noqa: DJ006 - the admin's fieldsets choose

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("kind") and cleaned.get("genre") != Genre.OFFICIAL:
            self.add_error("kind", "只有公文才有文种。")
        region, level = cleaned.get("region"), cleaned.get("level")
        if region is not None and not level:
            cleaned["level"] = region.level
        return cleaned

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
