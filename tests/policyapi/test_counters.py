"""Counters that processes share: exact, bounded, and gone when their time is over."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from policyapi import counters
from policyapi.counters import SharedCounters

COUNT = """
import sys
from django.conf import settings
settings.configure(USE_TZ=True)
from policyapi.counters import SharedCounters
cache = SharedCounters(sys.argv[1], {})
cache.add("client", 0, 60)
for _ in range(2000):
    cache.incr("client")
"""


@pytest.fixture
def cache(tmp_path: Path) -> SharedCounters:
    return SharedCounters(str(tmp_path / "made" / "counters"), {})


def test_what_it_keeps(cache: SharedCounters) -> None:
    assert cache.get("a") is None
    assert cache.add("a", 3, 60)
    assert not cache.add("a", 9, 60)
    assert (cache.incr("a"), cache.incr("a", -2), cache.get("a")) == (4, 2, 2)
    assert cache.incr("a", -5) == 0
    cache.set("a", 7, None)
    assert cache.get("a") == 7
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.set("b", 1)
    cache.clear()
    assert cache.get("b", 0) == 0


def test_a_key_that_is_not_there_cannot_be_counted(cache: SharedCounters) -> None:
    with pytest.raises(ValueError, match="not found"):
        cache.incr("a")


def test_time_ends_a_key(cache: SharedCounters, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.add("a", 5, 60)
    later = time.time() + 61
    monkeypatch.setattr(time, "time", lambda: later)
    assert cache.get("a") is None
    assert cache.add("a", 1, 60)


def test_of_too_many_the_one_that_ends_first_goes(
    cache: SharedCounters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(counters, "SETS", 1)
    for number in range(counters.WAYS + 1):
        cache.add(f"client {number}".replace(" ", "-"), number, 60 + number)
    kept = [cache.get(f"client-{number}") for number in range(counters.WAYS + 1)]
    assert kept == [None, 1, 2, 3, 4]


def count_to_500(location: str) -> None:
    cache = SharedCounters(location, {})
    for _ in range(500):
        cache.incr("client")


def test_threads_and_processes_count_together(tmp_path: Path, root: Path) -> None:
    location = str(tmp_path / "counters")
    mine = SharedCounters(location, {})
    mine.add("client", 0, 60)
    others = [subprocess.Popen([sys.executable, "-c", COUNT, location], cwd=root) for _ in range(2)]
    threads = [threading.Thread(target=count_to_500, args=(location,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait() for other in others] == [0, 0]
    assert mine.get("client") == 2 * 2_000 + 4 * 500
