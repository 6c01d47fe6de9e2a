"""`manage.py reindex`: bring the search index in step with the documents and the dictionary."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from documents.ingest.progress import Progress
from documents.ingest.reindexing import index_all, index_in_place, is_most
from documents.ingest.stopping import Stopping
from documents.models import Document
from documents.search.analyser import current_analyser
from documents.search.dictionary import out_of_step
from documents.search.statistics import refresh_statistics


class Command(BaseCommand):
    """Indexes what is not indexed, or was with another dictionary; with `--all` everything.

    Search goes on meanwhile. A run that is stopped leaves what it has done to the next one.
    """

    help = "Index the documents that are not indexed with the present dictionary."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="index every document anew")
        parser.add_argument(
            "--statistics", action="store_true", help="only count words and lengths anew"
        )
        parser.add_argument(
            "--workers", type=int, default=os.cpu_count() or 1, metavar="N", help="processes"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["workers"] < 1:
            raise CommandError("--workers takes a number from 1", returncode=2)
        if options["statistics"]:
            self.stdout.write(f"{refresh_statistics()} documents counted")
            return
        analyser = current_analyser()
        analyser.words("起步")
        ids = out_of_step(analyser)
        everything = options["all"] or is_most(ids)
        if options["all"] and not is_most(list(Document.objects.values_list("pk", flat=True))):
            ids, everything = list(Document.objects.values_list("pk", flat=True)), False
        done = 0
        with Stopping() as stopping, Progress(sys.stderr, total=len(ids)) as progress:
            run = index_all if everything else lambda *how: index_in_place(ids, *how)
            for number in run(analyser, options["workers"]):
                done += number
                progress.advance(number)
                if stopping.status:
                    break
        self.stdout.write(f"{done} documents indexed")
        if stopping.status:
            raise SystemExit(stopping.status)
