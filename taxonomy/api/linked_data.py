"""Regions, bodies and meetings as schema.org has them, terms as SKOS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from policyapi.rest.linked_data import Node, address, node
from taxonomy.models import Body, Term

Row = Mapping[str, Any]
_TYPES = {
    Body.System.PARTY: "Organization",
    Body.System.CPPCC: "Organization",
    Body.System.DISCIPLINE: "Organization",
    Body.System.MEDIA: "NewsMediaOrganization",
}
"""System → type; all others are organs of the state."""


def region_ref(view: Any, row: Row | None) -> Node | None:
    if row is None:
        return None
    return node(address(view, "regions", row["code"]), "AdministrativeArea", name=row["name"])


def body_ref(view: Any, row: Row | None) -> Node | None:
    if row is None:
        return None
    return node(address(view, "bodies", row["slug"]), "Organization", name=row["name"])


def term_ref(view: Any, row: Row | None) -> Node | None:
    if row is None:
        return None
    named = address(view, "terms", row["slug"])
    return node(named, "skos:Concept", prefLabel=row["label"])


def region(view: Any, row: Row) -> Node:
    """An AdministrativeArea with the one that it lies in."""
    return node(
        address(view, "regions", row["code"]),
        "AdministrativeArea",
        name=row["name"],
        alternateName=row["short_name"],
        identifier=row["code"],
        containedInPlace=region_ref(view, row["parent"]),
        containsPlace=[region_ref(view, child) for child in row.get("children", ())],
    )


def body(view: Any, row: Row) -> Node:
    """An organization with its place and the one above it."""
    return node(
        address(view, "bodies", row["slug"]),
        _TYPES.get(row["system"], "GovernmentOrganization"),
        name=row["name"],
        alternateName=[row["short_name"], *row["aliases"]],
        identifier=row["slug"],
        areaServed=region_ref(view, row["region"]),
        parentOrganization=body_ref(view, row["parent"]),
        subOrganization=[body_ref(view, child) for child in row.get("children", ())],
    )


def meeting(view: Any, row: Row) -> Node:
    """An Event of its body."""
    place = row["place"] and node(None, "Place", name=row["place"])
    return node(
        address(view, "meetings", row["slug"]),
        "Event",
        name=row["name"],
        alternateName=row["aliases"],
        identifier=row["slug"],
        startDate=row["held_from"],
        endDate=row["held_to"],
        location=place,
        organizer=body_ref(view, row["body"]),
    )


def term(view: Any, row: Row) -> Node:
    """A Concept; what it counts up, in order, is an OrderedCollection beside it."""
    here = address(view, "terms", row["slug"])
    parts = [term_ref(view, part) for part in row.get("components", ())]
    collection = {"prefLabel": row["label"], "memberList": parts}
    beside = [node(f"{here}#components", "skos:OrderedCollection", **collection)] if parts else []
    made = node(
        here,
        "skos:Concept",
        prefLabel=row["label"],
        altLabel=row["alt_labels"],
        pinyin=row["pinyin"],
        notation=row["slug"],
        definition=row["definition"],
        historyNote=row["coined_in"],
        available=row["valid_from"],
        inScheme=_scheme(view, row["scheme"]),
        broader=term_ref(view, row["broader"]),
        isReplacedBy=term_ref(view, row["superseded_by"]),
    )
    more = {
        name: [term_ref(view, other) for other in row.get(key, ())]
        for name, key in {
            "narrower": "narrower",
            "related": "related",
            "replaces": "supersedes",
        }.items()
    } | {"@included": beside}
    return made | {name: value for name, value in more.items() if value}


def _scheme(view: Any, scheme: str) -> Node:
    named = f"{address(view, 'terms')}?scheme={scheme}"
    return node(named, "skos:ConceptScheme", prefLabel=Term.Scheme(scheme).label)
