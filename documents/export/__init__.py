"""What a snapshot is made of: everything that the API shows, and no more."""

from documents.export.cursor import cursor
from documents.export.document_tables import DOCUMENT_TABLES
from documents.export.reference_tables import REFERENCE_TABLES
from policyapi.snapshots.tables import Table

__all__ = ["TABLES", "cursor"]

TABLES: tuple[Table, ...] = (*REFERENCE_TABLES, *DOCUMENT_TABLES)
"""In this order a copy can be filled: what is pointed to comes before what points to it."""
