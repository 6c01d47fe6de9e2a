"""What a cleaning rule finds in a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from documents.text.offsets import Edit
from documents.text.stages import Hint, Span


class Flag(NamedTuple):
    """A flag of the extraction record that the rule raises."""

    name: str


class Damage(NamedTuple):
    """A stretch of the rule's input that is damaged, or was and has been repaired."""

    span: Span


Finding = Edit | Hint | Flag | Damage
Change = Callable[[str], Iterable[Finding]]
"""Reads a text, yields sorted edits that do not overlap, and what it learns on the way."""
