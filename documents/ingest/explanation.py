"""How the pipeline came to what it says of one document, as data ready for JSON.

Fields by the places that were read (`recognise.readings`), cleaning by every change, and every
section, term and citation with the line of the raw text it stands on.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from documents.ingest.pipeline import Draft, Tools, run
from documents.ingest.record import SourceInfo
from documents.text.candidates import find_candidates
from documents.text.cleaning.run import Change
from documents.text.components import find_components
from documents.text.recognise import RECOGNISERS
from documents.text.recognise.readings import Account, Reading, account_for
from documents.text.stages import FLAGS, RawDocument, Span

EXAMPLES = 3
"""Changes that are shown of each cleaning rule."""
LONGEST = 80
"""Characters that are shown of a stretch of text."""

_RULES = {rule.__name__: (rule.__doc__ or "").split("\n")[0] for rule in RECOGNISERS}


class _Lines:
    """Line numbers in the raw text, counted from 1."""

    def __init__(self, raw: str) -> None:
        self.starts = [0, *(at + 1 for at, char in enumerate(raw) if char == "\n")]

    def at(self, offset: int) -> int:
        return bisect_right(self.starts, offset)


def explanation(source: SourceInfo, raw: RawDocument, tools: Tools) -> dict[str, Any]:
    """Everything that can be said of how one document was read.

    Raises `RefusedInput` where the document cannot be read.
    """
    changes: list[Change] = []
    draft = run(raw, tools, changes)
    cleaned = draft.cleaned
    assert cleaned is not None  # noqa: S101 - every draft that was run has been cleaned
    lines = _Lines(raw.text)
    accounts = account_for(cleaned, raw.metadata, tools.vocabulary)
    return {
        "source": source.as_record(),
        "characters": {
            "read": len(raw.text),
            "clean": len(cleaned.text),
            "text": len(draft.text),
        },
        "flags": [flag for flag in FLAGS if flag in draft.flags],
        "fields": [_field(account, draft, lines) for account in accounts],
        "cleaning": _cleaning(changes, lines),
        "sections": [
            {"type": s.type, "level": s.level, "label": s.label, "heading": s.heading}
            | _stands(draft, lines, s.start, s.end)
            for s in draft.sections
        ],
        "terms": _terms(draft, tools, lines),
        "candidates": [
            {"surface": c.surface, "shape": c.shape} | _stands(draft, lines, c.start, c.end)
            for c in find_candidates(draft.text, draft.terms)
        ],
        "components": [
            {
                "surface": stated.surface,
                "components": [part.surface for part in stated.components],
                "certain": stated.certain,
            }
            | _stands(draft, lines, stated.start, stated.end)
            for stated in find_components(draft.text)
        ],
        "citations": [
            {"kind": c.kind, "relation": c.relation, "surface": c.surface, "target": c.target}
            | _stands(draft, lines, c.start, c.end)
            for c in draft.citations
        ],
    }


def _field(account: Account, draft: Draft, lines: _Lines) -> dict[str, Any]:
    return {
        "field": account.field,
        **_reading(account.chosen, draft, lines),
        "confidence": account.confidence,
        "reason": account.reason,
        "alternatives": [_reading(other, draft, lines) for other in account.others],
    }


def _reading(reading: Reading, draft: Draft, lines: _Lines) -> dict[str, Any]:
    evidence: dict[str, Any] | None = None
    if isinstance(reading.evidence, Span) and draft.cleaned is not None:
        start, end = reading.evidence
        raw_start, _ = draft.cleaned.offsets.raw_span(start, end)
        surface = shortened(draft.cleaned.text[start:end])
        evidence = {"line": lines.at(raw_start), "surface": surface}
    return {
        "value": plain(reading.value),
        "place": reading.place,
        "evidence": evidence,
        "rule": reading.rule,
        "rule_text": _RULES.get(reading.rule, ""),
    }


def _cleaning(changes: list[Change], lines: _Lines) -> list[dict[str, Any]]:
    """Every rule that applied: how often, how many characters it took and gave, examples."""
    by_rule: dict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_rule[change.rule].append(change)
    return [
        {
            "rule": rule,
            "count": len(made),
            "taken": sum(len(change.before) for change in made),
            "given": sum(len(change.after) for change in made),
            "examples": [
                {
                    "line": lines.at(change.raw.start),
                    "before": shortened(change.before),
                    "after": shortened(change.after),
                }
                for change in made[:EXAMPLES]
            ],
        }
        for rule, made in by_rule.items()
    ]


def _terms(draft: Draft, tools: Tools, lines: _Lines) -> list[dict[str, Any]]:
    """The mentions, each with the label under which the vocabulary knows what the text writes."""
    labels = {entry.slug: entry.label for entry in tools.vocabulary.terms}
    return [
        {
            "term": mention.term,
            "label": labels[mention.term],
            "surface": mention.surface,
            "by": "label" if mention.surface == labels[mention.term] else "variant",
        }
        | _stands(draft, lines, mention.start, mention.end)
        for mention in draft.terms
    ]


def _stands(draft: Draft, lines: _Lines, start: int, end: int) -> dict[str, int]:
    """Offsets in the text, and the line of the raw text."""
    raw_start, _ = draft.offsets.raw_span(start, end)
    return {"start": start, "end": end, "line": lines.at(raw_start)}


def plain(value: Any) -> Any:
    """A value of the record as JSON has it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {item.name: plain(getattr(value, item.name)) for item in fields(value)}
    return value


def shortened(text: str) -> str:
    """A stretch of text on one line, its middle left out where it is long.

    >>> shortened("一行\\n两行")
    '一行⏎两行'
    """
    line = text.replace("\n", "⏎")
    if len(line) <= LONGEST:
        return line
    half = LONGEST // 2
    return f"{line[:half]} … {line[-half:]}"
