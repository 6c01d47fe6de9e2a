"""What every recogniser reads, and how it adds to the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from documents.text.recognise.layout import Layout
from documents.text.stages import Evidence, Hint, Recognised, Span
from taxonomy.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Context:
    """The layout of the clean text, what came beside it, and the authority data.

    `metadata` holds non-empty values only. `hints` are values of lines that cleaning took out.
    """

    layout: Layout
    metadata: Mapping[str, str]
    hints: tuple[Hint, ...]
    vocabulary: Vocabulary

    @property
    def text(self) -> str:
        return self.layout.text

    def beside(self, *fields: str) -> str | None:
        """The first of the fields that metadata, the page's table or a hint has."""
        for source in (self.metadata, self.layout.labels):
            for field in fields:
                if source.get(field):
                    return source[field]
        return next(iter(self.hinted(*fields)), None)

    def hinted(self, *fields: str) -> tuple[str, ...]:
        """Every value of the fields that lines taken out by cleaning had."""
        return tuple(hint.value for hint in self.hints if hint.field in fields and hint.value)


Recogniser = Callable[[Context, Recognised], Recognised]


def found(
    record: Recognised,
    evidence: Mapping[str, Evidence | None] | None = None,
    flags: Iterable[str] = (),
    **fields: Any,
) -> Recognised:
    """The record with fields, their evidence and flags added."""
    known = {name: where for name, where in (evidence or {}).items() if where is not None}
    raised = record.flags.union(flags)
    if not known and raised == record.flags:
        fields = {name: value for name, value in fields.items() if getattr(record, name) != value}
        if not fields:
            return record
    return replace(record, evidence={**record.evidence, **known}, flags=raised, **fields)


def span_in(text: str, part: str, low: int = 0, high: int | None = None) -> Span | None:
    """Where `part` first stands in `text[low:high]`."""
    at = text.find(part, low, len(text) if high is None else high) if part else -1
    return Span(at, at + len(part)) if at >= 0 else None
