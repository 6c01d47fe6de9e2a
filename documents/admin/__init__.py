"""The admin site's pages for documents and what is read out of them."""

from documents.admin import documents, duplicates, search, sources, structure

__all__ = ["documents", "duplicates", "search", "sources", "structure"]
