"""Documents as schema.org has them.

What sets rules is Legislation; reports, articles and news are what they are called; everything
else is a CreativeWork, with its genre. What schema.org says of Legislation alone is left out of the
others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from documents.models import Genre, Validity
from policyapi.rest.linked_data import Node, address, node
from taxonomy.api.linked_data import body_ref, region_ref, term_ref

Row = Mapping[str, Any]
NEEDED = ("terms", "citations")
LEGISLATION = "Legislation"
_TYPES = {
    Genre.LAW: LEGISLATION,
    Genre.REPORT: "Report",
    Genre.ARTICLE: "Article",
    Genre.NEWS: "NewsArticle",
    Genre.SPEECH: "CreativeWork",
}
_OF_KIND = {"报告": "Report"} | dict.fromkeys(
    ("公报", "通报", "请示", "议案", "函", "纪要"), "CreativeWork"
)
"""Kinds of official documents that lay nothing down."""
_FORCE = {
    Validity.IN_FORCE: "InForce",
    Validity.AMENDED: "PartiallyInForce",
    Validity.REPEALED: "NotInForce",
}
_RELATIONS = {
    "amends": "legislationAmends",
    "repeals": "legislationRepeals",
    "implements": "isBasedOn",
    "issues": "isBasedOn",
    "forwards": "isBasedOn",
}
"""Relation of a citation → its property; any other is a `citation`."""


def document(view: Any, row: Row) -> Node:
    """A document with its issuers, terms, and the documents that it cites."""
    type = _TYPES.get(row["genre"]) or _OF_KIND.get(row["kind"], LEGISLATION)
    here = address(view, "documents", row["id"])
    issuers = [_issuer(view, issuer) for issuer in row["issuers"]]
    writers = [node(None, "Thing", name=name) for name in (row["speaker"], *row["authors"]) if name]
    made = node(
        here,
        type,
        name=row["title"],
        alternativeHeadline=row["subtitle"],
        identifier=[name for name in (row["id"], row["document_number"]) if name],
        inLanguage="zh-Hans",
        genre=Genre(row["genre"]).label,
        author=writers or issuers,
        publisher=row["publisher"] and node(None, "Organization", name=row["publisher"]),
        datePublished=row["published_on"],
        dateModified=row["content_changed_at"],
        abstract=row["digest"],
        keywords=row["subject"],
        spatialCoverage=region_ref(view, row["region"]),
        about=[term_ref(view, term) for term in row["terms"]],
        wasGeneratedBy=_meeting(view, row["meeting"]),
        url=row["url"],
        encoding=_encodings(here) if row["has_text"] else None,
        text=row.get("text"),
    )
    if type == LEGISLATION:
        made |= _as_legislation(view, row, issuers)
    return made | _cited(view, row["citations"], type)


def _as_legislation(view: Any, row: Row, issuers: Iterable[Node]) -> Node:
    return node(
        None,
        LEGISLATION,
        legislationIdentifier=row["document_number"],
        legislationType=row["kind"],
        legislationDate=row["adopted_on"],
        legislationDateOfApplicability=row["effective_on"],
        legislationPassedBy=list(issuers),
        legislationJurisdiction=region_ref(view, row["region"]),
        legislationLegalForce=_FORCE.get(row["validity"]),
    )


def _issuer(view: Any, row: Row) -> Node:
    known = body_ref(view, row["body"])
    return known | {"name": row["name"]} if known else node(None, "Organization", name=row["name"])


def _meeting(view: Any, row: Row | None) -> Node | None:
    """The meeting; one that is only stated has no address."""
    if row is None:
        return None
    named = address(view, "meetings", row["slug"]) if row["slug"] else None
    dates = {"startDate": row["held_from"], "endDate": row["held_to"]}
    return node(named, "Event", name=row["name"], **dates)


def _encodings(here: str) -> list[Node]:
    forms = {"md": "text/markdown", "txt": "text/plain"}
    return [
        node(None, "MediaObject", encodingFormat=media_type, contentUrl=f"{here}text.{name}")
        for name, media_type in forms.items()
    ]


def _cited(view: Any, citations: Iterable[Row], type: str) -> Node:
    """The documents in the database that the text names, each once under its strongest property."""
    found: dict[str, tuple[str, Node]] = {}
    strength = [*dict.fromkeys(_RELATIONS.values()), "citation"]
    for citation in citations:
        if (target := citation["document"]) is None:
            continue
        said = _RELATIONS.get(citation["relation"] or "", "citation")
        if said.startswith("legislation") and type != LEGISLATION:
            said = "citation"
        known = found.get(target["id"])
        if known is None or strength.index(said) < strength.index(known[0]):
            named = address(view, "documents", target["id"])
            found[target["id"]] = said, node(named, "CreativeWork", name=target["title"])
    properties: dict[str, list[Node]] = {}
    for said, cited in found.values():
        properties.setdefault(said, []).append(cited)
    return properties
