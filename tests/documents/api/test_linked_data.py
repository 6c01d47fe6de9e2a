"""Documents as JSON-LD, read back by a triple store."""

from __future__ import annotations

from typing import Any

import pytest
from rdflib import RDF, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import PROV, SDO, SKOS

from documents.api.linked_data import _RELATIONS
from documents.text.stages import RELATIONS
from tests import factories
from tests.asking import API, Api
from tests.linked import HERE, NEXT, of, triples

LD = {"accept": "application/ld+json"}
WHOLE: dict[str, Any] = {
    "document_number": "示例发〔2026〕1号",
    "kind": "决定",
    "adopted_on": "2026-03-01",
    "published_on": "2026-03-02",
    "effective_on": "2026-05-01",
    "validity": "repealed",
    "publisher": "示例日报",
    "text": "正文",
}


def sdo(name: str) -> URIRef:
    return URIRef(f"https://schema.org/{name}")


def test_a_document_is_legislation(api: Api) -> None:
    issuer, term = factories.body("gov-990000"), factories.term("shi-li")
    made = factories.document(
        [issuer], [term], id="here", title="示例决定", meeting=factories.meeting(),
        region=factories.region(), **WHOLE,
    )  # fmt: skip
    factories.source(made, url="https://example.org/here")
    found = triples(api.client.get(f"{API}documents/here/", headers=LD))
    said: dict[URIRef, list[Any]] = {
        RDF.type: [sdo("Legislation")],
        SDO.name: ["示例决定"],
        SDO.identifier: ["here", "示例发〔2026〕1号"],
        SDO.legislationIdentifier: ["示例发〔2026〕1号"],
        SDO.legislationType: ["决定"],
        SDO.legislationDate: ["2026-03-01"],
        SDO.datePublished: ["2026-03-02"],
        sdo("legislationDateOfApplicability"): ["2026-05-01"],
        SDO.legislationLegalForce: [SDO.NotInForce],
        SDO.legislationPassedBy: [f"{HERE}bodies/gov-990000/"],
        SDO.legislationJurisdiction: [f"{HERE}regions/990000/"],
        SDO.spatialCoverage: [f"{HERE}regions/990000/"],
        SDO.about: [f"{HERE}terms/shi-li/"],
        SDO.author: [f"{HERE}bodies/gov-990000/"],
        PROV.wasGeneratedBy: [f"{HERE}meetings/cpc-990000-12-plenum-6/"],
        SDO.url: ["https://example.org/here"],
        SDO.inLanguage: ["zh-Hans"],
        SDO.genre: ["公文"],
    }
    assert {name: of(found, "documents/here/", name) for name in said} == {
        name: [str(value) for value in values] for name, values in said.items()
    }
    day = found.value(URIRef(f"{HERE}documents/here/"), SDO.legislationDate)
    assert isinstance(day, Literal)
    assert day.datatype == SDO.Date
    forms = {str(form) for form in found.objects(None, SDO.contentUrl)}
    assert forms == {f"{HERE}documents/here/text.{name}" for name in ("md", "txt")}
    assert all(api.client.get(form).status_code == 200 for form in forms)
    assert of(found, "documents/here/", SDO.text) == []
    assert of(found, "terms/shi-li/", SKOS.prefLabel) == [term.label]


def test_the_text_comes_where_it_is_asked_for(api: Api) -> None:
    factories.document(id="here", text="正文")
    found = triples(api.get("documents/here.jsonld", include="text"))
    assert of(found, "documents/here/", SDO.text) == ["正文"]


@pytest.mark.parametrize(
    ("genre", "kind", "expected"),
    [
        ("law", None, "Legislation"),
        ("official", None, "Legislation"),
        ("official", "通知", "Legislation"),
        ("official", "报告", "Report"),
        ("official", "公报", "CreativeWork"),
        ("report", None, "Report"),
        ("news", None, "NewsArticle"),
        ("article", None, "Article"),
        ("speech", None, "CreativeWork"),
    ],
)
def test_types(api: Api, genre: str, kind: str | None, expected: str) -> None:
    factories.document(id="here", genre=genre, **WHOLE | {"kind": kind})
    found = triples(api.get("documents/here.jsonld"))
    assert of(found, "documents/here/", RDF.type) == [str(sdo(expected))]
    own = {str(name) for name in found.predicates() if "legislation" in str(name)}
    assert bool(own) == (expected == "Legislation")


def test_citations_are_told_apart_and_each_said_once(api: Api) -> None:
    made = factories.document(id="here")
    for relation in (*RELATIONS, None):
        target = factories.document(id=f"of-{relation}")
        factories.citation(made, relation=relation, target_document=target)
    draft = factories.document(id="draft", status="draft")
    factories.citation(made, relation="amends", target_document=draft)
    again = factories.citation(made, relation="cites").target
    assert again is None
    factories.citation(made, relation="cites", target_document_id="of-repeals")
    found = triples(api.get("documents/here.jsonld"))
    for relation in (*RELATIONS, None):
        property = sdo(_RELATIONS.get(relation or "", "citation"))
        address = f"{HERE}documents/of-{relation}/"
        assert address in of(found, "documents/here/", property)
        assert len(list(found.predicates(None, URIRef(address)))) == 1
    assert not any("draft" in str(value) for value in found.objects())


def test_who_wrote_comes_before_who_issued(api: Api) -> None:
    issuer = factories.body("gov-990000")
    factories.document([issuer], id="here", genre="article", authors=["甲"], speaker="乙")
    found = triples(api.get("documents/here.jsonld"))
    authors = found.objects(URIRef(f"{HERE}documents/here/"), SDO.author)
    assert {str(found.value(author, SDO.name)) for author in authors} == {"甲", "乙"}


def test_a_list_keeps_its_order_and_names_the_next_page(api: Api) -> None:
    for number in range(5):
        factories.document(id=f"d{number}", adopted_on=f"2026-01-0{number + 1}")
    found = triples(api.get("documents.jsonld", page_size=3, ordering="adopted_on"))
    (page,) = found.subjects(RDF.type, SDO.ItemList)
    assert str(page) == f"{HERE}documents.jsonld?page_size=3&ordering=adopted_on"
    head = found.value(page, SDO.itemListElement)
    assert head is not None
    items = [str(item) for item in Collection(found, head)]
    assert items == [f"{HERE}documents/d{number}/" for number in range(3)]
    assert str(found.value(page, SDO.numberOfItems)) == "5"
    following = api.client.get(str(found.value(page, NEXT)))
    assert len(list(triples(following).subjects(RDF.type, SDO.Legislation))) == 2


def test_an_empty_list_is_a_list(api: Api) -> None:
    answer: Any = api.get("documents.jsonld", q="没有的词")
    triples(answer)
    assert answer.json()["itemListElement"] == []
    assert answer.json()["numberOfItems"] == 0


@pytest.mark.parametrize("name", ["fields", "omit"])
def test_what_would_cut_it_is_refused(api: Api, name: str) -> None:
    for path in ("documents.jsonld", "documents.atom", "bodies.jsonld"):
        key = "name" if path == "bodies.jsonld" else "title"
        asked: dict[str, Any] = {name: key}
        reason = api.problem(path, **asked)["errors"][name]
        assert reason == [f"does not go with .{path.partition('.')[2]}."]
