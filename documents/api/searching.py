"""`q` as the lists use it: its parameters, its highlights, and what is said about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F

from documents.search.folding import kept
from documents.search.highlight import Highlight, Highlighter
from documents.search.near_misses import near_misses
from documents.search.query import MAX_LENGTH, And
from documents.search.ranking import Ranked
from documents.search.search import Search
from documents.search.sections import sections_at
from policyapi.rest.parameters import Parameter
from policyapi.rest.selection import Row
from policyapi.rest.values import Flag, Text
from policyapi.rest.views import echo

Q_PARAMETER = Parameter(
    "q",
    Text(MAX_LENGTH, control=True),
    'Words (all of them), "exact phrase", OR, -word, prefix*, title: issuer: term: number:, '
    "parentheses; a question is answered by the documents with the most of its words.",
    blank=True,
    example="三高四新",
)
HIGHLIGHT = Parameter("highlight", Flag(), "Adds the passages found, with `<mark>`; needs q.")
EXPLAIN = Parameter("explain", Flag(), "Adds what each hit's score is made of; needs q.")

LOST = "Nothing has all of these words; OR between them finds what has any."
DOUBTFUL = 5
"""Hits below which it is said what else may have been meant."""


def said_of(search: Search, count: int, notes: Sequence[str]) -> dict[str, Any]:
    """The envelope's `query`: as read, what stands for what, and what else may have been meant."""
    doubtful = count < DOUBTFUL or search.is_relaxed
    meant = near_misses(search.query.text) if doubtful else []
    named = {kept(name) for names in search.query.expanded.values() for name in names}
    lost = [LOST] if not count and isinstance(search.query.unexpanded, And) else []
    return echo([*search.notes, *lost, *notes], search.query.typed) | {
        "terms": list(search.terms),
        "expanded": {typed: list(names) for typed, names in search.query.expanded.items()},
        "did_you_mean": [
            {"text": item.text, "kind": item.kind, "slug": item.slug}
            for item in meant
            if kept(item.text) not in named and item.slug not in search.named.meetings
        ],
    }


def explained(hit: Ranked, search: Search) -> dict[str, Any]:
    """What a score is made of; the words' share by BM25F, each word's weight its idf."""
    return {
        "score": round(hit.score, 4),
        "parts": {name: round(value, 4) for name, value in hit.parts.items()},
        "weights": {word: round(weight, 4) for word, weight in search.weights.items()},
    }


def marker_of(search: Search) -> Highlighter:
    """Marks what a search is for; of a question, nothing as short as 年 or 省."""
    terms = search.terms
    if search.is_relaxed:
        terms = tuple(term for term in terms if len(term) > 1) or terms
    return Highlighter(terms, search.analyser, search.weights, search.exact)


MARKED = {name: F(name) for name in ("text", "digest", "title")}
"""What is looked through for passages, in this order, as columns beside those of an answer."""


def highlights(search: Search, rows: Iterable[Row]) -> dict[str, list[dict[str, Any]]]:
    """Document → its best stretches: of the text, else the digest, else the title; one query."""
    marker = marker_of(search)
    found: dict[str, list[Highlight]] = {}
    for row in rows:
        tried = (marker.highlights(field, row.hidden[field]) for field in MARKED)
        found[row.pk] = next((passages for passages in tried if passages), [])
    starts = ((key, p.start) for key, ps in found.items() for p in ps if p.field == "text")
    sections = sections_at(starts)
    return {
        key: [_highlight(p, sections.get((key, p.start))) for p in passages]
        for key, passages in found.items()
    }


def _highlight(passage: Highlight, section: int | None) -> dict[str, Any]:
    return {
        "field": passage.field,
        "section": section,
        "anchor": None if section is None else f"section-{section}",
        "start": passage.start,
        "end": passage.end,
        "snippet": passage.snippet,
    }
