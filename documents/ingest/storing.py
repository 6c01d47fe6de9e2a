"""The only writer of documents: one extraction, one transaction, nothing lost.

The same bytes change nothing; a changed source becomes a new version of the same document.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from django.db import transaction
from django.utils import timezone

from documents.ingest.identity import document_id
from documents.ingest.pipeline import Draft
from documents.ingest.process import Result
from documents.ingest.record import cleaning_record, extraction_record
from documents.ingest.targets import Targets, resolve_towards
from documents.models import (
    Citation,
    Document,
    DocumentIssuer,
    HistoryEvent,
    Mention,
    Refusal,
    Section,
    Source,
)
from documents.search.index import index_document
from documents.text.numbers import parse_number
from taxonomy.models import Body

Outcome = Literal["stored", "updated", "unchanged", "refused"]


@dataclass(frozen=True, slots=True)
class Stored:
    """What storing did; `document` is null for refused input."""

    outcome: Outcome
    document: str | None
    flags: tuple[str, ...] = ()
    reason: str | None = None


def is_stored(sha256: str, record: int | None, location: str) -> bool:
    """Whether these bytes are the current version of what stands at `location`, or of anything."""
    current = Source.objects.filter(is_current=True, record=record)
    at_location = current.filter(location=location).values_list("sha256", flat=True).first()
    if at_location is not None:
        return at_location == sha256
    return current.filter(sha256=sha256).exists()


class Store:
    """Writes results; holds the lookups that every document needs, built once a run."""

    def __init__(self, *, status: str) -> None:
        self.status = status
        self.targets = Targets()
        self.bodies = dict(Body.objects.values_list("slug", "id"))

    def put(self, result: Result, location: str) -> Stored:
        """Store one result in a transaction of its own."""
        with transaction.atomic():
            if result.draft is None:
                return self._refuse(result, location)
            Refusal.objects.filter(location=location, record=result.source.record).delete()
            if is_stored(result.source.sha256, result.source.record, location):
                return Stored("unchanged", None)
            return self._write(result, result.draft, location)

    def _refuse(self, result: Result, location: str) -> Stored:
        reason = result.error or "refused without a reason"
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
        return Stored("refused", None, reason=reason)

    def _write(self, result: Result, draft: Draft, location: str) -> Stored:
        """Insert or update the document, its source and everything read out of its text."""
        record = extraction_record(result.source, draft)
        document, previous = _find(result, location)
        _set_fields(document, record, self.targets)
        if previous is None:
            document.status = self.status
        digest = _content_digest(record)
        if document.content_sha256 != digest:
            document.content_sha256 = digest
            document.content_changed_at = timezone.now()
        _clear(document)
        document.save(force_insert=previous is None)
        self._write_issuers(document, record)
        sections = _write_sections(document, record)
        _write_spans(document, record, sections, self.targets)
        _write_source(document, previous, result, draft, location)
        index_document(document.id)
        resolve_towards(document)
        return Stored(
            "stored" if previous is None else "updated", document.id, tuple(document.flags)
        )

    def _write_issuers(self, document: Document, record: dict[str, Any]) -> None:
        DocumentIssuer.objects.bulk_create(
            DocumentIssuer(
                document=document,
                position=position,
                name=issuer["name"],
                body_id=self.bodies.get(issuer["body"]),
            )
            for position, issuer in enumerate(record["issuers"], start=1)
        )
        HistoryEvent.objects.bulk_create(
            HistoryEvent(document=document, position=position, **event)
            for position, event in enumerate(record["history"], start=1)
        )


def _find(result: Result, location: str) -> tuple[Document, Source | None]:
    """The document that this source belongs to, and its current version; a new one has none."""
    source = result.source
    current = Source.objects.filter(is_current=True).select_related("document")
    previous = current.filter(location=location, record=source.record).first()
    if previous is None and source.url:
        previous = current.filter(url=source.url).first()
    if previous is not None:
        return previous.document, previous
    return Document(id=document_id(source.url, source.sha256, source.record)), None


PLAIN_FIELDS = (
    "title", "subtitle", "lead_in", "genre", "kind", "document_number", "index_number", "subject",
    "level", "adopted_on", "published_on", "effective_on", "validity", "publisher", "authors",
    "speaker", "text", "flags", "evidence",
)  # fmt: skip
"""Fields that a document takes from its record as they are."""


def _set_fields(document: Document, record: dict[str, Any], targets: Targets) -> None:
    for name in PLAIN_FIELDS:
        setattr(document, name, record[name])
    number = parse_number(record["document_number"]) if record["document_number"] else None
    document.number_prefix = number.prefix if number else None
    document.number_year = number.year if number else None
    document.number_serial = number.serial if number else None
    document.region_id = record["region"]
    document.subject_term_id = targets.subject(record["subject"])
    document.meeting_stated = record["meeting"]
    document.meeting_id = targets.meeting(record["meeting"])


def _content_digest(record: dict[str, Any]) -> str:
    """A hash of what the document says, whatever its source and however it was cleaned."""
    content = {k: v for k, v in record.items() if k not in ("source", "cleaning", "evidence")}
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _clear(document: Document) -> None:
    """Take away what was read out of the previous version."""
    for model in (Citation, Mention, Section, DocumentIssuer, HistoryEvent):
        model._default_manager.filter(document_id=document.id).delete()


def _write_sections(document: Document, record: dict[str, Any]) -> list[Section]:
    """Store the outline; the parent of a section is the last one before it on a higher level."""
    sections: list[Section] = []
    open_at: dict[int, Section] = {}
    by_level: dict[int, list[Section]] = {}
    for position, values in enumerate(record["sections"], start=1):
        section = Section(document=document, position=position, **values)
        section.parent = open_at.get(section.level - 1)
        open_at[section.level] = section
        sections.append(section)
        by_level.setdefault(section.level, []).append(section)
    for level in sorted(by_level):
        Section.objects.bulk_create(by_level[level])
    return sections


def _write_spans(
    document: Document, record: dict[str, Any], sections: list[Section], targets: Targets
) -> None:
    """Store mentions and citations, each with the innermost section that holds it."""

    def innermost(start: int, end: int) -> Section | None:
        holding = [s for s in sections if s.start <= start and end <= s.end]
        return max(holding, key=lambda s: s.level, default=None)

    Mention.objects.bulk_create(
        Mention(
            document=document,
            section=innermost(t["start"], t["end"]),
            term_id=targets.terms[t["term"]],
            surface=t["surface"],
            start=t["start"],
            end=t["end"],
        )
        for t in record["terms"]
    )
    Citation.objects.bulk_create(
        Citation(
            document=document,
            section=innermost(c["start"], c["end"]),
            target_document_id=targets.document(c),
            target_meeting_id=targets.cited_meeting(c),
            **c,
        )
        for c in record["citations"]
    )


def _write_source(
    document: Document,
    previous: Source | None,
    result: Result,
    draft: Draft,
    location: str,
) -> None:
    if previous is not None:
        Source.objects.filter(document=document, is_current=True).update(is_current=False)
    Source.objects.create(
        document=document,
        version=previous.version + 1 if previous else 1,
        location=location,
        record=result.source.record,
        sha256=result.source.sha256,
        raw=result.raw,
        media_type=result.source.media_type,
        url=result.source.url,
        publisher=draft.metadata.publisher,
        captured_at=timezone.now(),
        offsets=[list(run) for run in draft.offsets.runs],
        cleaning=cleaning_record(draft),
    )
