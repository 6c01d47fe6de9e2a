"""One worker process at the end of a pipe of its own.

Nothing is shared with other workers: no queue, no lock. Whenever it dies, in the middle of a
message too, its end of the pipe closes, and who reads or writes at the other end is told at once.
"""

from __future__ import annotations

import gc
import os
import pickle
import queue
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

Answer = tuple[list[Any] | None, BaseException | None]
"""The results of a batch, or the error that was raised over it."""

COLLECTED = (20_000, 20, 50)
"""When a worker's garbage is collected; Python's own (700, 10, 10) costs a tenth of the time."""

SIGNALS = {signal.SIGINT, signal.SIGTERM}


class Worker:
    """A process forked from this one, which shares what it has loaded."""

    def __init__(self, work: Callable[[Any], Any], others: Iterable[Worker]) -> None:
        """`others` are the workers forked before, whose pipes the new one lets go of."""
        self.connection, theirs = get_context("fork").Pipe()
        ours = [self.connection, *(other.connection for other in others)]
        self._process = get_context("fork").Process(
            target=_serve, args=(work, theirs, ours), daemon=True
        )
        before = signal.pthread_sigmask(signal.SIG_BLOCK, SIGNALS)
        try:
            self._process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            theirs.close()

    def send(self, batch: list[Any]) -> None:
        """Hand it a batch; what it holds already it works through first. Raises `OSError`."""
        self.connection.send(batch)

    def receive(self) -> list[Any]:
        """The results of its oldest batch. Raises `EOFError` or `OSError` when it has died."""
        answer: Answer = self.connection.recv()
        results, error = answer
        if error is not None:
            raise WorkError from error
        return results or []

    def end(self) -> None:
        """Kill it, whatever it does, and wait until it is gone."""
        self.connection.close()
        self._process.kill()
        self._process.join()


class WorkError(Exception):
    """The work itself raised; the cause says what."""


def spare_collection() -> None:
    """Keep the garbage collector from looking at what was loaded, and from coming often.

    Its pages stay shared with the parent, and documents leave hardly any cycles behind.
    """
    gc.freeze()
    gc.set_threshold(*COLLECTED)


def _serve(work: Callable[[Any], Any], pipe: Connection, foreign: list[Connection]) -> None:
    """In the new process: leave signals to the parent, work, and do not outlive it.

    Reading and writing have threads of their own, so that neither end of the pipe ever waits for
    the other to read, and the worker has its next batch while the parent is busy.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, SIGNALS)
    for connection in foreign:
        connection.close()
    # What a progress bar put in their place has a lock, which its thread may hold for ever here.
    sys.stdout, sys.stderr = sys.__stdout__, sys.__stderr__
    spare_collection()
    batches: queue.SimpleQueue[list[Any]] = queue.SimpleQueue()
    answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
    threading.Thread(target=_forward, args=(pipe.recv, batches.put), daemon=True).start()
    threading.Thread(target=_forward, args=(answers.get, _sending(pipe)), daemon=True).start()
    while True:
        try:
            answers.put(([work(item) for item in batches.get()], None))
        except Exception as error:
            answers.put((None, error))


def _forward(take: Callable[[], Any], give: Callable[[Any], None]) -> None:
    """Pass on what comes until the parent is gone; without this thread the process is no use."""
    try:
        while True:
            give(take())
    finally:
        os._exit(1)


def _sending(pipe: Connection) -> Callable[[Answer], None]:
    def send(answer: Answer) -> None:
        try:
            pipe.send(answer)
        except (AttributeError, TypeError, pickle.PicklingError) as error:
            pipe.send((None, RuntimeError(f"a result cannot be sent: {error}")))

    return send
