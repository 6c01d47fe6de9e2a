"""Completes what is typed: from Chinese, pinyin, initials, and Chinese that goes on in letters.

One statement. Every way of matching asks the buckets of `Suggestion` from the best on and stops
with the row that fills the answer, so that neither a common beginning nor a rare one costs much.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, NamedTuple

from django.db import connection

from documents.models.suggestion import OWNERS
from documents.search.suggestion_keys import comparable
from documents.search.suggestion_ways import Match, Way, ways
from documents.search.typed import Typed, read

SURPLUS = 3
"""Rows fetched for one that is shown: a body has several names, and one may match in two ways."""


@dataclass(frozen=True, slots=True)
class Completion:
    """`id` is a slug or a document's id; `text[start:end]` is what was typed of it."""

    text: str
    kind: str
    id: str
    match: Match
    start: int
    end: int


class Row(NamedTuple):
    way: int
    bucket: int
    weight: int
    kind: str
    text: str
    key: str
    pinyin: str
    id: str


def complete(text: str, kinds: Collection[str] = OWNERS, limit: int = 10) -> list[Completion]:
    """Up to `limit` completions, best first: whole names, then beginnings, then inner matches.

    Among matches of one way: short and often named ones first, then by kind. What leads to the
    same place is listed once, and so are documents of one title.
    """
    typed = read(text)
    tried = list(ways(typed, kinds))
    found: dict[tuple[str, str], Completion] = {}
    rows = _rows(tried, limit * SURPLUS) if tried else []
    for row in sorted(rows, key=lambda row: _rank(row, tried[row.way].match, typed)):
        match = tried[row.way].match
        key = (row.kind, row.key if row.kind == "document" else row.id)
        if key not in found:
            span = _span(row.text, *_matched(row, match, typed))
            found[key] = Completion(row.text, row.kind, row.id, match, *span)
    return list(found.values())[:limit]


_ASKED = """
SELECT %s AS way, s.* FROM unnest(%s::smallint[]) AS b (part) CROSS JOIN LATERAL (
    SELECT * FROM (
        SELECT DISTINCT ON (key COLLATE "C", term_id, body_id, meeting_id) *
        FROM documents_suggestion WHERE {condition}
        ORDER BY key COLLATE "C", term_id, body_id, meeting_id, weight DESC, id DESC
    ) AS once ORDER BY bucket, weight DESC, key COLLATE "C" LIMIT %s
) AS s
"""
"""One way's rows. A join of a function with what depends on it keeps the function's order."""

_TOLD = """
WITH sampled AS MATERIALIZED (
    SELECT count(*) AS pairs, count(*) FILTER (WHERE strpos(key, %s) > 1) AS matches
    FROM documents_suggestion WHERE grams @@ %s::tsquery
)
SELECT found.way, found.bucket, found.weight, found.kind, found.text, found.key, found.pinyin,
    coalesce(term.slug, body.slug, meeting.slug, found.document_id)
FROM ({ways} LIMIT %s) AS found
LEFT JOIN taxonomy_term AS term ON term.id = found.term_id
LEFT JOIN taxonomy_body AS body ON body.id = found.body_id
LEFT JOIN taxonomy_meeting AS meeting ON meeting.id = found.meeting_id
"""


def _rows(tried: Sequence[Way], limit: int) -> list[Row]:
    tsquery, part = next((way.sample for way in tried if way.sample), ("", ""))
    branches: list[str] = []
    parameters: list[Any] = [part, tsquery]
    for number, way in enumerate(tried):
        branches.append(f"({_ASKED.format(condition=way.condition)})")
        parameters += [number, list(way.parts), *way.parameters, limit]
    with connection.cursor() as cursor:
        cursor.execute(_TOLD.format(ways=" UNION ALL ".join(branches)), [*parameters, limit])
        return [Row(*row) for row in cursor.fetchall()]


def _rank(row: Row, match: Match, typed: Typed) -> tuple[Any, ...]:
    """Among names that sound alike those come first of which whole syllables were typed."""
    letters = typed.tail or typed.letters
    broken = match == "pinyin" and len(letters) not in _ends(row, len(typed.head))
    return row.way, broken, row.bucket, -row.weight, row.text


def _ends(row: Row, head: int) -> list[int]:
    """Where the syllables after the first so many end, in letters."""
    return list(accumulate(len(syllable) for syllable in row.pinyin.split()[head:]))


def _matched(row: Row, match: Match, typed: Typed) -> tuple[int, int]:
    """The characters of the key that answer to what was typed."""
    head = len(typed.head)
    if match == "inner":
        at = row.key.find(typed.key)
        return at, at + len(typed.key)
    if match == "prefix":
        return 0, len(typed.key)
    if match == "initials":
        return 0, head + len(typed.tail if head else typed.letters)
    letters = len(typed.tail if head else typed.letters)
    return 0, head + 1 + sum(end < letters for end in _ends(row, head))


def _span(text: str, start: int, end: int) -> tuple[int, int]:
    """Characters of the key as a span of the text, which has signs and spaces besides."""
    places = [at for at, char in enumerate(text) if comparable(char)]
    return places[start], places[min(end, len(places)) - 1] + 1
