"""Documents by their number."""

from __future__ import annotations

from documents.models import Document
from documents.models.document import Status


def numbered_documents(number: str) -> list[str]:
    """Ids of the published documents that have a normalised number, the latest first.

    A list, as numbers are not unique: forwarded texts and other versions have the same.
    """
    published = Document.objects.filter(status=Status.PUBLISHED, document_number=number)
    return list(published.values_list("id", flat=True))
