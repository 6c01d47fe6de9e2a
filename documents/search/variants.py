"""What in a text has other names, and the nodes that search for those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from documents.search.analyser import Analyser
from documents.search.folding import fold, kept
from documents.search.meeting_variants import LOCAL, MOST, Local, meetings_in
from documents.search.names import Found, Names
from documents.search.other_names import OtherNames
from documents.search.query.nodes import And, Field, Keyed, Node, Phrase

VARIANTS = 8
"""Other names that a name is searched by, at most; what is local to a place counts."""


@dataclass(frozen=True, slots=True)
class Variants:
    """`text[start:end]` has other names; `nodes` search for them and `shown` lists them.

    Without nodes the other names are found with it, or there are none, or it is ambiguous.
    `issuers` is the slug of the body that it names, if it is one.
    """

    start: int
    end: int
    nodes: tuple[Node, ...] = ()
    shown: tuple[str, ...] = ()
    note: str = ""
    issuers: tuple[str, ...] = ()
    exact: bool = False
    """The name is meant as it was typed, for its words stand in the names of others as well."""


class Finder:
    """Finds variants by one vocabulary and one analyser."""

    def __init__(self, names: Names, analyser: Analyser) -> None:
        self._names = names
        self._analyser = analyser
        self._others = OtherNames(analyser)

    def find(self, text: str, field: Field | None) -> list[Variants]:
        """What a text names, in order and without overlaps, the longest first."""
        found = [*self._meetings(text, field), *self._named(text, field)]
        taken: list[Variants] = []
        for variants in sorted(found, key=lambda v: (v.start - v.end, v.start)):
            if all(variants.end <= t.start or t.end <= variants.start for t in taken):
                taken.append(variants)
        return sorted(taken, key=lambda variants: variants.start)

    def _named(self, text: str, field: Field | None) -> Iterator[Variants]:
        """Names that are the whole text, or begin and end where its words do."""
        folded = fold(text)
        places = [at for at, character in enumerate(folded) if kept(character)]
        edges: set[int] | None = None
        for found in self._names.occurring("".join(folded[at] for at in places)):
            start, end = places[found.start], places[found.end - 1] + 1
            if found.end - found.start < len(places):
                edges = self._edges(folded) if edges is None else edges
                if start not in edges or end not in edges:
                    continue
            yield self._of_names(found, start, text[start:end], field)

    def _edges(self, folded: str) -> set[int]:
        """Where words of a text begin and end."""
        words = self._analyser.segmenter.words(folded)
        return {edge for _, start, end in words for edge in (start, end)}

    def _of_names(self, found: Found, start: int, surface: str, field: Field | None) -> Variants:
        """The other names where one thing is meant, or several meetings of one name."""
        end = start + len(surface)
        meetings = tuple(named.slug for named in found.named if named.kind == "meeting")
        if len(found.named) > 1 and len(meetings) < len(found.named):
            return Variants(start, end)
        names = [name for named in found.named for name in named.names]
        other = self._others.choose(names, surface, VARIANTS - bool(meetings))
        nodes: list[Node] = [self._others.node(name, field) for name in other.searched]
        if meetings and field is None:
            nodes.append(Keyed("meeting", meetings[:MOST], surface))
        issuers = tuple(named.slug for named in found.named if named.kind == "body")
        return Variants(start, end, tuple(nodes), tuple(other.shown), issuers=issuers)

    def _meetings(self, text: str, field: Field | None) -> Iterator[Variants]:
        """Meetings with ordinals."""
        for found in meetings_in(text, self._names):
            surface = text[slice(*found.span)]
            other = self._others.choose(found.names, surface, VARIANTS - 2 - LOCAL)
            shown, typed = other.shown, kept(surface)
            nodes: list[Node] = [self._others.node(name, field) for name in other.searched]
            if field is None:
                local = [item for item in found.local if typed not in kept(item.name)]
                nodes += [self._of_place(item) for item in local]
                nodes += [Keyed("meeting", found.slugs, surface)] if found.slugs else []
                shown += [item.name for item in local]
            yield Variants(*found.span, tuple(nodes), tuple(shown), found.note, exact=True)

    def _of_place(self, local: Local) -> Node:
        """What leaves the place's name out, in the documents of the place."""
        region = self._names.vocabulary.regions[local.region]
        return And((Phrase(local.name), Keyed("region_tree", (region.code,), region.name)))
