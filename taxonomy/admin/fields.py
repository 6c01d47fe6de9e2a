"""Form fields and list cells for values that Django's admin has no good form for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.forms import SimpleArrayField
from django.db.models import Model
from django.forms import CharField, Field
from django.http import HttpRequest
from unfold.widgets import UnfoldAdminTextareaWidget


class LinesField(SimpleArrayField):
    """A list of strings, one a line; blank lines do not count."""

    def __init__(self, base_field: Field | None, **kwargs: Any) -> None:
        kwargs["widget"] = UnfoldAdminTextareaWidget(attrs={"rows": 3})
        kwargs["help_text"] = kwargs.get("help_text") or "每行一个。"
        super().__init__(base_field or CharField(), delimiter="\n", **kwargs)

    def to_python(self, value: Any) -> list[Any]:  # type: ignore[override]
        if isinstance(value, str):
            value = "\n".join(line.strip() for line in value.splitlines() if line.strip())
        return list(super().to_python(value))


class LinesMixin:
    """Edits every array of strings as lines."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if isinstance(db_field, ArrayField):
            return LinesField(
                db_field.base_field.formfield(),
                label=db_field.verbose_name,
                required=not db_field.blank,
                max_length=db_field.size,
            )
        return super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]


class TreeMixin:
    """Refuses a parent that stands below the row itself."""

    parent_field: ClassVar[str] = "parent"

    def get_form(self, request: HttpRequest, obj: Model | None = None, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, **kwargs)  # type: ignore[misc]
        return type(form.__name__, (_NoLoop, form), {"parent_field": self.parent_field})


class _NoLoop:
    parent_field: ClassVar[str]

    def clean(self) -> Mapping[str, Any]:
        cleaned: Mapping[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc,attr-defined]
        own, above = self.instance.pk, cleaned.get(self.parent_field)  # type: ignore[attr-defined]
        seen = set()
        while above is not None and above.pk not in seen:
            if own is not None and above.pk == own:
                self.add_error(self.parent_field, "上级不能是自己，也不能是自己的下级。")  # type: ignore[attr-defined]
                break
            seen.add(above.pk)
            above = getattr(above, self.parent_field)
        return cleaned
