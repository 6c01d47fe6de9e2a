"""The address of all documents, where they are listed and taken in."""

from __future__ import annotations

from documents.api.lists import DocumentList
from documents.api.writing.views import CreatesDocuments


class Documents(CreatesDocuments, DocumentList):
    """Published documents: every filter combines with every other and with `q`."""
