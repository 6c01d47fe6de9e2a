"""Writes what was extracted: one extraction, one transaction, nothing lost.

The same bytes change nothing; a changed source becomes a new version of the same document, which
keeps what a curator has said of it and gets a row in its history.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.db import DataError, IntegrityError, transaction
from django.utils import timezone

from documents.ingest import revisions, rows
from documents.ingest.completion import completed
from documents.ingest.corrections import number_parts
from documents.ingest.curated import curated, kept
from documents.ingest.duplicate_flags import FLAG, with_flag
from documents.ingest.duplicates import propose
from documents.ingest.matching import Known, Match, attached, match
from documents.ingest.pipeline import Draft
from documents.ingest.process import Result
from documents.ingest.record import extraction_record
from documents.ingest.targets import Targets, resolve_towards
from documents.models import Document, DocumentIssuer, Refusal, Source
from documents.search.index import index_document

Outcome = Literal["stored", "updated", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing did; `document` is null where nothing was written."""

    outcome: Outcome
    document: str | None = None
    flags: tuple[str, ...] = ()
    reason: str | None = None


class AlreadyThere(Exception):
    """What was to be a new document is one that is stored; nothing was written."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        super().__init__(document_id)


class Store:
    """Writes results; holds the lookups that every document needs, built once a run."""

    def __init__(
        self,
        *,
        status: str,
        author: revisions.Author = revisions.COMMAND,
        reason: str = "",
        only_new: bool = False,
    ) -> None:
        """`only_new` has `put` raise `AlreadyThere` instead of adding to a stored document."""
        self.status, self.only_new = status, only_new
        self.author, self.reason = author, reason
        self.targets = Targets()
        self.refused = set(Refusal.objects.values_list("location", "record"))

    def put(
        self, result: Result, location: str, key: str | None = None, into: str | None = None
    ) -> Stored:
        """Store one result in a transaction of its own; `key` as for `match`.

        With `into` it becomes the next version of that document, whatever else it looks like. What
        the database does not take (a title of a thousand characters) is refused, too.
        """
        try:
            with transaction.atomic():
                return self._put(result, location, key, into)
        except (DataError, IntegrityError, ValueError) as error:
            reason = f"cannot be stored: {str(error).splitlines()[0]}"
            self.targets = Targets()
            with transaction.atomic():
                return self._refuse(result, location, reason)

    def _put(
        self, result: Result, location: str, key: str | None, into: str | None = None
    ) -> Stored:
        if result.draft is None:
            return self._refuse(result, location, result.error or "refused without a reason")
        known = Known.of(result.source, location)
        self._forget_refusal(location, result.source.record)
        if known.is_stored and into is None:
            return Stored("unchanged")
        record = extraction_record(result.source, result.draft)
        if into is None:
            found = match(result.source, record, key, known)
        else:
            found = attached(into, result.source)
        if found.is_new:
            return self._store(found, record, result, location)
        if self.only_new:
            raise AlreadyThere(found.document.pk)
        found = replace(found, document=locked(found.document.pk))
        before = revisions.facts_of(found.document.pk)
        stored = self._store(found, record, result, location)
        self._revise(found, before)
        return stored

    def _store(self, found: Match, record: dict[str, Any], result: Result, location: str) -> Stored:
        """Write the document, if this result is to, and its source."""
        if result.draft is None:
            raise ValueError("a refused result cannot be stored")
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

    def _revise(self, found: Match, before: revisions.Facts) -> None:
        """A row in the history, and the time of the change where readers get something else."""
        key = found.document.pk
        changes = revisions.differences(before, revisions.facts_of(key))
        is_version = found.previous is not None and not found.replaces
        action = revisions.Action.UPDATED if is_version else revisions.Action.SOURCE_ADDED
        revisions.record({key: changes}, self.author, self.reason, action)
        if curated(found.document) and revisions.is_content(changes):
            Document.objects.filter(pk=key).update(content_changed_at=timezone.now())

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
            record = kept(completed(record, document, found.previous), document)
            if "digest" in curated(document):
                draft = replace(draft, digest="", digest_terms=())
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
        flagged, held = FLAG in document.flags, curated(document)
        for name in PLAIN_FIELDS:
            setattr(document, name, record[name])
        document.flags = with_flag(record["flags"], flagged)
        number_parts(document)
        document.region_id = record["region"]
        if "subject_term" not in held:
            document.subject_term_id = self.targets.subject(record["subject"])
        if "meeting" not in held:
            document.meeting_stated = record["meeting"]
            document.meeting_id = self.targets.meeting(record["meeting"])
        document.digest = draft.digest or document.digest
        sha256 = _content_sha256(record, document.digest)
        if document.content_sha256 != sha256:
            document.content_sha256 = sha256
            if not held:
                document.content_changed_at = timezone.now()


PLAIN_FIELDS = (
    "title", "subtitle", "lead_in", "genre", "kind", "document_number", "index_number", "subject",
    "level", "adopted_on", "published_on", "effective_on", "validity", "publisher", "authors",
    "speaker", "text", "flags", "evidence",
)  # fmt: skip
"""Fields that a document takes from its record as they are."""


def locked(document_id: str) -> Document:
    """The document as it is now; nobody else writes it before the transaction's end."""
    return Document.objects.select_for_update(no_key=True).get(pk=document_id)


NO_CONTENT = frozenset(("source", "cleaning", "evidence", "flags", "sections", "citations"))
"""Keys of a record that say how it was read, and what of it was found elsewhere."""


def _content_sha256(record: dict[str, Any], digest: str) -> str:
    """A hash of what the document says, whatever its source and however it was read."""
    content = {k: v for k, v in record.items() if k not in NO_CONTENT}
    content["digest"] = digest
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
