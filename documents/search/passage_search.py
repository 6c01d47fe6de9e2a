"""Paragraphs that answer a query, best first.

Rare words are asked of the index of passages. For common ones, for phrases and under filters the
documents come first, by the search of documents, and then what their paragraphs hold: so the
paragraphs that are compared stay few, however common the words are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Substr

from documents.models import Document, Passage
from documents.search.clauses import Clause, Matching
from documents.search.folding import kept
from documents.search.haystack import folded_haystack, raw_haystack
from documents.search.needles import needle
from documents.search.passage_query import Asked, asked
from documents.search.passage_ranking import (
    CLOSELY,
    DEPTH,
    TELLING,
    Measured,
    PassageHit,
    measured,
    ordered,
    spread,
    with_phrases,
)
from documents.search.ranking import BLOCK
from documents.search.search import Search
from documents.search.statistics import current_statistics
from documents.search.vectors import quoted

A_DOCUMENT = 2
"""Paragraphs of one document, so that one long document does not fill the page."""

RARE = 2_000
"""Documents that have a query's rarest word, up to which the index of passages is asked."""

CAP = 2_000
"""Paragraphs that it may give; are there more, the best documents are taken instead."""

ENOUGH = 20
"""Paragraphs with all the words, below which those of the documents with all words are added."""

READ = 60
"""Of the best paragraphs the text is read, to see whether they say what was typed in one piece."""


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
        self.search = Search(text, filters, cursor)
        tree = self.search.query.tree
        self._asked: Asked | None = None if tree is None else asked(tree, self.search.analyser)

    @cached_property
    def passages(self) -> Passages:
        """What is found; a few statements."""
        if self._asked is None:
            return Passages((), is_complete=True)
        if self.documents:
            share = dict.fromkeys(self._public(), 1.0)
            return Passages(tuple(self._inside(share, self._asked)), is_complete=True)
        rare = self._rare(self._asked)
        if rare is not None and len(rare) >= ENOUGH:
            return Passages(tuple(spread(rare, A_DOCUMENT)), is_complete=True)
        documents = self.search.block()
        known = {hit.id for hit in rare or ()}
        best = max((hit.score for hit in documents), default=0.0) or 1.0
        share = {hit.document: hit.score / best for hit in documents}
        more = [hit for hit in self._inside(share, self._asked) if hit.id not in known]
        hits = sorted([*(rare or ()), *more], key=lambda hit: (-hit.score, hit.start, hit.document))
        return Passages(tuple(spread(hits, A_DOCUMENT)), is_complete=len(documents) < BLOCK)

    @cached_property
    def weights(self) -> dict[str, float]:
        """The words that score, each with its weight."""
        known, words = self.search.weights, self._asked.words if self._asked else ()
        if self.search.is_relaxed:
            return {word: weight for word, weight in known.items() if len(word) > 1}
        found = {word: known[word] for word in words if word in known}
        for names in self._asked.synonyms if self._asked else ():
            least = min((found[name] for name in names if name in found), default=0.0)
            found |= {name: least for name in names if name in found}
        return found

    def _rare(self, query: Asked) -> list[PassageHit] | None:
        """Paragraphs with all that is asked for, by the index; null where that is not the way."""
        plain = query.is_whole and query.tsquery and self.weights
        if self.filters or self.search.is_relaxed or not plain:
            return None
        known = current_statistics(self.weights)
        if min(map(known.frequency, self.weights)) > RARE:
            return None
        found = self._measured(Clause(BY_INDEX, (query.tsquery,)), CAP)
        return None if len(found) == CAP else self._in_order(found, {})

    def _inside(self, documents: Mapping[str, float], query: Asked) -> list[PassageHit]:
        """Paragraphs of these documents, each with its share of the best one's score."""
        if not documents:
            return []
        if self.search.is_relaxed or not query.is_exact:
            anything = " | ".join(map(quoted, self.weights))
            wanted = [*([f"({anything})"] if anything else []), *query.excluded]
            return self._in_order(self._holding(documents, " & ".join(wanted)), documents)
        found = self._holding(documents, query.tsquery) if query.tsquery else []
        if len(found) < ENOUGH:
            found = self._by_text(documents, query)
        return self._in_order(found, documents, least=0.0)

    def _measured(self, source: Clause, limit: int = DEPTH) -> list[Measured]:
        strict = None if self._asked is None or self.search.is_relaxed else self._asked.tsquery
        return measured(source, self.weights, strict, self.cursor, limit)

    def _holding(self, documents: Iterable[str], tsquery: str) -> list[Measured]:
        """The paragraphs of documents that match; all of them where nothing is asked."""
        inside = Clause(BY_DOCUMENTS, (list(documents),))
        if tsquery:
            first = f"{inside.sql} OFFSET 0"
            inside = Clause(HOLDING.format(first), (*inside.parameters, tsquery))
        return self._measured(inside)

    def _by_text(self, documents: Iterable[str], query: Asked) -> list[Measured]:
        """The paragraphs of documents whose text is what was asked for."""
        texts = dict(Document.objects.filter(pk__in=documents).values_list("pk", "text"))
        source = Clause(BY_DOCUMENTS, (list(documents),))
        if query.required:
            source = Clause(BY_ID, (self._with_text(query.required, texts),))
        found = self._measured(source)
        return [item for item in found if query.holds(_text_of(item.hit, texts))]

    def _in_order(
        self, found: Sequence[Measured], shares: Mapping[str, float], least: float = TELLING
    ) -> list[PassageHit]:
        lacking = {item.hit.document for item in found[:CLOSELY] if not item.is_complete}
        titles = {}
        if lacking:
            titles = dict(Document.objects.filter(pk__in=lacking).values_list("pk", "title"))
        hits = ordered(found, self.weights, titles, shares, least)
        phrases = self._phrases
        if not phrases:
            return hits
        texts = passage_texts([hit.id for hit in hits[:READ]])
        read = {key: kept(text) for key, text in texts.items()}
        return with_phrases(hits, read, phrases)

    @cached_property
    def _phrases(self) -> dict[str, float]:
        """What was typed in one piece and is cut into several words → what those weigh."""
        if self.search.is_relaxed:
            return {}
        found: dict[str, float] = {}
        for term in self.search.terms:
            words = self.search.analyser.main_words(term)
            if len(words) > 1:
                found[kept(term)] = sum(self.weights.get(word, 0.0) for word in words)
        return found

    def _public(self) -> list[str]:
        """Those of the documents asked for that are published and pass the filters."""
        wanted = Clause("e.document_id = ANY(%s)", (list(self.documents),))
        where = Matching(None, self.filters).where(also=[wanted])
        self.cursor.execute(_PUBLIC + where.sql, where.parameters)
        return [key for (key,) in self.cursor.fetchall()]

    def _with_text(self, required: str, texts: Mapping[str, str]) -> list[int]:
        """Paragraphs in which a text begins that no paragraph asked for is without."""
        starts = [(key, at) for key, text in texts.items() for at in _places(required, text)]
        if not starts:
            return []
        documents, places = zip(*starts, strict=True)
        self.cursor.execute(_AROUND, [list(documents), list(places)])
        return [key for (key,) in self.cursor.fetchall()]


