"""What the index takes on disk, each part as a ratio to the UTF-8 bytes of the text."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

TABLES = """
SELECT c.oid::regclass::text, pg_table_size(c.oid), pg_total_relation_size(c.oid)
FROM pg_class c
WHERE c.relname IN ('documents_searchentry', 'documents_passage', 'documents_lexeme')
ORDER BY 1
"""
INDEXES = """
SELECT i.relname, m.amname, pg_relation_size(i.oid)
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
WHERE x.indrelid = %s::regclass ORDER BY 3 DESC
"""
VECTORS = """
SELECT DISTINCT a.attname
FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_am m ON m.oid = i.relam
JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = ANY(x.indkey)
WHERE x.indrelid = %s::regclass AND m.amname = 'gin' ORDER BY 1
"""
"""Columns under a GIN index."""


def text_bytes() -> int:
    """UTF-8 bytes of all texts."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sum(octet_length(text)) FROM documents_document")
        return int(cursor.fetchone()[0] or 0)


def sizes() -> Iterator[str]:
    """Lines: the tables of the index, their indexes, and the sums that matter."""
    text, gin, stored = text_bytes() or 1, 0, 0
    yield f"text {_mb(text)}"
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        for table, own, total in cursor.fetchall():
            cursor.execute(VECTORS, [table])
            parts: list[str] = []
            for (column,) in cursor.fetchall():
                cursor.execute(f"SELECT sum(pg_column_size({column})) FROM {table}")  # noqa: S608
                size = int(cursor.fetchone()[0] or 0)
                stored += size
                parts.append(f"{column} {_share(size, text)}")
            yield f"{table}: heap and toast {_share(own, text)}, with indexes {_share(total, text)}"
            if parts:
                yield f"  stored vectors: {', '.join(parts)}"
            cursor.execute(INDEXES, [table])
            found = cursor.fetchall()
            gin += sum(size for _, method, size in found if method == "gin")
            listed = (f"{name} {_share(size, text)}" for name, _, size in found)
            yield f"  indexes: {', '.join(listed)}"
    whole = f"GIN together {_share(gin, text)} (aim 1.2)"
    yield f"{whole}, vectors together {_share(stored, text)} (aim 2)"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"


def _share(size: int, text: int) -> str:
    return f"{_mb(size)} = {size / text:.2f}"
