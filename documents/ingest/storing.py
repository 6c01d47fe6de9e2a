"""The only writer of documents: one extraction, one transaction, nothing lost.

The same bytes change nothing; a changed source becomes a new version of the same document.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from documents.ingest import rows
from documents.ingest.completion import completed
from documents.ingest.duplicate_flags import FLAG, with_flag
from documents.ingest.duplicates import propose
from documents.ingest.matching import Known, Match, match
from documents.ingest.pipeline import Draft
from documents.ingest.process import Result
from documents.ingest.record import extraction_record
from documents.ingest.targets import Targets, resolve_towards
from documents.models import Document, DocumentIssuer, Refusal, Source
from documents.search.index import index_document
from documents.text.numbers import parse_number

Outcome = Literal["stored", "updated", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing did; `document` is null where nothing was written."""

    outcome: Outcome
    document: str | None = None
    flags: tuple[str, ...] = ()
    reason: str | None = None


class Store:
    """Writes results; holds the lookups that every document needs, built once a run."""

    def __init__(self, *, status: str) -> None:
        self.status = status
        self.targets = Targets()
        self.refused = set(Refusal.objects.values_list("location", "record"))

    def put(self, result: Result, location: str, key: str | None = None) -> Stored:
        """Store one result in a transaction of its own; `key` as for `match`.

        What the database does not take (a title of a thousand characters) is refused, too.
        """
        try:
            with transaction.atomic():
                return self._put(result, location, key)
        except (DataError, IntegrityError, ValueError) as error:
            reason = f"cannot be stored: {str(error).splitlines()[0]}"
            self.targets = Targets()
            with transaction.atomic():
                return self._refuse(result, location, reason)

    def _put(self, result: Result, location: str, key: str | None) -> Stored:
        if result.draft is None:
            return self._refuse(result, location, result.error or "refused without a reason")
        known = Known.of(result.source, location)
        self._forget_refusal(location, result.source.record)
        if known.is_stored:
            return Stored("unchanged")
        record = extraction_record(result.source, result.draft)
        found = match(result.source, record, key, known)
        writes = found.writes_text(result.draft.text)
        if writes:
            self._write(found, record, result.draft)
        replaced = [source.pk for source in (found.previous, found.displaced) if source]
        if replaced:
            Source.objects.filter(pk__in=replaced).update(is_current=False)
        rows.source(found.document, found.previous, result, result.draft, location).save()
        if writes:
            index_document(found.document.id, result.body)
            resolve_towards(found.document)
            propose(found.document, result.sample, found.conflicts, is_new=found.is_new)
        outcome: Outcome = "stored" if found.is_new else "updated"
        return Stored(outcome, found.document.id, tuple(found.document.flags))

    def _refuse(self, result: Result, location: str, reason: str) -> Stored:
        """Keep the bytes and the reason."""
        self.refused.add((location, result.source.record))
        Refusal.objects.update_or_create(
            location=location,
            record=result.source.record,
            defaults={
                "sha256": result.source.sha256,
                "raw": result.raw,
                "media_type": result.source.media_type,
                "reason": reason,
            },
        )
        return Stored("refused", reason=reason)

    def _forget_refusal(self, location: str, record: int | None) -> None:
        """What is accepted is refused no longer."""
        if (location, record) in self.refused:
            Refusal.objects.filter(location=location, record=record).delete()

    def _write(self, found: Match, record: dict[str, Any], draft: Draft) -> None:
        """Insert or update the document and everything read out of its text."""
        document = found.document
        if not found.is_new:
            record = completed(record, document, found.previous)
            rows.clear(document, keep_digest=not draft.digest)
            if draft.text != document.text:
                document.sources.filter(is_current=True).update(offsets=[])
        self.fill(document, record, draft)
        document.save(force_insert=found.is_new)
        DocumentIssuer.objects.bulk_create(rows.issuers(document, record, self.targets))
        rows.write_history(document, record)
        sections = rows.write_sections(document, record, self.targets)
        rows.write_mentions(document, draft, sections, self.targets)
        rows.write_citations(document, draft, sections, self.targets)

    def fill(self, document: Document, record: dict[str, Any], draft: Draft) -> None:
        """Set the columns of a document from its record; new ones get this run's status."""
        if document._state.adding:
            document.status = self.status
        flagged = FLAG in document.flags
        for name in PLAIN_FIELDS:
            setattr(document, name, record[name])
        document.flags = with_flag(record["flags"], flagged)
        number = parse_number(record["document_number"]) if record["document_number"] else None
        document.number_prefix = number.prefix if number else None
        document.number_year = number.year if number else None
        document.number_serial = number.serial if number else None
        document.region_id = record["region"]
        document.subject_term_id = self.targets.subject(record["subject"])
        document.meeting_stated = record["meeting"]
        document.meeting_id = self.targets.meeting(record["meeting"])
        document.digest = draft.digest or document.digest
        sha256 = _content_sha256(record, document.digest)
        if document.content_sha256 != sha256:
            document.content_sha256 = sha256
            document.content_changed_at = timezone.now()


PLAIN_FIELDS = (
    "title", "subtitle", "lead_in", "genre", "kind", "document_number", "index_number", "subject",
    "level", "adopted_on", "published_on", "effective_on", "validity", "publisher", "authors",
    "speaker", "text", "flags", "evidence",
)  # fmt: skip
"""Fields that a document takes from its record as they are."""


def _content_sha256(record: dict[str, Any], digest: str) -> str:
    """A hash of what the document says, whatever its source and however it was cleaned."""
    content = {k: v for k, v in record.items() if k not in ("source", "cleaning", "evidence")}
    content["digest"] = digest
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
