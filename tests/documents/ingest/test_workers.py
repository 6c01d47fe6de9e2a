"""Many processes, results in order, and one that dies."""

from __future__ import annotations

import os
import random
import signal
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from documents.ingest.inputs import Input
from documents.ingest.record import SourceInfo
from documents.ingest.workers import DIED, Workers, batches


def item(name: str, size: int = 10) -> Input:
    source = SourceInfo(name, None, name, "text/plain", None)
    return Input(Path(name), source, b"x" * size)


def named(taken: Input) -> str:
    """Stands for the pipeline; some inputs kill the process that takes them."""
    name = taken.source.path
    if name.startswith("deadly"):
        os.kill(os.getpid(), signal.SIGKILL)
    if name.startswith("slow"):
        time.sleep(0.2)
    return name


def died(taken: Input, reason: str) -> str:
    return f"{taken.source.path}: {reason}"


def results(items: list[Input], number: int = 2) -> list[str]:
    found = list(Workers(named, died, number).results(items))
    assert [taken for taken, _ in found] == items
    return [result for _, result in found]


def test_results_come_in_the_order_of_the_inputs() -> None:
    items = [item("slow", 200_000), *(item(str(n)) for n in range(100))]
    assert results(items) == ["slow", *map(str, range(100))]


@pytest.mark.parametrize("place", [0, 40, 99])
def test_only_the_input_that_kills_a_worker_is_lost(place: int) -> None:
    items = [item(str(n)) for n in range(100)]
    items[place] = item("deadly")
    assert results(items) == [f"deadly: {DIED}" if n == place else str(n) for n in range(100)]


def test_several_that_kill_are_each_refused() -> None:
    names = ["1", "deadly a", "2", "deadly b", *map(str, range(3, 60)), "deadly c"]
    expected = [f"{name}: {DIED}" if name.startswith("deadly") else name for name in names]
    assert results([item(name) for name in names]) == expected


def test_no_process_is_left_when_a_run_is_broken_off() -> None:
    crew: Workers[Input, int] = Workers(lambda taken: os.getpid(), lambda taken, reason: 0, 2)
    running = crew.results([item(str(n)) for n in range(500)])
    _, worker = next(running)
    running.close()  # type: ignore[attr-defined]
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def children() -> list[int]:
    """The processes forked from this one; ended ones that nobody waited for too."""
    listed = (task / "children" for task in Path("/proc/self/task").iterdir())
    return [int(pid) for file in listed for pid in file.read_text("ascii").split()]


def sized(taken: Input) -> bytes:
    """An answer that fills the pipe, so that a death falls into the middle of one."""
    return taken.source.path.encode() * 8_000


def test_deaths_at_any_moment_block_nothing() -> None:
    """Workers are killed from outside, hundreds of times, while they read, work and write."""
    items = [item(f"{n:03}", 30_000 if n % 3 else 10) for n in range(200)]
    crew = Workers(sized, lambda taken, reason: reason.encode(), 2)
    chance = random.Random(7)
    ended = threading.Event()
    killed: set[int] = set()

    def kill() -> None:
        while not ended.is_set() and len(killed) < 60:
            for pid in children():
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
                killed.add(pid)
            time.sleep(chance.random() * 0.02)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        found = list(crew.results(items))
    finally:
        ended.set()
        killer.join(60)
    assert len(killed) > 20
    assert [taken for taken, _ in found] == items
    assert all(result in {sized(taken), DIED.encode()} for taken, result in found)
    assert children() == []


def test_what_waited_behind_a_killed_batch_is_not_lost() -> None:
    items = [item("deadly", 200_000), *(item(str(n), 200_000) for n in range(30))]
    assert results(items, 1) == [f"deadly: {DIED}", *map(str, range(30))]


def test_an_error_of_the_work_itself_is_raised() -> None:
    def fails(taken: Input) -> str:
        raise LookupError(taken.source.path)

    with pytest.raises(LookupError, match="first"):
        list(Workers(fails, died, 2).results([item("first")]))


def test_a_result_that_cannot_be_sent_is_an_error() -> None:
    crew: Workers[Input, Any] = Workers(lambda taken: lambda: taken, died, 2)
    with pytest.raises(RuntimeError, match="a result cannot be sent"):
        list(crew.results([item("a")]))


def test_batches_are_closed_by_number_and_by_size() -> None:
    items = [item("a", 5), item("b", 5), item("c", 50), item("d"), item("e"), item("f")]
    names = [[i.source.path for i in batch] for batch in batches(items, 3, 40)]
    assert names == [["a", "b", "c"], ["d", "e", "f"]]
    assert [len(batch) for batch in batches(items, 10, 1)] == [1] * 6
    assert list(batches([], 3, 40)) == []
