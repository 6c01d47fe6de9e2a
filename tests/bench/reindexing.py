"""How fast the index is built, and a new word taken in: `python -m tests.bench.reindexing`.

Fills a scratch database, which is dropped again, with documents recombined from paragraphs of
`../shared/corpus`, and builds the index in shadow tables. Then one user word more, again and again:
how long it takes to find the documents that it cuts differently, and how many those are.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator

WORDS = ("节约集约用地", "数字政府建设", "营商环境", "高质量")
"""User words of growing frequency."""


def build(workers: int) -> str:
    """Index everything; characters a second of the wall clock, statistics included."""
    from django.db.models import Sum

    from documents.ingest.reindexing import index_all
    from documents.models import Document
    from documents.search.analyser import current_analyser

    characters = Document.objects.aggregate(sum=Sum("text_length"))["sum"]
    analyser = current_analyser()
    analyser.words("起步")
    since = filled = time.perf_counter()
    number = 0
    for done in index_all(analyser, workers):
        number += done
        filled = time.perf_counter()
    wall, rows = time.perf_counter() - since, filled - since
    return (
        f"{number:,} documents of {characters:,} characters in {wall:.1f} s:"
        f" {characters / wall:,.0f} characters and {number / wall:,.0f} documents a second;"
        f" rows in {rows:.1f} s, indexes, statistics and suggestions in {wall - rows:.1f} s"
    )


def changes() -> Iterator[str]:
    """What each further word asks for; nothing is indexed anew."""
    from documents.search.analyser import Analyser, current_analyser
    from documents.search.dictionary import out_of_step

    present = current_analyser().segmenter.user_words
    for word in WORDS:
        changed = Analyser({*present} ^ {word})
        since = time.perf_counter()
        found = len(out_of_step(changed))
        took = time.perf_counter() - since
        yield f"{word}: {found:,} documents, found in {1000 * took:,.0f} ms"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000, metavar="N")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1, metavar="N")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")
    import django

    django.setup()
    from tests.bench.retrieval.paragraphs import read_paragraphs
    from tests.bench.retrieval.stage import Stage
    from tests.bench.scratch import scratch_database

    with scratch_database():
        for line in Stage(read_paragraphs(), options.documents, 1).fill():
            sys.stdout.write(f"{line}\n")
        sys.stdout.write(f"{build(options.workers)}\n")
        for line in changes():
            sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
