"""How fast documents go through ingest: `python -m tests.bench.throughput`.

The whole pipeline is read, clean, recognise, outline, tag terms, find citations and cut the text
into words for the index. Counted are the characters that are read, in processor seconds of one
core, so that the figure holds on a busy machine; `--workers` measures the wall clock as well, and
`--store` storing in a scratch database that is dropped afterwards. Reads `../shared/corpus`.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from documents.ingest.inputs import Input, inputs
from documents.ingest.pipeline import PIPELINE, Draft, Tools
from documents.ingest.process import process_all, read_input
from documents.ingest.worker import spare_collection
from documents.search.folding import fold
from documents.text.cleaning import clean
from documents.text.refusal import RefusedInput
from documents.text.segmentation import BackendName, Segmenter, dictionary_words
from taxonomy.fixtures_vocabulary import load_vocabulary
from taxonomy.vocabulary import Vocabulary

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
SETS = {
    "laws": "laws.jsonl",
    "news": "cctv_news_2023_2025.jsonl",
    "national": "national_reports.jsonl",
    "provincial": "provincial_reports_2026",
    "govcn": "govcn_html",
    "local": "local_documents.jsonl",
}
SHIFTED = "“加快发展?！碧岣咧柿俊，推动经济社会发展迈上新台阶。"
"""A byte shift, for which the dictionaries are loaded that most texts do not need."""

ENOUGH = 100_000_000
"""Bytes of a file that are read at most: more than any has."""


@dataclass
class Measured:
    """Characters, and processor seconds by stage."""

    documents: int = 0
    refused: int = 0
    characters: int = 0
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    @property
    def rate(self) -> float:
        return self.characters / (sum(self.seconds.values()) or 1)

    def __str__(self) -> str:
        total = sum(self.seconds.values()) or 1
        stages = sorted(self.seconds.items(), key=lambda stage: -stage[1])
        shares = ", ".join(f"{name} {seconds / total:.0%}" for name, seconds in stages)
        return (
            f"{self.documents:6} documents {self.characters:10,} characters"
            f" {self.rate:10,.0f} a core-second  ({shares})"
        )


def sampled(name: str, every: int) -> Iterator[Input]:
    """Every n-th document of a set; truth files are none."""
    found = inputs([CORPUS / SETS[name]], max_bytes=ENOUGH)
    return islice((item for item in found if "truth" not in item.path.name), 0, None, every)


def measure(items: Iterable[Input], tools: Tools, segmenter: Segmenter) -> Measured:
    """Take items through the pipeline in this process."""
    found = Measured()
    for item in items:
        at = time.process_time()
        try:
            _, document = read_input(item)
            at = _lap(found, "read", at)
            draft = Draft(document)
            for stage in PIPELINE:
                draft = stage(draft, tools)
                at = _lap(found, stage.__name__, at)
        except RefusedInput:
            found.refused += 1
            continue
        segmenter.search_tokens(fold(draft.text))
        _lap(found, "words for the index", at)
        found.documents += 1
        found.characters += len(document.text)
    return found


def _lap(found: Measured, name: str, since: float) -> float:
    now = time.process_time()
    found.seconds[name] += now - since
    return now


def measure_wall(names: list[str], every: int, vocabulary: Vocabulary, workers: int) -> str:
    """Characters a second of the wall clock, without the words for the index."""
    items = [item for name in names for item in sampled(name, every)]
    since = time.perf_counter()
    characters = sum(
        len(result.draft.text) for result in process_all(items, vocabulary, workers=workers)
        if result.draft
    )  # fmt: skip
    rate = characters / (time.perf_counter() - since)
    return f"{workers} workers: {rate:,.0f} characters of text a second of the wall clock"


def measure_storing(names: list[str], every: int, workers: int) -> Iterator[str]:
    """Documents stored in a scratch database, with its statements counted."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")
    import django

    django.setup()
    from tests.bench.scratch import scratch_database, store

    with scratch_database():
        for name in names:
            yield f"{name:10} {store(sampled(name, every), workers)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=list(SETS), metavar="SET")
    parser.add_argument("--every", type=int, default=1, help="take every n-th document only")
    parser.add_argument("--segmenter", choices=("fast", "jieba"), default="fast")
    parser.add_argument("--workers", type=int, default=0, help="measure the wall clock, too")
    parser.add_argument("--store", action="store_true", help="measure storing, too")
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.stderr.write(f"nothing to measure: {CORPUS} is absent\n")
        return 1
    backend: BackendName = "rjieba" if options.segmenter == "fast" else "jieba"
    vocabulary = load_vocabulary()
    tools = Tools(vocabulary, backend)
    segmenter = Segmenter(dictionary_words(vocabulary), backend)
    clean(SHIFTED)  # whatever is read from files on its first use
    for name in SETS:
        measure(islice(sampled(name, 1), 10), tools, segmenter)
    spare_collection()
    whole = Measured()
    for name in options.sets:
        found = measure(sampled(name, options.every), tools, segmenter)
        sys.stdout.write(f"{name:10} {found}\n")
        whole.characters += found.characters
        whole.documents += found.documents
        for stage, seconds in found.seconds.items():
            whole.seconds[stage] += seconds
    sys.stdout.write(f"{'all':10} {whole}\n")
    sys.stdout.write(f"two cores: {2 * whole.rate:,.0f} characters a second\n")
    if options.workers:
        line = measure_wall(options.sets, options.every, vocabulary, options.workers)
        sys.stdout.write(f"{line}\n")
    if options.store:
        for line in measure_storing(options.sets, options.every, options.workers or 2):
            sys.stdout.write(f"{line}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
