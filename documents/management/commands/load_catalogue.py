"""`manage.py load_catalogue`: catalogue records and digests from `fixtures/`."""

from __future__ import annotations

import hashlib
import os
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.ingest.bulk import Keyed, put_records
from documents.ingest.catalogue import catalogue_inputs, digest_results
from documents.ingest.process import Result, process_all
from documents.ingest.progress import Progress
from documents.ingest.storing import Store
from documents.models import Status
from documents.search.statistics import keep_statistics
from documents.search.suggestion_index import recount_suggestions
from taxonomy.fixtures_vocabulary import FIXTURES
from taxonomy.models import ReferenceLoad
from taxonomy.statistics import analyse
from taxonomy.stored_vocabulary import stored_vocabulary
from taxonomy.vocabulary import Vocabulary

Results = Iterator[tuple[str, Result]]
BATCH = 500
"""Records in one transaction."""


def _catalogue(path: Path, vocabulary: Vocabulary) -> Results:
    for result in process_all(catalogue_inputs(path), vocabulary, workers=os.cpu_count() or 1):
        yield f"url:{result.source.url}", result


FILES: dict[str, Callable[[Path, Vocabulary], Results]] = {
    "catalogue.tsv.gz": _catalogue,
    "digests.jsonl": digest_results,
}


class Command(BaseCommand):
    help = "Load the catalogue of the State Council's documents and the digests; idempotent."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=FIXTURES, help="where the files are")
        parser.add_argument(
            "--force", action="store_true", help="load files that have not changed, too"
        )

    def handle(self, *args: Any, folder: Path, force: bool, **options: Any) -> None:
        for name, results in FILES.items():
            path = folder / name
            if not path.is_file():
                raise CommandError(f"{path}: no such file")
            sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
            if not force and ReferenceLoad.objects.filter(name=name, sha256=sha256).exists():
                self.stdout.write(f"{name}: unchanged since it was loaded")
                continue
            self._load(name, results(path, self._vocabulary()))
            ReferenceLoad.objects.update_or_create(name=name, defaults={"sha256": sha256})
            analyse("documents")
            if keep_statistics():
                recount_suggestions()

    def _vocabulary(self) -> Vocabulary:
        vocabulary = stored_vocabulary()
        if not vocabulary.regions:
            raise CommandError(
                "the database holds no regions: run `manage.py load_reference` first"
            )
        return vocabulary

    def _load(self, name: str, results: Results) -> None:
        """Store the records of one file and print what became of them."""
        store = Store(status=Status.PUBLISHED)
        counts: Counter[str] = Counter()
        with Progress(self.stderr, name) as progress:
            while batch := list(islice(results, BATCH)):
                counts += put_records(
                    store, [Keyed(key, f"{name}#{key}", result) for key, result in batch]
                )
                progress.advance(len(batch))
        listed = ", ".join(f"{count} {outcome}" for outcome, count in sorted(counts.items()))
        self.stdout.write(f"{name}: {listed}")
