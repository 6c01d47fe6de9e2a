"""Readers: from the bytes of a file to raw documents, by the file's suffix."""

from documents.ingest.readers.registry import RECORDS, SUFFIXES, read
from documents.ingest.readers.result import ReadItem

__all__ = ["RECORDS", "SUFFIXES", "ReadItem", "read"]
