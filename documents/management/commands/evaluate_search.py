"""`manage.py evaluate_search`: how well and how fast the search answers judged queries."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from documents.ingest.progress import Progress
from documents.search.analyser import current_analyser, forget_analyser
from documents.search.evaluation.building import Built, build
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
        built = self._built(corpus)
        known = set(built.ids.values())
        absent = {key for grades in judged.values() for key in grades if key not in known}
        if absent:
            self.stderr.write(f"{len(absent)} judged documents are not in {corpus}")
        found, seconds = {}, list[float]()
        with Progress(sys.stderr, "queries", total=len(texts)) as progress:
            for answer in answers(texts, built.ids):
                found[answer.query] = answer.hits
                seconds.append(answer.seconds)
                progress.advance()
        return {
            **quality(found, judged),
            "queries": len(texts),
            "documents": len(built.ids),
            "latency": spread(seconds),
            "index": {
                "seconds": round(built.seconds, 2),
                "characters_per_second": round(built.characters / max(built.seconds, 1e-9)),
            },
            "version": current_analyser().version,
        }

    def _built(self, corpus: Path) -> Built:
        with Progress(sys.stderr, "documents") as progress:
            stored = 0
            for step in build(documents(corpus)):
                if isinstance(step, Built):
                    built = step
                else:
                    progress.advance(step - stored)
                    stored = step
        if not built.ids:
            raise UnreadableCollection(f"{corpus} holds no document")
        self.stderr.write(f"{len(built.ids)} documents indexed in {built.seconds:.1f} s")
        return built