def passage_texts(ids: Sequence[int]) -> dict[int, str]:
    """Passage → its paragraph, cut out of the document's text by the database."""
    part = Substr("document__text", F("start") + Value(1), F("end") - F("start"))
    return dict(Passage.objects.filter(pk__in=ids).values_list("pk", part))


def _places(required: str, text: str) -> Iterable[int]:
    """Offsets at which a folded text begins, punctuation and line breaks inside it aside."""
    sought = needle(required, 1.0)
    for stack in (raw_haystack(text), folded_haystack(text)):
        if form := stack.spelling(sought):
            return [stack.raw(at, at + 1)[0] for at in stack.places(form, PLACES)]
    return []


def _text_of(hit: PassageHit, texts: Mapping[str, str]) -> str:
    return kept(texts[hit.document][hit.start : hit.end])


PLACES = 200
"""Places of a phrase in one document that are looked at."""

_COLUMNS = 'p.id, p.document_id, p.section, p."start", p."end", p.words'
BY_INDEX = f"""
    SELECT near.* FROM (
        SELECT {_COLUMNS} FROM documents_passage p WHERE p.words @@ %s::tsquery LIMIT {CAP}
    ) near JOIN documents_searchentry e ON e.document_id = near.document_id WHERE e.is_public
"""  # noqa: S608
BY_DOCUMENTS = f"SELECT {_COLUMNS} FROM documents_passage p WHERE p.document_id = ANY(%s)"  # noqa: S608
BY_ID = f"SELECT {_COLUMNS} FROM documents_passage p WHERE p.id = ANY(%s)"  # noqa: S608
HOLDING = "SELECT * FROM ({}) inside WHERE inside.words @@ %s::tsquery"
"""The inner one stands alone, lest the whole index be read for a common word."""
_AROUND = """
    SELECT DISTINCT near.id FROM unnest(%s::text[], %s::int[]) place (document, at)
    CROSS JOIN LATERAL (
        SELECT p.id, p."end" FROM documents_passage p
        WHERE p.document_id = place.document AND p."start" <= place.at
        ORDER BY p."start" DESC LIMIT 1
    ) near WHERE near."end" > place.at
"""
_PUBLIC = "SELECT e.document_id FROM documents_searchentry e WHERE "
