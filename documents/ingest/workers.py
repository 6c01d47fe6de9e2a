"""Inputs spread over processes, results in input order; a worker that dies takes nothing with it.

A worker may be killed for want of memory or crash in a library. Its inputs, and those that waited
with them, are then taken one by one, so that only the one that kills is refused.
"""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, Generic, TypeVar

from documents.ingest.inputs import Input

R = TypeVar("R")
Work = Callable[[Input], R]

AHEAD = 6
"""Batches a worker that may wait in memory, so that reading ahead stays bounded."""

BATCH = 16
"""Inputs, at most, that a worker is handed at once."""

BATCH_BYTES = 100_000
"""Bytes from which a batch is closed: long documents go one by one."""

COLLECTED = (20_000, 20, 50)
"""When a worker's garbage is collected; Python's own (700, 10, 10) costs a tenth of the time."""

DIED = "the worker process died over it: killed, most likely for want of memory, or crashed"

_work: Work[Any] | None = None


class Workers(Generic[R]):
    """Processes forked from this one, which share what it has loaded."""

    def __init__(self, work: Work[R], died: Callable[[Input, str], R], number: int) -> None:
        """`work` runs in the workers; `died` says what becomes of an input that kills them."""
        self._work, self._died, self._number = work, died, number
        self._under_way: deque[tuple[list[Input], Future[list[R]]]] = deque()
        self._pool: ProcessPoolExecutor | None = None

    def results(self, items: Iterable[Input]) -> Iterator[tuple[Input, R]]:
        """All items with their results, in order."""
        try:
            for batch in batches(items, BATCH, BATCH_BYTES):
                self._under_way.append((batch, self._submitted(batch)))
                if len(self._under_way) >= self._number * AHEAD:
                    yield from self._oldest()
            while self._under_way:
                yield from self._oldest()
        finally:
            self._close()

    def _submitted(self, batch: list[Input]) -> Future[list[R]]:
        """The batch on its way, in a new pool where the last one broke."""
        if self._pool is not None:
            try:
                return self._pool.submit(_work_through, batch)
            except BrokenProcessPool:
                self._close()
        self._pool = _pool(self._work, self._number)
        return self._pool.submit(_work_through, batch)

    def _oldest(self) -> Iterator[tuple[Input, R]]:
        batch, future = self._under_way.popleft()
        try:
            yield from zip(batch, future.result(), strict=True)
        except BrokenProcessPool:
            for item in batch:
                yield item, self._alone(item)

    def _alone(self, item: Input) -> R:
        """The result of one input in a process of its own."""
        with _pool(self._work, 1) as pool:
            try:
                [result] = pool.submit(_work_through, [item]).result()
            except BrokenProcessPool:
                return self._died(item, DIED)
        alone: R = result
        return alone

    def _close(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None


def batches(items: Iterable[Input], number: int, size: int) -> Iterator[list[Input]]:
    """The items in lists of at most `number`, closed as soon as they hold `size` bytes."""
    batch: list[Input] = []
    held = 0
    for item in items:
        batch.append(item)
        held += len(item.raw)
        if len(batch) >= number or held >= size:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _pool(work: Work[R], number: int) -> ProcessPoolExecutor:
    """A pool whose workers inherit `work` by being forked."""
    global _work
    _work = work
    return ProcessPoolExecutor(number, multiprocessing.get_context("fork"), _prepare)


def _prepare() -> None:
    """In a new worker: leave signals to the parent, and do not outlive it."""
    spare_collection()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_die_with_parent, daemon=True).start()


def spare_collection() -> None:
    """Keep the garbage collector from looking at what was loaded, and from coming often.

    Its pages stay shared with the parent, and documents leave hardly any cycles behind.
    """
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def _die_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(1)


def _work_through(batch: list[Input]) -> list[Any]:
    if _work is None:
        raise RuntimeError("a worker was started without its work")
    return [_work(item) for item in batch]
