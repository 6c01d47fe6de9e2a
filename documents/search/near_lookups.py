"""What a number or a title that nothing has may have been meant to be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from django.contrib.postgres.search import SearchQuery
from rapidfuzz import fuzz, process

from documents.models import Document, Suggestion
from documents.search.suggestion_keys import comparable
from documents.text.numbers import parse_number

MOST = 3
"""That are offered."""
LEAST = 80
"""Likeness (0 to 100) below which a title is not offered."""
COMPARED = 2_000
"""Titles that share two thirds of the one that was typed."""
_OFFICES = (("政发", "政办发"), ("国发", "国办发"), ("国函", "国办函"), ("政函", "政办函"))
"""A government's numbers and its office's, which are taken for one another."""


def near_numbers(number: str) -> list[tuple[str, str]]:
    """Numbers that differ in one thing, each with its document's title; one statement."""
    forms = dict.fromkeys(_slips(number))
    there = Document.objects.filter(status="published", document_number__in=forms)
    found = dict(there.order_by("-id").values_list("document_number", "title"))
    return [(form, found[form]) for form in forms if form in found][:MOST]


def _slips(number: str) -> Iterator[str]:
    """The other office, digits swapped, the years beside, the serials beside."""
    parsed = parse_number(number)
    if parsed is None or parsed.damaged or parsed.year is None or parsed.serial is None:
        return
    prefix, year, serial = parsed.prefix, parsed.year, parsed.serial
    offices = [p for pair in _OFFICES for p in _other_office(prefix, *pair)]
    yield from (f"{other}〔{year}〕{serial}号" for other in offices)
    digits = str(serial)
    for at in range(len(digits) - 1):
        swapped = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        yield f"{prefix}〔{year}〕{int(swapped)}号"
    yield from (f"{prefix}〔{year + by}〕{serial}号" for by in (-1, 1))
    yield from (f"{prefix}〔{year}〕{serial + by}号" for by in (-1, 1))


def _other_office(prefix: str, one: str, other: str) -> Iterator[str]:
    if prefix.endswith(other):
        yield prefix.removesuffix(other) + one
    elif prefix.endswith(one):
        yield prefix.removesuffix(one) + other


def near_titles(title: str) -> list[str]:
    """Titles of published documents that differ by a slip, the nearest first; one statement.

    A slip spoils one third of a title at most, so those that have two of its thirds are compared.
    """
    key = comparable(title)[:200]
    thirds = [_together(third) for third in _thirds(key) if len(third) > 1]
    if len(thirds) < 3:
        return []
    first, middle, last = thirds
    query = SearchQuery(
        f"({first} & {middle}) | ({middle} & {last}) | ({first} & {last})",
        search_type="raw",
        config="simple",
    )
    alike = Suggestion.objects.filter(kind="document", grams=query)
    rows = list(alike.order_by("bucket", "id").values_list("key", "text")[:COMPARED])
    keys = [row[0] for row in rows]
    best = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=LEAST, limit=MOST)
    return [rows[at][1] for _, _, at in best]


def _thirds(key: str) -> Iterable[str]:
    size = -(-len(key) // 3)
    return (key[:size], key[size : 2 * size], key[2 * size :])


def _together(text: str) -> str:
    """The pairs of a stretch, all of which a title is to have; letters and characters only."""
    return " & ".join(f"'{one}{other}'" for one, other in pairwise(text))
