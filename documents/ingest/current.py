"""The tools of the pipeline in a process that lives long: built once, and anew after a change."""

from __future__ import annotations

from functools import lru_cache

from django.db.models import F, Max

from documents.ingest.pipeline import Tools
from policyapi.models import Change
from taxonomy.stored_vocabulary import stored_vocabulary

READ = ("body", "meeting", "region", "term")
"""What the vocabulary is made of, as the log of changes calls it."""


def current_tools() -> Tools:
    """The tools with the vocabulary as the database holds it now.

    Whoever changed it, in whatever process: the log of changes says that something did.
    """
    changes = Change.objects.filter(type__in=READ)
    # The sum keeps the planner from walking back through the changes of documents.
    return _tools_at(changes.aggregate(at=Max(F("position") + 0))["at"])


@lru_cache(maxsize=1)
def _tools_at(position: int | None) -> Tools:
    tools = Tools(stored_vocabulary())
    _ = tools.matcher
    return tools


def forget_tools() -> None:
    """Have the vocabulary read anew, as tests need that roll back what they change."""
    _tools_at.cache_clear()
