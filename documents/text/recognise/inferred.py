"""A title for a text that has none, made of the text's own words."""

from __future__ import annotations

import re
from collections import Counter

from documents.text.recognise.context import Context, found
from documents.text.stages import Recognised, Span

_ANNOUNCED = re.compile(r"《(?P<title>[^》]{4,80})》[^。]{0,40}(?:印发|转发|下发|公布|发布)")
_LONGEST = 40
_SHORTEST = 4


def recognise_missing_title(context: Context, record: Recognised) -> Recognised:
    """The phrase that most paragraphs open with, what is announced, else the first clause."""
    if record.title:
        return record
    title, span = _recurring(context) or _announced(context) or _first_clause(context)
    return found(record, {"title": span}, {"title_inferred"}, title=title, title_inferred=True)


def _recurring(context: Context) -> tuple[str, Span] | None:
    """大兴抓落实之风 where at least three and a third of all paragraphs open with it."""
    lines = [line for line in context.layout.body if len(line.text) > 30]
    openings = Counter(re.split(r"[，,。：:；]", line.text)[0] for line in lines)
    for phrase, count in openings.most_common(1):
        if count >= 3 and count * 3 >= len(lines) and _SHORTEST <= len(phrase) <= _LONGEST:
            line = next(line for line in lines if line.text.startswith(phrase))
            return phrase, Span(line.start, line.start + len(phrase))
    return None


def _announced(context: Context) -> tuple[str, Span] | None:
    match = _ANNOUNCED.search(context.text, context.layout.body_span.start)
    return (match["title"], Span(*match.span("title"))) if match else None


def _first_clause(context: Context) -> tuple[str, Span]:
    for line in context.layout.body:
        if line.text.endswith(("：", ":")):
            continue
        clause = re.split(r"[，,。；;！？\n]", line.text)[0][:_LONGEST].strip()
        if clause:
            at = line.text.find(clause)
            return clause, Span(line.start + at, line.start + at + len(clause))
    text = context.text.strip()[:_LONGEST]
    return text.split("\n")[0], Span(0, len(text.split("\n")[0]))
