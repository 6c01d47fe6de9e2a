"""The keeper inside the test's process: restarts, takes over, gives up, stops."""

import os
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from policyapi.postgres import keeper, locks, postmaster
from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.keeper import Keeper
from policyapi.postgres.places import Place, find_place
from tests.policyapi.postgres.conftest import PATIENCE_S, wait_until


@pytest.fixture
def place(data_dir: Path) -> Place:
    """A cluster without a server."""
    return find_place(data_dir)


@pytest.fixture
def watching(place: Place) -> Iterator[Keeper]:
    """A keeper that watches in a thread, with one client."""
    client = locks.take(place.clients_lock, exclusive=False)
    assert client is not None
    found = Keeper(place)
    found.start()
    thread = threading.Thread(target=found.watch, daemon=True)
    thread.start()
    yield found
    os.close(client)
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    found.stop()
    assert postmaster.running_pid(place) is None


def test_a_killed_server_comes_back(watching: Keeper) -> None:
    killed = postmaster.running_pid(watching.place)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    assert wait_until(lambda: postmaster.running_pid(watching.place) not in (None, killed))
    assert wait_until(lambda: postmaster.socket_folder(watching.place) is not None)


def test_it_stops_when_the_last_client_has_left(watching: Keeper) -> None:
    assert not watching.stopping.is_set()
    second = locks.take(watching.place.clients_lock, exclusive=False)
    assert second is not None
    os.close(second)
    assert not watching.stopping.is_set()


def test_a_running_server_is_taken_over(place: Place) -> None:
    first, second = Keeper(place), Keeper(place)
    first.start()
    pid = postmaster.running_pid(place)
    second.start()
    assert postmaster.running_pid(place) == pid
    assert second.socket_folder == first.socket_folder
    second.stop()
    first.stop()
    assert postmaster.running_pid(place) is None


def test_a_server_that_does_not_start_is_one_line(place: Place) -> None:
    with (place.data / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    with pytest.raises(EmbeddedServerError, match=r"stopped: FATAL: .*contains errors"):
        Keeper(place).start()


def test_it_gives_up_on_a_server_that_never_comes_back(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    attempts = []

    def fail(self: Keeper) -> None:
        attempts.append(self)
        raise EmbeddedServerError("the disk is full")

    monkeypatch.setattr(Keeper, "start", fail)
    monkeypatch.setattr(keeper, "WATCH_S", 0.001)
    client = locks.take(place.clients_lock, exclusive=False)
    assert client is not None
    with pytest.raises(EmbeddedServerError, match="the disk is full"):
        Keeper(place).watch()
    assert len(attempts) == keeper.RESTARTS
    os.close(client)
