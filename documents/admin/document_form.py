"""The form with which a curator corrects a document's metadata."""

from __future__ import annotations

from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from documents.admin.flags import FLAG_TEXTS
from documents.models import Document, DocumentIssuer, Genre
from documents.text.numbers import parse_number
from taxonomy.admin.ordering import OrderedRowForm

CONTENT_FIELDS = frozenset((
    "title", "subtitle", "lead_in", "genre", "kind", "document_number", "index_number", "subject",
    "subject_term", "meeting", "region", "level", "adopted_on", "published_on", "effective_on",
    "validity", "validity_evidence", "publisher", "authors", "speaker", "digest", "flags",
    "status",
))  # fmt: skip
"""Fields that change what readers get; only they move `content_changed_at`.

The status is one of them: readers that follow changes must learn of what appears and disappears.
"""


class DocumentForm(forms.ModelForm):  # type: ignore[type-arg]
    flags = forms.MultipleChoiceField(
        label="待核标记",
        required=False,
        choices=[(flag, text.label) for flag, text in FLAG_TEXTS.items()],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="核对完毕后取消勾选。",
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
        number = parse_number(document.document_number) if document.document_number else None
        document.number_prefix = number.prefix if number else None
        document.number_year = number.year if number else None
        document.number_serial = number.serial if number else None
        super().save(commit=commit)
        return document

    @property
    def content_changed(self) -> bool:
        return bool(CONTENT_FIELDS.intersection(self.changed_data))


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
