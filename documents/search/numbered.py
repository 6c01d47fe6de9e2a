"""Documents by their number: where a query is one, its documents come before those that cite it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from documents.search.clauses import Matching, matches
from documents.search.keys import key_query
from documents.search.ranking import BLOCK, Ranked, in_front


def numbered_first(
    number: str, found: Sequence[Ranked], matching: Matching, worth: float, cursor: Any
) -> list[Ranked]:
    """The block with those of a search that have the number in front; one statement.

    They score `worth` more, which is to be what nothing else can score.
    """
    own = (Ranked(key, 0.0, {}) for key in _having(number, matching, cursor))
    return in_front(own, found, "number", worth)[:BLOCK]


def _having(number: str, matching: Matching, cursor: Any) -> list[str]:
    """Documents of a search that have a number, the latest first."""
    key = key_query("number", (number,))
    where = matching.where(also=[matches("words", key)] if key else ())
    statement = f"""
        SELECT e.document_id FROM documents_searchentry e WHERE {where.sql}
        ORDER BY e.adopted_on DESC NULLS LAST, e.document_id LIMIT %s
    """  # noqa: S608
    cursor.execute(statement, [*where.parameters, BLOCK])
    return [document for (document,) in cursor.fetchall()]
