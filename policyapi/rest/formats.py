"""The forms that answers come in, each declared once.

From this list come `format=`, the suffixes of addresses, what Accept is held to, the OpenAPI
file's media types, the README's table and the tests.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any


class Kind(Enum):
    """What a view sends, which decides the forms that it can take."""

    DATA = auto()
    """Keys and values of its own shape: suggestions, a health report."""
    LIST = auto()
    """Rows in the envelope."""
    THINGS = auto()
    """A list of things that are linked data: bodies, meetings, regions, terms."""
    THING = auto()
    """One of those, or a document."""
    DOCUMENTS = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class Format:
    """One form: `name` is what `format=` takes, and with a dot before it the suffix."""

    name: str
    media_type: str
    where: str
    help: str
    kinds: frozenset[Kind]
    for_people: bool = False
    """Pages to look at: taken by `format=`, but no suffix and no promise of the contract."""
    schema: dict[str, Any] = field(default_factory=lambda: {"type": "string"}, hash=False)
    """What the OpenAPI file says of a body in this form; views say it of JSON."""


_EVERY = frozenset(Kind)
_LISTS = frozenset({Kind.LIST, Kind.THINGS, Kind.DOCUMENTS})

JSON = Format(
    "json", "application/json", "everything", "What apps read; the form unless told.", _EVERY
)
CSV = Format(
    "csv", "text/csv", "lists", "A table, one row a result; without a page the whole list.", _LISTS
)
JSON_LD = Format(
    "jsonld",
    "application/ld+json",
    "documents, bodies, meetings, regions, terms: one or a list",
    "Linked data: schema.org, and SKOS for terms.",
    frozenset({Kind.THING, Kind.THINGS, Kind.DOCUMENTS}),
    schema={
        "type": "object",
        "properties": {"@context": {"type": "object"}},
        "required": ["@context"],
        "additionalProperties": True,
    },
)
ATOM = Format(
    "atom",
    "application/atom+xml",
    "lists of documents",
    "A feed of any filtered list, what changed last first.",
    frozenset({Kind.DOCUMENTS}),
)
MARKDOWN = Format(
    "md",
    "text/markdown",
    "texts",
    "The text with its outline as headings and an anchor at every section.",
    frozenset({Kind.TEXT}),
)
PLAIN_TEXT = Format("txt", "text/plain", "texts", "The text alone.", frozenset({Kind.TEXT}))
PAGES = Format("api", "text/html", "everything", "Pages to browse.", _EVERY, for_people=True)

FORMATS = (JSON, PLAIN_TEXT, PAGES, CSV, MARKDOWN, JSON_LD, ATOM)
"""In the order of preference where Accept leaves a choice."""


def of(kind: Kind) -> tuple[Format, ...]:
    """The forms of a kind of view, the preferred one first."""
    return tuple(format for format in FORMATS if kind in format.kinds)


def names(formats: Iterable[Format]) -> tuple[str, ...]:
    """What `format=` promises to take."""
    return tuple(format.name for format in formats if not format.for_people)
