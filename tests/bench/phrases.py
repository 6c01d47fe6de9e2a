"""Phrases that are quoted are found: `python -m tests.bench.phrases [--number 5000]`.

Takes the corpus in, cuts random substrings of 2 to 12 characters (punctuation and line breaks
aside) out of its texts, and asks for each in quotation marks. Prints how many find the document
that they were cut from, and the others; the exit status is 1 when there is one. Reads
`../shared/corpus`, in a scratch database that it drops.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from tests.bench.throughput import CORPUS

RECORDS = ("laws.jsonl", "local_documents.jsonl", "national_reports.jsonl")
NEWS = "cctv_news_2023_2025.jsonl"
EVERY = 10
"""Of the news, which are short and many, every so manieth is taken."""
FOLDER = "provincial_reports_2026"
BATCH = 200
"""Documents that are indexed together."""


def corpus_texts(folder: Path) -> Iterator[str]:
    """The texts as the corpus has them."""
    for name in (*RECORDS, NEWS):
        with (folder / name).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                if name != NEWS or number % EVERY == 0:
                    yield str(json.loads(line)["text"])
    for path in sorted((folder / FOLDER).glob("*.txt")):
        yield path.read_text("utf-8")


def run(number: int, seed: int) -> list[str]:
    """Index the corpus and ask; the phrases that did not find their document."""
    from documents.models import Document
    from documents.search.index import index_documents
    from documents.search.statistics import refresh_statistics
    from tests.phrases import is_found, samples

    texts: dict[str, str] = {}
    for place, text in enumerate(corpus_texts(CORPUS)):
        texts[f"t{place:06}"] = text.replace("\r", "").replace("\x00", "")
    Document.objects.bulk_create(
        (
            Document(id=key, title="示例", genre="official", text=text)
            for key, text in texts.items()
        ),
        batch_size=500,
    )
    keys = list(texts)
    for at in range(0, len(keys), BATCH):
        index_documents(keys[at : at + BATCH])
    refresh_statistics()
    times, missed = [], []
    for sample in samples(texts, number, seed):
        since = time.perf_counter()
        found = is_found(sample)
        times.append(1000 * (time.perf_counter() - since))
        if not found:
            missed.append(f"{sample.document}: {sample.phrase}")
    characters = sum(map(len, texts.values()))
    sys.stdout.write(
        f"{len(texts):,} documents, {characters:,} characters\n"
        f"{number - len(missed):,} of {number:,} quoted substrings find their document;"
        f" one takes {median(times):.1f} ms at the median, {max(times):.0f} ms at most\n"
    )
    return missed


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=5_000, help="substrings that are asked for")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.stderr.write(f"nothing to ask for: {CORPUS} is absent\n")
        return 1
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")
    import django

    django.setup()
    from tests.bench.scratch import scratch_database

    with scratch_database():
        missed = run(options.number, options.seed)
    sys.stdout.writelines(f"{line}\n" for line in missed)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
