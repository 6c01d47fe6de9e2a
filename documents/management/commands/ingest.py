"""`manage.py ingest PATH…`: take in files and folders of documents."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.ingest.inputs import Input, inputs
from documents.ingest.process import Result, process_all
from documents.ingest.progress import Progress
from documents.ingest.record import extraction_record, refusal_record

REFUSED = 3
"""Exit status when something was refused; 0 is all accepted, 1 a failed command, 2 usage."""


class Command(BaseCommand):
    help = (
        "Take in .txt .md .html .docx .pdf files, .jsonl and .tsv files of records, and folders"
        " of them."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", metavar="PATH", nargs="+", type=Path)
        parser.add_argument(
            "--dry-run", action="store_true", help="extract only; needs no database, stores nothing"
        )
        parser.add_argument("--draft", action="store_true", help="store as drafts, not published")
        parser.add_argument(
            "--format",
            choices=("text", "jsonl"),
            default="text",
            help="jsonl: one extraction record a line on stdout, everything else on stderr",
        )
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes"
        )

    def handle(self, *args: Any, paths: list[Path], **options: Any) -> None:
        if options["workers"] < 1:
            raise CommandError("--workers takes a number from 1", returncode=2)
        try:
            refused = _Run(self, **options).over(paths)
        except FileNotFoundError as error:
            raise CommandError(str(error)) from None
        if refused:
            raise SystemExit(REFUSED)


class _Run:
    """One run of the command: what was asked for, and the counts so far."""

    def __init__(
        self, command: BaseCommand, *, dry_run: bool, draft: bool, workers: int, **options: Any
    ) -> None:
        self.command = command
        self.dry_run, self.draft, self.workers = dry_run, draft, workers
        self.jsonl = options["format"] == "jsonl"
        self.counts: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()

    def over(self, paths: list[Path]) -> int:
        """Take in everything under `paths`; the number of inputs refused."""
        items = inputs(paths, max_bytes=settings.INGEST_MAX_BYTES)
        with Progress(self.command.stderr) as progress:
            if self.dry_run:
                self._dry(items, progress)
            else:
                self._store(items, progress)
        self._summary()
        return self.counts["refused"]

    def _dry(self, items: Any, progress: Progress) -> None:
        from taxonomy.fixtures_vocabulary import load_vocabulary

        for result in process_all(items, load_vocabulary(), workers=self.workers):
            outcome = "refused" if result.draft is None else "accepted"
            self._tell(result, outcome, result.error)
            progress.advance()

    def _store(self, items: Any, progress: Progress) -> None:
        from documents.ingest.matching import is_stored
        from documents.ingest.storing import Store
        from documents.models import Status
        from taxonomy.statistics import analyse
        from taxonomy.stored_vocabulary import stored_vocabulary

        vocabulary = stored_vocabulary()
        if not vocabulary.regions:
            raise CommandError(
                "the database holds no regions: run `manage.py load_reference` first"
            )
        store = Store(status=Status.DRAFT if self.draft else Status.PUBLISHED)

        def new_ones() -> Any:
            for item in items:
                if item.error is None and not self.jsonl and is_stored(*_identity(item)):
                    self.counts["unchanged"] += 1
                    progress.advance()
                    continue
                yield item

        for result in process_all(new_ones(), vocabulary, workers=self.workers):
            stored = store.put(result, str(Path(result.source.path).resolve()))
            self.flags.update(stored.flags)
            self._tell(result, stored.outcome, stored.reason)
            progress.advance()
        if self.counts["stored"] or self.counts["updated"]:
            analyse("documents")

    def _tell(self, result: Result, outcome: str, reason: str | None) -> None:
        """Count one result and print its line."""
        self.counts[outcome] += 1
        if self.jsonl:
            record = (
                refusal_record(result.source, result.error or "refused")
                if result.draft is None
                else extraction_record(result.source, result.draft)
            )
            self.command.stdout.write(json.dumps(record, ensure_ascii=False))
        elif result.draft is not None:
            self.command.stdout.write(
                f"{outcome}: {result.source.path}: {result.draft.metadata.title}"
            )
        if reason:
            row = "" if result.source.record is None else f", record {result.source.record}"
            self.command.stderr.write(f"refused: {result.source.path}{row}: {reason}")

    def _summary(self) -> None:
        parts = [f"{count} {outcome}" for outcome, count in sorted(self.counts.items())]
        self.command.stderr.write(", ".join(parts) or "nothing to take in")
        if self.flags:
            flags = ", ".join(f"{flag} {count}" for flag, count in self.flags.most_common())
            self.command.stderr.write(f"flagged: {flags}")


def _identity(item: Input) -> tuple[str, int | None, str]:
    return item.source.sha256, item.source.record, str(item.path.resolve())
