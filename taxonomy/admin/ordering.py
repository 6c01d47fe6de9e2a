"""Inline rows that stand in an order which the curator sets."""

from __future__ import annotations

from typing import Any

from django.db.models import F
from django.forms import ModelForm
from unfold.admin import TabularInline
from unfold.forms import PaginationInlineFormSet

SHIFT = 10_000
"""Room above every position in use; a PositiveSmallInteger holds 32,767."""


class OrderedRowForm(ModelForm):  # type: ignore[type-arg]
    """A row whose position is settled when the whole set is saved."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].required = False

    def _get_validation_exclusions(self) -> set[str]:
        return {*super()._get_validation_exclusions(), "position"}  # type: ignore[misc]

    def has_changed(self) -> bool:
        """An extra row that got nothing but a position is still an empty row."""
        changed = set(self.changed_data)
        return bool(changed - {"position"}) if self.instance._state.adding else bool(changed)


class OrderedFormSet(PaginationInlineFormSet):  # type: ignore[misc]
    """Saves rows in their order, numbered from 1 without gaps.

    Positions are unique, so two rows cannot swap them one after the other: all are moved out of
    the way first.
    """

    def save(self, commit: bool = True) -> list[Any]:
        if not commit or not self.has_changed():
            return list(super().save(commit=commit))
        kept = self._in_order()
        rows = self.model._default_manager.filter(**{self.fk.name: self.instance})
        rows.update(position=F("position") + SHIFT)
        for position, form in enumerate(kept, start=1):
            form.instance.position = position
        saved = list(super().save())
        for form in kept:
            row = form.instance
            self.model._default_manager.filter(pk=row.pk).update(position=row.position)
        return saved

    def _in_order(self) -> list[Any]:
        """The forms of the rows that stay, by the position given; those without one come last."""
        kept = [
            form
            for form in self.forms
            if form not in self.deleted_forms
            and (form.has_changed() or not form.instance._state.adding)
        ]
        return sorted(kept, key=_given_position)


def _given_position(form: Any) -> tuple[bool, int]:
    position = form.cleaned_data.get("position")
    return position is None, position or 0


class OrderedInline(TabularInline):  # type: ignore[misc]
    """Rows to be dragged into their order."""

    form = OrderedRowForm
    formset = OrderedFormSet
    ordering_field = "position"
    hide_ordering_field = True
    hide_title = True
    extra = 0
