"""`manage.py tag_terms`: find the approved terms anew in every stored document."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from documents.ingest.pipeline import Tools
from documents.ingest.progress import Progress
from documents.ingest.tagging import tag_stored
from documents.models import Document
from taxonomy.stored_vocabulary import stored_vocabulary


class Command(BaseCommand):
    """After terms were approved, changed or retired; documents that stay the same are untouched."""

    help = "Find the approved terms anew in every stored document."

    def handle(self, *args: Any, **options: Any) -> None:
        matcher = Tools(stored_vocabulary()).matcher
        changed = 0
        with Progress(sys.stderr, total=Document.objects.count()) as progress:
            for seen, different in tag_stored(matcher):
                changed += different
                progress.advance(seen)
        self.stdout.write(f"{changed} documents have other mentions than before")
