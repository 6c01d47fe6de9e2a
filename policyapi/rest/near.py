"""Near ones for a value that does not exist: what it may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from policyapi.rest.filters import Filter
from policyapi.rest.parameters import Read

LIMIT = 3
LEAST = 0.7
"""Likeness (0 to 1) below which a value is not suggested."""


def near(value: str, names: Mapping[str, str]) -> list[str]:
    """Up to three values: what the value is an extension of, then those spelt most like it.

    >>> near("cpc-43000", {"cpc-430000": "中共湖南省委", "gov-100000": "国务院"})
    ['cpc-430000']
    """
    extended = [name for name in names if value.startswith(f"{name}-")]
    alike = _alike(value, (name for name in names if _comparable(name, value)))
    return list(dict.fromkeys([*sorted(extended, key=len, reverse=True), *alike]))[:LIMIT]


def _comparable(name: str, value: str) -> bool:
    """A cheap test that leaves few for the dear one: same beginning, about the same length."""
    return name[:2] == value[:2] and abs(len(name) - len(value)) <= 4


def _alike(value: str, names: Iterable[str]) -> list[str]:
    """Most alike first; of those equally alike the one that begins alike for longest."""
    matcher = SequenceMatcher(b=value, autojunk=False)
    ranked = []
    for name in names:
        matcher.set_seq1(name)
        if matcher.quick_ratio() >= LEAST and (ratio := matcher.ratio()) >= LEAST:
            ranked.append((-round(ratio, 3), -_together(name, value), name))
    return [name for _, _, name in sorted(ranked)]


def _together(one: str, other: str) -> int:
    """How many characters two strings begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def missing_notes(read: Read, declared: Mapping[str, Filter]) -> list[str]:
    """A note for each given value that does not exist, with those near it."""
    notes = []
    for name, item in declared.items():
        if name in read and item.names is not None:
            notes.extend(_notes(name, read[name], dict(item.names())))
    return notes


def _notes(name: str, values: Sequence[Any], names: Mapping[str, str]) -> list[str]:
    return [_note(name, str(value), names) for value in values if str(value) not in names]


def _note(name: str, value: str, names: Mapping[str, str]) -> str:
    found = near(value, names)
    listed = ", ".join(f"{slug} ({names[slug]})" for slug in found)
    return f"{name}={value} does not exist." + (f" Near ones: {listed}." if found else "")
