"""Inputs spread over processes, results in input order; a worker that dies takes nothing with it.

A worker may be killed for want of memory or crash in a library, at any moment. The inputs it was
working on are then taken one by one, with no other worker busy, so that only the one that kills
is refused; what waited behind them goes to another worker.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import Any, Generic, Protocol, TypeVar

from documents.ingest.worker import Worker, WorkError


class Item(Protocol):
    """What is worked on; `size` in bytes, or what comes to the same."""

    @property
    def size(self) -> int: ...


T = TypeVar("T", bound=Item)
R = TypeVar("R")

AHEAD = 6
"""Batches a worker that may wait in memory, so that reading ahead stays bounded."""

DEPTH = 2
"""Batches that a worker holds: the one in work, and the next."""

BATCH = 16
"""Inputs, at most, that a worker is handed at once."""

BATCH_BYTES = 100_000
"""Bytes from which a batch is closed: long documents go one by one."""

DIED = "the worker process died over it: killed, most likely for want of memory, or crashed"


@dataclass(slots=True, eq=False)
class Task:
    """A batch and what became of it; `parts` are its inputs when they have to be taken alone."""

    items: list[Any]
    alone: bool = False
    results: list[Any] | None = None
    parts: list[Task] = field(default_factory=list)

    def done(self) -> bool:
        if self.parts:
            return all(part.results is not None for part in self.parts)
        return self.results is not None

    def answers(self) -> list[Any]:
        """The results of all items; only of a task that is done."""
        tasks = self.parts or [self]
        return [result for task in tasks for result in task.results or []]


class Workers(Generic[T, R]):
    """Processes forked from this one, which share what it has loaded.

    No other thread of this process may be at work meanwhile: a lock that it holds at the moment of
    the fork stays locked in the worker for ever.
    """

    def __init__(self, work: Callable[[T], R], died: Callable[[T, str], R], number: int) -> None:
        """`work` runs in the workers; `died` says what becomes of an input that kills them."""
        self._work, self._died, self._number = work, died, number
        self._under_way: deque[Task] = deque()
        self._waiting: deque[Task] = deque()
        self._held: dict[Worker, deque[Task]] = {}

    def results(self, items: Iterable[T]) -> Iterator[tuple[T, R]]:
        """All items with their results, in order."""
        try:
            for batch in batches(items, BATCH, BATCH_BYTES):
                task = Task(batch)
                self._under_way.append(task)
                self._waiting.append(task)
                self._hand_out()
                if len(self._under_way) >= self._number * AHEAD:
                    yield from self._oldest()
            while self._under_way:
                yield from self._oldest()
        finally:
            self._close()

    def _oldest(self) -> Iterator[tuple[T, R]]:
        task = self._under_way[0]
        while not task.done():
            self._collect(timeout=None)
        self._under_way.popleft()
        for item, result in zip(task.items, task.answers(), strict=True):
            yield item, result
            self._collect(timeout=0)

    def _collect(self, timeout: float | None) -> None:
        """Take what the workers have finished, waiting at most `timeout` s, and hand out more."""
        pipes = {worker.connection: worker for worker, tasks in self._held.items() if tasks}
        for ready in connection.wait(list(pipes), timeout):
            worker = pipes[ready]  # type: ignore[index]
            try:
                self._held[worker][0].results = worker.receive()
                self._held[worker].popleft()
            except WorkError as error:
                raise error.__cause__ or error from None
            except (EOFError, OSError):
                self._bury(worker)
        self._hand_out()

    def _hand_out(self) -> None:
        """Give the tasks that wait to workers that have room, in order."""
        while self._waiting:
            worker = self._worker_for(self._waiting[0])
            if worker is None:
                return
            task = self._waiting.popleft()
            self._held[worker].append(task)
            try:
                worker.send(task.items)
            except OSError:
                self._bury(worker)

    def _worker_for(self, task: Task) -> Worker | None:
        """One with room, forked if need be; a task that is taken alone needs them all idle."""
        busiest = max(map(len, self._held.values()), default=0)
        if task.alone and busiest:
            return None
        if any(held.alone for tasks in self._held.values() for held in tasks):
            return None
        idle = next((worker for worker, tasks in self._held.items() if not tasks), None)
        if idle is not None:
            return idle
        if len(self._held) < self._number:
            worker = Worker(self._work, self._held)
            self._held[worker] = deque()
            return worker
        worker, tasks = min(self._held.items(), key=lambda pair: len(pair[1]))
        return worker if len(tasks) < DEPTH else None

    def _bury(self, worker: Worker) -> None:
        """Let go of a worker that died, and of what it was at only if it was at it alone."""
        tasks = self._held.pop(worker)
        worker.end()
        if not tasks:
            return
        first, *others = tasks
        if first.alone:
            first.results = [self._died(item, DIED) for item in first.items]
        else:
            first.parts = [Task([item], alone=True) for item in first.items]
        self._waiting.extendleft(reversed([*first.parts, *others]))

    def _close(self) -> None:
        while self._held:
            worker, _ = self._held.popitem()
            worker.end()


def batches(items: Iterable[T], number: int, size: int) -> Iterator[list[T]]:
    """The items in lists of at most `number`, closed as soon as they hold `size` bytes."""
    batch: list[T] = []
    held = 0
    for item in items:
        batch.append(item)
        held += item.size
        if len(batch) >= number or held >= size:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
