"""Search beside its peers: `python -m tests.bench.search [--sizes 20000,50000,200000]`.

Builds collections from recombined paragraphs of `../shared/corpus`, indexes them, and runs one set
of 200 queries through the service, its HTTP endpoint, naive `ts_rank_cd`, SQLite FTS5 and tantivy,
all fed the same words. Times are medians of warm runs, in milliseconds. Of questions, peers get the
words that carry meaning only, joined by OR. Everything is built in scratch databases; `--keep NAME`
keeps them (as NAME20, NAME50 …) and reuses what is built, `--cache` keeps words and peers' indexes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from tests.bench.start import started

if TYPE_CHECKING:
    from tests.bench.retrieval.stage import Stage
    from tests.bench.retrieval.timing import Times

SIZES = "20000,50000,200000"
SMALLEST = 2_000
"""Documents of the smallest collection that has words of every frequency."""


def measure(stage: Stage, folder: Path, options: argparse.Namespace) -> Iterator[str | Times]:
    """One collection, from rows to ratios."""
    from tests.bench.retrieval.comparison import compare, timer
    from tests.bench.retrieval.indexing import index
    from tests.bench.retrieval.sizes import sizes

    yield from stage.fill()
    yield from index(options.workers)
    yield from sizes()
    if not options.build:
        clock = timer(options.repeat, processor=options.processor)
        yield from compare(stage, folder, clock)


def run(options: argparse.Namespace) -> None:
    """Every size in a database of its own, then how times grow from one to the next."""
    from tests.bench.retrieval.comparison import p95
    from tests.bench.retrieval.ours import HTTP, OURS
    from tests.bench.retrieval.paragraphs import read_paragraphs
    from tests.bench.retrieval.stage import Stage
    from tests.bench.scratch import scratch_database

    paragraphs = read_paragraphs()
    found: dict[int, Times] = {}
    for size in map(int, options.sizes.split(",")):
        _print(f"-- {size:,} documents")
        keep = f"{options.keep}{size // 1000}" if options.keep else ""
        with scratch_database(keep), TemporaryDirectory() as scratch:
            folder = options.cache / f"peers-{size}" if options.cache else Path(scratch)
            folder.mkdir(parents=True, exist_ok=True)
            stage = Stage(paragraphs, size, options.seed, options.cache)
            for line in measure(stage, folder, options):
                if isinstance(line, str):
                    _print(line)
                else:
                    found[size] = line
    for size, times in found.items():
        ours, http = p95(times, OURS), p95(times, HTTP)
        _print(
            f"{size:7,} documents: 95th percentile {1000 * ours:,.1f} ms (aim 60 at 200,000),"
            f" over HTTP {1000 * http:,.1f} ms = {http / ours:.2f} (aim 2.5)"
        )
    if {50_000, 200_000} <= found.keys():
        growth = p95(found[200_000], OURS) / p95(found[50_000], OURS)
        _print(f"95th percentile from 50,000 to 200,000 documents: {growth:.2f} (aim 2.5)")


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=SIZES, help="documents of each collection")
    parser.add_argument("--repeat", type=int, default=5, help="warm runs of a query")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=2, help="processes that index")
    parser.add_argument(
        "--processor", action="store_true", help="processor time, not the clock: for busy machines"
    )
    parser.add_argument("--build", action="store_true", help="build and weigh, but ask nothing")
    parser.add_argument("--keep", default="", metavar="NAME", help="keep and reuse databases")
    parser.add_argument("--cache", type=Path, help="folder that keeps words and peers' indexes")
    options = parser.parse_args()
    if min(map(int, options.sizes.split(","))) < SMALLEST:
        parser.error(f"queries need collections of {SMALLEST:,} documents and more")
    if not started():
        return 1
    run(options)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
