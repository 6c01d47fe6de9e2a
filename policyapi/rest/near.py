"""Near ones for a value that does not exist: by spelling of the value, or by label."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from policyapi.rest.filters import Filter
from policyapi.rest.parameters import Read

LIMIT = 3


def near(value: str, names: Mapping[str, str]) -> list[str]:
    """Up to three values close to one, best first.

    >>> near("cpc-43000", {"cpc-430000": "中共湖南省委", "gov-100000": "国务院"})
    ['cpc-430000']
    """
    starting = [name for name in names if name.startswith(value) or value.startswith(f"{name}-")]
    close = get_close_matches(value, names, n=LIMIT, cutoff=0.7)
    labelled = [name for name, label in names.items() if value in label]
    return list(dict.fromkeys([*close, *sorted(starting, key=len), *labelled]))[:LIMIT]


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
