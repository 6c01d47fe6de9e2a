"""Documents that a query names, though many others have more of its words.

土地管理法 names the law, which speaks of itself as 本法; 省委十二届六次全会 what was adopted there.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from documents.search.clauses import Clause, matches, one_of, some
from documents.search.keys import key_query
from documents.search.naming import STATE, Naming
from documents.search.suggestion_keys import bucket, comparable, exactly

MOST = 10
"""Documents of one title that are looked up."""


def named_beside(
    text: str | None, named: Naming, found: Collection[str], cursor: Any
) -> Clause | None:
    """What a query names by its title or its meeting and `found` may lack; null for nothing.

    `text` is the query's, null where it has operators (`questions.plain_text`).
    """
    asked = key_query("meeting", named.meetings) if named.meetings else None
    parts = [matches("words", asked)] if asked else []
    titled = [key for key in entitled(text, cursor) if key not in found]
    return some([*parts, one_of(titled)] if titled else parts) if titled or parts else None


def entitled(text: str | None, cursor: Any) -> list[str]:
    """Published documents with a title that was typed, 中华人民共和国 before it or not."""
    typed = comparable(text or "")
    if len(typed) < 2:
        return []
    keys = [typed, STATE + typed]
    places = {bucket(place, "document") for key in keys for place in exactly(len(key))}
    cursor.execute(_TITLED, [sorted(places), keys, MOST])
    return [document for (document,) in cursor.fetchall()]


_TITLED = """
    SELECT document_id FROM documents_suggestion
    WHERE bucket = ANY(%s) AND key = ANY(%s) AND document_id IS NOT NULL
    ORDER BY weight DESC, document_id LIMIT %s
"""
