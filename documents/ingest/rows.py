"""The rows of one document: issuers, history, sections, mentions, citations, source."""

from __future__ import annotations

from bisect import bisect_right
from typing import Any

from django.utils import timezone

from documents.ingest.pipeline import Draft
from documents.ingest.process import Result
from documents.ingest.record import cleaning_record
from documents.ingest.targets import Targets
from documents.models import (
    Citation,
    Document,
    DocumentIssuer,
    HistoryEvent,
    Mention,
    Section,
    Source,
)


def clear(document: Document, *, keep_digest: bool) -> None:
    """Take away what was read out of the previous version; a digest's mentions where it stays."""
    for rows in (document.citations, document.sections, document.issuer_links, document.history):
        rows.all().delete()
    mentions = document.mentions.all()
    if keep_digest:
        mentions = mentions.filter(field=Mention.Field.TEXT)
    mentions.delete()


def issuers(document: Document, record: dict[str, Any], targets: Targets) -> list[DocumentIssuer]:
    """The issuers in their order, not saved yet."""
    return [
        DocumentIssuer(
            document=document,
            position=position,
            name=issuer["name"],
            body_id=targets.bodies.get(issuer["body"]),
        )
        for position, issuer in enumerate(record["issuers"], start=1)
    ]


def write_history(document: Document, record: dict[str, Any]) -> None:
    HistoryEvent.objects.bulk_create(
        HistoryEvent(document=document, position=position, **event)
        for position, event in enumerate(record["history"], start=1)
    )


def write_sections(document: Document, record: dict[str, Any], targets: Targets) -> list[Section]:
    """Store the outline; the parent of a section is the last one before it on a higher level."""
    sections: list[Section] = []
    open_at: dict[int, Section] = {}
    keys = targets.section_ids.take(len(record["sections"]))
    for position, (key, values) in enumerate(zip(keys, record["sections"], strict=True), start=1):
        section = Section(pk=key, document=document, position=position, **values)
        section.parent = open_at.get(section.level - 1)
        open_at[section.level] = section
        sections.append(section)
    Section.objects.bulk_create(sections)
    return sections


def write_mentions(
    document: Document, draft: Draft, sections: list[Section], targets: Targets
) -> None:
    """Store the terms of text and digest; of the text's, with the section that they stand in."""
    in_text = Mention.Field.TEXT
    found = [(in_text, m) for m in draft.terms]
    found += [(Mention.Field.DIGEST, m) for m in draft.digest_terms]
    Mention.objects.bulk_create(
        Mention(
            document=document,
            section=_innermost(sections, m.start, m.end) if field is in_text else None,
            term_id=targets.terms[m.term],
            field=field,
            surface=m.surface,
            start=m.start,
            end=m.end,
        )
        for field, m in found
    )


def write_citations(
    document: Document, draft: Draft, sections: list[Section], targets: Targets
) -> None:
    cited = targets.documents(draft.citations)
    Citation.objects.bulk_create(
        Citation(
            document=document,
            section=_innermost(sections, c.start, c.end),
            kind=c.kind,
            relation=c.relation,
            surface=c.surface,
            target=c.target,
            target_document_id=cited.get(c.target) if c.kind == "document" else None,
            target_meeting_id=targets.cited_meeting(c),
            start=c.start,
            end=c.end,
        )
        for c in draft.citations
    )


def source(
    document: Document, previous: Source | None, result: Result, draft: Draft, location: str
) -> Source:
    """The source that was read, not saved yet; it follows the version that it replaces.

    Its offsets lead from the document's text, so a source with another wording has none.
    """
    runs = draft.offsets.runs if draft.text == document.text else ()
    return Source(
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
        offsets=[list(run) for run in runs],
        cleaning=cleaning_record(draft),
    )


def _innermost(sections: list[Section], start: int, end: int) -> Section | None:
    """The deepest section that holds the span; sections are in document order, children last."""
    at = bisect_right(sections, start, key=lambda section: section.start) - 1
    section = sections[at] if at >= 0 else None
    while section is not None and section.end < end:
        section = section.parent
    return section
