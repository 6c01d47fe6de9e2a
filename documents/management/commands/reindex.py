"""`manage.py reindex`: bring the search index in step with the documents and the dictionary."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Q

from documents.ingest.progress import Progress
from documents.models import Document
from documents.search.analyser import current_analyser
from documents.search.index import index_documents

BATCH = 100


class Command(BaseCommand):
    """Indexes what is not indexed, or was with another dictionary; with `--all` everything."""

    help = "Index the documents that are not indexed with the present dictionary."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="index every document anew")

    def handle(self, *args: Any, **options: Any) -> None:
        analyser = current_analyser()
        wanted = Document.objects.order_by("pk")
        if not options["all"]:
            current = Q(search_entry__analyser=analyser.version, search_entry__stale=None)
            wanted = wanted.exclude(pk__in=Document.objects.filter(current))
        ids = list(wanted.values_list("pk", flat=True))
        with Progress(sys.stderr, total=len(ids)) as progress:
            for at in range(0, len(ids), BATCH):
                progress.advance(index_documents(ids[at : at + BATCH], analyser))
        self.stdout.write(f"{len(ids)} documents indexed")
