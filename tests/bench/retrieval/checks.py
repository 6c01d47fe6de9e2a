"""Whether answers are right: against scoring everything, and against counting everything."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import mean

from documents.search import counting
from documents.search.facets import facets
from documents.search.search import Search, searching
from tests.bench.retrieval.ours import Answer, ask_service, filters_of
from tests.bench.retrieval.queries import AND_KINDS, Ask

BOUND = 10_000
"""Counts up to here are to be exact."""

EVERYTHING = 10**9
"""A bound under which everything is counted one by one."""


def checks(asks: list[Ask]) -> Iterator[str]:
    """Lines on the overlap of the top 20, and on counts and facets."""
    overlaps: dict[str, list[float]] = {}
    for ask in asks:
        if ask.kind in AND_KINDS:
            overlaps.setdefault(ask.kind, []).append(_overlap(ask))
    every = [value for values in overlaps.values() for value in values]
    parts = (f"{kind} {mean(values):.3f}" for kind, values in overlaps.items())
    yield f"top 20 as by scoring everything: {mean(every):.3f} (aim 0.95); {', '.join(parts)}"
    yield from _counts(asks)


def _overlap(ask: Ask) -> float:
    """Share of the best 20 that are the best 20 of all matches."""
    quick, whole = ask_service(ask), ask_service(ask, exhaustive=True)
    if not whole.ids:
        return 1.0
    return len(set(quick.ids) & set(whole.ids)) / len(whole.ids)


def _counts(asks: list[Ask]) -> Iterator[str]:
    """How far counts and facets are from the truth, below the bound and past it."""
    below, past, values = [0.0], [0.0], [0.0]
    said = 0
    for ask in asks:
        answer = ask_service(ask)
        true, true_facets = _true(ask)
        off = abs(answer.count.number - true) / max(1, true)
        (below if true <= BOUND else past).append(off)
        said += (true > BOUND) and answer.count.is_estimate
        values += _facets_off(answer, true_facets, true)
    yield (
        f"counts: {len(below) - 1} to {BOUND:,}, the worst off by {max(below):.2%};"
        f" {len(past) - 1} past it, {said} told as estimates, off by {mean(past):.2%} on average,"
        f" {max(past):.2%} at worst (aim 10 %)"
    )
    yield (
        f"facets: {len(values) - 1} values, off by {mean(values):.2%} of the matches on average,"
        f" {max(values):.2%} at worst"
    )


def _true(ask: Ask) -> tuple[int, dict[str, dict[str, int]]]:
    """The number of matches, and of each facet's values, all counted one by one."""
    with searching() as cursor:
        search = Search(ask.q, filters_of(ask), cursor)
        number = counting.count(search.matching, cursor, EVERYTHING).number
        if not ask.facets:
            return number, {}
        _, found = facets(ask.facets.split(","), search.matching, cursor, EVERYTHING)
    return number, {
        name: {item["value"]: item["count"] for item in items} for name, items in found.items()
    }


def _facets_off(answer: Answer, true: dict[str, dict[str, int]], matches: int) -> Iterator[float]:
    """For each value that either side has, the difference as a share of all matches."""
    for name, values in true.items():
        told = answer.facets.get(name, {})
        for value in values.keys() & told.keys():
            yield abs(values[value] - told[value]) / max(1, matches)
