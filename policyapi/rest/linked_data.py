"""JSON-LD: the context that every answer carries, and lists of linked things.

Nodes are plain dicts without empty values. Addresses of the API are the names (@id) of what stands
there, without suffix, whatever form was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import orjson

from policyapi.rest.offering import Writer, here

API = "/api/v1/"
SCHEMA = "https://schema.org/"
Node = dict[str, Any]
MakeNode = Callable[[Any, Mapping[str, Any]], Node]
"""(view, row) → the node."""

_DATE = {"@type": f"{SCHEMA}Date"}
_LINK = {"@type": "@id"}


def _chinese(name: str) -> Node:
    return {"@id": f"skos:{name}", "@language": "zh"}


def _linked(term: str) -> Node:
    return {"@id": term, "@type": "@id"}


CONTEXT: Node = {
    "@vocab": SCHEMA,
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "next": _linked("http://www.iana.org/assignments/relation/next"),
    "url": _LINK,
    "contentUrl": _LINK,
    "legislationLegalForce": {"@type": "@vocab"},
    **dict.fromkeys(("datePublished", "legislationDate", "legislationDateOfApplicability"), _DATE),
    **dict.fromkeys(("startDate", "endDate"), _DATE),
    "dateModified": {"@type": f"{SCHEMA}DateTime"},
    "itemListElement": {"@container": "@list"},
    "prefLabel": _chinese("prefLabel"),
    "altLabel": _chinese("altLabel"),
    "definition": _chinese("definition"),
    "historyNote": _chinese("historyNote"),
    "pinyin": {"@id": "skos:hiddenLabel", "@language": "zh-Latn-pinyin"},
    "notation": "skos:notation",
    **{name: _linked(f"skos:{name}") for name in ("inScheme", "broader", "narrower", "related")},
    "memberList": {"@id": "skos:memberList", "@container": "@list"},
    "isReplacedBy": _linked("dct:isReplacedBy"),
    "replaces": _linked("dct:replaces"),
    "available": {"@id": "dct:available", **_DATE},
    "wasGeneratedBy": "prov:wasGeneratedBy",
}
"""Names are schema.org's where nothing is said; terms are SKOS."""


def address(view: Any, *parts: str) -> str:
    """Where a thing stands in the API, and so its name: `address(view, "terms", slug)`."""
    address: str = view.request.build_absolute_uri(f"{API}{'/'.join(parts)}/")
    return address


def node(id: str | None, type: str | list[str], **values: Any) -> Node:
    """A node without what is null or empty."""
    named = {"@id": id} if id else {}
    kept = {key: value for key, value in values.items() if value not in (None, "", [], {})}
    return {**named, "@type": type, **kept}


def write_one(make: MakeNode) -> Writer:
    """The writer of a view of one thing."""
    return lambda view, data: _written(make(view, data))


def write_list(make: MakeNode) -> Writer:
    """The writer of a list: an ItemList of the things in their order, with the page after it."""

    def write(view: Any, data: Any) -> bytes:
        exact = None if data.get("count_is_estimate") else data.get("count")
        items = [make(view, row) for row in data["results"]]
        return _written(
            node(here(view.request), "ItemList", numberOfItems=exact, next=data.get("next"))
            | {"itemListElement": items}
        )

    return write


def _written(made: Node) -> bytes:
    return orjson.dumps({"@context": CONTEXT, **made}, str)
