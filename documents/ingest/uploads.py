"""What somebody sends to be taken in: bytes of one kind, from somewhere."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from documents.ingest.corrections import Values
from documents.ingest.identity import document_id, identity
from documents.ingest.inputs import Input
from documents.ingest.readers.registry import SINGLE, SUFFIXES
from documents.ingest.record import SourceInfo
from documents.models import Document, Source

KINDS = {SUFFIXES[suffix]: suffix for suffix in (".txt", ".md", ".html", ".docx", ".pdf")}
"""Media type → the suffix under which its reader is found."""
_BESIDE = {
    "title": "title", "document_number": "document_number", "index_number": "index_number",
    "subject": "subject", "publisher": "publisher", "adopted_on": "adopted_on",
    "published_on": "published_on", "effective_on": "effective_on", "authors": "author",
    "issuers": "issuer",
}  # fmt: skip
"""Field that a curator gives → the metadata that recognition compares with the text."""
_NAMED = 120
"""Characters of a file's name that the source keeps."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One file or text with the address that it came from, if that is known."""

    raw: bytes
    suffix: str
    name: str = ""
    url: str | None = None

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @property
    def location(self) -> str:
        """Another one for other bytes: two files of one name are not versions of each other."""
        return f"api:{self.sha256[:16]}/{PurePath(self.name).name[:_NAMED] or 'text'}"

    def input(self, values: Values) -> Input:
        """For the pipeline, with what a curator says beside it."""
        source = SourceInfo(self.location, None, self.sha256, SUFFIXES[self.suffix], self.url)
        beside = _beside(values) | ({"url": self.url} if self.url else {})
        return Input(PurePath(f"upload{self.suffix}"), source, self.raw, beside=beside)  # type: ignore[arg-type]

    def hold(self) -> None:
        """Let nobody else take in the same bytes or address until the transaction ends."""
        names = sorted({f"sha256:{self.sha256}", f"url:{self.url or self.sha256}"})
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 5))", [name])

    def sources(self) -> QuerySet[Source]:
        """Where these bytes are stored, current versions first."""
        same = Source.objects.filter(sha256=self.sha256, record=None).select_related("document")
        return same.only("document__status", "is_current").order_by("-is_current", "-id")

    def namesake(self) -> Document | None:
        """The document that a new one from here would have the id of."""
        own = document_id(identity(self.url, self.sha256, None))
        return Document.objects.only("status").filter(pk=own).first()


def suffix_of(name: str, media_type: str) -> str | None:
    """By the file's name, else by its media type; null for what is not read."""
    suffix = PurePath(name).suffix.lower()
    return suffix if suffix in SINGLE else None if suffix else KINDS.get(media_type)


def _beside(values: Mapping[str, Any]) -> dict[str, str]:
    found = {}
    for name, key in _BESIDE.items():
        value = values.get(name)
        if name == "issuers":
            value = "、".join(issuer.name for issuer in value or ())
        elif name == "authors":
            value = "、".join(value or ())
        elif isinstance(value, date):
            value = value.isoformat()
        if value:
            found[key] = value
    return found
