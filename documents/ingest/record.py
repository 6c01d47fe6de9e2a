"""The extraction record: what `ingest --format jsonl` prints and outside tools read.

Keys are always present, in this order; null means that the document does not say.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from documents.ingest.pipeline import Draft, evidence_in_text
from documents.text.stages import FLAGS, MeetingRef


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """Where a document was read; `record` is the row number in a .jsonl or .tsv file."""

    path: str
    record: int | None
    sha256: str
    media_type: str
    url: str | None

    def as_record(self) -> dict[str, Any]:
        return {
            "path": self.path,
            "record": self.record,
            "sha256": self.sha256,
            "media_type": self.media_type,
            "url": self.url,
        }


def refusal_record(source: SourceInfo, error: str) -> dict[str, Any]:
    return {"source": source.as_record(), "error": error}


def extraction_record(source: SourceInfo, draft: Draft) -> dict[str, Any]:
    """The record of one document, ready for JSON."""
    found = draft.metadata
    return {
        "source": source.as_record(),
        "title": found.title,
        "subtitle": found.subtitle,
        "lead_in": found.lead_in,
        "title_inferred": found.title_inferred,
        "genre": found.genre,
        "kind": found.kind,
        "document_number": found.document_number,
        "index_number": found.index_number,
        "subject": found.subject,
        "issuers": [{"name": issuer.name, "body": issuer.body} for issuer in found.issuers],
        "region": found.region,
        "level": found.level,
        "meeting": meeting_record(found.meeting),
        "adopted_on": iso(found.adopted_on),
        "published_on": iso(found.published_on),
        "effective_on": iso(found.effective_on),
        "validity": found.validity,
        "publisher": found.publisher,
        "authors": list(found.authors),
        "speaker": found.speaker,
        "history": [
            {"event": e.event, "date": iso(e.date), "body": e.body, "meeting": e.meeting}
            for e in found.history
        ],
        "text": draft.text,
        "sections": [
            {
                "type": s.type,
                "level": s.level,
                "label": s.label,
                "heading": s.heading,
                "start": s.start,
                "end": s.end,
            }
            for s in draft.sections
        ],
        "terms": [
            {"term": t.term, "surface": t.surface, "start": t.start, "end": t.end}
            for t in draft.terms
        ],
        "citations": [
            {
                "kind": c.kind,
                "relation": c.relation,
                "surface": c.surface,
                "target": c.target,
                "start": c.start,
                "end": c.end,
            }
            for c in draft.citations
        ],
        "cleaning": cleaning_record(draft),
        "evidence": evidence_record(draft),
        "flags": [flag for flag in FLAGS if flag in draft.flags],
    }


def meeting_record(meeting: MeetingRef | None) -> dict[str, Any] | None:
    """A meeting as the record shows it; `held_on` is its first day as the text states it."""
    if meeting is None:
        return None
    return {
        "name": meeting.name,
        "slug": meeting.slug,
        "body": meeting.body,
        "kind": meeting.kind,
        "convocation": meeting.convocation,
        "session": meeting.session,
        "held_on": iso(meeting.held_from),
        "place": meeting.place,
    }


def cleaning_record(draft: Draft) -> list[dict[str, Any]]:
    """The cleaning rules that applied, and how often."""
    counts = draft.cleaned.counts if draft.cleaned else {}
    return [{"rule": rule, "count": count} for rule, count in counts.items() if count]


def evidence_record(draft: Draft) -> dict[str, list[int] | str]:
    return {
        name: where if isinstance(where, str) else list(where)
        for name, where in evidence_in_text(draft).items()
    }


def iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
