"""Which stored document a result belongs to, if any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from documents.ingest.identity import document_id, identity
from documents.ingest.proof import Evidence, weigh
from documents.ingest.record import SourceInfo
from documents.models import Document, Source


@dataclass(frozen=True, slots=True)
class Match:
    """A document (new ones are not saved yet) and the source version that the result replaces.

    `conflicts` are stored documents that share a number or a title with a new one and are others
    all the same. `fuller` says that the result has the whole of what is stored as an excerpt.
    """

    document: Document
    previous: Source | None
    is_new: bool
    conflicts: tuple[Evidence, ...] = ()
    fuller: bool = False

    def writes_text(self, text: str) -> bool:
        """Whether the document is to be written from this result, which has this text.

        A reprint only adds a source, and so does a catalogue record of what is known already. A new
        version writes what its last version wrote: the text, unless that is another source's.
        """
        if self.is_new:
            return True
        if self.previous is None:
            return bool(text) and (self.fuller or not self.document.has_text)
        return bool(self.previous.offsets) or not self.document.has_text


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
    evidence = weigh(record)
    proven = [found for found in evidence if found.against is None]
    if len(proven) == 1:
        document = Document.objects.get(pk=proven[0].document.pk)
        return Match(document, None, is_new=False, fuller=proven[0].fuller)
    own = key or identity(source.url, source.sha256, source.record)
    return Match(Document(id=document_id(own)), None, is_new=True, conflicts=evidence)
