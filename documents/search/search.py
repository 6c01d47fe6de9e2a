"""One search: what was typed, read, planned and answered. The face of this package.

    with searching() as cursor:
        search = Search("三高四新 制造业", filters, cursor)
        search.hits(0, 20)        the first page, best first
        search.matching           which documents, for counting, facets and other orderings
        search.notes              what is to be said about the query

Short queries mean all of their words. A question is answered by the documents that have the most
and the rarest of its words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any

from django.utils import timezone

from documents.search import evidence, ranking, relaxation, retrieval, widening
from documents.search.analyser import Analyser, current_analyser
from documents.search.clauses import NEVER, Clause, Matching
from documents.search.expansion import expand
from documents.search.folding import kept
from documents.search.numbered import numbered_first
from documents.search.plan import Plan, plan
from documents.search.query import Query, parse
from documents.search.questions import Question, plain_text, question
from documents.search.ranking import BLOCK, QUESTION_BLOCK, Features, Ranked
from documents.search.relaxation import Relaxed, relaxed
from documents.search.retrieval import Hit, searching
from documents.search.synonym_weights import other_words, units

__all__ = ["DEPTH", "Search", "searching"]

DEPTH = 10_000
"""Hits that can be walked by relevance."""

FEW = 20
"""Strict matches below which words are also taken by their bigrams."""

NOTHING = "There is no word in the query to search for."


class Search:
    """A query against the published documents that pass the filters."""

    def __init__(
        self,
        text: str,
        filters: Mapping[str, Clause],
        cursor: Any,
        *,
        exhaustive: bool = False,
        today: date | None = None,
    ) -> None:
        """`filters` by the parameter's name (`clauses.filter_clause`).

        `exhaustive` scores all that matches, which is what retrieval is measured against.
        """
        parsed = parse(text)
        self.query: Query = expand(parsed)
        self._plain = plain_text(parsed)
        self.analyser: Analyser = current_analyser()
        self._asking = self._question(parsed)
        self.filters = filters
        self.cursor = cursor
        self.exhaustive = exhaustive
        self.today = today or timezone.localdate()
        self._plan: Plan | None = plan(self.query, self.analyser)
        self._relaxed: Relaxed | None = None
        self._features: dict[str, Features] = {}
        self.count: int | None = None
        """How many match, once the first hits were looked for, if that told it."""
        self.notes: list[str] = list(self.query.notes)
        self._asked: Clause = self._choose()
        self.matching = Matching(self._asked, filters)

    def block(self) -> list[Ranked]:
        """The best hits, as many as are looked at closely; without what feedback would add."""
        return self._block

    def hits(self, offset: int, limit: int) -> list[Ranked]:
        """Hits in order, from one place on; past the block they are ordered by words alone."""
        found: list[Ranked] = []
        block = self._block if offset + limit <= widening.FIRST else self._whole_block
        size = QUESTION_BLOCK if self.is_relaxed else BLOCK
        if offset < size:
            found = block[offset : offset + limit]
        missing = limit - len(found)
        if not missing or offset + limit <= len(block) or len(block) < size:
            return found
        after = self._beyond(max(0, offset - size), missing)
        return [*found, *(Ranked(hit.document, hit.score, {"words": hit.score}) for hit in after)]

    @property
    def terms(self) -> tuple[str, ...]:
        """What is to be marked in what is found: leaves and synonyms, folded."""
        if self._relaxed is not None:
            return tuple(self._relaxed.words)
        return self._plan.typed if self._plan else ()

    @property
    def weights(self) -> Mapping[str, float]:
        """Word → its weight."""
        if self._relaxed is not None:
            return self._relaxed.words
        return self._plan.weights if self._plan else {}

    @property
    def is_relaxed(self) -> bool:
        """Whether any of the words will do."""
        return self._relaxed is not None

    def _question(self, parsed: Query) -> Question | None:
        """The query as a question, unless only a name makes it long: a meeting's has many words."""
        found = question(parsed, self._words(parsed.text))
        if found is None or not self.query.expanded or self.query.tree is None:
            return found
        named = list(units(self.query.tree, self._words))
        return found if question(parsed, named) else None

    def _choose(self) -> Clause:
        """What matches: all words, or any."""
        if self._plan is None:
            self.notes.append(NOTHING)
            return NEVER
        if self._asking and self._relax(self._asking.words):
            return self._relaxed.where if self._relaxed else NEVER
        strict = self._plan.condition()
        asked = NEVER if strict is None else strict.whole()
        if self._plan.expected(None) > retrieval.FEW:
            return asked
        number = retrieval.at_most(Matching(asked, {}), FEW, self.cursor)
        if number < FEW:
            loose = self._plan.condition(loose=True)
            asked = asked if loose is None else loose.whole()
        return asked

    def _words(self, text: str) -> list[str]:
        return self.analyser.main_words(text)

    def _relax(self, words: Sequence[str]) -> bool:
        others = list(other_words(self.query.tree, self._words)) if self.query.tree else []
        self._relaxed = relaxed(words, self.query.text, others)
        return self._relaxed is not None

    @cached_property
    def _block(self) -> list[Ranked]:
        if self._relaxed is not None:
            return self._question_block(self._relaxed)
        if self._plan is None:
            return []
        hits = self._best(self._plan, BLOCK)
        adjacent = {pair: ranking.ADJACENT * idf for pair, idf in self._plan.adjacent.items()}
        keys, average = [hit.document for hit in hits], self._plan.statistics.average
        found = ranking.features(keys, self.cursor, bigrams=bool(adjacent))
        bigrams = ranking.bigram_scores(found, adjacent, average) if adjacent else {}
        best = self._plan.best
        block = ranking.ranked(hits, found, bigrams, self._typed, best, self.today)
        number = self.query.number
        if number is None:
            return block
        return numbered_first(number, block, self.matching, 3 * best, self.cursor)

    def _question_block(self, asked: Relaxed) -> list[Ranked]:
        """The best by words and bigrams, the first of them by their best paragraphs as well."""
        near, limit = self.matching.boxed(asked.near), relaxation.RESCORED
        known, where = asked.statistics, self.matching.where()
        hits, _ = retrieval.scored(asked.words, known, near, limit, self.cursor)
        if len(hits) < widening.FIRST:
            hits, _ = retrieval.scored(asked.words, known, where, limit, self.cursor)
        block = self._by_bigrams(asked, hits)
        return evidence.reordered(block, asked.strings, self.cursor)[:QUESTION_BLOCK]

    @cached_property
    def _whole_block(self) -> list[Ranked]:
        """The block; of a question, its first page and then what feedback puts after that."""
        asked, first = self._relaxed, self._block[: widening.FIRST]
        if asked is None or len(self._block) < widening.FIRST:
            return self._block
        known, pool, limit = asked.statistics, widening.POOL, relaxation.RESCORED
        words = widening.widened(asked.words, first, known, self.cursor)
        found, _ = retrieval.scored(asked.words, known, self.matching.where(), pool, self.cursor)
        best = Clause("e.document_id = ANY(%s)", ([hit.document for hit in found],))
        hits, _ = retrieval.scored(words, known, best, limit, self.cursor)
        rest = self._by_bigrams(asked, hits)
        shown = {item.document for item in first}
        return [*first, *(item for item in rest if item.document not in shown)][:QUESTION_BLOCK]

    def _by_bigrams(self, asked: Relaxed, hits: Sequence[Hit]) -> list[Ranked]:
        """A question's hits in the order that its bigrams give them as well."""
        missing = [hit.document for hit in hits if hit.document not in self._features]
        self._features |= ranking.features(missing, self.cursor) if missing else {}
        found = {hit.document: self._features[hit.document] for hit in hits}
        bigrams = ranking.bigram_scores(found, asked.bigrams, asked.statistics.average)
        best = max((hit.score + bigrams.get(hit.document, 0.0) for hit in hits), default=0.0)
        share = relaxation.BESIDE * best
        return ranking.ranked(hits, found, bigrams, self._typed, share, self.today)

    def _best(self, asked: Plan, limit: int) -> Sequence[Hit]:
        if not self.exhaustive:
            hits, self.count = retrieval.best(asked, self.matching, limit, self.cursor)
            return hits
        where, known = self.matching.where(), asked.statistics
        return retrieval.scored(asked.weights, known, where, limit, self.cursor, cap=None)[0]

    def _beyond(self, offset: int, limit: int) -> list[Hit]:
        """Hits after the block, by words alone."""
        block = [item.document for item in self._whole_block]
        rest = Clause("NOT e.document_id = ANY(%s)", (block,))
        where = self.matching.where(also=[rest])
        known = self._relaxed or self._plan
        if known is None:
            return []
        weights = known.words if isinstance(known, Relaxed) else known.weights
        return retrieval.scored(
            weights, known.statistics, where, limit, self.cursor, offset=offset
        )[0]

    @property
    def _typed(self) -> str:
        return kept(self.query.text)
