"""The history of documents: what is public of one before and after a write, and who wrote.

Everything that changes a stored document takes its facts, writes, and records the difference in
the same transaction.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils import timezone

from documents.models import Document, DocumentIssuer, HistoryEvent, Revision, Source, Status

Action = Revision.Action
Facts = dict[str, Any]
"""Public field → its value as JSON; of the text and the source what tells versions apart."""
Changes = dict[str, dict[str, Any]]
"""Field → its value before and after, as `old` and `new`."""

PLAIN = (
    "title", "subtitle", "lead_in", "genre", "kind", "document_number", "index_number", "subject",
    "level", "adopted_on", "published_on", "effective_on", "validity", "validity_evidence",
    "publisher", "authors", "speaker", "digest", "flags", "status",
)  # fmt: skip
_ELSEWHERE = ("subject_term__slug", "meeting__slug", "meeting_stated", "region_id", "text")
IN_LISTS = ("title", "document_number", "status")
"""What the history keeps of a document that is deleted."""


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: a user, a key of the API with its owner, or a command (nobody)."""

    channel: str = Revision.Channel.COMMAND
    actor: User | None = None
    key_name: str = ""
    key_prefix: str = ""


COMMAND = Author()


def facts(ids: Iterable[str]) -> dict[str, Facts]:
    """What is public of each of these documents, as the database holds it; four statements."""
    ids = list(ids)
    found: dict[str, Facts] = {}
    for row in Document.objects.filter(pk__in=ids).values("id", *PLAIN, *_ELSEWHERE):
        text = row["text"]
        found[row["id"]] = {name: _plain(row[name]) for name in PLAIN} | {
            "subject_term": row["subject_term__slug"],
            "meeting": row["meeting__slug"] or (row["meeting_stated"] or {}).get("name"),
            "region": row["region_id"],
            "text": {"sha256": hashlib.sha256(text.encode()).hexdigest(), "length": len(text)},
        }
    for name, parts in _parts(ids).items():
        for key, own in found.items():
            own[name] = parts.get(key, [])
    return found


def _parts(ids: list[str]) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Issuers, history of the law and current sources, in their order, by document."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for name, (model, columns, order) in _PARTS.items():
        parts = found[name] = defaultdict(list)
        rows = model._default_manager.filter(document__in=ids).order_by(order)
        if model is Source:
            rows = rows.filter(is_current=True)
        for key, *values in rows.values_list("document_id", *columns.values()):
            parts[key].append(dict(zip(columns, map(_plain, values), strict=True)))
    return found


_PARTS: dict[str, tuple[type[Model], dict[str, str], str]] = {
    "issuers": (DocumentIssuer, {"name": "name", "body": "body__slug"}, "position"),
    "history": (HistoryEvent, {n: n for n in ("event", "date", "body", "meeting")}, "position"),
    "sources": (Source, {n: n for n in ("version", "url", "sha256")}, "id"),
}
"""What belongs to a document: where it stands, its keys and columns, its order."""


def facts_of(document_id: str) -> Facts:
    return facts([document_id])[document_id]


def differences(before: Facts, after: Facts) -> Changes:
    """The fields that are not the same any more."""
    return {
        name: {"old": before.get(name), "new": value}
        for name, value in after.items()
        if before.get(name) != value
    }


def is_content(changes: Iterable[str]) -> bool:
    """Whether the document says something else: more than status, flags or sources has changed."""
    return bool(set(changes) - {"status", "flags", "sources"})


def action_of(changes: Mapping[str, Any], otherwise: str = Action.UPDATED) -> str:
    """What a change of the status is called, whatever else was changed with it."""
    status = changes.get("status", {})
    if status.get("new") == Status.WITHDRAWN:
        return Action.WITHDRAWN
    return Action.RESTORED if status.get("old") == Status.WITHDRAWN else otherwise


def record(
    changed: Mapping[str, Changes], author: Author, reason: str = "", action: str | None = None
) -> None:
    """Write down what was done to each of these documents; one statement."""
    now = timezone.now()
    Revision.objects.bulk_create(
        Revision(
            document_id=key,
            at=now,
            action=action or action_of(changes),
            channel=author.channel,
            actor=author.actor,
            actor_name=author.actor.get_username() if author.actor else "",
            key_name=author.key_name,
            key_prefix=author.key_prefix,
            reason=reason.strip(),
            changes=changes,
        )
        for key, changes in changed.items()
    )


def record_deletion(documents: Iterable[Document], author: Author, reason: str = "") -> None:
    """To be called before the rows go: what they were is kept in the history."""
    gone = {
        document.pk: {name: {"old": getattr(document, name), "new": None} for name in IN_LISTS}
        for document in documents
    }
    record(gone, author, reason, Action.DELETED)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
