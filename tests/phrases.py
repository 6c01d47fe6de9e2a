"""Quoted substrings of texts, for the guarantee that what a text says is found in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from random import Random

from documents.search.clauses import Clause
from documents.search.folding import kept
from documents.search.search import Search, searching

SHORTEST, LONGEST = 2, 12
"""Characters of a phrase, punctuation and line breaks aside."""

_QUOTES = re.compile(r'["“”「」『』\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Sample:
    """A phrase as it would be quoted, and the document that it was taken from."""

    phrase: str
    document: str


def samples(texts: Mapping[str, str], number: int, seed: int) -> Iterator[Sample]:
    """Random substrings: half as the text has them, half without punctuation and line breaks."""
    random = Random(seed)
    bare = {key: kept(text) for key, text in texts.items()}
    keys = [key for key, text in bare.items() if len(text) >= LONGEST]
    while number and keys:
        key = random.choice(keys)
        text = texts[key] if number % 2 else bare[key]
        start = random.randrange(len(text))
        phrase = _QUOTES.sub("", text[start : start + random.randint(SHORTEST, LONGEST)])
        if len(kept(phrase)) >= SHORTEST:
            number -= 1
            yield Sample(phrase, key)


def is_found(sample: Sample) -> bool:
    """Whether the document is among the matches of the quoted phrase."""
    with searching() as cursor:
        search = Search(f'"{sample.phrase}"', {}, cursor)
        here = Clause("e.document_id = %s", (sample.document,))
        where = search.matching.where(also=[here])
        cursor.execute(
            f"SELECT count(*) FROM documents_searchentry e WHERE {where.sql}",  # noqa: S608
            where.parameters,
        )
        return bool(cursor.fetchone()[0])
