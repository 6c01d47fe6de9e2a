"""Filters as lexemes of the index, `=name:value`, so that a filter is one more AND in a search.

`KEYS` says of every filter that asks for equality which values a document has; `documents.api
.filters` says the same in SQL, and a property test holds the two equal. Values are compared as the
database compares them, character by character: nothing is folded.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db import connection

from documents.models import Document
from documents.search.vectors import quoted
from documents.text.numbers import parse_number

KEY = "="
LONGEST_BYTES = 1_000
"""Of a key's value in UTF-8, within the 2,046 bytes of a lexeme; longer values are hashed."""

LAST_YEAR = 9_999

Related = Mapping[str, Sequence[str]]
"""Name of a key → values that stand in other tables."""


@dataclass(frozen=True, slots=True)
class Key:
    """`read` gives a document's values, nulls aside; `asked` what a filter's values stand for."""

    read: Callable[[Document, Related], Iterable[object]]
    asked: Callable[[Sequence[object]], Iterable[object]] = iter


def numbers(values: Sequence[object]) -> list[str]:
    """Numbers as given and as the database writes them: 国发[2018]42号, 国发〔2018〕42号."""
    given = [str(value) for value in values]
    parsed = (parse_number(value) for value in given)
    return [*given, *(number.normalised for number in parsed if number)]


def _year(year: object) -> str | None:
    """Four digits, so that a prefix is a span of years.

    >>> _year(987)
    '0987'
    """
    return None if year is None else f"{year:0>4}"


def _column(name: str, asked: Callable[[Sequence[object]], Iterable[object]] = iter) -> Key:
    return Key(lambda document, _: (getattr(document, name),), asked)


def _related(name: str) -> Key:
    return Key(lambda _, related: related.get(name, ()))


KEYS: dict[str, Key] = {
    "issuer": _related("issuer"),
    "issuer_tree": _related("issuer_tree"),
    "meeting": _related("meeting"),
    "kind": _column("kind"),
    "genre": _column("genre"),
    "region": _column("region_id"),
    "region_tree": _related("region_tree"),
    "level": _column("level"),
    "term": _related("term"),
    "term_tree": _related("term_tree"),
    "subject": Key(lambda document, related: (document.subject, *related.get("subject", ()))),
    "number": _column("document_number", numbers),
    "number_prefix": _column("number_prefix"),
    "publisher": _column("publisher"),
    "validity": _column("validity"),
    "flag": Key(lambda document, _: document.flags),
    "year": Key(lambda document, _: (_year(document.year),), lambda years: map(_year, years)),
    "published_year": Key(
        lambda document, _: (document.published_on and _year(document.published_on.year),)
    ),
    "has_text": Key(lambda document, _: (bool(document.text_length),)),
}

READ = (
    "kind", "genre", "region_id", "level", "subject", "document_number", "number_prefix",
    "publisher", "validity", "flags", "year", "published_on", "text_length",
)  # fmt: skip
"""The columns that keys are made of."""


def keys_of(ids: Sequence[str]) -> dict[str, list[str]]:
    """Document → its keys, each once; documents that do not exist are left out. Two statements."""
    return keys_for(Document.objects.filter(id__in=ids).only(*READ))


def keys_for(documents: Iterable[Document]) -> dict[str, list[str]]:
    """The same of documents of which the columns `READ` are at hand; one statement."""
    documents = list(documents)
    related = _related_values([document.id for document in documents])
    return {
        document.id: [
            _lexeme(name, value)
            for name, key in KEYS.items()
            for value in dict.fromkeys(key.read(document, related[document.id]))
            if value is not None
        ]
        for document in documents
    }


def key_query(name: str, values: Sequence[object]) -> str | None:
    """What a filter adds to a tsquery, null where it has no key (ranges, citations, ids).

    >>> print(key_query("kind", ["决定", "决议"]))
    ('=kind:决定' | '=kind:决议')
    """
    pieces = [quoted(lexeme) for lexeme in key_lexemes(name, values)]
    if not pieces:
        return None
    return pieces[0] if len(pieces) == 1 else f"({' | '.join(pieces)})"


