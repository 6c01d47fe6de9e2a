"""Query parameters as declared data, and the one reader that refuses what is not declared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from django.http import QueryDict

from policyapi.rest.errors import InvalidParameters
from policyapi.rest.values import Malformed, Value

MAX_REPEATS = 100


@dataclass(frozen=True, slots=True)
class Parameter:
    """One query parameter. Repeated values are alternatives (OR) where `many` says so.

    With `commas` one value may itself hold several, separated by commas.
    """

    name: str
    value: Value
    help: str
    many: bool = False
    commas: bool = False
    required: bool = False
    blank: bool = False
    example: Any = None


Read = Mapping[str, tuple[Any, ...]]
"""Parameter → its parsed values, in order; absent parameters are not in it."""


def read(query: QueryDict, declared: Iterable[Parameter]) -> Read:
    """Parse a query string; raises `InvalidParameters` that names everything wrong at once."""
    known = {parameter.name: parameter for parameter in declared}
    errors: dict[str, list[str]] = {}
    found: dict[str, tuple[Any, ...]] = {}
    for name, raw in query.lists():
        if name not in known:
            errors[_printable(name)] = [_unknown(name, known)]
            continue
        try:
            found[name] = _values(known[name], [str(value) for value in raw])
        except Malformed as reason:
            errors[name] = [f"{reason}."]
    for name, parameter in known.items():
        if parameter.required and name not in query:
            errors[name] = ["is required."]
    if errors:
        raise InvalidParameters(errors)
    return found


def _values(parameter: Parameter, raw: list[str]) -> tuple[Any, ...]:
    if not parameter.many and len(raw) > 1:
        raise Malformed("may be given once")
    if parameter.commas:
        raw = [part for value in raw for part in value.split(",")]
    if len(raw) > MAX_REPEATS:
        raise Malformed(f"may be repeated {MAX_REPEATS} times")
    if parameter.blank and raw == [""]:
        return ("",)
    return tuple(dict.fromkeys(parameter.value.parse(value) for value in raw))


def _unknown(name: str, known: Mapping[str, Parameter]) -> str:
    near = get_close_matches(name[:60], known, n=1)
    meant = f"Did you mean {near[0]}? " if near else ""
    return f"is no parameter here. {meant}Allowed: {', '.join(sorted(known))}."


def _printable(name: str) -> str:
    return name[:60].encode("utf-8", "replace").decode()
