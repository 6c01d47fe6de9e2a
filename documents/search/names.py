"""The vocabulary's names in memory: what a query may call a term, a body or a meeting by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Literal

from documents.search.analyser import Analyser, current_analyser
from documents.search.folding import kept
from taxonomy.stored_vocabulary import stored_vocabulary
from taxonomy.vocabulary import RANK, MeetingEntry, Vocabulary

NamedKind = Literal["term", "body", "meeting"]
LEAST = 2
"""Characters of a name that is looked for."""
_SEAM = "\n"
"""Stands in no folded name."""


@dataclass(frozen=True, slots=True)
class Named:
    """Something of the vocabulary with its names, the preferred one first."""

    kind: NamedKind
    slug: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """`text[start:end]` is a name of each of `named`; more than one: it is ambiguous."""

    start: int
    end: int
    named: tuple[Named, ...]


class Names:
    """Looks names up, punctuation, script and width aside; safe to share between threads."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        by_label: dict[str, list[Named]] = defaultdict(list)
        for named in _every(vocabulary):
            for label in dict.fromkeys(map(kept, named.names)):
                if len(label) >= LEAST:
                    by_label[label].append(named)
        self.by_label: Mapping[str, tuple[Named, ...]] = {
            label: tuple(bearers) for label, bearers in by_label.items()
        }
        self._lengths: dict[str, set[int]] = defaultdict(set)
        for label in self.by_label:
            self._lengths[label[:LEAST]].add(len(label))

    def called(self, text: str, kind: NamedKind) -> tuple[Named, ...]:
        """Those of one kind that have exactly this name or slug."""
        found = tuple(n for n in self.by_label.get(kept(text), ()) if n.kind == kind)
        return found or tuple(n for n in (self._by_slug.get((kind, text)),) if n)

    def holding(self, text: str, kind: NamedKind, *, begin: bool, end: bool) -> Iterator[Named]:
        """Those of one kind that have a name with a folded text in it: at its begin, its end."""
        wanted = f"{_SEAM if begin else ''}{text}{_SEAM if end else ''}"
        joined = self._joined[kind]
        at = joined.find(wanted) if text else -1
        while at >= 0:
            low = joined.rfind(_SEAM, 0, at + 1) + 1
            high = joined.index(_SEAM, max(low, at + 1))
            yield from (n for n in self.by_label[joined[low:high]] if n.kind == kind)
            at = joined.find(wanted, high)

    @cached_property
    def _joined(self) -> Mapping[NamedKind, str]:
        """Every name of a kind between seams: a search in it takes a millisecond."""
        labels: dict[NamedKind, list[str]] = {"term": [], "body": [], "meeting": []}
        for label, bearers in self.by_label.items():
            for kind in {named.kind for named in bearers}:
                labels[kind].append(label)
        return {kind: _SEAM.join(("", *found, "")) for kind, found in labels.items()}

    def occurring(self, text: str) -> Iterator[Found]:
        """Every name that stands in a folded text without punctuation, overlaps included."""
        for start in range(len(text) - LEAST + 1):
            for length in self._lengths.get(text[start : start + LEAST], ()):
                named = self.by_label.get(text[start : start + length])
                if named and start + length <= len(text):
                    yield Found(start, start + length, named)

    def rank(self, named: Named) -> tuple[int, str]:
        """Orders bodies from the nation down to counties; others by slug."""
        body = self.vocabulary.bodies.get(named.slug) if named.kind == "body" else None
        region = self.vocabulary.regions.get(body.region) if body else None
        return RANK[region.level] if region else len(RANK), named.slug

    @cached_property
    def meetings_by_ordinals(
        self,
    ) -> Mapping[tuple[str, int | None, int | None], tuple[MeetingEntry, ...]]:
        """(kind, convocation, session) → the meetings of all bodies, the most recent first."""
        found = defaultdict(list)
        for meeting in self.vocabulary.meetings.values():
            if meeting.convocation is not None and meeting.body:
                ordinals = (meeting.kind, meeting.convocation, meeting.session)
                found[ordinals].append(meeting)
        return {
            ordinals: tuple(sorted(meetings, key=_latest)[::-1])
            for ordinals, meetings in found.items()
        }

    @cached_property
    def _by_slug(self) -> Mapping[tuple[str, str], Named]:
        return {
            (named.kind, named.slug): named
            for bearers in self.by_label.values()
            for named in bearers
        }


def current_names() -> Names:
    """The names as the database holds them; read once a process, and anew with the analyser."""
    return _names_beside(current_analyser())


@lru_cache(maxsize=1)
def _names_beside(analyser: Analyser) -> Names:
    """Five queries; the analyser is the key, so that both are forgotten together."""
    return Names(stored_vocabulary())


def _every(vocabulary: Vocabulary) -> Iterator[Named]:
    for term in vocabulary.terms:
        yield Named("term", term.slug, term.labels)
    for body in vocabulary.bodies.values():
        yield Named("body", body.slug, body.names)
    for meeting in sorted(vocabulary.meetings.values(), key=_latest, reverse=True):
        yield Named("meeting", meeting.slug, meeting.names)


def _latest(meeting: MeetingEntry) -> tuple[date, str]:
    return meeting.held_from or date.min, meeting.slug
