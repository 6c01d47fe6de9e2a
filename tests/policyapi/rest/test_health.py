"""Whether the service lives and whether it is ready."""

from __future__ import annotations

import pytest
from django.db import OperationalError
from django.db.migrations.executor import MigrationExecutor
from django.test import Client

from policyapi.rest import health


def test_alive_touches_no_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


@pytest.mark.django_db
def test_ready(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["checks"] == {
        "database": "ok",
        "migrations": "ok",
        "dictionary": "ok",
    }


@pytest.mark.django_db
def test_not_ready_says_what_is_missing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def behind() -> None:
        raise health.NotReady("migrations are to be applied")

    monkeypatch.setattr(health, "migrations", behind)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["errors"] == {"migrations": ["migrations are to be applied."]}


def test_without_a_database_nothing_else_is_tried(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError("password of user x")

    monkeypatch.setattr(health, "database", fail)
    answer = client.get("/readyz")
    assert answer.json()["errors"] == {"database": ["failed; the log says why."]}


@pytest.mark.django_db
def test_a_migration_that_is_not_applied_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *args: [("a", False)])
    with pytest.raises(health.NotReady):
        health.migrations()
