"""The service under measurement: its own search, and the whole HTTP request in this process."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Any

from django.db.models import Q
from django.test import Client

from documents.search.clauses import Clause, filter_clause
from documents.search.counting import count
from documents.search.dated import WORTH, window
from documents.search.facets import facets
from documents.search.search import Search, searching
from policyapi.rest.paging import Count
from tests.bench.retrieval.peers import TOP
from tests.bench.retrieval.queries import FACETS, Ask

OURS, HTTP = "service", "HTTP"
PATH = "/api/v1/documents/"


@dataclass(frozen=True, slots=True)
class Answer:
    """The ids of the best 20, the count, and facet → value → number."""

    ids: list[str]
    count: Count
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


def ask_service(ask: Ask, *, exhaustive: bool = False) -> Answer:
    """The first page, the bounded count, and the facets that are asked for."""
    with searching() as cursor:
        search = Search(ask.q, filters_of(ask), cursor, exhaustive=exhaustive)
        told = None if ask.ordering else search.told()
        if ask.facets:
            counted, found = facets(ask.facets.split(","), search.matching, cursor)
        else:
            counted = count(search.matching, cursor) if told is None else Count(told)
            found = {}
        if ask.ordering:
            ids = _by_date(search, counted, cursor)
        else:
            ids = [hit.document for hit in search.hits(0, TOP)]
    values = {
        name: {item["value"]: item["count"] for item in items} for name, items in found.items()
    }
    return Answer(ids, counted, values)


def ask_http(ask: Ask) -> Any:
    """The same over HTTP, with facets and highlights whatever the query; the decoded answer."""
    parameters = {
        "q": ask.q,
        "facet": FACETS,
        "highlight": "true",
        "page_size": str(TOP),
        **dict(ask.filters),
    }
    if ask.ordering:
        parameters["ordering"] = ask.ordering
    response = _client().get(PATH, parameters)
    if response.status_code != 200:
        raise RuntimeError(f"{response.status_code} for {parameters}: {response.content.decode()}")
    return json.loads(response.content)


@cache
def _client() -> Client:
    """One for all requests: the first one loads the middleware."""
    return Client(SERVER_NAME="127.0.0.1")


def filters_of(ask: Ask) -> dict[str, Clause]:
    found: dict[str, Clause] = {}
    for name, text in ask.filters:
        value = date.fromisoformat(text) if name.startswith("adopted_on") else text
        found[name] = filter_clause(name, [value], partial(Q, (name, value)))
    return found


def _by_date(search: Search, counted: Count, cursor: Any) -> list[str]:
    """As the list of documents does it: of many matches only those near the page are sorted."""
    near = list[Clause]()
    if counted.number >= WORTH:
        near = window(
            search.matching,
            cursor,
            column="adopted_on",
            descending=True,
            after=None,
            number=TOP,
        )
    where = search.matching.where(also=near)
    cursor.execute(
        f"SELECT e.document_id FROM documents_searchentry e WHERE {where.sql}"  # noqa: S608
        f" ORDER BY e.adopted_on DESC NULLS LAST, e.document_id DESC LIMIT {TOP}",
        where.parameters,
    )
    return [key for (key,) in cursor.fetchall()]
