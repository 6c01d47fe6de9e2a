"""Completes what is typed: from Chinese, pinyin, initials, and Chinese that goes on in letters.

One statement. Every way of matching asks the buckets of `Suggestion` from the best on and stops
with the row that fills the answer, so that neither a common beginning nor a rare one costs much.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any, Literal, NamedTuple

from django.db import connection

from documents.models.suggestion import OWNERS
from documents.search.suggestion_keys import LONGEST_SYLLABLE, at_least, bucket, comparable, exactly
from documents.search.typed import LONGEST_INITIALS, Typed, read

Match = Literal["prefix", "inner", "pinyin", "initials"]

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


class Way(NamedTuple):
    """One way of matching: a condition on the rows of bucket `b.bucket`, as SQL.

    `places` are those where a match may be, by the number of characters that it has at least.
    """

    match: Match
    places: range
    condition: str
    parameters: tuple[Any, ...]


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
    tried = list(ways(typed))
    found: dict[tuple[str, str], Completion] = {}
    rows = _rows(tried, kinds, limit * SURPLUS) if tried else []
    for row in sorted(rows, key=lambda row: _rank(row, tried[row.way].match, typed)):
        match = tried[row.way].match
        key = (row.kind, row.key if row.kind == "document" else row.id)
        if key not in found:
            span = _span(row.text, *_matched(row, match, typed))
            found[key] = Completion(row.text, row.kind, row.id, match, *span)
    return list(found.values())[:limit]


_OF = "bucket = b.bucket"
_INSIDE = "grams @@ concat(%s::text, b.bucket, %s::text)::tsquery AND strpos(key, %s) > 1"
_PINYIN = "replace(pinyin, ' ', '')"
"""As the index has it."""
_AFTER_HEAD = "array_to_string((string_to_array(pinyin, ' '))[%s + 1:], '')"


def ways(typed: Typed) -> Iterator[Way]:
    """The ways of matching, best first."""
    key, letters, initials = typed.key, typed.letters, typed.letters[:LONGEST_INITIALS]
    spelt = -(-len(letters) // LONGEST_SYLLABLE)
    if key:
        yield Way("prefix", exactly(len(key)), f"{_OF} AND key = %s", (key,))
    if letters:
        yield Way("initials", exactly(len(initials)), f"{_OF} AND initials = %s", (initials,))
    if key:
        yield _begins("prefix", at_least(len(key)), "key", key)
    if letters:
        begins = _begins("pinyin", at_least(spelt), _PINYIN, letters)
        if typed.syllables:
            condition = f"{begins.condition} AND pinyin ~ %s"
            begins = begins._replace(
                condition=condition, parameters=(*begins.parameters, typed.syllables)
            )
        yield begins
        yield _begins("initials", at_least(len(initials)), "initials", initials)
    if typed.head:
        yield from _goes_on_in_letters(typed.head, typed.tail)
    if len(key) > 1 and not (key.isascii() and key.isalpha()):
        pairs = "".join(f" & '{pair}'" for pair in _pairs(key))
        yield Way("inner", at_least(len(key)), _INSIDE, ("'#", f"'{pairs}", key))


def _begins(match: Match, places: range, column: str, beginning: str) -> Way:
    """A range of an index with `text_pattern_ops`, whatever the collation of the database."""
    condition = f"{_OF} AND {column} ~>=~ %s AND {column} ~<~ %s"
    return Way(match, places, condition, (beginning, f"{beginning}\U0010ffff"))


def _goes_on_in_letters(head: str, tail: str) -> Iterator[Way]:
    """三高sixin, 三gsx: the name begins with what is Chinese and goes on as the letters sound."""
    begins = _begins("pinyin", at_least(len(head) + 1), "key", head)
    sound = f"{begins.condition} AND {_AFTER_HEAD} LIKE %s"
    yield begins._replace(condition=sound, parameters=(*begins.parameters, len(head), f"{tail}%"))
    first = "_" * len(head) + f"{tail}%"
    condition = f"{begins.condition} AND initials LIKE %s"
    yield Way("initials", begins.places, condition, (*begins.parameters, first))


def _pairs(key: str) -> Iterable[str]:
    return dict.fromkeys(one + other for one, other in pairwise(key))


_ASKED = """
SELECT %s AS way, s.* FROM unnest(%s::smallint[]) AS b (bucket) CROSS JOIN LATERAL (
    SELECT * FROM (
        SELECT DISTINCT ON (key, term_id, body_id, meeting_id) *
        FROM documents_suggestion WHERE {condition}
        ORDER BY key, term_id, body_id, meeting_id, weight DESC, id DESC
    ) AS once ORDER BY weight DESC, key LIMIT %s
) AS s
"""
"""One way's rows. A join of a function with what depends on it keeps the function's order."""

_TOLD = """
SELECT found.way, found.bucket, found.weight, found.kind, found.text, found.key, found.pinyin,
    coalesce(term.slug, body.slug, meeting.slug, found.document_id)
FROM ({ways} LIMIT %s) AS found
LEFT JOIN taxonomy_term AS term ON term.id = found.term_id
LEFT JOIN taxonomy_body AS body ON body.id = found.body_id
LEFT JOIN taxonomy_meeting AS meeting ON meeting.id = found.meeting_id
"""


def _rows(tried: list[Way], kinds: Collection[str], limit: int) -> list[Row]:
    chosen = [kind for kind in OWNERS if kind in kinds]
    branches, parameters = [], list[Any]()
    for number, way in enumerate(tried):
        buckets = [bucket(place, kind) for place in way.places for kind in chosen]
        branches.append(f"({_ASKED.format(condition=way.condition)})")
        parameters += [number, buckets, *way.parameters, limit]
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
