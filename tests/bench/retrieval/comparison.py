"""Runs all queries through the service and its peers and lays the times side by side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from django.db import connection

from tests.bench.retrieval.checks import checks
from tests.bench.retrieval.ours import HTTP, OURS, ask_http, ask_service
from tests.bench.retrieval.peers import Unable, wanted
from tests.bench.retrieval.queries import NUMBERS, Ask
from tests.bench.retrieval.stage import Stage
from tests.bench.retrieval.timing import ProcessorTime, Times, percentile, ratios, table, timed

Timer = Callable[[Callable[[], object]], float]
"""Runs something several times and says how long it takes."""

SLOWEST = 5
"""Queries of the service that are listed by name."""


def compare(stage: Stage, folder: Path, clock: Timer) -> Iterator[str | Times]:
    """Lines for people, and last the times themselves."""
    asks = stage.queries()
    times = Times()
    ours = {OURS: ask_service, HTTP: ask_http}
    for name, run in ours.items():
        for number, ask in enumerate(asks):
            times.add(name, number, clock(partial(run, ask)))
    yield from _peers(stage, folder, clock, asks, times)
    yield from table(times, classes(asks))
    yield from ratios(times, OURS)
    own = times.by_search[OURS]
    for number in sorted(own, key=lambda query: -own[query])[:SLOWEST]:
        yield f"slow: {1000 * own[number]:,.1f} ms {asks[number].kind}: {asks[number].q}"
    yield from checks(asks)
    yield times


def _peers(
    stage: Stage, folder: Path, clock: Timer, asks: list[Ask], times: Times
) -> Iterator[str]:
    issuers = stage.issuers()
    for peer, line in stage.peers(folder):
        yield line
        if peer is None:
            continue
        with connection.cursor() as cursor:
            cursor.execute("SET enable_seqscan = off; SET jit = off; SET work_mem = '64MB'")
        for number, ask in enumerate(asks):
            run: Callable[[], int] = partial(peer.ask, ask, wanted(ask, issuers))
            try:
                times.add(peer.name, number, clock(run))
            except Unable:
                continue
        with connection.cursor() as cursor:
            cursor.execute("RESET enable_seqscan; RESET jit; RESET work_mem")
        peer.close()


def timer(repeat: int, *, processor: bool) -> Timer:
    """By the wall clock, or by processor time of this process and of the database's."""
    if not processor:
        return partial(timed, repeat=repeat)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return partial(timed, repeat=repeat, clock=ProcessorTime(cursor.fetchone()[0]))


def classes(asks: list[Ask]) -> dict[str, list[int]]:
    """Class of query → numbers of its queries; `all` comes last."""
    found = {
        kind: [number for number, ask in enumerate(asks) if ask.kind == kind] for kind in NUMBERS
    }
    return {**found, "all": list(range(len(asks)))}


def p95(times: Times, search: str) -> float:
    own = times.by_search[search]
    return percentile(times.of(search, own), 0.95)
