"""The authority data as plain records, and the lookups that recognition needs. PURE.

A `Vocabulary` is built from the fixtures (dry runs) or from the database (stored ingest), so the
stages that use it need neither. Look-ups that fit more than one entry give none: ambiguous means
unresolved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar


@dataclass(frozen=True, slots=True)
class RegionEntry:
    code: str
    name: str
    short_name: str
    level: str
    parent: str | None
    kind: str


@dataclass(frozen=True, slots=True)
class BodyEntry:
    slug: str
    name: str
    short_name: str
    system: str
    region: str
    parent: str | None
    aliases: tuple[str, ...] = ()
    number_prefixes: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that stands for the body anywhere: full, short, aliases."""
        return (self.name, self.short_name, *self.aliases)


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    slug: str
    body: str | None
    kind: str
    convocation: int | None
    session: int | None
    held_from: date | None
    held_to: date | None
    place: str | None
    name: str
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class TermEntry:
    slug: str
    label: str
    alt_labels: tuple[str, ...]
    region: str | None
    quoted_only: bool = False

    @property
    def labels(self) -> tuple[str, ...]:
        return (self.label, *self.alt_labels)


class Named(Protocol):
    @property
    def names(self) -> tuple[str, ...]: ...


N = TypeVar("N", bound=Named)


def _by_name(entries: Iterable[N]) -> dict[str, N]:
    """Unambiguous names only: a name that stands for two entries is left out."""
    found: dict[str, N] = {}
    ambiguous: set[str] = set()
    for entry in entries:
        for name in set(entry.names):
            if name in found:
                ambiguous.add(name)
            found[name] = entry
    return {name: entry for name, entry in found.items() if name not in ambiguous}


@dataclass(frozen=True, eq=False)
class Vocabulary:
    regions: Mapping[str, RegionEntry]
    bodies: Mapping[str, BodyEntry]
    meetings: Mapping[str, MeetingEntry]
    terms: tuple[TermEntry, ...]

    @cached_property
    def bodies_by_name(self) -> Mapping[str, BodyEntry]:
        return _by_name(self.bodies.values())

    @cached_property
    def meetings_by_name(self) -> Mapping[str, MeetingEntry]:
        return _by_name(self.meetings.values())

    @cached_property
    def meeting_names(self) -> frozenset[str]:
        """Every name of every meeting, ambiguous ones included."""
        return frozenset(name for meeting in self.meetings.values() for name in meeting.names)

    @cached_property
    def bodies_by_prefix(self) -> Mapping[str, BodyEntry]:
        """Document-number prefix (湘政发) → the body that numbers with it."""
        return {prefix: body for body in self.bodies.values() for prefix in body.number_prefixes}

    @cached_property
    def regions_by_name(self) -> Mapping[str, tuple[RegionEntry, ...]]:
        """Name or short name → regions, largest first; 朝阳区 has several."""
        found: dict[str, list[RegionEntry]] = {}
        for region in sorted(self.regions.values(), key=lambda r: (RANK[r.level], r.code)):
            for name in {region.name, region.short_name}:
                found.setdefault(name, []).append(region)
        return {name: tuple(regions) for name, regions in found.items()}

    @cached_property
    def region_openings(self) -> frozenset[str]:
        """The first two characters of every name in `regions_by_name`: no other place begins so."""
        return frozenset(name[:2] for name in self.regions_by_name)

    @cached_property
    def region_endings(self) -> frozenset[str]:
        """The last two characters of every name in `regions_by_name`."""
        return frozenset(name[-2:] for name in self.regions_by_name)

    def body_in(self, region: str, system_slug: str) -> BodyEntry | None:
        """The body of a place by the first part of its slug: `body_in("430000", "cpc")`."""
        return self.bodies.get(f"{system_slug}-{region}")

    def region_chain(self, code: str) -> Iterator[RegionEntry]:
        """The region and those it lies in, smallest first."""
        region = self.regions.get(code)
        while region is not None:
            yield region
            region = self.regions.get(region.parent) if region.parent else None


RANK = {"national": 0, "province": 1, "prefecture": 2, "county": 3}
"""Levels from the largest."""
