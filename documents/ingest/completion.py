"""What other sources of a document say and the present one does not."""

from __future__ import annotations

from datetime import date
from typing import Any

from documents.models import Document, Source

FACTS = (
    "document_number", "index_number", "subject", "region", "level", "adopted_on", "published_on",
    "effective_on", "publisher", "speaker",
)  # fmt: skip
"""Fields of a record that stay when another source of the same document leaves them out."""


def completed(
    record: dict[str, Any], document: Document, previous: Source | None
) -> dict[str, Any]:
    """The record, with facts of the stored document where it has none itself.

    Only what another source may have said: a new version of the only source stands for itself.
    """
    others = document.sources.filter(is_current=True)
    if previous is not None and not others.exclude(pk=previous.pk).exists():
        return record
    missing = [name for name in FACTS if record[name] is None]
    stored = {name: stored_value(document, name) for name in missing}
    known = {name: value for name, value in stored.items() if value is not None}
    evidence = {**record["evidence"], **dict.fromkeys(known, "metadata")}
    issuers = record["issuers"] or stored_issuers(document)
    return {**record, **known, "evidence": evidence, "issuers": issuers}


def stored_issuers(document: Document) -> list[dict[str, Any]]:
    """The issuers of a stored document as a record has them."""
    links = document.issuer_links.select_related("body").order_by("position")
    return [{"name": link.name, "body": link.body and link.body.slug} for link in links]


def stored_value(document: Document, name: str) -> Any:
    """A field of a stored document as a record has it."""
    value = document.region_id if name == "region" else getattr(document, name)
    return value.isoformat() if isinstance(value, date) else value
