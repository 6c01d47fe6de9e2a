"""Joins nodes so that trees stay flat and what is excluded stands only where it can be."""

from __future__ import annotations

from collections.abc import Iterable

from documents.search.query.nodes import And, Node, Not, Or, is_negative


def all_of(nodes: Iterable[Node]) -> Node | None:
    """The nodes as one `And`, each once; null where there is none.

    >>> from documents.search.query.nodes import Words
    >>> all_of([Words("甲"), all_of([Words("乙"), Words("甲")])])
    And(nodes=(Words(text='甲', field=None), Words(text='乙', field=None)))
    """
    flat = dict.fromkeys(part for node in nodes for part in _parts(node, And))
    return And(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def any_of(nodes: Iterable[Node]) -> Node | None:
    """The nodes as one `Or`, each once; null where there is none.

    Nodes that all exclude become one `Not`: neither 甲 nor 乙 is to be there in full.
    """
    options = list(nodes)
    if len(options) > 1 and all(map(is_negative, options)):
        both = all_of(map(negation, options))
        return None if both is None else negation(both)
    flat = dict.fromkeys(part for node in options for part in _parts(node, Or))
    return Or(tuple(flat)) if len(flat) > 1 else next(iter(flat), None)


def negation(node: Node) -> Node:
    """What excludes a node; what a node excludes that only excludes."""
    if isinstance(node, Not):
        return node.node
    if isinstance(node, And) and is_negative(node):
        return any_of(map(negation, node.nodes)) or node
    return Not(node)


def _parts(node: Node, kind: type[And | Or]) -> tuple[Node, ...]:
    return node.nodes if isinstance(node, And | Or) and type(node) is kind else (node,)
