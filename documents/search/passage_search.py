"""Paragraphs that answer a query, best first.

Documents come first, by the search of documents; then their texts are read, and what their
paragraphs hold is told from these. So the paragraphs that are compared stay few, however common
the words are, and no index of paragraphs is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from documents.search.clauses import Clause, Matching, one_of
from documents.search.folding import kept
from documents.search.passage_query import SHORTEST, Reading, Unit, is_of_document
from documents.search.passage_ranking import DEPTH, Asked, PassageHit, ranked
from documents.search.passage_texts import PassageTexts, passage_texts
from documents.search.query import And, Node, Not, Phrase, Query, is_negative, leaves, parse
from documents.search.query.joining import all_of
from documents.search.ranking import BLOCK
from documents.search.search import Search

A_DOCUMENT = 2
"""Paragraphs of one document, so that one long document does not fill the page."""

ALL = 200
"""Documents up to which all that match are read; of more, those that are looked at closely."""


@dataclass(frozen=True, slots=True)
class Passages:
    """The hits in order; `is_complete` says that nothing was left out to save time."""

    hits: tuple[PassageHit, ...]
    is_complete: bool


class PassageSearch:
    """A query against the paragraphs of published documents that pass the filters."""

    def __init__(
        self,
        text: str,
        filters: Mapping[str, Clause],
        cursor: Any,
        documents: Sequence[str] = (),
    ) -> None:
        """`documents` narrows to these, and shows all of their paragraphs that are found."""
        self.documents, self.filters, self.cursor = tuple(documents), filters, cursor
        query, excluded = _apart(parse(text))
        self.search = Search(query, filters, cursor)
        self._reading = Reading(self.search.analyser)
        tree = self.search.query.tree
        self._tree = None if tree is None else all_of([tree, *excluded])

    @cached_property
    def passages(self) -> Passages:
        """What is found; a few statements."""
        if self._tree is None:
            return Passages((), is_complete=True)
        shares, are_all = self._named() if self.documents else self._found()
        texts = passage_texts(list(shares), self.cursor)
        asked, share = self._asked(self._tree, texts), [shares[key] for key in texts.ids]
        hits = ranked(texts, asked, share, None if self.documents else A_DOCUMENT)
        return Passages(tuple(hits), are_all and texts.is_whole and len(hits) < DEPTH)

    def _found(self) -> tuple[dict[str, float], bool]:
        """Documents that answer → their share of the best one's score, and whether it is all."""
        hits, number = self.search.block(), self.search.told()
        if number is not None and len(hits) < number <= ALL:
            hits = self.search.hits(0, number)
        best = max((hit.score for hit in hits), default=0.0) or 1.0
        are_all = len(hits) < BLOCK or len(hits) == number
        return {hit.document: hit.score / best for hit in hits}, are_all

    def _named(self) -> tuple[dict[str, float], bool]:
        """Those of the documents asked for that are published and pass the filters."""
        wanted = one_of(self.documents)
        where = Matching(None, self.filters).where(also=[wanted])
        self.cursor.execute(_PUBLIC + where.sql, where.parameters)
        return dict.fromkeys((key for (key,) in self.cursor.fetchall()), 1.0), True

    def _asked(self, tree: Node, texts: PassageTexts) -> Asked:
        reading, weights = self._reading, self.search.weights
        if self.search.is_relaxed:
            words = {kept(word): weight for word, weight in weights.items()}
            units = [Unit(((word,),), w) for word, w in words.items() if len(word) >= SHORTEST]
            return Asked(units, {}, reading.allowed(tree, texts))
        units = list(dict.fromkeys(reading.units(tree, weights)))
        complete = reading.holds(tree, texts)
        if reading.is_exact(tree):
            return Asked(units, self._phrases, complete, complete)
        return Asked(units, self._phrases, reading.allowed(tree, texts), complete)

    @cached_property
    def _phrases(self) -> dict[str, float]:
        """What was typed in one piece and is cut into several words → what those weigh."""
        found: dict[str, float] = {}
        for term in self.search.terms:
            words = self.search.analyser.main_words(term)
            if len(words) > 1:
                found[kept(term)] = sum(self.search.weights.get(word, 0.0) for word in words)
        return found


def _apart(query: Query) -> tuple[Query, list[Not]]:
    """A query as documents are searched by it, and what only their paragraphs must not have."""
    parts = query.tree.nodes if isinstance(query.tree, And) else ()
    excluded = [part for part in parts if isinstance(part, Not) and not is_of_document(part)]
    rest = all_of(part for part in parts if part not in excluded)
    if not excluded or rest is None or is_negative(rest):
        return query, []
    typed = (f'"{leaf.text}"' if isinstance(leaf, Phrase) else leaf.text for leaf in leaves(rest))
    return replace(query, tree=rest, text=" ".join(typed)), excluded


_PUBLIC = "SELECT e.document_id FROM documents_searchentry e WHERE "
