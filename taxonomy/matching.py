"""Vocabulary + text → spans. PURE.

Labels are looked for in a folded view of the text: without quotation marks, full-width forms as
half-width, `×` and `*` as `x`, every comma and space as `、`. So 4×4现代化产业体系 is found in
“4×4”现代化产业体系. The longest label wins and mentions do not overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from taxonomy.folded_text import NUMERALS, FoldedText, fold
from taxonomy.term_scope import Scope, scope_of
from taxonomy.vocabulary import TermEntry, Vocabulary

_BEFORE_NUMBER = NUMERALS | {"第", ".", "+"}
"""Before a label that begins with a number, these make it a part of another number."""
_EACH = "各"
"""Goes before any noun; the common dictionary has it in 各自 (各|自贸试验区) and 各地."""
_AGENTS = frozenset("师员者家学人心")
"""What makes another noun of the word before it: 工程师, 经济学, 自信心."""
_PARTICLES = frozenset("内外上下里中间前后约")
"""Goes after any noun; the common dictionary has it in 区内, 地上 and 费约."""
SHORT = 3
"""Labels of so many characters must begin and end where words do; longer ones speak for themselves.

The words are those of the common dictionary and the short labels: were longer labels words, too,
改革开放 would count as a part of one in 改革开放新高地, which is a term of another place.
"""

LONG = 5
"""Labels of so many characters lie inside no word of the dictionary."""

Boundaries = Callable[[str], Collection[int]]
"""Where words begin and end in a text without quotation marks."""


class TermSpan(NamedTuple):
    """A term in a text; the surface leaves out quotation marks around it, not those within."""

    term: str
    surface: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Candidate:
    term: TermEntry
    scope: Scope


class TermMatcher:
    """Finds the terms of a vocabulary; built once, then safe to share between threads.

    `boundaries` says where words end, so that 三保 is not found across 第三|保障. Without it every
    place counts as the end of a word.
    """

    def __init__(self, vocabulary: Vocabulary, boundaries: Boundaries | None = None) -> None:
        self._vocabulary = vocabulary
        self._boundaries = boundaries
        self._single: dict[str, bool] = {}
        self._automaton = ahocorasick.Automaton()
        by_label: dict[str, list[_Candidate]] = {}
        for term in vocabulary.terms:
            preferred = scope_of(fold(term.label), term.region)
            for label in _forms(term):
                scope = min(preferred, scope_of(label, term.region), key=lambda s: s.kind)
                by_label.setdefault(label, []).append(_Candidate(term, scope))
        for label, candidates in by_label.items():
            self._automaton.add_word(label, (len(label), tuple(candidates)))
        self._automaton.make_automaton()
        self._stems = frozenset(label[:2] for label in by_label) | by_label.keys()

    def find(self, text: str, region: str | None = None) -> tuple[TermSpan, ...]:
        """The mentions in text order; `region` is the document's own."""
        if not len(self._automaton):
            return ()
        view = FoldedText(text)
        chain = [entry.code for entry in self._vocabulary.region_chain(region or "")]
        hits = [
            (end + 1 - length, end + 1, candidates)
            for end, (length, candidates) in self._automaton.iter(view.text)
        ]
        hits.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        found: list[TermSpan] = []
        taken = bytearray(len(view.text)) if hits else bytearray()
        for start, end, candidates in hits:
            if taken.find(1, start, end) >= 0:
                continue
            span = self._mention(view, start, end, candidates, chain)
            if span:
                taken[start:end] = b"\1" * (end - start)
                found.append(span)
        return tuple(sorted(found, key=lambda span: span.start))

    def _mention(
        self,
        view: FoldedText,
        start: int,
        end: int,
        candidates: tuple[_Candidate, ...],
        chain: list[str],
    ) -> TermSpan | None:
        """The mention at a place of the view, if the text means the term there."""
        span = view.span(start, end)
        if span is None:
            return None
        if any(c.term.quoted_only for c in candidates) and not view.is_quoted(*span, self._stems):
            candidates = tuple(c for c in candidates if not c.term.quoted_only)
        term = _best(candidates, chain, self._vocabulary)
        if term is None or not self._is_word(view, start, end):
            return None
        return TermSpan(term.slug, view.raw[slice(*span)], *span)

    def _is_word(self, view: FoldedText, start: int, end: int) -> bool:
        """Whether the words of the clause leave room for the label.

        A short label must begin and end where words do. A longer one must not lie inside a word
        (jieba has 深化改革, which overlaps 改革开放 and proves nothing), nor take a part of one:
        确|保基本民生, 人才强国|企, 133工程|师.
        """
        low, high = view.clause(start, end)
        if start > low and view.text[start] in NUMERALS and view.text[start - 1] in _BEFORE_NUMBER:
            return False
        if self._boundaries is None or (low == start and high == end):
            return True
        single = self._begins_single(view.text[start:end])
        agent = end < high and view.text[end] in _AGENTS
        if end - start >= LONG and not single and not agent:
            return True
        edges = self._boundaries(view.text[low:high])
        begin, finish = start - low, end - low
        if begin in edges and finish in edges:
            return True
        if finish - begin <= SHORT or not any(begin < edge < finish for edge in edges):
            return False
        if begin not in edges and begin - 1 in edges and single:
            return view.text[start - 1] == _EACH
        if finish in edges:
            return True
        if agent and finish + 1 in edges:
            return False
        return finish - begin >= LONG or finish - 1 not in edges or view.text[end] in _PARTICLES

    def _begins_single(self, label: str) -> bool:
        """Whether the label by itself begins with a word of one character (保|基本|民生)."""
        known = self._single.get(label)
        if known is None and self._boundaries is not None:
            known = self._single[label] = 1 in self._boundaries(label)
        return bool(known)


def _forms(term: TermEntry) -> set[str]:
    """What a term looks like in the folded view; a list of three or more also without commas."""
    labels = {fold(label) for label in term.labels} - {""}
    return labels | {label.replace("、", "") for label in labels if label.count("、") > 1}


def _best(
    candidates: Iterable[_Candidate], chain: list[str], vocabulary: Vocabulary
) -> TermEntry | None:
    """The term whose region is nearest to the document's; null when two are equally near."""
    ranked: dict[int, list[TermEntry]] = {}
    for candidate in candidates:
        distance = candidate.scope.distance(chain, vocabulary)
        if distance is not None:
            ranked.setdefault(distance, []).append(candidate.term)
    nearest = ranked[min(ranked)] if ranked else []
    return nearest[0] if len(nearest) == 1 else None
