"""The demo's content, loaded as the demo loads it, answers the five requests of the README."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from documents.models import Document
from policyapi.preparation import LOAD
from policyapi.tour import TOUR
from taxonomy.models import Body, Meeting, Region, Term

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.timeout(func_only=True)]


def answer(number: int) -> Any:
    response = Client().get(TOUR[number].url)
    assert response.status_code == 200, response.content
    return response.json()


def test_a_formulation_in_the_documents_of_a_partys_committees() -> None:
    found = answer(0)
    assert found["count"] == len(found["results"]) > 0
    assert set(found["facets"]) == {"issuer", "kind", "year"}
    for result in found["results"]:
        assert all("<mark>" in highlight["snippet"] for highlight in result["highlights"])


def test_what_one_plenum_adopted() -> None:
    (resolution,) = answer(1)["results"]
    assert (resolution["kind"], resolution["adopted_on"]) == ("决议", "2024-04-29")


def test_the_state_councils_documents_page_by_page() -> None:
    seen: list[str] = []
    days: list[str] = []
    page = answer(2)
    while page["next"] and len(seen) < 500:
        seen += [result["id"] for result in page["results"]]
        days += [result["adopted_on"] for result in page["results"]]
        page = Client().get(page["next"]).json()
    assert len(seen) > 100
    assert len(set(seen)) == len(seen)
    assert days == sorted(days, reverse=True)


def test_what_a_formulation_means() -> None:
    assert answer(3)["definition"]


def test_the_meetings_of_one_body() -> None:
    assert "cpc-430000-12-plenum-6" in {meeting["slug"] for meeting in answer(4)["results"]}


def test_loading_again_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def state() -> list[int]:
        return [model.objects.count() for model in (Region, Body, Meeting, Term, Document)]

    before = state()
    for step in LOAD:
        call_command(step.command, *step.arguments)
    said = capsys.readouterr().out
    assert state() == before
    assert "unchanged" in said
    assert not {"added", "stored:", "updated:"} & set(said.split())
