"""The admin site's pages for documents and what is read out of them."""

from documents.admin import (
    candidates,
    documents,
    duplicates,
    revisions,
    search,
    sources,
    structure,
    suggestions,
)

__all__ = [
    "candidates",
    "documents",
    "duplicates",
    "revisions",
    "search",
    "sources",
    "structure",
    "suggestions",
]
