"""`q` as the list uses it: condition, rank, highlights, and what is said about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from documents.models import Document, Section
from documents.search.analyser import current_analyser
from documents.search.compile import NOTHING, Compiled, Compiler
from documents.search.highlight import Highlight, Highlighter
from documents.search.query import MAX_LENGTH, Query, parse
from documents.text.script import is_traditional, to_simplified
from policyapi.rest.parameters import Parameter
from policyapi.rest.values import Flag, Text

Q_PARAMETER = Parameter(
    "q",
    Text(MAX_LENGTH, control=True),
    'Words (all of them), "exact phrase", OR, -word, title:word, parentheses.',
    blank=True,
    example="三高四新",
)
HIGHLIGHT = Parameter("highlight", Flag(), "Adds the passages found, with `<mark>`; needs q.")


class Search:
    """One query, read and compiled."""

    def __init__(self, text: str) -> None:
        self.query: Query = parse(to_simplified(text) if is_traditional(text) else text)
        self.typed = text
        self.analyser = current_analyser()
        self.compiled: Compiled = Compiler(self.analyser).compile(self.query)

    def notes(self) -> list[str]:
        nothing = self.compiled.where == NOTHING
        empty = ["There is no word in the query to search for."] if nothing else []
        return [*self.query.notes, *empty]

    def highlights(self, keys: Sequence[str]) -> dict[str, list[dict[str, Any]]]:
        """Document → its passages, from the text, else the digest, else the title; two queries."""
        marker = Highlighter(self.compiled.terms, self.analyser)
        rows = Document.objects.filter(pk__in=keys).values_list("pk", "text", "digest", "title")
        found: dict[str, list[Highlight]] = {}
        for key, text, digest, title in rows:
            fields = {"text": text, "digest": digest, "title": title}
            tried = (marker.highlights(field, value) for field, value in fields.items())
            found[key] = next((passages for passages in tried if passages), [])
        sections = _sections(found)
        return {
            key: [_highlight(p, sections.get((key, p.start))) for p in passages]
            for key, passages in found.items()
        }


def _sections(found: dict[str, list[Highlight]]) -> dict[tuple[str, int], int]:
    """(document, offset) → position of the innermost section there."""
    starts = [(key, p.start) for key, ps in found.items() for p in ps if p.field == "text"]
    if not starts:
        return {}
    around = Q()
    for key, start in starts:
        around |= Q(document=key, start__lte=start, end__gt=start)
    rows = Section.objects.filter(around).order_by("level", "position")
    inside = list(rows.values_list("document", "start", "end", "position"))
    return {
        (key, start): position
        for key, start in starts
        for document, low, high, position in inside
        if document == key and low <= start < high
    }


def _highlight(passage: Highlight, section: int | None) -> dict[str, Any]:
    return {
        "field": passage.field,
        "section": section,
        "start": passage.start,
        "end": passage.end,
        "snippet": passage.snippet,
    }
