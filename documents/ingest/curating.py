"""What curators do to documents through the API: one transaction each, with a row of history.

The text goes the way of every ingested one (`process`, `Store`); a document that exists is locked
before anything is compared with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from django.db import transaction
from django.utils import timezone

from documents.ingest import revisions
from documents.ingest.corrections import Values, correct
from documents.ingest.current import current_tools
from documents.ingest.process import Result, process
from documents.ingest.revisions import Action, Author
from documents.ingest.storing import AlreadyThere, Store, locked
from documents.ingest.uploads import Upload
from documents.models import Document, Revision, Status
from documents.search.analyser import current_analyser
from documents.search.index import index_documents

Outcome = Literal["created", "updated", "unchanged", "refused"]
Check = Callable[[Document], None]
"""Raises where the document, which is locked, is not as the caller takes it to be."""


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it; a refusal has the reason and no document."""

    outcome: Outcome
    document: str = ""
    reason: str = ""


class Conflict(Exception):
    """Nothing was written, since another document (or this one) is in the way."""

    def __init__(self, document: str, reason: str) -> None:
        self.document, self.reason = document, reason
        super().__init__(reason)


def unchecked(document: Document) -> None:
    """The caller takes the document as it is."""


def create(
    upload: Upload,
    values: Values,
    *,
    status: str,
    author: Author,
    reason: str = "",
    check: Check = unchecked,
) -> Done:
    """Take in a new document, then set what the curator says of it.

    `check` sees it as it was read. The same bytes again change nothing. Raises `Conflict` where it
    is a stored document.
    """
    result = _extracted(upload, values)
    with transaction.atomic():
        upload.hold()
        if known := _known(upload):
            return Done("unchanged", known)
        store = Store(status=status, author=author, only_new=True)
        try:
            stored = store.put(result, upload.location)
        except AlreadyThere as found:
            raise Conflict(found.document_id, "number, title, issuer or address say so") from None
        if stored.document is None:
            return Done("refused", reason=stored.reason or "")
        document = locked(stored.document)
        check(document)
        correct(document, values)
        after = revisions.facts_of(stored.document)
        given = {"title", "status", "sources", "text", *values}
        changes = {n: {"old": None, "new": after[n]} for n in after if n in given}
        revisions.record({stored.document: changes}, author, reason, Action.CREATED)
        return Done("created", stored.document)


def _known(upload: Upload) -> str | None:
    """The published document or draft that has these bytes for its current source."""
    if source := upload.sources().first():
        if source.document.status == Status.WITHDRAWN:
            raise Conflict(source.document_id, "it has these bytes, and is withdrawn")
        if not source.is_current:
            raise Conflict(source.document_id, "these bytes are an earlier version of it")
        return source.document_id
    if namesake := upload.namesake():
        raise Conflict(namesake.pk, "it was first taken in from there")
    return None


def add_source(
    document_id: str, upload: Upload, *, author: Author, reason: str = "", check: Check = unchecked
) -> Done:
    """Replace the text by that of a new version; what curators have said of the document stays.

    Raises `Conflict` where the bytes or the address are another document's.
    """
    result = _extracted(upload, {})
    with transaction.atomic():
        upload.hold()
        document = locked(document_id)
        check(document)
        for source in upload.sources():
            if source.document_id != document_id:
                raise Conflict(source.document_id, "these bytes are a source of it")
            if source.is_current:
                return Done("unchanged", document_id)
        _refuse_foreign_address(document_id, upload)
        if result.draft is not None and not result.draft.text:
            result = _without_text(result)
        store = Store(status=document.status, author=author, reason=reason)
        stored = store.put(result, upload.location, into=document_id)
        if stored.document is None:
            return Done("refused", reason=stored.reason or "")
        return Done("updated", document_id)


def _refuse_foreign_address(document_id: str, upload: Upload) -> None:
    other = Document.objects.filter(sources__url=upload.url, sources__is_current=True)
    if upload.url and (found := other.exclude(pk=document_id).values_list("pk", flat=True).first()):
        raise Conflict(found, "this address is a source of it")


def _without_text(result: Result) -> Result:
    """A version without a text would take away the one that there is."""
    return Result(result.source, None, "holds no text", result.raw)


def _extracted(upload: Upload, values: Values) -> Result:
    """Outside the transaction: reading and recognising take most of the time."""
    return process(upload.input(values), current_tools(), current_analyser())


def update(
    document_id: str, values: Values, *, author: Author, reason: str = "", check: Check = unchecked
) -> Done:
    """Set fields of a document; nothing is written where all of them are so already."""
    with transaction.atomic():
        document = locked(document_id)
        check(document)
        before, written_at = revisions.facts_of(document_id), document.record_updated_at
        correct(document, values)
        changes = revisions.differences(before, revisions.facts_of(document_id))
        if not changes and document.record_updated_at == written_at:
            return Done("unchanged", document_id)
        if revisions.is_content(changes):
            Document.objects.filter(pk=document_id).update(content_changed_at=timezone.now())
        revisions.record({document_id: changes}, author, reason)
        return Done("updated", document_id)


def set_status(ids: Iterable[str], status: str, *, author: Author, reason: str = "") -> list[str]:
    """Give documents a status; the ids of those that had another. The content has not changed."""
    with transaction.atomic():
        rows = Document.objects.filter(pk__in=list(ids)).exclude(status=status).order_by("pk")
        chosen = list(rows.select_for_update(no_key=True).values_list("pk", "status"))
        keys = [key for key, _ in chosen]
        Document.objects.filter(pk__in=keys).update(status=status, record_updated_at=timezone.now())
        index_documents(keys)
        changed = {key: {"status": {"old": old, "new": status}} for key, old in chosen}
        revisions.record(changed, author, reason)
    return keys


def withdraw(document_id: str, *, author: Author, reason: str, check: Check = unchecked) -> Done:
    """Take a document back. Raises `Conflict` where that was done already."""
    with transaction.atomic():
        document = locked(document_id)
        check(document)
        if document.status == Status.WITHDRAWN:
            raise Conflict(document_id, "it is withdrawn already")
        set_status([document_id], Status.WITHDRAWN, author=author, reason=reason)
        return Done("updated", document_id)


def restore(
    document_id: str, *, author: Author, reason: str = "", check: Check = unchecked
) -> Done:
    """Undo a withdrawal: what was a draft is one again. Raises `Conflict` where there is none."""
    with transaction.atomic():
        document = locked(document_id)
        check(document)
        if document.status != Status.WITHDRAWN:
            raise Conflict(document_id, "it is not withdrawn")
        before = Revision.objects.filter(document=document_id, action=Action.WITHDRAWN).first()
        was = before.changes.get("status", {}).get("old") if before else None
        status = Status.DRAFT if was == Status.DRAFT else Status.PUBLISHED
        set_status([document_id], status, author=author, reason=reason)
        return Done("updated", document_id)
