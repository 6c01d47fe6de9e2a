"""Stores what `term_candidates` counted; the only writer of candidates and their counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from documents.ingest.term_candidates import CandidateCounts, Counted, CountedText, Statement
from documents.models import (
    CandidateExample,
    ComponentStatement,
    Decision,
    Document,
    Status,
    TermCandidate,
)
from taxonomy.models import Term

BATCH = 200
COUNTS = (
    "label", "stem", "shape", "documents", "occurrences", "first_on", "regions", "publishers",
    "updated_at",
)  # fmt: skip
"""What a new run renews; a curator's decision is none of it."""
STATED = ("surface", "key", "end", "components", "promised", "certain", "term", "updated_at")


class Number(NamedTuple):
    """Rows there are after a run, and how many of them are new."""

    all: int
    new: int


class Proposed(NamedTuple):
    candidates: Number
    statements: Number


def stored_texts() -> Iterator[CountedText]:
    """The texts of published documents, the oldest first, read from the server piece by piece."""
    day = Coalesce("adopted_on", "published_on")
    rows = (
        Document.objects.filter(status=Status.PUBLISHED, text_length__gt=0)
        .annotate(day=day)
        .order_by("day", "id")
        .values_list("id", "text", "region_id", "day", "publisher")
    )
    return (CountedText(*row) for row in rows.iterator(chunk_size=BATCH))


@transaction.atomic
def store(counts: CandidateCounts, statements: Iterable[Statement], *, minimum: int) -> Proposed:
    """Write the counts of what recurs and the statements; open ones that are gone go away.

    A candidate that was decided on keeps its decision, and its counts are renewed whatever they
    have become.
    """
    started = timezone.now()
    recurring = counts.recurring(minimum)
    wanted = {counted.key for counted in recurring}
    decided = TermCandidate.objects.exclude(status=Decision.PROPOSED).values_list("key", flat=True)
    found = [counts.get(key) for key in decided if key not in wanted]
    _write_candidates([*recurring, *(counted for counted in found if counted)], started)
    _write_statements(statements, started)
    for model in (TermCandidate, ComponentStatement):
        model._default_manager.filter(status=Decision.PROPOSED, updated_at__lt=started).delete()
    return Proposed(*(_number(model, started) for model in (TermCandidate, ComponentStatement)))


def _number(model: type[TermCandidate | ComponentStatement], since: datetime) -> Number:
    rows = model._default_manager
    return Number(rows.count(), rows.filter(proposed_at__gte=since).count())


def _write_candidates(found: list[Counted], now: datetime) -> None:
    for at in range(0, len(found), BATCH):
        batch = found[at : at + BATCH]
        TermCandidate.objects.bulk_create(
            (_candidate(counted, now) for counted in batch),
            update_conflicts=True,
            unique_fields=["key"],
            update_fields=COUNTS,
        )
        ids = dict(
            TermCandidate.objects.filter(key__in=[counted.key for counted in batch]).values_list(
                "key", "id"
            )
        )
        CandidateExample.objects.filter(candidate__in=ids.values()).delete()
        CandidateExample.objects.bulk_create(
            CandidateExample(
                candidate_id=ids[counted.key],
                document_id=example.document,
                start=example.start,
                end=example.end,
                sentence=example.sentence,
            )
            for counted in batch
            for example in counted.examples
        )


def _candidate(counted: Counted, now: datetime) -> TermCandidate:
    return TermCandidate(
        key=counted.key,
        label=counted.label,
        stem=counted.stem,
        shape=counted.shape,
        documents=counted.documents,
        occurrences=counted.occurrences,
        first_on=counted.first_on,
        regions=sorted(counted.regions),
        publishers=sorted(counted.publishers),
        updated_at=now,
    )


def _write_statements(statements: Iterable[Statement], now: datetime) -> None:
    terms = dict(Term.objects.values_list("slug", "id"))
    ComponentStatement.objects.bulk_create(
        (
            ComponentStatement(
                document_id=statement.document,
                surface=statement.stated.surface,
                key=statement.key,
                start=statement.stated.start,
                end=statement.stated.end,
                components=[part._asdict() for part in statement.stated.components],
                promised=statement.stated.promised,
                certain=statement.stated.certain,
                term_id=terms.get(statement.term) if statement.term else None,
                updated_at=now,
            )
            for statement in statements
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["document", "start"],
        update_fields=STATED,
    )
