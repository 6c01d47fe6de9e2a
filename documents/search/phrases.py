"""Which documents have the phrases of a query: looked up once, for hits, count and facets alike.

The index says which documents have all bigrams of a phrase, the text whether they stand together.
A plain search in the database finds nearly all that do, so that only the other texts are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from math import prod
from operator import itemgetter
from typing import Any

from documents.search.bigrams import asked
from documents.search.clauses import PUBLIC, Clause, among, every, matches
from documents.search.conditions import both, holds
from documents.search.fields import PHRASE_FIELDS
from documents.search.folding import gapped, kept, variants
from documents.search.plan import Plan
from documents.search.query import And, Keyed, Node, Not, Or, Phrase, Prefix, Words
from documents.search.statistics import BIGRAMS
from documents.search.vectors import quoted

MOST = 16_000
"""Documents that may have a phrase up to which all of them are looked at: so many more than are
counted one by one that those that have it can be counted so, too."""

BATCH = 1_000
"""Documents that are looked at in one statement, so that few texts are in memory at a time."""


TOGETHER = 0.5
"""How far the bigrams of a phrase are from independent: the exponent on all but the rarest."""


def look_up(plan: Plan, cursor: Any) -> None:
    """Put the documents that have the plan's phrases into its conditions.

    A phrase that too many documents may have is left out; it is checked where it is asked for.
    One statement for all phrases, and one for so many documents that may have one.
    """
    conditions, beside = plan.conditions, _beside(plan)
    near = {text: _near(plan, text, beside) for text in _texts(plan.tree)}
    texts = [text for text, others in near.items() if others or _few(plan, text)]
    if not texts:
        return
    conditions.is_beside = bool(beside)
    parts = [_candidates(plan, text, at, near[text]) for at, text in enumerate(texts)]
    cursor.execute(
        " UNION ALL ".join(part.sql for part in parts),
        [value for part in parts for value in part.parameters],
    )
    found = groupby(sorted(cursor.fetchall()), itemgetter(0))
    candidates = {texts[at]: [key for _, key in rows] for at, rows in found}
    for text in texts:
        keys = candidates.get(text, [])
        if len(keys) <= MOST:
            conditions.found[text] = among(set(_having(text, keys, cursor)))


def _texts(tree: Node) -> list[str]:
    """The phrases whose check needs the text: three characters and more, folded, each once."""
    return list(dict.fromkeys(text for text in _phrases(tree) if len(text) > 2))


def _phrases(node: Node) -> Iterator[str]:
    """What is quoted, and words that are excluded, which are read as if they were."""
    if isinstance(node, And | Or):
        for part in node.nodes:
            yield from _phrases(part)
    elif isinstance(node, Not):
        inner = node.node
        yield from _phrases(Phrase(inner.text, inner.field) if isinstance(inner, Words) else inner)
    elif isinstance(node, Phrase) and node.field is None:
        yield kept(node.text)


def _top(tree: Node) -> tuple[Node, ...]:
    return tree.nodes if isinstance(tree, And) else (tree,)


def _beside(plan: Plan) -> str | None:
    """What the index is asked for beside the phrases, wherever they stand in the tree."""
    plain = (part for part in _top(plan.tree) if isinstance(part, Words | Keyed | Prefix))
    return both(found for part in plain if (found := plan.conditions.of(part))).tsquery


def _near(plan: Plan, text: str, beside: str | None) -> list[Clause]:
    """What the index knows of every match beside a phrase: words, and the other phrases' bigrams.

    Not those of a phrase that is one word, which the index may have of a term's other name.
    """
    top = (part for part in _top(plan.tree) if isinstance(part, Phrase) and part.field is None)
    words = plan.conditions.words
    others = (other for part in top if (other := kept(part.text)) != text and len(other) > 1)
    bigrams = [holds(other) for other in others if len(other) == 2 or words(other) != [other]]
    return [matches("words", beside), *bigrams] if beside else bigrams


def _few(plan: Plan, text: str) -> bool:
    """Whether few enough documents may have a phrase, as far as frequencies tell."""
    known = plan.statistics
    if plan.conditions.words(text) == [text]:
        return known.frequency(text) <= MOST
    rarest, *others = sorted(known.frequency(str(pair), BIGRAMS) for pair in asked(text))
    shares = (number / max(1, known.documents) for number in others)
    return rarest * prod(shares) ** TOGETHER <= MOST


def _candidates(plan: Plan, text: str, number: int, near: Sequence[Clause]) -> Clause:
    """The documents that have all bigrams of a phrase; of one word, where it was cut otherwise."""
    where = every([PUBLIC, *near, holds(text)])
    sql, parameters = _SELECT.format(where.sql), where.parameters
    if plan.conditions.words(text) == [text]:
        cut = every([PUBLIC, *near, matches("words", quoted(text))])
        sql = f"{sql} EXCEPT {_SELECT.format(cut.sql)}"
        parameters += cut.parameters
    limited = f"(SELECT {number}, document_id FROM ({sql}) near LIMIT {MOST + 1})"  # noqa: S608
    return Clause(limited, parameters)


def _having(text: str, keys: Sequence[str], cursor: Any) -> Iterator[str]:
    """Those of the documents that have a phrase, punctuation and line breaks aside."""
    spelt = _spellings(text)
    for at in range(0, len(keys), BATCH):
        cursor.execute(_LOOK, [text, list(keys[at : at + BATCH])])
        for key, *fields in cursor:
            if fields[0] is None or any(_says(field, spelt) for field in fields if field):
                yield key


def _spellings(text: str) -> list[tuple[str, re.Pattern[str]]]:
    """By the character that it begins with: what finds a phrase in an unfolded text.

    An expression is far faster where it begins with a single character.
    """
    first, rest = text[0], gapped(text)[len(gapped(text[0])) :]
    return [(char, re.compile(char + rest)) for char in variants().get(first, first)]


def _says(field: str, spelt: Sequence[tuple[str, re.Pattern[str]]]) -> bool:
    return any(first in field and whole.search(field) for first, whole in spelt)


_SELECT = "SELECT e.document_id FROM documents_searchentry e WHERE {}"
_LOOK = f"""
    SELECT id, {", ".join(f"CASE WHEN NOT plain THEN {field} END" for field in PHRASE_FIELDS)}
    FROM (
        SELECT id, {", ".join(PHRASE_FIELDS)}, strpos(text, %s) > 0 AS plain
        FROM documents_document WHERE id = ANY(%s) OFFSET 0
    ) looked
"""  # noqa: S608
"""The fields of a document are null where its text has the phrase plainly."""
