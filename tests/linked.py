"""JSON-LD as a triple store reads it, and as its vocabularies know it."""

from __future__ import annotations

import warnings
from typing import Any

from rdflib import RDF, Dataset, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV, SDO, SKOS

HERE = "http://testserver/api/v1/"
NEXT = URIRef("http://www.iana.org/assignments/relation/next")
_NEWER = {"legislationDateOfApplicability", "legislationAmends", "legislationRepeals"}
"""Names that schema.org has had since the copy of it that the library brings."""


def triples(answer: Any) -> Graph:
    """What an answer says, each name of which is one of its vocabulary."""
    assert answer["Content-Type"] == "application/ld+json"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        stored = Dataset()
        stored.parse(data=answer.content.decode(), format="json-ld")
    found = Graph()
    for subject, predicate, value, _ in stored.quads():
        found.add((subject, predicate, value))
    for subject, predicate, value in found:
        assert_known(predicate)
        if predicate == RDF.type:
            assert_known(value)
        assert not (isinstance(value, Literal) and value.ill_typed)
        assert not str(subject).startswith("file:")
    return found


def assert_known(name: Any) -> None:
    """A name of schema.org, SKOS, Dublin Core, PROV, RDF or IANA."""
    if name == NEXT or str(name).startswith(str(RDF)):
        return
    vocabulary: Any
    for vocabulary in (SDO, SKOS, DCTERMS, PROV):
        base = str(vocabulary)
        if str(name).startswith(base):
            local = str(name).removeprefix(base)
            assert name in vocabulary or (vocabulary is SDO and local in _NEWER), name
            return
    raise AssertionError(f"{name} is of no vocabulary")


def of(found: Graph, path: str, predicate: URIRef) -> list[str]:
    """What an object of the API is said to have, sorted."""
    return sorted(str(value) for value in found.objects(URIRef(HERE + path), predicate))
