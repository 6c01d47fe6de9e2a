"""Candidates counted over many texts: in how many documents, how often, since when, where.

Only what is counted stays in memory, never the texts: some hundred bytes for each phrase.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from documents.text.candidate_forms import key as normal_key
from documents.text.candidates import Candidate, find_candidates
from documents.text.components import StatedComponents, find_components
from taxonomy.matching import TermMatcher, TermSpan

_SENTENCE_END = re.compile(r"[。！？；\n]")
_SENTENCE = 120
"""Characters on each side of a phrase that an example may show."""
_LISTED = 40
"""Regions and publishers that are kept by name."""


class CountedText(NamedTuple):
    """A text with what is counted of it; `day` is when it was adopted, else published."""

    document: str
    text: str
    region: str | None = None
    day: date | None = None
    publisher: str | None = None


class Example(NamedTuple):
    document: str
    start: int
    end: int
    sentence: str


class Statement(NamedTuple):
    """A list of parts that a document states, and the approved term that it speaks of there."""

    document: str
    stated: StatedComponents
    key: str
    term: str | None


@dataclass(slots=True)
class Counted:
    """What is known of one candidate."""

    key: str
    stem: str
    labels: Counter[str] = field(default_factory=Counter)
    shapes: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    first_on: date | None = None
    regions: set[str] = field(default_factory=set)
    publishers: set[str] = field(default_factory=set)
    examples: list[Example] = field(default_factory=list)

    @property
    def occurrences(self) -> int:
        return self.labels.total()

    @property
    def label(self) -> str:
        """The commonest way of writing it, without quotation marks."""
        return _commonest(self.labels)

    @property
    def shape(self) -> str:
        return _commonest(self.shapes)


class CandidateCounts:
    """Reads texts one by one; what recurs can then be asked for.

    `known` is the approved vocabulary; `examples` is how many places a candidate keeps.
    """

    def __init__(self, known: TermMatcher, *, examples: int = 5) -> None:
        self._known = known
        self._examples = examples
        self._counted: dict[str, Counted] = {}

    def add(self, text: CountedText) -> list[Statement]:
        """Count what stands in the text; the lists of parts that it states."""
        known = self._known.find(text.text, text.region)
        seen: set[str] = set()
        for candidate in find_candidates(text.text, known):
            counted = self._counted.get(candidate.key)
            if counted is None:
                counted = self._counted[candidate.key] = Counted(candidate.key, candidate.stem)
            counted.labels[_bare(candidate.surface)] += 1
            counted.shapes[candidate.shape] += 1
            if candidate.key not in seen:
                seen.add(candidate.key)
                self._add_document(counted, candidate, text)
        return list(_statements(text, known))

    def recurring(self, minimum: int) -> list[Counted]:
        """The candidates of at least so many documents, the commonest first."""
        found = [counted for counted in self._counted.values() if counted.documents >= minimum]
        return sorted(found, key=lambda counted: (-counted.documents, counted.key))

    def get(self, key: str) -> Counted | None:
        return self._counted.get(key)

    def _add_document(self, counted: Counted, candidate: Candidate, text: CountedText) -> None:
        counted.documents += 1
        if text.day and (counted.first_on is None or text.day < counted.first_on):
            counted.first_on = text.day
        if text.region and len(counted.regions) < _LISTED:
            counted.regions.add(text.region)
        if text.publisher and len(counted.publishers) < _LISTED:
            counted.publishers.add(text.publisher)
        if len(counted.examples) < self._examples:
            sentence = sentence_around(text.text, candidate.start, candidate.end)
            place = Example(text.document, candidate.start, candidate.end, sentence)
            counted.examples.append(place)


def sentence_around(text: str, start: int, end: int) -> str:
    """The sentence that a span stands in; of a very long one what is near.

    >>> sentence_around("前一句。实施“133”工程，加快发展。后一句。", 6, 13)
    '实施“133”工程，加快发展。'
    """
    before = text[max(start - _SENTENCE, 0) : start]
    after = text[end : end + _SENTENCE]
    marks = [found.end() for found in _SENTENCE_END.finditer(before)]
    stop = _SENTENCE_END.search(after)
    low = marks[-1] if marks else 0
    high = stop.end() if stop else len(after)
    return (before[low:] + text[start:end] + after[:high]).strip()


def _statements(text: CountedText, known: Iterable[TermSpan]) -> Iterator[Statement]:
    """The lists of parts, each with the approved term whose mention it completes.

    The mention may say more than what stands in quotation marks: “133”工程, 金融“五篇大文章”.
    """
    spans = list(known)
    for stated in find_components(text.text):
        around = (s.term for s in spans if s.start <= stated.start and stated.end <= s.end)
        yield Statement(text.document, stated, normal_key(stated.surface), next(around, None))


def _bare(surface: str) -> str:
    """As written, without quotation marks."""
    return re.sub("[“”‘’「」『』\"']", "", surface)


def _commonest(counts: Counter[str]) -> str:
    """The value with the highest count, the first in order of those that are equal."""
    return min(counts, key=lambda value: (-counts[value], value))
