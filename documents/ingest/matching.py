"""Which stored document a result belongs to, if any."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from documents.ingest.identity import document_id, identity
from documents.ingest.proof import Evidence, weigh
from documents.ingest.record import SourceInfo
from documents.models import Document, Source
from documents.text.similarity import compare
from documents.text.titles import same_title


@dataclass(frozen=True, slots=True)
class Match:
    """A document (new ones are not saved yet) and the source version that the result replaces.

    `conflicts` are stored documents that share a number or a title with a new one and are others
    all the same. `fuller` says that the result has the whole of what is stored as an excerpt.
    `displaced` is the source of another document that stood in this row of the file before.
    `replaces` says that the result is the document's text from now on, as a curator decided.
    """

    document: Document
    previous: Source | None
    is_new: bool
    conflicts: tuple[Evidence, ...] = ()
    fuller: bool = False
    displaced: Source | None = None
    replaces: bool = False

    def writes_text(self, text: str) -> bool:
        """Whether the document is to be written from this result, which has this text.

        A reprint only adds a source, and so does a catalogue record of what is known already. A new
        version writes what its last version wrote: the text, unless that is another source's.
        """
        if self.is_new or self.replaces:
            return True
        if self.previous is None:
            return bool(text) and (self.fuller or not self.document.has_text)
        return bool(self.previous.offsets) or not self.document.has_text


@dataclass(frozen=True, slots=True)
class Known:
    """Sources that a result may be a new version of: one statement for all of them.

    `moved` is that of the same record in another row of the file, where it stands no longer: rows
    are taken in order, so one that moved down has lost its row by now, and one that moved up stands
    further down still. `is_stored` says whether these bytes are the current version of what stands
    here, or of anything.
    """

    here: Source | None
    at_address: Source | None
    moved: Source | None
    is_stored: bool

    @classmethod
    def of(cls, source: SourceInfo, location: str) -> Known:
        """What stands at the location, has the bytes, or has the address."""
        where = Q(location=location, record=source.record, is_current=True)
        where |= Q(sha256=source.sha256)
        if source.url:
            where |= Q(url=source.url, is_current=True)
        found = list(Source.objects.filter(where).defer("raw").order_by("-is_current", "-id"))
        current = [row for row in found if row.is_current and row.record == source.record]
        here = next((row for row in current if row.location == location), None)
        hashes = {row.sha256 for row in ([here] if here else current)}
        return cls(
            here=here,
            at_address=next(
                (row for row in found if source.url and row.is_current and row.url == source.url),
                None,
            ),
            moved=next((row for row in found if _moved(row, source, location)), None),
            is_stored=source.sha256 in hashes,
        )


def _moved(row: Source, source: SourceInfo, location: str) -> bool:
    if row.record is None or source.record is None:
        return False
    same = (row.location, row.sha256) == (location, source.sha256)
    return same and (not row.is_current or row.record > source.record)


def match(source: SourceInfo, record: dict[str, Any], key: str | None, known: Known) -> Match:
    """By place, by address, by proof; else a new document.

    `key` is the identity of a record that has one of its own, whatever its address or bytes.
    """
    displaced = None
    previous = known.here
    if previous is not None and source.record is not None and not _is_same_row(previous, record):
        previous, displaced = None, previous
    previous = previous or known.moved or known.at_address
    if previous is not None:
        return Match(previous.document, previous, is_new=False, displaced=displaced)
    evidence = weigh(record)
    proven = [found for found in evidence if found.against is None]
    if len(proven) == 1:
        document = Document.objects.get(pk=proven[0].document.pk)
        fuller = proven[0].fuller
        return Match(document, None, is_new=False, fuller=fuller, displaced=displaced)
    own = key or identity(source.url, source.sha256, source.record)
    new = Document(id=document_id(own))
    return Match(new, None, is_new=True, conflicts=evidence, displaced=displaced)


def attached(document_id: str, source: SourceInfo) -> Match:
    """The document that a curator names; the result is the next version of what stood for it.

    That is the source of the same address, else the one that the text was read from.
    """
    document = Document.objects.get(pk=document_id)
    current = document.sources.filter(is_current=True).defer("raw").order_by("-version", "-id")
    found = list(current)
    same = (row for row in found if source.url and row.url == source.url)
    read = (row for row in found if row.offsets)
    previous = next(same, None) or next(read, None) or next(iter(found), None)
    return Match(document, previous, is_new=False, replaces=True)


def _is_same_row(previous: Source, record: dict[str, Any]) -> bool:
    """Whether a row of a file still holds the document that it held; rows move when one is added.

    A row that was changed past recognition is another document.
    """
    document, url = previous.document, record["source"]["url"]
    if url or previous.url:
        return bool(url == previous.url)
    if record["document_number"] and document.document_number:
        return bool(record["document_number"] == document.document_number)
    if same_title(record["title"], document.title):
        return True
    return compare(record["text"], document.text) is not None
