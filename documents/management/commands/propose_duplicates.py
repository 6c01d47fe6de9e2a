"""`manage.py propose_duplicates`: compare what is stored, propose copies, reprints, excerpts."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from documents.ingest.duplicates import propose
from documents.ingest.progress import Progress
from documents.models import Document, DocumentRelation
from documents.text.similarity import REVISION, fingerprint

FIELDS = ("text", "flags", "publisher", "published_on", "adopted_on")


class Command(BaseCommand):
    """Ingest proposes as it stores; this is for documents that were stored before the rules."""

    help = "Propose duplicates among documents whose texts were not compared by the present rules."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--all", action="store_true", help="compare every document anew")

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = Document.objects.filter(text_length__gt=0)
        if not options["all"]:
            wanted = wanted.exclude(fingerprint__revision=REVISION)
        ids = list(wanted.order_by("pk").values_list("pk", flat=True))
        with Progress(sys.stderr, total=len(ids)) as progress:
            for pk in ids:
                with transaction.atomic():
                    document = Document.objects.only(*FIELDS).get(pk=pk)
                    sample = fingerprint(document.text)
                    propose(document, sample, (), is_new=False, is_written=False)
                progress.advance()
        proposed = DocumentRelation.objects.filter(status=DocumentRelation.Status.PROPOSED)
        self.stdout.write(f"{len(ids)} documents compared, {proposed.count()} proposals are open")
