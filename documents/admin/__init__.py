"""The admin site's pages for documents and what is read out of them."""

from documents.admin import (
    candidates,
    documents,
    duplicates,
    search,
    sources,
    structure,
    suggestions,
)

__all__ = [
    "candidates",
    "documents",
    "duplicates",
    "search",
    "sources",
    "structure",
    "suggestions",
]
