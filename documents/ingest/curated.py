"""What a curator has said of a document, which ingest leaves alone from then on.

`evidence` of such a field is `curator`; of a flag that was set or cleared by hand it stands under
`flags.` and the flag. A later version of the source gives everything else anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from documents.ingest.completion import stored_issuers, stored_value
from documents.models import Document
from documents.text.stages import FLAGS

CURATOR = "curator"
SETTLED = {
    "title": "title_inferred",
    "document_number": "damaged_number",
    "issuers": "unresolved_issuer",
    "meeting": "unresolved_meeting",
}
"""Field → the flag that speaks of nothing but it."""
_KEPT = (
    "title", "subtitle", "lead_in", "genre", "kind", "document_number", "index_number", "subject",
    "region", "level", "adopted_on", "published_on", "effective_on", "validity", "publisher",
    "authors", "speaker",
)  # fmt: skip


def curated(document: Document) -> frozenset[str]:
    """The fields, and the flags as `flags.…`, that a curator has settled."""
    return frozenset(name for name, where in document.evidence.items() if where == CURATOR)


def mark(document: Document, fields: Iterable[str], flags_before: Iterable[str]) -> None:
    """Remember that a curator gave these fields, and which flags were set or cleared with them."""
    names = set(fields) - {"status", "flags", "validity_evidence"}
    names |= {f"flags.{flag}" for flag in set(flags_before) ^ set(document.flags)}
    document.evidence = document.evidence | dict.fromkeys(sorted(names), CURATOR)


def settle_flags(flags: Iterable[str], fields: Iterable[str], *, all_resolved: bool) -> list[str]:
    """The flags without those that the corrected fields answer.

    `all_resolved` says whether every issuer is a body now.
    """
    settled = {SETTLED[name] for name in fields if name in SETTLED}
    if not all_resolved:
        settled -= {"unresolved_issuer"}
    return [flag for flag in FLAGS if flag in set(flags) - settled]


def kept(record: dict[str, Any], document: Document) -> dict[str, Any]:
    """The record of a new version with what a curator has said of the document."""
    held = curated(document)
    if not held:
        return record
    values = {name: stored_value(document, name) for name in _KEPT if name in held}
    if "issuers" in held:
        values["issuers"] = stored_issuers(document)
    if "history" in held:
        rows = document.history.order_by("position")
        values["history"] = [_event(row) for row in rows.values("event", "date", "body", "meeting")]
    evidence = {**record["evidence"], **dict.fromkeys(sorted(held), CURATOR)}
    flags = _flags(record["flags"], document, held)
    return {**record, **values, "evidence": evidence, "flags": flags}


def _flags(found: Iterable[str], document: Document, held: frozenset[str]) -> list[str]:
    """The flags of the new version; those that a curator answered stay as they stand."""
    answered = {name.removeprefix("flags.") for name in held if name.startswith("flags.")}
    answered |= {flag for name, flag in SETTLED.items() if name in held}
    wanted = (set(found) - answered) | (set(document.flags) & answered)
    return [flag for flag in FLAGS if flag in wanted]


def _event(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value
            for name, value in row.items()}  # fmt: skip
