"""What a query is read as: a tree of frozen dataclasses. Nothing here knows SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

MAX_LENGTH = 500
"""Characters; percent-encoded they fit into an address line."""
MAX_LEAVES = 50
"""Leaves of a tree, those included that expansion adds."""
MAX_DEPTH = 20
"""Nodes on the longest way from the root of a tree to a leaf, both included."""

Field = Literal["title", "issuer", "term", "number"]
FIELDS: tuple[Field, ...] = ("title", "issuer", "term", "number")
"""What may stand before a colon; `issuer`, `term` and `number` become `Keyed` in expansion."""


@dataclass(frozen=True, slots=True)
class Words:
    """All words of a text, anywhere in the field (null: in the document)."""

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Phrase:
    """Exactly this text, punctuation and line breaks aside."""

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words that begin with the text; `text` is without the asterisk."""

    text: str
    field: Field | None = None


@dataclass(frozen=True, slots=True)
class Keyed:
    """Documents that have one of the values under a key of the index; with no value, none.

    `name` and `values` are those of the lexemes `=name:value`: `issuer` and `term` with slugs,
    `meeting` with slugs, `number` with normalised numbers, `number_prefix` with 国发. `text` is
    what was typed.
    """

    name: str
    values: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Not:
    """In a tree from `parse` only beside something positive in an `And`, or as the whole tree."""

    node: Node


@dataclass(frozen=True, slots=True)
class And:
    """At least two nodes, none of them an `And`."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least two nodes, none of them a plain `Or`, none negative."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Synonyms(Or):
    """Ways to say the same, from expansion: the first is what was typed."""


Leaf = Words | Phrase | Prefix | Keyed
Node = Leaf | Not | And | Or


@dataclass(frozen=True, slots=True)
class Query:
    """A query as read; `tree` is null where nothing is left to search for.

    `typed` is what came in, `text` the same as it was read: in simplified script, without control
    characters. `number` is the normalised document number where the query is one and nothing else.
    `expanded` says which synonyms of what was typed are searched for, too; `unexpanded` is the tree
    before that, null until then. `issuers` are the slugs of the bodies that it names in its words.
    """

    text: str
    tree: Node | None
    notes: tuple[str, ...] = ()
    typed: str = ""
    number: str | None = None
    expanded: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({}), hash=False
    )
    unexpanded: Node | None = None
    issuers: tuple[str, ...] = ()


def is_negative(node: Node) -> bool:
    """Whether a tree only excludes."""
    if isinstance(node, And):
        return all(map(is_negative, node.nodes))
    if isinstance(node, Or):
        return any(map(is_negative, node.nodes))
    return isinstance(node, Not)


def leaves(node: Node) -> Iterator[Leaf]:
    """The leaves that are asked for, in order; those that are excluded are left out."""
    if isinstance(node, And | Or):
        for part in node.nodes:
            yield from leaves(part)
    elif not isinstance(node, Not):
        yield node


def depth(node: Node) -> int:
    """Nodes on the longest way to a leaf."""
    if isinstance(node, Not):
        return 1 + depth(node.node)
    if isinstance(node, And | Or):
        return 1 + max(map(depth, node.nodes))
    return 1
