"""`manage.py propose_terms`: phrases that recur in the documents and that the vocabulary lacks."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.ingest.inputs import inputs
from documents.ingest.pipeline import Tools
from documents.ingest.process import process_all
from documents.ingest.progress import Progress
from documents.ingest.term_candidates import CandidateCounts, CountedText, Statement
from taxonomy.fixtures_vocabulary import load_vocabulary
from taxonomy.vocabulary import Vocabulary

SHOWN = 50


class Command(BaseCommand):
    """Stores candidates with counts and examples; curators approve or reject them, never this."""

    help = (
        "Propose terms: quoted phrases and numeric abbreviations that recur in the published"
        " documents, and the parts that the documents say terms have."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--minimum-documents", type=int, default=2, metavar="N", help="documents it occurs in"
        )
        parser.add_argument(
            "--examples", type=int, default=5, metavar="N", help="places that are kept of each"
        )
        parser.add_argument("--dry-run", action="store_true", help="print them, store nothing")
        parser.add_argument(
            "--from-files",
            type=Path,
            nargs="+",
            metavar="PATH",
            help="count over these files instead, without a database; stores nothing",
        )
        parser.add_argument(
            "--limit", type=int, default=SHOWN, metavar="N", help="how many are printed"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["minimum_documents"] < 1 or options["examples"] < 1:
            raise CommandError("--minimum-documents and --examples take numbers from 1")
        paths: list[Path] | None = options["from_files"]
        vocabulary = load_vocabulary() if paths else self._stored_vocabulary()
        counts = CandidateCounts(Tools(vocabulary).matcher, examples=options["examples"])
        statements: list[Statement] = []
        try:
            with Progress(self.stderr) as progress:
                for text in _of_files(paths, vocabulary) if paths else _stored():
                    statements += counts.add(text)
                    progress.advance()
        except FileNotFoundError as error:
            raise CommandError(str(error)) from None
        if paths or options["dry_run"]:
            self._print(counts, statements, options["minimum_documents"], options["limit"])
        else:
            self._store(counts, statements, options["minimum_documents"])

    def _stored_vocabulary(self) -> Vocabulary:
        from taxonomy.stored_vocabulary import stored_vocabulary

        return stored_vocabulary()

    def _store(self, counts: CandidateCounts, statements: list[Statement], minimum: int) -> None:
        from documents.ingest.proposing import store

        candidates, stated = store(counts, statements, minimum=minimum)
        self.stdout.write(f"candidates: {candidates.all}, {candidates.new} of them new")
        self.stdout.write(f"lists of components: {stated.all}, {stated.new} of them new")

    def _print(
        self, counts: CandidateCounts, statements: list[Statement], minimum: int, limit: int
    ) -> None:
        """The commonest candidates, a line each, and what the documents say terms consist of."""
        recurring = counts.recurring(minimum)
        for found in recurring[:limit]:
            example = found.examples[0]
            self.stdout.write(
                f"{found.documents}\t{found.occurrences}\t{found.shape}\t{found.label}"
                f"\t{example.document}\t{example.sentence}"
            )
        for _, stated, _, term in statements[:limit]:
            parts = "、".join(part.surface for part in stated.components)
            sure = "" if stated.certain else " ?"
            self.stdout.write(f"{stated.surface} = {parts}{sure} ({term or 'no approved term'})")
        self.stderr.write(f"candidates: {len(recurring)}, lists of components: {len(statements)}")


def _stored() -> Iterator[CountedText]:
    from documents.ingest.proposing import stored_texts

    return stored_texts()


def _of_files(paths: list[Path], vocabulary: Vocabulary) -> Iterator[CountedText]:
    """The texts of files and folders as ingest would take them in; what it refuses is left out."""
    items = inputs(paths, max_bytes=settings.INGEST_MAX_BYTES)
    for result in process_all(items, vocabulary, workers=os.cpu_count() or 1):
        if result.draft is None:
            continue
        own = result.draft.metadata
        row = "" if result.source.record is None else f"#{result.source.record}"
        day: date | None = own.adopted_on or own.published_on
        yield CountedText(
            f"{result.source.path}{row}", result.draft.text, own.region, day, own.publisher
        )
