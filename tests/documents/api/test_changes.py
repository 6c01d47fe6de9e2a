"""The feed of changes as who keeps a copy reads it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries

from documents.models import Document
from policyapi.models import Change
from taxonomy.models import Body
from tests import factories
from tests.asking import Api
from tests.changing import commit, position


def changes(api: Api, **parameters: Any) -> dict[str, Any]:
    commit()
    return api.json("changes/", **parameters)


def told(page: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(row["type"], row["id"], row["change"]) for row in page["results"]]


def test_everything_public_comes_from_the_beginning(api: Api) -> None:
    factories.document([factories.body()], id="one")
    factories.document(id="draft", status="draft")
    page = changes(api)
    assert told(page) == [
        ("body", "cpc-990000", "upsert"),
        ("document", "one", "upsert"),
        ("region", "990000", "upsert"),
    ]
    assert page["next"] is None
    (row,) = (row for row in page["results"] if row["id"] == "one")
    assert row["url"] == "http://testserver/api/v1/documents/one/"
    assert row["content_changed_at"] == "2026-01-01T00:00:00+00:00"


def test_a_reader_goes_on_from_its_cursor(api: Api) -> None:
    factories.document(id="one")
    first = changes(api)
    again = changes(api, cursor=first["cursor"])
    assert (again["results"], again["next"], again["cursor"]) == ([], None, first["cursor"])
    Document.objects.filter(pk="one").update(speaker="甲")
    factories.document(id="two")
    more = changes(api, cursor=again["cursor"])
    assert told(more) == [("document", "one", "upsert"), ("document", "two", "upsert")]
    Document.objects.filter(pk="one").update(status="withdrawn")
    Document.objects.filter(pk="two").delete()
    last = changes(api, cursor=more["cursor"])
    assert told(last) == [("document", "one", "withdrawal"), ("document", "two", "withdrawal")]
    assert {row["content_changed_at"] for row in last["results"]} == {None}
    Document.objects.filter(pk="one").update(status="published")
    assert told(changes(api, cursor=last["cursor"])) == [("document", "one", "upsert")]


def test_a_slug_that_changes_withdraws_the_old_one(api: Api) -> None:
    factories.body()
    start = changes(api)["cursor"]
    Body.objects.update(slug="cpc-990001")
    assert told(changes(api, cursor=start)) == [
        ("body", "cpc-990000", "withdrawal"),
        ("body", "cpc-990001", "upsert"),
    ]


def test_pages_are_walked_by_next_and_by_cursor_alike(api: Api) -> None:
    for number in range(7):
        factories.document(id=f"d{number}")
    commit()
    by_next, url = [], "/api/v1/changes/?page_size=3&type=document&type=term"
    while url:
        page = api.client.get(url).json()
        by_next += [row["id"] for row in page["results"]]
        url = page["next"]
    by_cursor, cursor = [], ""
    while rows := (page := changes(api, cursor=cursor, page_size=2, type="document"))["results"]:
        by_cursor += [row["id"] for row in rows]
        cursor = page["cursor"]
    assert by_next == by_cursor == [f"d{number}" for number in range(7)]


def test_only_some_types(api: Api) -> None:
    factories.document([factories.body()], id="one")
    assert told(changes(api, type="body")) == [("body", "cpc-990000", "upsert")]
    assert {kind for kind, _, _ in told(changes(api, type=["body", "region"]))} == {
        "body",
        "region",
    }
    Change.note_index()
    page = changes(api, type="term")
    assert page["results"] == []
    assert page["cursor"] == str(position())


def test_since_a_moment(api: Api) -> None:
    factories.document(id="old")
    commit()
    an_hour = timedelta(hours=1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE policyapi_change SET changed_at = now() - interval '2 hours'")
    factories.document(id="new")
    since = (timezone.now() - an_hour).isoformat()
    assert told(changes(api, since=since)) == [("document", "new", "upsert")]
    ahead = (timezone.now() + an_hour).isoformat()
    page = changes(api, since=ahead)
    assert (page["results"], page["cursor"]) == ([], str(position()))


def test_the_documents_themselves_come_with_their_changes(
    api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = [factories.document(id=f"d{n}", text="示例。") for n in range(3)]
    factories.section(made[0])
    commit()
    made[2].delete()
    Document.objects.filter(pk="d1").update(status="withdrawn")
    commit()
    with django_assert_num_queries(4):
        rows = api.json("changes/", include="document,text", type="document")["results"]
    assert rows[0]["document"] == api.json("documents/d0/", include="text")
    gone = [(row["id"], row["change"], row["document"]) for row in rows if row["id"] != "d0"]
    assert set(gone) == {("d1", "withdrawal", None), ("d2", "withdrawal", None)}
    assert "document" not in changes(api, type="document")["results"][0]


def test_a_page_takes_three_statements(
    api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(20):
        factories.document(id=f"d{number:02}")
    commit()
    with django_assert_num_queries(3):
        assert len(api.json("changes/")["results"]) == 20


REFUSED: dict[str, tuple[dict[str, Any], str, str]] = {
    "a word": ({"cursor": "abc"}, "cursor", "must be what `cursor` was in an answer."),
    "a negative number": ({"cursor": "-1"}, "cursor", "must be what `cursor` was in an answer."),
    "too long a number": ({"cursor": "9" * 19}, "cursor", "must be what"),
    "other digits": ({"cursor": "１２"}, "cursor", "must be what"),
    "a cursor of another database": ({"cursor": "9" * 18}, "cursor", "is ahead of all changes"),
    "two beginnings": ({"cursor": "", "since": "2026-01-01"}, "since", "goes without cursor"),
    "no moment": ({"since": "yesterday"}, "since", "must be a date"),
    "an inner type": ({"type": "index"}, "type", "must be one of: document, body"),
    "too many": ({"page_size": "1001"}, "page_size", "from 1 to 1000"),
    "too many documents": (
        {"page_size": "201", "include": "document"},
        "page_size",
        "is 200 at most with include=.",
    ),
    "an unknown key": ({"include": "title"}, "include", "may name"),
    "an unknown parameter": ({"after": "1"}, "after", "is no parameter here"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused(api: Api, what: str) -> None:
    parameters, name, reason = REFUSED[what]
    assert reason in api.problem("changes/", **parameters)["errors"][name][0]


def test_an_empty_log(api: Api) -> None:
    Change.objects.all().delete()
    assert changes(api) == {"cursor": "0", "next": None, "results": []}
    assert changes(api, cursor="0")["cursor"] == "0"


def test_an_api_root_names_the_feed(api: Api) -> None:
    assert api.json("")["change-list"] == "http://testserver/api/v1/changes/"
