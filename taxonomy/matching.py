"""Vocabulary + text → spans. PURE.

Labels are looked for in a folded view of the text: without quotation marks, full-width forms as
half-width, `×` and `*` as `x`, every comma and space as `、`. So 4×4现代化产业体系 is found in
“4×4”现代化产业体系. The longest label wins and mentions do not overlap.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Container, Iterable
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from taxonomy.term_scope import Scope, scope_of
from taxonomy.vocabulary import TermEntry, Vocabulary

OPENING, CLOSING, STRAIGHT = "“‘「『", "”’」』", "\"'＂＇"
_SIGNS = "×✕xX*+＋"
_SPACED = re.compile(f"(?<=[{_SIGNS}]) | (?=[{_SIGNS}])")
_MARKS = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]")
_MARKS_AND_SPACES = re.compile(f"{_MARKS.pattern}|{_SPACED.pattern}")
"""What the folded view leaves out: quotation marks, and the spaces of 4 × 4 and 1 + N."""
_WORDS = re.compile(r"[^\s，。；：、！？（）《》〈〉【】()\[\];:!?—…]*")
_FOLD = (
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
    | {chr(c): chr(c).lower() for c in range(ord("A"), ord("Z") + 1)}
    | {chr(0xFF21 + i): chr(0x61 + i) for i in range(26)}
    | dict.fromkeys("×✕✖⨯Хх*＊∗", "x")
    | dict.fromkeys("，,､ \u3000", "、")
    | dict.fromkeys("•・‧∙●", "·")
    | dict.fromkeys(OPENING + CLOSING + STRAIGHT, "")
)
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD))}]")
_REACH = 24
"""How many characters of the clause on each side of a match decide on its word boundaries."""

_ANY_MARK = OPENING + CLOSING + STRAIGHT
_QUOTED = 8
"""How many characters a quotation may have beside a term that must stand in quotation marks."""
_WORD = rf"[^\s，。；：、！？·《》{_ANY_MARK}]"
_OPENED = re.compile(rf"[{OPENING}{STRAIGHT}]({_WORD}*)$")
_CLOSED = re.compile(rf"({_WORD}*)[{CLOSING}{STRAIGHT}]")
_FORMULA_GOES_ON = re.compile(
    rf"[{CLOSING}{STRAIGHT}][一二两三四五六七八九十][^一二两三四五六七八九十年月日个期批是]"
)
_NUMERALS = frozenset("一二两三四五六七八九十百千万0123456789")
_BEFORE_NUMBER = _NUMERALS | {"第", ".", "+"}
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


def fold(text: str) -> str:
    """The view of a text or label in which labels are looked for.

    Few of these characters stand in a text, and replacing those is faster than `str.translate`.

    >>> fold("“４×４”现代化产业体系")
    '4x4现代化产业体系'
    """
    for character in set(_FOLDED.findall(text)):
        text = text.replace(character, _FOLD[character])
    return text


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
        view = _View(text)
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
        view: _View,
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

    def _is_word(self, view: _View, start: int, end: int) -> bool:
        """Whether the words of the clause leave room for the label.

        A short label must begin and end where words do. A longer one must not lie inside a word
        (jieba has 深化改革, which overlaps 改革开放 and proves nothing), nor take a part of one:
        确|保基本民生, 人才强国|企, 133工程|师.
        """
        low, high = view.clause(start, end)
        if start > low and view.text[start] in _NUMERALS and view.text[start - 1] in _BEFORE_NUMBER:
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


class _View:
    """A text, its folded form, and the way back."""

    def __init__(self, text: str) -> None:
        self.raw = text
        spaced = " " in text
        self.text = fold(_SPACED.sub("", text) if spaced else text)
        marks = _MARKS_AND_SPACES if spaced else _MARKS
        self._marks = [found.start() for found in marks.finditer(text)]
        self._before = [mark - index for index, mark in enumerate(self._marks)]

    def _place(self, index: int) -> int:
        return index + bisect_right(self._before, index)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The place in the text; with the mark that an inner one pairs with, else null.

        `133”工程` becomes `“133”工程`; `三高”“四新` are two quotations and no term.
        """
        low, high = self._place(start), self._place(end - 1) + 1
        if high - low == end - start:
            return low, high
        inside = self.raw[low:high]
        if any(close + opening in inside for close, opening in zip(CLOSING, OPENING, strict=True)):
            return None
        missing = _unpaired(inside)
        if missing < 0 and low and self.raw[low - 1] in OPENING + STRAIGHT:
            low -= 1
        elif missing > 0 and self.raw[high : high + 1] and self.raw[high] in CLOSING + STRAIGHT:
            high += 1
        return None if _unpaired(self.raw[low:high]) else (low, high)

    def is_quoted(self, start: int, end: int, stems: Container[str]) -> bool:
        """Whether the text puts the span in quotation marks as a name.

        “三公”, “133”工程, “三公经费”; of two names in one quotation each (“三牛四敢”, where `stems`
        has 三牛), but neither the last words of a slogan (“携手创新发展”) nor a part of a longer
        formula (“三保三压”, “两新”一重).
        """
        if self.raw[start] in _ANY_MARK or self.raw[end - 1] in _ANY_MARK:
            return True
        before, after = _back_to_mark(self.raw, start), _on_to_mark(self.raw, end)
        if before is None or after is None:
            return False
        if not before and not after:
            return not _FORMULA_GOES_ON.match(self.raw, end)
        if before:
            return not after and before in stems
        return after in stems or _NUMERALS.isdisjoint(after)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of words around a place of the view, up to the next marks of any kind."""
        at = bisect_right(self._before, start)
        low = max(start - _REACH, self._before[at - 1] if at else 0)
        low += len(_before_mark(self.text[low:start]))
        at = bisect_right(self._before, end - 1)
        high = min(end + _REACH, self._before[at] if at < len(self._before) else len(self.text))
        found = _WORDS.match(self.text, end, high)
        return low, found.end() if found else end


def _forms(term: TermEntry) -> set[str]:
    """What a term looks like in the folded view; a list of three or more also without commas."""
    labels = {fold(label) for label in term.labels} - {""}
    return labels | {label.replace("、", "") for label in labels if label.count("、") > 1}


def _back_to_mark(text: str, at: int) -> str | None:
    """What stands between the opening mark of a short quotation and the place; else null."""
    found = _OPENED.search(text[max(at - _QUOTED, 0) : at])
    return found[1] if found else None


def _on_to_mark(text: str, at: int) -> str | None:
    """What stands between the place and the closing mark of a short quotation; else null."""
    found = _CLOSED.match(text[at : at + _QUOTED])
    return found[1] if found else None


def _before_mark(text: str) -> str:
    """What stands before the last stretch of words."""
    found = _WORDS.match(text[::-1])
    return text[: len(text) - found.end()] if found else text


def _unpaired(text: str) -> int:
    """Below 0: a closing mark without its opening one; above 0: the other way round."""
    depth = sum(c in OPENING for c in text) - sum(c in CLOSING for c in text)
    straight = sum(c in STRAIGHT for c in text) % 2
    return depth or -straight


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
