"""A worker's memory has a ceiling, and a long run does not raise it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from documents.ingest.inputs import Input
from documents.ingest.process import prepared_tools, process
from documents.ingest.record import SourceInfo
from documents.ingest.workers import Workers
from documents.text.stages import RawDocument
from taxonomy.fixtures_vocabulary import load_vocabulary
from tests.bench.memory import resident
from tests.documents.ingest.test_runs import PATIENCE_S, notice
from tests.wording import body

ROOT = Path(__file__).resolve().parents[3]
CEILING = 500
"""MB that a worker may have, what it shares with the process it was forked from included."""

GROWTH = 15
"""MB by which it may grow from the hundredth document to the four hundredth."""


def item(number: int) -> Input:
    text = notice(number) + body(5000 + number, 10)
    source = SourceInfo(f"{number}.txt", None, str(number), "text/plain", None)
    return Input(None, source, text.encode(), RawDocument(text, "text/plain"))  # type: ignore[arg-type]


def sizes(count: int) -> list[float]:
    """MB of a worker's resident memory after each of `count` documents."""
    tools = prepared_tools(load_vocabulary())

    def work(taken: Input) -> float:
        assert process(taken, tools).error is None
        return resident()[1]

    crew = Workers(work, lambda taken, reason: float("inf"), 1)
    return [size for _, size in crew.results(item(number) for number in range(count))]


def test_a_worker_stays_small_and_does_not_grow() -> None:
    # A process of its own: a worker shares all that the process it is forked from has read.
    code = (
        "import django; django.setup(); "
        f"import json, {__name__} as m; print(json.dumps(m.sizes(400)))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE_S
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    assert max(found) <= CEILING
    assert found[-1] - found[99] <= GROWTH
