"""Memory of the workers over many documents: `python -m tests.bench.memory [--workers N]`.

Prints the resident set of every worker (its largest so far, in MB, memory shared with the parent
included) on the way. Reads `../shared/corpus`, again from the beginning when it is not enough.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
from collections.abc import Iterator
from itertools import chain, islice, repeat

from documents.ingest.inputs import Input
from documents.ingest.process import prepared_tools, process
from documents.ingest.workers import Workers
from taxonomy.fixtures_vocabulary import load_vocabulary
from tests.bench.throughput import CORPUS, SETS, sampled

MARKS = (1_000, 5_000, 10_000, 15_000)


def resident() -> tuple[int, float]:
    """This process and the most memory that it has had, in MB; Linux counts in kilobytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
    return os.getpid(), most / 1_000_000


def documents() -> Iterator[Input]:
    """The documents of every set, over and over."""
    return chain.from_iterable(sampled(name, 1) for names in repeat(SETS) for name in names)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--documents", type=int, default=MARKS[-1])
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.stderr.write(f"nothing to measure: {CORPUS} is absent\n")
        return 1
    tools = prepared_tools(load_vocabulary())

    def work(item: Input) -> tuple[int, float]:
        process(item, tools)
        return resident()

    crew = Workers(work, lambda item, reason: (0, 0.0), options.workers)
    most: dict[int, float] = {}
    for number, (_, (pid, size)) in enumerate(
        crew.results(islice(documents(), options.documents)), 1
    ):
        most[pid] = max(size, most.get(pid, 0.0))
        if number in MARKS or number == options.documents:
            sizes = ", ".join(f"{size:.0f}" for _, size in sorted(most.items()))
            sys.stdout.write(f"{number:6} documents: workers had at most {sizes} MB\n")
            sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
