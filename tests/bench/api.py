"""The API beside its own SQL and beside plain DRF: `python -m tests.bench.api [--keep NAME]`.

Stores documents of `../shared/corpus` in a scratch database (`--keep NAME` keeps it) and prints
medians of this process, without a network: lists of 20 beside the statements that they run and
nothing else; requests a second beside a `ModelViewSet` of the same rows, with `select_related` and
`prefetch_related`; and answers 304 beside the 200 that they spare. What is compared is asked
alternately, so that noise of the machine meets both.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from itertools import chain, islice
from statistics import median
from typing import TYPE_CHECKING

from tests.bench.start import started

if TYPE_CHECKING:
    from tests.bench.serving.replay import Answer

LISTS: dict[str, dict[str, str]] = {
    "as it comes": {},
    "by cursor": {"cursor": ""},
    "include=terms,history,sources": {"include": "terms,history,sources"},
    "include=text,sections,citations": {"include": "text,sections,citations"},
    "genre=law": {"genre": "law"},
    "q": {"q": "高质量发展"},
    "q, highlight": {"q": "高质量发展", "highlight": "true"},
    "facet=issuer,kind,year": {"facet": "issuer,kind,year"},
}


def ratios(answers: list[Answer], rounds: int) -> Iterator[str]:
    """Each list beside the bare SQL that it runs."""
    for answer in answers:
        pairs = [(answer.whole(), answer.bare()) for _ in range(rounds)]
        whole, bare = (1000 * median(column) for column in zip(*pairs, strict=True))
        yield (
            f"{answer.name:34} {whole:7.2f} ms, its {len(answer.statements)} statements alone"
            f" {bare:7.2f} ms: {whole / bare:.2f} times (aim 3)"
        )


def run(options: argparse.Namespace) -> None:
    from tests.bench.scratch import scratch_database, store
    from tests.bench.serving.replay import Answer
    from tests.bench.serving.viewset import beside_a_model_view_set, beside_not_modified
    from tests.bench.throughput import SETS, sampled

    with scratch_database(options.keep):
        from documents.models import Document

        missing = options.documents - Document.objects.count()
        if missing > 0:
            items = chain.from_iterable(sampled(name, 3) for name in SETS)
            _print(store(islice(items, missing), 1))
        answers = [Answer(name, asked) for name, asked in LISTS.items()]
        for lines in (
            ratios(answers, options.rounds),
            beside_a_model_view_set(options.rounds),
            beside_not_modified(options.rounds),
        ):
            for line in lines:
                _print(line)


def _print(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=3_000)
    parser.add_argument("--rounds", type=int, default=200)
    parser.add_argument("--keep", default="", help="name of a database to keep and reuse")
    options = parser.parse_args()
    if not started():
        return 1
    run(options)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