def key_lexemes(name: str, values: Sequence[object]) -> list[str]:
    """The lexemes of which a row that passes a filter has one; none where it has no key."""
    if name not in KEYS:
        return []
    return [_lexeme(name, value) for value in dict.fromkeys(KEYS[name].asked(values))]


def year_query(name: str, low: int, high: int) -> str | None:
    """The years of a span, by as few prefixes as make them up; null where it is all years.

    >>> print(year_query("year", 2018, 2040))
    '=year:2018' | '=year:2019' | '=year:202':* | '=year:203':* | '=year:2040'
    """
    pieces = []
    low, high = max(low, 0), min(high, LAST_YEAR)
    while low <= high:
        size = next(n for n in (10_000, 1_000, 100, 10, 1) if low % n == 0 and low + n - 1 <= high)
        digits = f"{low:04}"[: 5 - len(str(size))]
        pieces.append(quoted(f"{KEY}{name}:{digits}") + (":*" if size > 1 else ""))
        low += size
        if size > LAST_YEAR:
            return None
    return " | ".join(pieces)


def _lexeme(name: str, value: object) -> str:
    """The key of one value.

    >>> _lexeme("has_text", True)
    '=has_text:true'
    """
    written = str(value).lower() if isinstance(value, bool) else str(value)
    encoded = written.encode()
    if len(encoded) > LONGEST_BYTES:
        written = hashlib.sha256(encoded).hexdigest()
    return f"{KEY}{name}:{written}"


def _related_values(ids: Sequence[str]) -> dict[str, dict[str, list[str]]]:
    """Document → name of a key → values; one statement.

    It climbs the trees from what the documents name, so that nothing is kept that could be stale.
    """
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with connection.cursor() as cursor:
        cursor.execute(_RELATED, {"ids": list(ids)})
        for document, name, value in cursor.fetchall():
            found[document][name].append(value)
    return found


def _tree(name: str, table: str, key: str, slug: str, leaves: str) -> str:
    """A recursive query `tree_name (document, is_own, value, parent)`; `leaves` are own ones."""
    return f"""
    {name}_tree (document, is_own, value, parent) AS (
        SELECT DISTINCT leaf.document, true, node.{slug}, node.parent_id
        FROM ({leaves}) AS leaf JOIN {table} AS node ON node.{key} = leaf.node
        UNION
        SELECT below.document, false, node.{slug}, node.parent_id
        FROM {name}_tree AS below JOIN {table} AS node ON node.{key} = below.parent
    )"""  # noqa: S608 - names of our own


_RELATED = f"""
    WITH RECURSIVE {
    ",".join(
        (
            _tree(
                "issuer",
                "taxonomy_body",
                "id",
                "slug",
                "SELECT document_id AS document, body_id AS node FROM documents_documentissuer "
                "WHERE document_id = ANY(%(ids)s)",
            ),
            _tree(
                "term",
                "taxonomy_term",
                "id",
                "slug",
                "SELECT DISTINCT document_id AS document, term_id AS node FROM documents_mention "
                "WHERE document_id = ANY(%(ids)s)",
            ),
            _tree(
                "region",
                "taxonomy_region",
                "code",
                "code",
                "SELECT id AS document, region_id AS node FROM documents_document "
                "WHERE id = ANY(%(ids)s)",
            ),
        )
    )
}
    SELECT document, 'issuer', value FROM issuer_tree WHERE is_own
    UNION ALL SELECT DISTINCT document, 'issuer_tree', value FROM issuer_tree
    UNION ALL SELECT document, 'term', value FROM term_tree WHERE is_own
    UNION ALL SELECT DISTINCT document, 'term_tree', value FROM term_tree
    UNION ALL SELECT DISTINCT document, 'region_tree', value FROM region_tree
    UNION ALL
    SELECT document.id, 'meeting', meeting.slug
    FROM documents_document AS document JOIN taxonomy_meeting AS meeting
        ON meeting.id = document.meeting_id WHERE document.id = ANY(%(ids)s)
    UNION ALL
    SELECT document.id, 'subject', unnest(ARRAY[term.slug, term.label])
    FROM documents_document AS document JOIN taxonomy_term AS term
        ON term.id = document.subject_term_id WHERE document.id = ANY(%(ids)s)
    ORDER BY 1, 2, 3
"""  # noqa: S608 - names of our own
