"""`manage.py evaluate_search`: how well and how fast the search answers judged queries."""

from __future__ import annotations

import json
import os
import sys
import time
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.models import F, Sum
from django.db.models.functions import Length

from documents.ingest.progress import Progress
from documents.ingest.reindexing import index_all
from documents.models import Document
from documents.search.analyser import current_analyser, forget_analyser
from documents.search.evaluation.building import store
from documents.search.evaluation.judged import (
    UnreadableCollection,
    documents,
    judgements,
    part_of,
    queries,
)
from documents.search.evaluation.measures import Grades, quality, spread
from documents.search.evaluation.running import answers
from documents.search.evaluation.scratch import scratch_database
from taxonomy.fixtures_vocabulary import FIXTURES
from taxonomy.reference import load_reference


class Command(BaseCommand):
    help = (
        "Index a test collection in a scratch database, which is dropped again, run its judged"
        " queries, and print nDCG@10, MRR@10, recall and latency as JSON."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--corpus", type=Path, required=True, metavar="FILE", help=".jsonl: id, title, text"
        )
        parser.add_argument(
            "--queries", type=Path, required=True, metavar="FILE", help=".jsonl: id, text"
        )
        parser.add_argument(
            "--qrels", type=Path, required=True, metavar="FILE", help="query, document, grade"
        )
        parser.add_argument(
            "--split",
            choices=("tune", "report"),
            help="one half of the queries, by a hash of their ids (default: all)",
        )
        parser.add_argument(
            "--limit", type=int, metavar="N", help="the first N judged queries only"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] is not None and options["limit"] < 1:
            raise CommandError("--limit takes a number from 1", returncode=2)
        try:
            judged = self._judged(options)
            texts = self._texts(options["queries"], judged)
            with scratch_database() as name:
                self.stderr.write(f"database {name}")
                result = self._evaluated(options["corpus"], texts, judged)
        except (UnreadableCollection, DatabaseError) as error:
            raise CommandError(str(error)) from None
        finally:
            forget_analyser()
        self.stdout.write(json.dumps(result, ensure_ascii=False))

    def _judged(self, options: Mapping[str, Any]) -> dict[str, Grades]:
        """The queries to be run, with their judgements."""
        found = {
            query: grades
            for query, grades in judgements(options["qrels"]).items()
            if options["split"] in (None, part_of(query))
        }
        kept = dict(list(found.items())[: options["limit"]])
        if not kept:
            raise UnreadableCollection(f"{options['qrels']} has no query with a relevant document")
        return kept

    def _texts(self, path: Path, judged: Mapping[str, Grades]) -> dict[str, str]:
        known = queries(path)
        missing = next((query for query in judged if query not in known), None)
        if missing is not None:
            raise UnreadableCollection(f"{path}: the judged query {missing!r} is not in it")
        return {query: known[query] for query in judged}

    def _evaluated(
        self, corpus: Path, texts: Mapping[str, str], judged: Mapping[str, Grades]
    ) -> dict[str, Any]:
        list(load_reference(FIXTURES))
        forget_analyser()
        ids = self._stored(corpus)
        absent = {key for grades in judged.values() for key in grades}.difference(ids.values())
        if absent:
            self.stderr.write(f"{len(absent)} judged documents are not in {corpus}")
        indexed = self._indexed(len(ids))
        found, seconds = {}, list[float]()
        with Progress(sys.stderr, "queries", total=len(texts)) as progress:
            for answer in answers(texts, ids):
                found[answer.query] = answer.hits
                seconds.append(answer.seconds)
                progress.advance()
        return {
            **quality(found, judged),
            "queries": len(texts),
            "documents": len(ids),
            "latency": spread(seconds),
            "index": indexed,
            "version": current_analyser().version,
        }

    def _stored(self, corpus: Path) -> dict[str, str]:
        """The product's id → the collection's, of every document."""
        ids: dict[str, str] = {}
        with Progress(sys.stderr, "documents stored") as progress:
            for batch in store(documents(corpus)):
                ids |= batch
                progress.advance(len(batch))
        if not ids:
            raise UnreadableCollection(f"{corpus} holds no document")
        self.stderr.write(f"{len(ids)} documents stored")
        return ids

    def _indexed(self, number: int) -> dict[str, float]:
        """What indexing everything took, as the product's own rebuild does it."""
        characters = Document.objects.aggregate(n=Sum(F("text_length") + Length("title")))["n"]
        analyser = current_analyser()
        analyser.words("起步")
        since = time.perf_counter()
        with Progress(sys.stderr, "documents indexed", total=number) as progress:
            for done in index_all(analyser, os.cpu_count() or 1):
                progress.advance(done)
        seconds = time.perf_counter() - since
        self.stderr.write(f"indexed in {seconds:.1f} s")
        return {
            "seconds": round(seconds, 2),
            "characters_per_second": round((characters or 0) / seconds),
        }
