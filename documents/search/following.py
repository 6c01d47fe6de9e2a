"""Follows the taxonomy: its names are suggested as they stand, whoever changes them."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from documents.search.suggestion_index import rebuild_names, suggest_names
from taxonomy.models import Body, Meeting, Term
from taxonomy.signals import reference_loaded

_FOLLOWED: dict[type[Any], str] = {Term: "term", Body: "body", Meeting: "meeting"}


def follow() -> None:
    """Connect what follows; once, when the application starts."""
    for model in _FOLLOWED:
        post_save.connect(_saved, sender=model, dispatch_uid=f"suggest-{model.__name__}")
    reference_loaded.connect(_loaded, dispatch_uid="suggest-reference")


def _saved(sender: type[Any], instance: Any, **kwargs: Any) -> None:
    suggest_names(_FOLLOWED[sender], [instance])


def _loaded(**kwargs: Any) -> None:
    rebuild_names()
