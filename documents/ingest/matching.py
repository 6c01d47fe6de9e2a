"""Which stored document a result belongs to, if any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.ingest.identity import document_id, identity
from documents.ingest.record import SourceInfo
from documents.models import Document, Source


@dataclass(frozen=True, slots=True)
class Match:
    """A document (new ones are not saved yet) and the source version that the result replaces."""

    document: Document
    previous: Source | None
    is_new: bool

    @property
    def is_reprint(self) -> bool:
        """Whether the document has its text already, from another source."""
        return not self.is_new and self.previous is None and self.document.has_text


def is_stored(sha256: str, record: int | None, location: str) -> bool:
    """Whether these bytes are the current version of what stands at `location`, or of anything."""
    current = Source.objects.filter(is_current=True, record=record)
    at_location = current.filter(location=location).values_list("sha256", flat=True).first()
    if at_location is not None:
        return at_location == sha256
    return current.filter(sha256=sha256).exists()


def match(source: SourceInfo, record: dict[str, Any], location: str, key: str | None) -> Match:
    """By place, by address, by proof; else a new document.

    `key` is the identity of a record that has one of its own, whatever its address or bytes.
    """
    current = Source.objects.filter(is_current=True).select_related("document")
    previous = current.filter(location=location, record=source.record).first()
    if previous is None and source.url:
        previous = current.filter(url=source.url).first()
    if previous is not None:
        return Match(previous.document, previous, is_new=False)
    proven = _proven_same(record)
    if proven is not None:
        return Match(proven, None, is_new=False)
    own = key or identity(source.url, source.sha256, source.record)
    return Match(Document(id=document_id(own)), None, is_new=True)


def _proven_same(record: dict[str, Any]) -> Document | None:
    """The one document that number and title, or title, issuer and day, prove to be the same."""
    titled = Document.objects.filter(title=record["title"])
    issuer = record["issuers"][0]["body"] if record["issuers"] else None
    if record["document_number"]:
        found = titled.filter(document_number=record["document_number"])
    elif record["adopted_on"] and issuer:
        found = titled.filter(adopted_on=record["adopted_on"], issuer_links__body__slug=issuer)
    else:
        return None
    candidates = list(found[:2])
    return candidates[0] if len(candidates) == 1 else None
