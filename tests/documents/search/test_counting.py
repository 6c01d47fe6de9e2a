"""Counts and facets: exact up to the bound, within 10 % past it, by the index alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from django.db import connection

from documents.api.filters import DocumentFilters
from documents.models import Document
from documents.search.clauses import NEVER, Matching, filter_clause, matches
from documents.search.counting import PARTS, count, sample
from documents.search.entries import samples
from documents.search.facets import FACETS, facets
from documents.search.retrieval import searching
from documents.search.vectors import quoted
from policyapi.rest.filters import Condition
from policyapi.rest.paging import Count
from tests.documents.search import collection
from tests.plans import plan, statements

Asked = Mapping[str, list[Any]]

CASES: tuple[Asked, ...] = (
    {},
    {"genre": ["law", "official"]},
    {"issuer_tree": ["gov-990110"], "has_text": [True]},
    {"term": ["di-2"], "level": ["province", "county"]},
    {"region_tree": ["990100"], "year": [2018, 2019]},
    {"subject": ["主题2"], "validity": ["in_force", "repealed"]},
    {"meeting": ["cpc-990000-11-plenum-1"], "flag": ["excerpt", "traditional", "no_text"]},
    {"year": [2019], "issuer": ["gov-990000", "gov-990100"], "kind": ["决定", "通知", "函"]},
)


def _conditions(asked: Asked) -> dict[str, Condition]:
    read = {name: tuple(values) for name, values in asked.items()}
    return DocumentFilters.conditions(read)


def _matching(asked: Asked, word: str | None) -> Matching:
    filters = {name: filter_clause(name, asked[name], q) for name, q in _conditions(asked).items()}
    return Matching(matches("words", f"'{word}'") if word else None, filters)


def _naive(asked: Asked, word: str | None, without: str = "") -> list[str]:
    found = Document.objects.filter(status="published")
    for name, condition in _conditions(asked).items():
        found = found if name == without else found.filter(condition())
    every = found.values_list("pk", "title", "text")
    return [key for key, title, text in every if not word or word in title + text]


def _values(name: str, document: Document) -> list[Any]:
    """What a facet counts a document under."""
    related: dict[str, Any] = {
        "issuer": [(b.slug, b.short_name) for b in document.issuers.all()],
        "term": {(m.term.slug, m.term.label) for m in document.mentions.all()},
        "region": [document.region and (document.region.code, document.region.name)],
        "meeting": [document.meeting and (document.meeting.slug, document.meeting.name)],
        "subject": [
            document.subject_term and (document.subject_term.slug, document.subject_term.label)
        ],
    }
    labels = FACETS[name].labels or {}
    found = related.get(name)
    if found is None:
        value = getattr(document, name)
        found = [value and (str(value), labels.get(value, str(value)))]
    return [item for item in found if item]


def test_exact_as_counted_one_by_one(db: None) -> None:
    collection.documents()
    every = Document.objects.prefetch_related("issuers", "mentions__term")
    documents = every.select_related("region", "meeting", "subject_term").in_bulk()
    counted = {name: {key: _values(name, d) for key, d in documents.items()} for name in FACETS}
    for asked in CASES:
        for word in (None, "水利"):
            with searching() as cursor:
                matching = _matching(asked, word)
                total, found = facets(FACETS, matching, cursor)
                assert count(matching, cursor) == total
            assert (total.number, total.is_estimate) == (len(_naive(asked, word)), False)
            for name, values in found.items():
                own = _naive(asked, word, without=name)
                expected = Counter(value for key in own for value in counted[name][key])
                assert {(v["value"], v["label"]): v["count"] for v in values} == expected
                assert values == sorted(values, key=lambda v: (-v["count"], v["value"]))


LARGE = 42_000
WORDS = {"every": 1, "common": 2, "rare": 60}
"""Word → every which stretch of 70 rows holds it."""

GENRES = ("official",) * 5 + ("news",) * 3 + ("law",) * 2


@pytest.fixture
def large(db: None) -> None:
    """An index of many rows, in place of the real one until the test is over."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE documents_searchentry (LIKE documents_searchentry)")
        with cursor.copy(
            "COPY documents_searchentry (document_id, is_public, genre, year, issuers, terms, "
            "length, analyser, words, bigrams) FROM STDIN"
        ) as copy:
            for number in range(LARGE):
                key, genre = sha256(b"%d" % number).hexdigest()[:16], GENRES[number % 10]
                held = [word for word, every in WORDS.items() if number // 70 % every == 0]
                held += [f"=genre:{genre}", *samples(key)]
                words = " ".join(map(quoted, held))
                year = 2000 + number % 7
                copy.write_row((key, True, genre, year, "{}", "{}", 1, "", words, "{}"))
        cursor.execute("CREATE INDEX ON documents_searchentry USING gin (words, bigrams)")


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    ("word", "asked", "number"),
    [
        ("every", {}, LARGE),
        (None, {}, LARGE),
        ("common", {}, LARGE // 2),
        ("every", {"genre": ["official"]}, LARGE // 2),
        (None, {"genre": ["official", "news"]}, LARGE * 4 // 5),
    ],
)
def test_an_estimate_is_within_a_tenth(word: str | None, asked: Asked, number: int) -> None:
    matching = _matching(asked, word)
    with searching() as cursor:
        total, found = facets(["genre", "year"], matching, cursor)
        alone = count(matching, cursor)
    for estimate in (alone, total):
        assert estimate.is_estimate
        assert abs(estimate.number - number) <= number / 10
    own = {genre: GENRES.count(genre) * LARGE // 10 for genre in set(GENRES)}
    share = 2 if word == "common" else 1
    for values, expected in (
        (found["genre"], {name: n / share for name, n in own.items()}),
        (found["year"], dict.fromkeys([str(2000 + n) for n in range(7)], number / 7)),
    ):
        assert {item["value"] for item in values} == set(expected)
        for item in values:
            assert abs(item["count"] - expected[item["value"]]) <= expected[item["value"]] / 10


@pytest.mark.usefixtures("large")
def test_exact_up_to_the_bound_and_chosen_for_each_facet() -> None:
    with searching() as cursor:
        matching = _matching({"genre": ["law"]}, "every")
        total, found = facets(["genre", "year"], matching, cursor)
        assert (total.number, total.is_estimate) == (LARGE // 5, True)
        assert count(matching, cursor) == Count(LARGE // 5)
        assert facets(["year"], matching, cursor)[0] == Count(LARGE // 5)
        assert sum(item["count"] for item in found["year"]) == LARGE // 5
        assert sum(item["count"] for item in found["genre"]) != LARGE
        assert count(_matching({}, "rare"), cursor).number == LARGE // 60
        assert count(_matching({}, "rare"), cursor, bound=100).is_estimate
        assert count(Matching(NEVER, {}), cursor) == Count(0)


@pytest.mark.usefixtures("large")
def test_statistics_save_a_look_and_never_the_count() -> None:
    """What they promise is estimated at once; where they are wrong, it is counted after all."""
    with searching() as cursor:
        every = replace(_matching({}, "every"), expected=float(LARGE))
        with statements("count(*)") as asked:
            estimate = count(every, cursor)
        assert len(asked) == 1
        assert estimate.is_estimate
        assert abs(estimate.number - LARGE) <= LARGE / 10
        few = replace(_matching({}, "rare"), expected=float(LARGE))
        assert count(few, cursor) == Count(LARGE // 60)


def test_samples_hold_their_share() -> None:
    keys = [sha256(b"%d" % number).hexdigest()[:16] for number in range(6_400)]
    for parts in (1, 2, 7, 8, 9, 20, 57, 63):
        asked = {lexeme.strip("' ") for lexeme in sample(parts).parameters[0].split("|")}
        found = {key for key in keys if asked & set(samples(key))}
        assert abs(len(found) - 100 * parts) < 6 * 10 * parts**0.5
    assert sample(PARTS).sql == "true"


def test_the_index_answers_alone(db: None) -> None:
    """Every statement reads the table by the index of the vectors, never whole."""
    collection.documents(50)
    asked: Asked = {"issuer_tree": ["gov-990000"], "kind": ["决定"], "has_text": [True]}
    with statements("searchentry") as found, searching() as cursor:
        count(_matching(asked, "水利"), cursor)
        facets(FACETS, _matching(asked, "水利"), cursor)
        facets(FACETS, _matching(asked, None), cursor)
    assert len(found) == 5
    for lines in map(plan, found):
        assert "Bitmap Index Scan on search_vectors" in lines
        assert "Seq Scan on documents_searchentry" not in lines


@pytest.mark.parametrize("column", ["adopted_on", "published_on"])
@pytest.mark.parametrize("days", [("2018-03-05", "2019-02-01"), ("0001-01-01", "2020-06-30")])
def test_ranges_of_dates(db: None, column: str, days: tuple[str, str]) -> None:
    collection.documents()
    first, last = map(date.fromisoformat, days)
    both: Asked = {f"{column}__gte": [first], f"{column}__lte": [last]}
    turned: Asked = {f"{column}__gte": [last], f"{column}__lte": [first]}
    for asked in (both, turned, {f"{column}__gte": [first]}, {f"{column}__lte": [last]}):
        with searching() as cursor:
            number = count(_matching(asked, "水利"), cursor).number
        assert number == len(_naive(asked, "水利"))
        assert bool(number) == (asked is not turned)
