"""Refusals that openapi.yaml explains in words, as OpenAPI has no form for what they hang on.

Schemathesis loads this file as its hooks. A request whose single values are all as the schema says
may still be refused for how they go together, or for what is stored. Each such refusal is named
here by the key that the problem's `errors` has for it and by what the request must then hold; all
others count as failures. No check is switched off.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

import schemathesis
from schemathesis.core.failures import AcceptedNegativeData
from schemathesis.openapi.checks import RejectedPositiveData

from tests.contract import Schema, contract, resolved, validator

Query = Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """Of a request what a refusal can hang on."""

    query: Query = field(default_factory=dict)
    headers: Mapping[str, Any] = field(default_factory=dict)
    has_body: bool = False
    names_one: bool = False
    """Whether it is about one object: by its path, or by a lookup."""


def _other_form(query: Query) -> bool:
    """Forms other than JSON and tables have keys of their own."""
    return query.get("format") in ("jsonld", "atom", "md", "txt")


_NAMES = {"number", "title", "url"}
"""What a document is looked up by: one of them at least."""
REFUSALS: Mapping[str, Callable[[Query], bool]] = {
    # A cursor is the service's own string: one that is only of its alphabet is none.
    "cursor": lambda query: bool(query.get("cursor")),
    # Beyond the last page, beyond what numbers reach, or beside a cursor.
    "page": lambda query: "page" in query,
    "ordering": lambda query: query.get("ordering") == "relevance" and not query.get("q"),
    "dialect": lambda query: query.get("format") != "csv",
    "fields": _other_form,
    "omit": _other_form,
    "include": _other_form,
    "since": lambda query: "cursor" in query,
    "page_size": lambda query: "include" in query,
    **dict.fromkeys(_NAMES, lambda query: not any(query.get(name) for name in _NAMES)),
}
"""Parameter → whether a request may be refused for it."""
IN_BODIES = re.compile(r"(metadata\.)?(issuers\[\d+\](\.body)?|meeting|region|kind)|file|text")
"""Fields of a body that are held to what is stored, or to each other."""
KINDS: Mapping[str, Callable[[Asked], bool]] = {
    # What is stored is another version than If-Match names.
    "precondition-failed": lambda asked: "If-Match" in asked.headers,
    "conflict": lambda asked: asked.has_body,
    # A text that turns out to be none; one Idempotency-Key for two requests.
    "refused": lambda asked: asked.has_body,
    "unprocessable": lambda asked: "Idempotency-Key" in asked.headers,
    # Withdrawn, maybe by an earlier case: told of what a path names, or a lookup finds.
    "gone": lambda asked: asked.names_one,
}
"""Kinds of problems that hang on what is stored, or on what a text turns out to be → whether a
request may meet them."""


def is_documented(problem: Mapping[str, Any], asked: Asked) -> bool:
    """Whether a refusal of well-formed values is one of those above."""
    kind = str(problem.get("type", "")).rstrip("/").rpartition("/")[2]
    if kind in KINDS:
        return KINDS[kind](asked)
    errors = problem.get("errors") or {}
    return bool(errors) and all(_explained(name, asked) for name in errors)


def _explained(name: str, asked: Asked) -> bool:
    if asked.has_body and IN_BODIES.fullmatch(name):
        return True
    return name in REFUSALS and REFUSALS[name](asked.query)


_AT_FAULT = re.compile(r"Invalid component: parameters? (.+) in query")
_BOOLEANS = {"true": True, "false": False}


def is_good_in_an_address(
    message: str, sent: Mapping[str, list[str]], parameters: Mapping[str, Schema]
) -> bool:
    """Whether what is said to violate the schema is, as it was sent, what the schema says.

    In an address null and booleans are text, an empty object is nothing, and an empty list the
    name alone.
    """
    found = _AT_FAULT.search(message)
    at_fault = re.findall(r"`([^`]+)`", found[1]) if found else []
    return bool(at_fault) and all(
        _is_as_described(parameters[name], sent.get(name)) for name in at_fault
    )


def _is_as_described(parameter: Schema, values: list[str] | None) -> bool:
    if values is None:
        return not parameter.get("required", False)
    schema = resolved(parameter["schema"])
    if schema.get("type") != "array":
        return len(values) == 1 and _holds(schema, values[0])
    if not parameter["explode"]:
        values = [part for value in values if value for part in value.split(",")]
    return all(_holds(schema["items"], value) for value in values)


def _holds(schema: Schema, text: str) -> bool:
    kind = resolved(schema).get("type")
    value: Any = text
    if kind == "boolean":
        value = _BOOLEANS.get(text, text)
    elif kind == "integer" and text.isdecimal():
        value = int(text)
    return validator(json.dumps(schema)).is_valid(value)


@schemathesis.hook
def filter_failure(context: Any, failure: Any, case: Any, response: Any) -> bool:
    """Keeps every failure but the refusals that are documented, and lists that are empty."""
    if isinstance(failure, AcceptedNegativeData):
        sent = parse_qs(urlsplit(response.request.url).query, keep_blank_values=True)
        operation = contract()["paths"][case.path][case.method.lower()]
        parameters = {p["name"]: p for p in operation["parameters"] if p["in"] == "query"}
        return not is_good_in_an_address(failure.message, sent, parameters)
    if not isinstance(failure, RejectedPositiveData):
        return True
    asked = Asked(
        query=case.query or {},
        headers=case.headers or {},
        has_body=case.method in ("POST", "PATCH"),
        names_one=bool(case.path_parameters) or case.path.endswith("/lookup/"),
    )
    return not is_documented(response.json(), asked)
