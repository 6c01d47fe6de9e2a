"""Real documents of every file go through the pipeline; `tests.bench.corpus` takes them all."""

from __future__ import annotations

from itertools import chain, islice
from pathlib import Path

from documents.ingest.inputs import files, inputs
from tests.bench.corpus import RAISED, outcomes
from tests.bench.throughput import ENOUGH


def test_no_document_raises(shared: Path) -> None:
    taken = (islice(inputs([p], max_bytes=ENOUGH), 3) for p in files([shared / "corpus"]))
    found = list(outcomes(chain.from_iterable(taken), 1))
    assert len(found) > 50
    assert [(item.source.path, why) for item, (how, why) in found if how == RAISED] == []
