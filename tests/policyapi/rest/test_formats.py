"""Every kind of view in every form that it offers: the media type, and the rows of its JSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs

import feedparser
import orjson
import pytest
from django.urls import get_resolver

from policyapi.rest import formats
from policyapi.rest.formats import FORMATS, Format, Kind
from policyapi.rest.offering import LONGEST_QUERY, RENDERERS, Offering
from tests import factories
from tests.asking import API, Api

VIEWS = {
    Kind.DATA: "suggest",
    Kind.LIST: "documents/here/sections",
    Kind.THINGS: "bodies",
    Kind.THING: "documents/here",
    Kind.DOCUMENTS: "documents",
    Kind.TEXT: "documents/here/text",
}
ASKED = {Kind.DATA: {"q": "示例"}}
PAIRS = [(kind, format) for kind in Kind for format in formats.of(kind)]


@pytest.fixture
def stored(api: Api) -> Api:
    """A document with a text and an outline, and a body."""
    issuer = factories.body("gov-990000")
    made = factories.document([issuer], id="here", title="示例办法", text="第一条 示例正文。")
    factories.section(made, label="第一条")
    return api


def of_csv(body: str) -> list[str]:
    return [row[0] for row in list(csv.reader(io.StringIO(body.removeprefix("\ufeff"))))[1:]]


def of_json_ld(body: str) -> list[str]:
    made = orjson.loads(body)
    nodes = made.get("itemListElement", [made])
    assert all(node["@id"].startswith("http://testserver/api/v1/") for node in nodes)
    return [node["@id"].split("/")[-2] for node in nodes]


def of_atom(body: str) -> list[str]:
    feed = feedparser.parse(body)
    assert not feed.bozo
    return [entry.links[1].href.split("/")[-2] for entry in feed.entries]


def of_json(body: str) -> list[str]:
    made = orjson.loads(body)
    rows = made.get("results", [made])
    return [str(next(iter(row.values()))) for row in rows]


def of_text(body: str) -> list[str]:
    return ["here"] if "第一条" in body else []


READERS: dict[str, Callable[[str], list[str]]] = {
    "json": of_json,
    "csv": of_csv,
    "jsonld": of_json_ld,
    "atom": of_atom,
    "md": of_text,
    "txt": of_text,
}


@pytest.mark.parametrize(("kind", "format"), PAIRS, ids=lambda v: getattr(v, "name", v))
def test_every_kind_in_every_form(stored: Api, kind: Kind, format: Format) -> None:
    asked = ASKED.get(kind, {})
    plain = of_json(_body(stored.client.get(f"{API}{VIEWS[kind]}/", asked)))
    by_name = stored.client.get(f"{API}{VIEWS[kind]}/", {**asked, "format": format.name})
    by_accept = stored.client.get(
        f"{API}{VIEWS[kind]}/", asked, headers={"accept": format.media_type}
    )
    answers = [by_name, by_accept]
    if not format.for_people:
        answers.append(stored.client.get(f"{API}{VIEWS[kind]}.{format.name}", asked))
    assert plain
    for answer in answers:
        assert answer.status_code == 200
        assert answer["Content-Type"].split(";")[0] == format.media_type
        assert "Accept" in answer["Vary"]
        if not format.for_people:
            assert READERS[format.name](_body(answer)) == plain


@pytest.mark.parametrize("form", ["csv", "jsonld", "atom"])
@pytest.mark.parametrize("asked", [{}, {"q": "示例通知", "genre": "official"}], ids=str)
def test_no_form_takes_a_statement_a_row(
    stored: Api, form: str, asked: dict[str, str], django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        target = factories.document([factories.body()], [factories.term()], title="示例通知")
        factories.citation(target, target_document_id="here")
        factories.source(target, url=f"https://example.org/{number}")
    stored.get(f"documents.{form}", page_size=20, **asked)
    with django_assert_max_num_queries(7):
        answer = stored.get(f"documents.{form}", page_size=20, **asked)
    assert len(READERS[form](_body(answer))) == 20


def test_every_form_is_written_where_it_is_offered() -> None:
    views = {view for view in _views() if view.kind is not Kind.DATA}
    assert {view.kind for view in views} == set(Kind) - {Kind.DATA}
    for view in views:
        own = {f.name for f in formats.of(view.kind)} - {"json", "api"}
        assert own == set(view.writers), view
        offered = [RENDERERS[f.name] for f in formats.of(view.kind)]
        assert list(view.renderer_classes) == offered


def test_names_and_media_types_are_told_apart() -> None:
    assert len({f.name for f in FORMATS}) == len({f.media_type for f in FORMATS}) == len(FORMATS)


JSON, HTML = "application/json", "text/html"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("application/json, text/plain, */*", JSON),
        (BROWSER, HTML),
        ("text/*", HTML),
        ("text/csv", "text/csv"),
        ("application/json;q=0.4, text/csv;q=0.5", "text/csv"),
        ("text/csv;q=0.4, application/json;q=0.5", JSON),
        ("text/csv;q=0, */*", JSON),
        ("application/atom+xml, application/rss+xml;q=0.9, */*;q=0.1", "application/atom+xml"),
        ("application/ld+json, application/json;q=0.5", "application/ld+json"),
        ("application/json;q=nonsense", JSON),
        ("image/png, text/csv;q=0.1", "text/csv"),
    ],
)
def test_accept_is_weighed(stored: Api, accept: str, expected: str) -> None:
    answer = stored.client.get(f"{API}documents/", headers={"accept": accept})
    assert answer.status_code == 200
    assert answer["Content-Type"].split(";")[0] == expected


@pytest.mark.parametrize(
    "accept", ["image/png", "application/json;q=0", "nonsense", "text/markdown"]
)
def test_what_is_not_offered_is_a_406_that_names_what_is(stored: Api, accept: str) -> None:
    answer = stored.client.get(f"{API}documents/", headers={"accept": accept})
    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/problem+json"
    for format in formats.of(Kind.DOCUMENTS):
        assert format.media_type in answer.json()["detail"]


@pytest.mark.parametrize(
    "path", ["documents.xml", "documents/here.csv", "suggest.csv", "terms.api"]
)
def test_an_unknown_suffix_is_a_404_that_names_the_others(stored: Api, path: str) -> None:
    detail = stored.problem(path, 404)["detail"]
    assert f"no .{path.rpartition('.')[2]} of this" in detail
    assert ".json" in detail


def test_the_address_goes_before_accept(stored: Api) -> None:
    for path in ("documents.csv", "documents/?format=csv", "documents.csv?format=csv"):
        answer = stored.client.get(API + path, headers={"accept": "application/json"})
        assert answer["Content-Type"].startswith("text/csv")


def test_a_form_that_contradicts_the_suffix_is_refused(stored: Api) -> None:
    assert "suffix" in stored.problem("documents.csv", format="json")["errors"]["format"][0]
    reason = stored.problem("documents/", format="xml")["errors"]["format"][0]
    assert reason == "must be one of: json, api, csv, jsonld, atom."


def test_suffixes_leave_ids_alone(stored: Api) -> None:
    factories.document(id="Ab_9-z")
    assert stored.json("documents/Ab_9-z.json")["id"] == "Ab_9-z"
    assert stored.get("documents/lookup.csv", number="示例发〔2026〕1号").status_code == 200
    assert stored.problem("documents/none.jsonld", 404)["detail"] == (
        "There is no document 'none' here."
    )


def test_writing_and_options_are_answered_in_json(stored: Api) -> None:
    assert (
        stored.client.options(f"{API}documents.csv")["Content-Type"] == "application/problem+json"
    )
    assert stored.client.options(f"{API}documents/")["Content-Type"] == "application/json"


def test_links_lead_to_the_other_forms_and_pages(stored: Api) -> None:
    for number in range(4):
        factories.document(id=f"more{number}")
    links = _links(stored.get("documents/", page_size=1, page=2, genre="official", format="json"))
    asked = "page_size=1&page=2&genre=official"
    assert links["alternate"] == {
        f"http://testserver/api/v1/documents.{name}?{asked}": f'type="{media_type}"'
        for name, media_type in (
            ("csv", "text/csv"),
            ("jsonld", "application/ld+json"),
            ("atom", "application/atom+xml"),
        )
    }
    assert [parse_qs(url)["page"] for rel in ("next", "prev") for url in links[rel]] == [
        ["3"],
        ["1"],
    ]
    for url in [*links["alternate"], *links["next"], *links["prev"]]:
        assert stored.client.get(url).status_code == 200
    assert "alternate" not in _links(stored.get("documents/", q="示" * LONGEST_QUERY))
    assert 'rel="alternate"' in stored.get("documents/here/")["Link"]


def _links(answer: Any) -> dict[str, dict[str, str]]:
    """Relation → address → what else is said."""
    found: dict[str, dict[str, str]] = {}
    for link in answer.get("Link", "").split(", <"):
        if link:
            url, rel, *more = link.strip("<").split("; ")
            found.setdefault(rel[5:-1], {})[url.rstrip(">")] = "".join(more)
    return found


def _body(answer: Any) -> str:
    whole: bytes = answer.getvalue()
    return whole.decode()


def _views() -> Iterator[type[Offering]]:
    """Every view that declares what it offers."""
    waiting = list(get_resolver().url_patterns)
    while waiting:
        pattern = waiting.pop()
        waiting.extend(getattr(pattern, "url_patterns", []))
        view = getattr(getattr(pattern, "callback", None), "cls", None)
        if isinstance(view, type) and issubclass(view, Offering):
            yield view
