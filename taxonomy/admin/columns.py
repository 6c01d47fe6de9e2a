"""Typed decorators for methods that make a column of a list, or an action upon chosen rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from django.db.models import TextChoices
from unfold.decorators import action, display

F = TypeVar("F", bound=Callable[..., Any])


def column(
    description: str,
    *,
    ordering: str | None = None,
    badge: str | Mapping[str, str] | None = None,
    two_lines: bool | None = None,
) -> Callable[[F], F]:
    """A column; `badge` is a colour, or colours by value; `two_lines` shows a pair as such."""

    def mark(function: F) -> F:
        return cast(
            F,
            display(
                function, description=description, ordering=ordering, label=badge, header=two_lines
            ),
        )

    return mark


def changing_action(description: str) -> Callable[[F], F]:
    """An action for those who may change the table."""

    def mark(function: F) -> F:
        return cast(F, action(function, description=description, permissions=["change"]))

    return mark


def colours(choices: type[TextChoices], **variants: str) -> dict[str, str]:
    """The badge's colour for each choice, by its label as unfold wants it."""
    return {str(choices[name].label): variant for name, variant in variants.items()}
