"""Every file of the corpus through the pipeline: `python -m tests.bench.corpus [--every N]`.

Counts what is accepted and what is refused and why, and tells of each exception; the exit status is
1 when there was one. Reads `../shared/corpus`.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from itertools import islice

from documents.ingest.inputs import Input, inputs
from documents.ingest.pipeline import run
from documents.ingest.process import prepared_tools, read_input
from documents.ingest.tally import Tally
from documents.ingest.workers import Workers
from documents.text.refusal import RefusedInput
from taxonomy.fixtures_vocabulary import load_vocabulary
from tests.bench.throughput import CORPUS, ENOUGH

ACCEPTED, REFUSED, RAISED = "accepted", "refused", "raised"


def outcomes(items: Iterable[Input], workers: int) -> Iterable[tuple[Input, tuple[str, str]]]:
    """What became of each item, and why."""
    tools = prepared_tools(load_vocabulary())

    def work(item: Input) -> tuple[str, str]:
        try:
            run(read_input(item)[1], tools)
        except RefusedInput as error:
            return REFUSED, str(error)
        except Exception as error:
            return RAISED, f"{type(error).__name__}: {error}"
        return ACCEPTED, ""

    return Workers(work, lambda item, reason: (RAISED, reason), workers).results(items)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=int, default=1, help="take every n-th document only")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.stderr.write(f"nothing to read: {CORPUS} is absent\n")
        return 1
    tally = Tally()
    files: Counter[str] = Counter()
    items = islice(inputs([CORPUS], max_bytes=ENOUGH), 0, None, options.every)
    for item, (outcome, reason) in outcomes(items, options.workers):
        files[item.path.name] += 1
        tally.add(outcome, reason=reason if outcome == REFUSED else None)
        if outcome == RAISED:
            sys.stdout.write(f"{item.source.path}, record {item.source.record}: {reason}\n")
    sys.stdout.writelines(f"{line}\n" for line in tally.lines())
    sys.stdout.write(f"{len(files)} files, {tally.outcomes[RAISED]} exceptions\n")
    return 1 if tally.outcomes[RAISED] else 0


if __name__ == "__main__":
    raise SystemExit(main())
