"""Regions, bodies and meetings as schema.org has them, terms as SKOS."""

from __future__ import annotations

import pytest
from rdflib import RDF, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, SDO, SKOS

from taxonomy.models import Body, Term, TermComponent
from tests import factories
from tests.asking import Api
from tests.linked import HERE, of, triples


def test_a_term_is_a_concept(api: Api) -> None:
    wide = factories.term("wide")
    new = factories.term("new")
    whole = factories.term(
        "whole", wide, alt_labels=["甲", "乙"], definition="示例。", coined_in="示例会议",
        valid_from="2026-03-02", superseded_by=new, label="示例战略",
    )  # fmt: skip
    for position, slug in enumerate(("second", "first"), start=1):
        TermComponent.objects.create(whole=whole, position=position, part=factories.term(slug))
    whole.related.add(factories.term("near"))
    factories.term("narrow", whole)
    found = triples(api.get("terms/whole.jsonld"))
    said = {
        RDF.type: [str(SKOS.Concept)],
        SKOS.prefLabel: ["示例战略"],
        SKOS.altLabel: ["乙", "甲"],
        SKOS.hiddenLabel: ["whole"],
        SKOS.notation: ["whole"],
        SKOS.definition: ["示例。"],
        SKOS.historyNote: ["示例会议"],
        SKOS.broader: [f"{HERE}terms/wide/"],
        SKOS.narrower: [f"{HERE}terms/narrow/"],
        SKOS.related: [f"{HERE}terms/near/"],
        SKOS.inScheme: [f"{HERE}terms/?scheme=formulation"],
        DCTERMS.isReplacedBy: [f"{HERE}terms/new/"],
        DCTERMS.available: ["2026-03-02"],
    }
    assert {name: of(found, "terms/whole/", name) for name in said} == said
    here = URIRef(f"{HERE}terms/whole/")
    label, pinyin = found.value(here, SKOS.prefLabel), found.value(here, SKOS.hiddenLabel)
    assert isinstance(label, Literal)
    assert isinstance(pinyin, Literal)
    assert (label.language, str(pinyin.language).lower()) == ("zh", "zh-latn-pinyin")
    head = found.value(URIRef(f"{here}#components"), SKOS.memberList)
    assert head is not None
    members = [str(member) for member in Collection(found, head)]
    assert members == [f"{HERE}terms/second/", f"{HERE}terms/first/"]
    scheme = URIRef(f"{HERE}terms/?scheme=formulation")
    assert found.value(scheme, RDF.type) == SKOS.ConceptScheme
    assert api.client.get(str(scheme)).status_code == 200
    replaced = triples(api.get("terms/new.jsonld"))
    assert of(replaced, "terms/new/", DCTERMS.replaces) == [f"{HERE}terms/whole/"]


@pytest.mark.parametrize("system", Body.System.values)
def test_a_body_is_an_organization(api: Api, system: str) -> None:
    above = factories.body("gov-990000")
    factories.body("here", above, system=system, aliases=["示例局"])
    found = triples(api.get("bodies/here.jsonld"))
    (type,) = of(found, "bodies/here/", RDF.type)
    state = {"government", "department", "congress", "court", "procuratorate"}
    assert type.endswith("GovernmentOrganization") == (system in state)
    assert of(found, "bodies/here/", SDO.parentOrganization) == [f"{HERE}bodies/gov-990000/"]
    assert of(found, "bodies/here/", SDO.areaServed) == [f"{HERE}regions/990000/"]
    assert "示例局" in of(found, "bodies/here/", SDO.alternateName)
    beneath = triples(api.get("bodies/gov-990000.jsonld"))
    assert of(beneath, "bodies/gov-990000/", SDO.subOrganization) == [f"{HERE}bodies/here/"]


def test_a_meeting_is_an_event(api: Api) -> None:
    factories.meeting(
        "here", held_from="2026-03-02", held_to="2026-03-04", place="示例市", name="示例会议"
    )
    found = triples(api.get("meetings/here.jsonld"))
    assert of(found, "meetings/here/", RDF.type) == [str(SDO.Event)]
    assert of(found, "meetings/here/", SDO.startDate) == ["2026-03-02"]
    assert of(found, "meetings/here/", SDO.endDate) == ["2026-03-04"]
    assert of(found, "meetings/here/", SDO.organizer) == [f"{HERE}bodies/cpc-990000/"]
    place = found.value(URIRef(f"{HERE}meetings/here/"), SDO.location)
    assert str(found.value(place, SDO.name)) == "示例市"


def test_a_region_lies_in_another(api: Api) -> None:
    above = factories.region("990000")
    factories.region("990100", above)
    found = triples(api.get("regions/990100.jsonld"))
    assert of(found, "regions/990100/", SDO.containedInPlace) == [f"{HERE}regions/990000/"]
    assert of(found, "regions/990100/", SDO.identifier) == ["990100"]
    around = triples(api.get("regions/990000.jsonld"))
    assert of(around, "regions/990000/", SDO.containsPlace) == [f"{HERE}regions/990100/"]


@pytest.mark.parametrize("path", ["terms", "bodies", "meetings", "regions"])
def test_lists(api: Api, path: str) -> None:
    factories.term("here", scheme=Term.Scheme.SUBJECT)
    factories.meeting("here")
    found = triples(api.get(f"{path}.jsonld"))
    (page,) = found.subjects(RDF.type, SDO.ItemList)
    head = found.value(page, SDO.itemListElement)
    assert head is not None
    items = [str(item) for item in Collection(found, head)]
    assert items == [row["links"]["self"] for row in api.json(f"{path}/")["results"]]
