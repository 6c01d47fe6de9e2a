"""The ordered list of rules, and the runner that applies them and counts what they did."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from documents.text.cleaning import (
    breaks,
    captions,
    characters,
    debris,
    doubled,
    edges,
    layout,
    lost,
    markdown,
    markup,
    metadata_lines,
    pages,
    pinyin,
    punctuation,
    spaces,
    tail,
)
from documents.text.cleaning.rule import SPACES, Rule
from documents.text.findings import Damage, Flag
from documents.text.mojibake import repair
from documents.text.offsets import Edit, OffsetMap
from documents.text.script import simplify
from documents.text.stages import Cleaned, Hint, Span

RULES: tuple[Rule, ...] = (
    Rule("line_endings", characters.line_endings, characters.LINE_ENDINGS),
    Rule("invisible", characters.invisible, characters.UNSEEN),
    Rule("entities", characters.entities, frozenset("&")),
    Rule("markup_tags", markup.tags, frozenset("<")),
    Rule("fields", markup.fields, frozenset("{")),
    Rule("placeholders", markup.placeholders, frozenset("[【击")),
    Rule("word_marks", markup.word_marks, frozenset('[\\_"!！')),
    Rule("full_width", characters.full_width, characters.WIDE_ALPHANUMERICS),
    Rule("radicals", characters.radicals, characters.RADICALS),
    Rule("doubled_glyphs", doubled.doubled_glyphs),
    Rule("pinyin", pinyin.pinyin, pinyin.NEEDS),
    Rule("mojibake", repair),
    Rule("traditional", simplify),
    Rule("unrelated_tail", tail.unrelated_tail),
    Rule("markdown", markdown.markdown),
    Rule("full_stops", punctuation.full_stops, frozenset(".")),
    Rule("dashes", punctuation.dashes, frozenset("-")),
    Rule("running_heads", pages.running_heads),
    Rule("page_numbers", pages.page_numbers),
    Rule("inline_pieces", layout.inline_pieces),
    Rule("page_edges", edges.page_edges),
    Rule("breadcrumbs", debris.breadcrumbs, frozenset(">＞»›→位/")),
    Rule("font_size_controls", debris.font_size_controls, frozenset("字")),
    Rule("buttons", debris.buttons),
    Rule("metadata_lines", metadata_lines.metadata_lines),
    Rule("licence_notice", tail.licence_notice, frozenset("权權域")),
    Rule("file_links", tail.file_links),
    Rule("site_footer", tail.site_footer),
    Rule("captions", captions.captions, frozenset("摄图作")),
    Rule("bare_captions", captions.bare_captions, frozenset("图照日，")),
    Rule("bylines", captions.bylines, frozenset("记")),
    Rule("related_links", tail.related_links),
    Rule("continuation_marks", layout.continuation_marks, frozenset("接转")),
    Rule("run_together", layout.run_together, frozenset("第")),
    Rule("hard_wraps", layout.hard_wraps),
    Rule("page_breaks", breaks.page_breaks),
    Rule("punctuation", punctuation.punctuation, frozenset(",;:?!")),
    Rule("brackets", punctuation.brackets, frozenset("()<")),
    Rule("quotation_marks", punctuation.quotation_marks, frozenset('"')),
    Rule("odd_spaces", characters.odd_spaces, SPACES),
    Rule("indents", characters.indents),
    Rule("inner_spaces", spaces.inner_spaces, frozenset(" ")),
    Rule("blank_lines", characters.blank_lines),
)


class Change(NamedTuple):
    """What a rule made of a stretch of the text; `raw` is where that stands in the raw text."""

    rule: str
    before: str
    after: str
    raw: Span


PASSES = 12
"""Rules make room for one another, so the list is run until nothing changes; this is the bound."""


class _Run:
    """A text on its way through the rules."""

    def __init__(self, raw: str, trace: list[Change] | None = None) -> None:
        self.text = raw
        self.trace = trace
        self.offsets = OffsetMap.identity(raw)
        self.counts: Counter[str] = Counter()
        self.hints: dict[Hint, None] = {}
        self.flags: set[str] = set()
        self.damaged: list[tuple[int, int]] = []
        self.idle: dict[str, str] = {}
        """The text in which a rule last found nothing to do."""

    def once(self) -> bool:
        """Apply every rule in order; whether any of them changed the text."""
        before = self.text
        alphabet = set(before)
        for rule in RULES:
            if self.idle.get(rule.name) is self.text:
                continue
            if rule.needs and rule.needs.isdisjoint(alphabet):
                continue
            edits = self._edits(rule)
            if edits:
                alphabet.update(*(edit.replacement for edit in edits))
                if self.trace is not None:
                    self.trace.extend(self._changes(rule.name, edits))
                self.text, self.offsets = self.offsets.edit(self.text, edits)
                self.counts[rule.name] += len(edits)
            else:
                self.idle[rule.name] = self.text
        return self.text is not before

    def _edits(self, rule: Rule) -> list[Edit]:
        """The edits of a rule; what else it finds is noted."""
        edits: list[Edit] = []
        for finding in rule.change(self.text):
            if isinstance(finding, Edit):
                edits.append(finding)
            elif isinstance(finding, Hint):
                self.hints[finding] = None
            elif isinstance(finding, Flag):
                self.flags.add(finding.name)
            elif isinstance(finding, Damage):
                self.damaged.append(self.offsets.raw_span(*finding.span))
        return edits

    def _changes(self, rule: str, edits: list[Edit]) -> Iterator[Change]:
        for edit in edits:
            raw_start, raw_end = self.offsets.raw_span(edit.start, edit.end)
            before = self.text[edit.start : edit.end]
            yield Change(rule, before, edit.replacement, Span(raw_start, raw_end))

    def spans(self) -> tuple[Span, ...]:
        """The damaged stretches, noted in raw offsets, as spans of the clean text."""
        found = {span for raw in self.damaged if (span := clean_span(self.offsets, *raw))}
        return tuple(sorted(found))


def clean_span(offsets: OffsetMap, raw_start: int, raw_end: int) -> Span | None:
    """The clean characters that came from `raw[raw_start:raw_end]`; null when none is left."""
    runs = offsets.runs
    first = bisect_right(runs, raw_start, key=lambda run: run.raw_start + run.raw_length)
    last = bisect_left(runs, raw_end, key=lambda run: run.raw_start) - 1
    if first > last:
        return None
    start, end = runs[first].start, runs[last].start + runs[last].length
    if runs[first].length == runs[first].raw_length:
        start += max(raw_start - runs[first].raw_start, 0)
    if runs[last].length == runs[last].raw_length:
        end -= max(runs[last].raw_start + runs[last].raw_length - raw_end, 0)
    return Span(start, end) if start < end else None


def clean(raw: str, trace: list[Change] | None = None) -> Cleaned:
    """Clean text with its offsets, counts by rule, hints and flags; `trace` takes every change.

    Raises `RefusedInput` for a text that has lost its characters.

    >>> clean("中国(湖南)自由贸易试验区,　2024 年\\r\\n\\r\\n").text
    '中国（湖南）自由贸易试验区，2024年'
    """
    lost.refuse_lost(raw)
    run = _Run(raw, trace)
    for _ in range(PASSES):
        if not run.once():
            break
    lost.refuse_lost(run.text)  # what stood around the lost characters may be gone now
    return Cleaned(
        text=run.text,
        offsets=run.offsets,
        counts=dict(run.counts),
        hints=tuple(run.hints),
        flags=frozenset(run.flags),
        damaged=run.spans(),
    )
