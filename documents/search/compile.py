"""A parsed query → the condition and the rank of PostgreSQL.

Words match by the segmenter's words or, where it cut the text otherwise, by all their bigrams.
A phrase matches by its bigrams and a check on the text itself, so what occurs is always found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, FloatField, Q, Value, When
from django.db.models.expressions import BaseExpression, CombinedExpression

from documents.search.analyser import Analyser
from documents.search.bigrams import any_level, asked
from documents.search.entries import TITLE
from documents.search.fields import PHRASE_FIELDS, TITLE_FIELDS
from documents.search.folding import gapped, kept
from documents.search.lookups import CoverRank, Typed
from documents.search.query import And, Node, Not, Or, Phrase, Query, Words
from documents.search.vectors import quoted

WORDS = "search_entry__words"
BIGRAMS = "search_entry__bigrams"
NOTHING = Q(pk__in=())
WEIGHTS = {"A": 1.0, "B": 0.8, "C": 0.6, "D": 0.4}
TITLE_PHRASE = 1.0
ZERO = Typed(0.0, "float8", output_field=FloatField())
PIECE = 60
"""Characters of a phrase that one regular expression checks; longer ones are checked in pieces."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """`where` on documents, `rank` for their order, `terms` to be marked in what is found."""

    where: Q
    rank: BaseExpression
    terms: tuple[str, ...]


class Compiler:
    """Compiles with one analyser, the same that the index was made by."""

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser

    def compile(self, query: Query) -> Compiled:
        if query.tree is None:
            return Compiled(NOTHING, ZERO, ())
        leaves = list(positive(query.tree))
        marked = [kept(leaf.text) for leaf in leaves]
        condition = self.where(query.tree)
        return Compiled(
            NOTHING if condition is None else condition,
            self.rank(query.tree, marked),
            tuple(dict.fromkeys(text for text in marked if text)),
        )

    def where(self, node: Node) -> Q | None:
        """The condition of a node; null where nothing in it can be searched for."""
        if isinstance(node, Words):
            return self._words(node)
        if isinstance(node, Phrase):
            return self._phrase(node)
        if isinstance(node, Not):
            inner = self.where(_exact(node.node))
            return None if inner is None else ~inner
        parts = [part for part in map(self.where, node.nodes) if part is not None]
        if not parts:
            return None
        whole = parts[0]
        for part in parts[1:]:
            whole = whole & part if isinstance(node, And) else whole | part
        return whole

    def _words(self, node: Words) -> Q | None:
        lexemes = self._lexemes(node.text)
        if not lexemes:
            return None
        prefix = TITLE if node.field == "title" else ""
        found = _matches(WORDS, [quoted(prefix + lexeme) for lexeme in lexemes])
        pairs = self.analyser.bigrams(node.text)
        if not pairs:
            return found
        cut_otherwise = _holds(pairs)
        if node.field == "title":
            cut_otherwise &= _occurs(kept(node.text), TITLE_FIELDS)
        return found | cut_otherwise

    def _phrase(self, node: Phrase) -> Q | None:
        text = kept(node.text)
        if len(text) < 2:
            return self._words(Words(node.text, node.field))
        found = _holds(self.analyser.bigrams(text))
        if len(text) == 2 and node.field is None:
            return found
        return found & _occurs(text, TITLE_FIELDS if node.field == "title" else PHRASE_FIELDS)

    def rank(self, tree: Node, marked: list[str]) -> BaseExpression:
        """Cover density of the words asked for, and a bonus where the title holds them as typed."""
        wanted = self._tsquery(tree)
        if wanted is None:
            return ZERO
        typed = "".join(marked)[:PIECE]
        titled = Case(
            When(title__regex=gapped(typed), then=Value(TITLE_PHRASE)),
            default=ZERO,
            output_field=FloatField(),
        )
        return CombinedExpression(CoverRank(WORDS, wanted, WEIGHTS), "+", titled)

    def _tsquery(self, node: Node) -> str | None:
        """The words of a tree as one tsquery, without what is negated."""
        if isinstance(node, Not):
            return None
        if isinstance(node, Words | Phrase):
            return " & ".join(map(quoted, self._lexemes(node.text))) or None
        parts = [part for part in map(self._tsquery, node.nodes) if part is not None]
        operator = " & " if isinstance(node, And) else " | "
        return operator.join(f"({part})" for part in parts) or None

    def _lexemes(self, text: str) -> list[str]:
        return list(dict.fromkeys(word for word, _, _ in self.analyser.words(text)))


def positive(node: Node) -> Iterator[Words | Phrase]:
    """The leaves that are asked for, in order; those that are excluded are left out."""
    if isinstance(node, Words | Phrase):
        yield node
    elif isinstance(node, And | Or):
        for part in node.nodes:
            yield from positive(part)


def _exact(node: Node) -> Node:
    """Under a negation words are read as phrases, so that only what really occurs is excluded."""
    return Phrase(node.text, node.field) if isinstance(node, Words) else node


def _matches(vector: str, lexemes: Iterator[str] | list[str] | map[str]) -> Q:
    return Q((f"{vector}__matches", " & ".join(lexemes)))


def _occurs(text: str, fields: tuple[str, ...]) -> Q:
    """The text stands in one of the fields, punctuation and line breaks aside."""
    whole = Q()
    for at in range(0, len(text), PIECE - 1):
        if at and at + 1 >= len(text):
            break
        pattern = gapped(text[at : at + PIECE])
        somewhere = Q()
        for field in fields:
            somewhere |= Q((f"{field}__regex", pattern))
        whole &= somewhere
    return whole


def _holds(pairs: list[str]) -> Q:
    whole = Q()
    for pair in pairs:
        whole &= Q((f"{BIGRAMS}__overlap", any_level(asked(pair)[0])))
    return whole
