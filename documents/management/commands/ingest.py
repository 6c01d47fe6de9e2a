"""`manage.py ingest PATH…`: take in files and folders of documents."""

from __future__ import annotations

import json
import os
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from itertools import takewhile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from documents.ingest.inputs import Input, inputs, number_of_inputs
from documents.ingest.process import Result, process_all
from documents.ingest.progress import Progress
from documents.ingest.record import extraction_record, refusal_record
from documents.ingest.stopping import Stopping
from documents.ingest.tally import Tally

REFUSED = 3
"""Exit status when something was refused; 0 is all accepted, 1 a failed command, 2 usage.

Whoever stops a run gets 130 (Ctrl-C) or 143 (SIGTERM); what was stored until then stays.
"""


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
            status = _Run(self, **options).over(paths)
        except FileNotFoundError as error:
            raise CommandError(str(error)) from None
        if status:
            raise SystemExit(status)


class _Run:
    """One run of the command: what was asked for, and what became of it so far."""

    def __init__(
        self, command: BaseCommand, *, dry_run: bool, draft: bool, workers: int, **options: Any
    ) -> None:
        self.command = command
        self.dry_run, self.draft, self.workers = dry_run, draft, workers
        self.jsonl = options["format"] == "jsonl"
        self.tally = Tally()

    def over(self, paths: list[Path]) -> int:
        """Take in everything under `paths`; the exit status."""
        self.progress = Progress(self.command.stderr, total=number_of_inputs(paths))
        try:
            with Stopping() as stopping, self.progress:
                items = inputs(paths, max_bytes=settings.INGEST_MAX_BYTES)
                wanted = takewhile(lambda item: stopping.status is None, items)
                for _ in self._dry(wanted) if self.dry_run else self._store(wanted):
                    self.progress.advance()
                    if stopping.status:
                        break
        finally:
            self.tally.show(self.command.stderr)
        return stopping.status or (REFUSED if self.tally.outcomes["refused"] else 0)

    def _dry(self, items: Iterable[Input]) -> Iterator[None]:
        from taxonomy.fixtures_vocabulary import load_vocabulary

        for result in process_all(items, load_vocabulary(), workers=self.workers):
            self._tell(result, "accepted", result.draft.flags if result.draft else ())
            yield

    def _store(self, items: Iterable[Input]) -> Iterator[None]:
        """Skip what is stored already, store the rest in order, each in its own transaction."""
        from documents.ingest.known import location, unknown
        from documents.ingest.storing import Store
        from documents.models import Status
        from documents.search.analyser import current_analyser
        from documents.search.statistics import keep_statistics
        from documents.search.suggestion_index import recount_suggestions
        from taxonomy.statistics import analyse
        from taxonomy.stored_vocabulary import stored_vocabulary

        vocabulary = stored_vocabulary()
        if not vocabulary.regions:
            raise CommandError(
                "the database holds no regions: run `manage.py load_reference` first"
            )
        store = Store(status=Status.DRAFT if self.draft else Status.PUBLISHED)
        new = items if self.jsonl else unknown(items, self._skip)
        results = process_all(new, vocabulary, workers=self.workers, analyser=current_analyser())
        for result in results:
            stored = store.put(result, location(result.source.path))
            self._tell(result, stored.outcome, stored.flags, stored.reason)
            yield
        if self.tally.outcomes["stored"] or self.tally.outcomes["updated"]:
            analyse("documents")
            if keep_statistics():
                recount_suggestions()

    def _skip(self, item: Input) -> None:
        self.tally.add("unchanged")
        self.progress.advance()

    def _tell(
        self, result: Result, outcome: str, flags: Iterable[str], reason: str | None = None
    ) -> None:
        """Count one result and print its line."""
        reason = reason or result.error
        self.tally.add("refused" if reason else outcome, flags, reason)
        if self.jsonl:
            self._print(json.dumps(_record(result, reason), ensure_ascii=False))
        elif result.draft is not None and not reason:
            self._print(f"{outcome}: {result.source.path}: {result.draft.metadata.title}")
        if reason:
            row = "" if result.source.record is None else f", record {result.source.record}"
            line = f"refused: {result.source.path}{row}: {reason}"
            self.progress.write(self.command.stderr, line)

    def _print(self, line: str) -> None:
        self.progress.write(self.command.stdout, line)


def _record(result: Result, reason: str | None) -> dict[str, Any]:
    if result.draft is None or reason:
        return refusal_record(result.source, reason or "refused")
    return extraction_record(result.source, result.draft)
