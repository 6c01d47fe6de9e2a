"""Keys of documents renewed where nothing else of them has changed: no text is read."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from documents.search.keys import KEY, keys_of
from documents.search.vectors import quoted


def rekey(ids: Sequence[str]) -> None:
    """Write the keys of these documents anew; documents that are not indexed stay so."""
    found = keys_of(ids)
    vectors = [" ".join(map(quoted, keys)) for keys in found.values()]
    with connection.cursor() as cursor:
        cursor.execute(_REKEY, [list(found), vectors])


_REKEY = f"""
    UPDATE documents_searchentry e
    SET words = ts_delete(e.words, ARRAY(
            SELECT lexeme FROM unnest(e.words) WHERE starts_with(lexeme, '{KEY}')
        )) || renewed.keys::tsvector
    FROM unnest(%s::text[], %s::text[]) AS renewed (id, keys)
    WHERE e.document_id = renewed.id
"""  # noqa: S608 - a mark of our own
