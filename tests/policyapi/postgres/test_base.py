"""The backend: which server, how long one that is down is waited for, what is told."""

from pathlib import Path

import pytest
from django.db import connection

from policyapi.postgres import base, cluster
from policyapi.postgres.base import DatabaseUnavailable, DatabaseWrapper
from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import find_place

pytestmark = pytest.mark.django_db


@pytest.fixture
def embedded(data_dir: Path, monkeypatch: pytest.MonkeyPatch) -> DatabaseWrapper:
    """A connection to an embedded server that is believed to be up and is not."""
    monkeypatch.setattr(base, "COME_BACK_S", 0.0)
    monkeypatch.setattr(cluster, "join", lambda _: data_dir / "socket")
    own = {"EMBEDDED_IN": str(data_dir), "OPTIONS": {}, "NAME": "policyapi", "PORT": "5432"}
    return DatabaseWrapper({**connection.settings_dict, **own}, "embedded")


def test_a_server_that_stays_down_is_one_line(embedded: DatabaseWrapper) -> None:
    with pytest.raises(DatabaseUnavailable, match=r"^the database in .* is down: ") as caught:
        embedded.ensure_connection()
    assert "\n" not in str(caught.value)


def test_the_servers_own_reason_is_told(embedded: DatabaseWrapper) -> None:
    log = find_place(Path(embedded.settings_dict["EMBEDDED_IN"])).log
    log.write_text(
        "2026-11-22 02:33:11.544 GMT [64] PANIC:  could not write: No space left on device\n"
        "2026-11-22 02:33:11.600 GMT [64] LOG:  shutting down\n"
    )
    with pytest.raises(DatabaseUnavailable, match=r"is down: PANIC: .*No space left on device$"):
        embedded.ensure_connection()


def test_a_cluster_that_cannot_be_joined_is_one_line(
    embedded: DatabaseWrapper, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> Path:
        raise EmbeddedServerError("the folder cannot be written")

    monkeypatch.setattr(cluster, "join", refuse)
    with pytest.raises(DatabaseUnavailable, match=r"^the folder cannot be written$"):
        embedded.ensure_connection()


def test_another_server_that_does_not_answer_is_not_waited_for() -> None:
    own = {"EMBEDDED_IN": None, "HOST": "127.0.0.1", "PORT": "9", "PASSWORD": "hidden"}
    wrapper = DatabaseWrapper({**connection.settings_dict, **own}, "other")
    with pytest.raises(DatabaseUnavailable, match=r"^the database 127\.0\.0\.1:9/") as caught:
        wrapper.ensure_connection()
    assert "hidden" not in str(caught.value)


def test_a_connection_joins_the_cluster(data_dir: Path) -> None:
    own = {"EMBEDDED_IN": str(data_dir), "OPTIONS": {}, "NAME": "policyapi", "USER": "policyapi"}
    wrapper = DatabaseWrapper({**connection.settings_dict, **own, "PORT": "5432"}, "default")
    try:
        with wrapper.cursor() as cursor:
            cursor.execute("SHOW server_version_num")
            assert int(cursor.fetchone()[0]) >= 150_000
    finally:
        wrapper.close()
        cluster.leave(data_dir)
