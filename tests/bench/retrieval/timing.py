"""Times of many queries through many searches, and how they are laid side by side."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

Clock = Callable[[], float]
"""What the time is, in seconds."""

SLOW = 0.5
"""Seconds: queries that take longer are repeated fewer times."""


@dataclass
class Times:
    """Search → query number → seconds, the median of several warm runs."""

    by_search: dict[str, dict[int, float]] = field(default_factory=dict)

    def add(self, search: str, query: int, seconds: float) -> None:
        self.by_search.setdefault(search, {})[query] = seconds

    def of(self, search: str, queries: Iterable[int]) -> list[float]:
        own = self.by_search.get(search, {})
        return sorted(own[query] for query in queries if query in own)


class ProcessorTime:
    """Seconds of the processor that this process and a process on this machine have had.

    On a busy machine it says what the wall clock would on a quiet one. Linux counts it in
    nanoseconds; elsewhere, or where the process is not on this machine, only this one counts.
    """

    def __init__(self, other: int) -> None:
        self._path = Path(f"/proc/{other}/schedstat")

    def __call__(self) -> float:
        try:
            theirs = int(self._path.read_text("ascii").split()[0]) / 1e9
        except OSError:
            theirs = 0.0
        return time.process_time() + theirs


def timed(run: Callable[[], object], repeat: int, clock: Clock = time.perf_counter) -> float:
    """Seconds: the median of `repeat` runs after an unmeasured one; three if they are slow."""
    since = clock()
    run()
    if clock() - since > SLOW:
        repeat = min(repeat, 3)
    laps: list[float] = []
    for _ in range(repeat):
        since = clock()
        run()
        laps.append(clock() - since)
    return median(laps)


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so many of the sorted values do not exceed."""
    return values[min(len(values) - 1, int(share * len(values)))]


def table(times: Times, classes: Mapping[str, Sequence[int]]) -> Iterator[str]:
    """Milliseconds by class of query: median / 95th percentile / worst of each search."""
    searches = list(times.by_search)
    yield f"{'ms: median/p95/worst':22}" + "".join(f"{name:>24}" for name in searches)
    for name, queries in classes.items():
        cells = (_cell(times.of(search, queries)) for search in searches)
        yield f"{name[:18]:18}{len(queries):4}" + "".join(f"{cell:>24}" for cell in cells)


def ratios(times: Times, ours: str) -> Iterator[str]:
    """How other searches compare with ours, over the queries that both answer."""
    own = times.by_search[ours]
    for search, others in times.by_search.items():
        both = [query for query in own if query in others]
        if search == ours or not both:
            continue
        mine, theirs = times.of(ours, both), times.of(search, both)
        worst = max(both, key=lambda query: others[query])
        yield (
            f"{search} / {ours} over {len(both)} queries:"
            f" medians {_ratio(median(theirs), median(mine))},"
            f" 95th percentiles {_ratio(percentile(theirs, 0.95), percentile(mine, 0.95))},"
            f" worst queries {_ratio(theirs[-1], mine[-1])};"
            f" at the worst query of {search} {_ratio(others[worst], own[worst])};"
            f" median of the ratios {median(others[q] / own[q] for q in both):.3g}"
        )


def _ratio(theirs: float, ours: float) -> str:
    """Theirs by ours, and the other way round where ours takes longer."""
    whole = f"{theirs / ours:.3g}"
    return whole if theirs >= ours else f"{whole} (1/{ours / theirs:.3g})"


def _cell(values: Sequence[float]) -> str:
    if not values:
        return "–"
    shown = (median(values), percentile(values, 0.95), values[-1])
    return "/".join(f"{1000 * value:,.1f}" for value in shown)
