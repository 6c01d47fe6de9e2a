"""The flag `possible_duplicate`: a document has it while it is the copy of an open proposal."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Exists, OuterRef
from django.utils import timezone

from documents.ingest import revisions
from documents.models import Document, DocumentRelation
from documents.search.rekeying import rekey
from documents.text.stages import FLAGS

FLAG = "possible_duplicate"


def renew_flags(
    ids: Iterable[str],
    author: revisions.Author = revisions.COMMAND,
    reason: str = "",
    own: str | None = None,
) -> None:
    """Set or take away the flag of these documents, where it is not as it should be.

    The index follows, where a document is in it already, and so does the history, except that of
    `own`, which whoever is writing it keeps.
    """
    proposed = DocumentRelation.objects.filter(
        from_document=OuterRef("pk"), status=DocumentRelation.Status.PROPOSED
    )
    found = Document.objects.filter(pk__in=set(ids)).annotate(is_copy=Exists(proposed))
    changed: dict[str, revisions.Changes] = {}
    for pk, flags, is_copy in found.order_by("pk").values_list("pk", "flags", "is_copy"):
        if is_copy != (FLAG in flags):
            renewed = with_flag(flags, is_copy)
            Document.objects.filter(pk=pk).update(flags=renewed, record_updated_at=timezone.now())
            changed[pk] = {"flags": {"old": flags, "new": renewed}}
    if changed:
        rekey(list(changed))
        changed.pop(own or "", None)
        revisions.record(changed, author, reason)


def with_flag(flags: Iterable[str], is_copy: bool) -> list[str]:
    """The flags with or without this one, in the order in which records list them."""
    wanted = set(flags) - {FLAG} | ({FLAG} if is_copy else set())
    return [flag for flag in FLAGS if flag in wanted]
