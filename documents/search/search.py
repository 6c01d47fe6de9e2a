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

from documents.search import evidence, phrases, ranking, relaxation, retrieval, widening
from documents.search.analyser import Analyser, current_analyser
from documents.search.clauses import NEVER, Clause, Matching, none_of, one_of, some
from documents.search.expansion import expand
from documents.search.folding import kept
from documents.search.named import entitled, named_beside
from documents.search.naming import Naming, naming_of, naming_whole
from documents.search.numbered import numbered_first
from documents.search.plan import Plan, plan
from documents.search.query import Phrase, Query, leaves, parse
from documents.search.questions import Question, plain_text, question
from documents.search.ranking import BLOCK, QUESTION_BLOCK, Ranked
from documents.search.relaxation import Relaxed, relaxed
from documents.search.retrieval import (
    Block,
    Hit,
    Look,
    Placed,
    Rings,
    Seen,
    closely,
    searching,
)
from documents.search.synonym_weights import other_words, units

__all__ = ["Search", "searching"]

FEW = 20
"""Strict matches below which words are also taken by their bigrams."""

KEPT = 150
"""Of what is scored by a question's bigrams the best, which title, recency and authority order."""

NOTHING = "There is no word in the query to search for."


class Search:
    """A query against the published documents that pass the filters."""

    def __init__(
        self,
        text: str | Query,
        filters: Mapping[str, Clause],
        cursor: Any,
        *,
        exhaustive: bool = False,
        today: date | None = None,
    ) -> None:
        """`text` as typed or as read; `filters` by the parameter's name (`clauses.filter_clause`).

        `exhaustive` scores all that matches, which is what retrieval is measured against.
        """
        parsed = text if isinstance(text, Query) else parse(text)
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
        self._found: Block | None = None
        self.notes: list[str] = list(self.query.notes)
        self._asked: Clause = self._choose()
        is_known = self._plan and not filters and not self.is_relaxed
        expected = self._plan.expected(None) if self._plan and is_known else None
        self.matching = Matching(self._asked, filters, expected)

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
    def head(self) -> list[Ranked]:
        """The best hits: their order hangs on all of them, what follows goes by words alone."""
        return self._whole_block

    def following(self, head: Sequence[str], last: Placed | None, limit: int) -> list[Placed]:
        """What comes after a head that was seen before, and after a hit that was: see `head`."""
        known = self._relaxed or self._plan
        if known is None or len(head) < (QUESTION_BLOCK if self.is_relaxed else BLOCK):
            return []
        where = self.matching.where(also=[none_of(head)])
        weights = known.words if isinstance(known, Relaxed) else known.weights
        return retrieval.following(weights, known.statistics, where, last, limit, self.cursor)

    @property
    def terms(self) -> tuple[str, ...]:
        """What is to be marked in what is found: leaves and synonyms, folded."""
        if self._relaxed is not None:
            return tuple(self._relaxed.words)
        return self._plan.typed if self._plan else ()

    @property
    def exact(self) -> frozenset[str]:
        """Those of the terms that are found as a whole only, not by their words."""
        if self._relaxed is not None or self.query.tree is None:
            return frozenset()
        found = (leaf for leaf in leaves(self.query.tree) if isinstance(leaf, Phrase))
        return frozenset(kept(leaf.text) for leaf in found)

    @property
    def weights(self) -> Mapping[str, float]:
        """Word → its weight."""
        if self._relaxed is not None:
            return self._relaxed.words
        return self._plan.weights if self._plan else {}

    def told(self) -> int | None:
        """How many match, where looking for the first hits tells it."""
        self.block()
        return self._found.count if self._found else None

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
        phrases.look_up(self._plan, self.cursor)
        strict = self._plan.condition()
        asked = NEVER if strict is None else strict.whole()
        if self._plan.expected(None) > retrieval.FEW or self._enough(asked):
            return asked
        loose = self._plan.condition(loose=True)
        return asked if loose is None else some([asked, loose.whole()])

    def _enough(self, asked: Clause) -> bool:
        """Whether so many match as asked for that nothing looser is to be tried."""
        if self.filters or self._plan is None or self.exhaustive:
            return retrieval.at_most(Matching(asked, {}), FEW, self.cursor) >= FEW
        look = self._look(self._plan)
        found = retrieval.best(self._plan, Matching(asked, {}), look, self.cursor)
        if len(found.hits) < FEW:
            return False
        self._found = found
        return True

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
        best = self._plan.best
        found = self._found = self._found or self._best(self._plan)
        hits = [*found.hits, *self._named_beside(self._plan, found)]
        block = ranking.ranked(hits, self.named, best, self.today)[:BLOCK]
        number = self.query.number
        if number is None:
            return block
        return numbered_first(number, block, self.matching, 3 * best, self.cursor)

    def _named_beside(self, asked: Plan, found: Block) -> list[Seen]:
        """What the query names and is not among the best by words, where these are not all."""
        known = {hit.document for hit in found.hits}
        if len(known) < BLOCK:
            return []
        beside = named_beside(self._plain, self.named, known, self.cursor)
        if beside is None:
            return []
        rings = Rings((self.matching.where(also=[beside]),))
        look = self._look(asked)
        others = closely(asked.weights, asked.statistics, rings, look, self.cursor).hits
        return [hit for hit in others if hit.document not in known]

    def _question_block(self, asked: Relaxed) -> list[Ranked]:
        """The best by words and bigrams, the first of them by their best paragraphs as well."""
        rings = Rings((self.matching.boxed(asked.near), self.matching.where()), widening.FIRST)
        block = self._rescored(asked, asked.words, rings)
        block = evidence.reordered(block, asked.strings, self.cursor)
        return self._entitled_first(asked, block)[:QUESTION_BLOCK]

    def _entitled_first(self, asked: Relaxed, block: list[Ranked]) -> list[Ranked]:
        """What has the whole text as its title before all others, for a title may be a sentence."""
        keys = entitled(self._plain, self.cursor)
        if not keys or not block:
            return block
        rings = Rings((self.matching.where(also=[one_of(keys)]),))
        own = self._rescored(asked, asked.words, rings)
        return ranking.in_front(own, block, "title", block[0].score)

    @cached_property
    def _whole_block(self) -> list[Ranked]:
        """The block; of a question, its first page and then what feedback puts after that."""
        asked, first = self._relaxed, self._block[: widening.FIRST]
        if asked is None or len(self._block) < widening.FIRST:
            return self._block
        known, where = asked.statistics, self.matching.where()
        words = widening.widened(asked.words, first, known, self.cursor)
        found = retrieval.scored(asked.words, known, where, widening.POOL, self.cursor)
        pool = one_of(hit.document for hit in found)
        rest = self._rescored(asked, words, Rings((pool,)))
        shown = {item.document for item in first}
        return [*first, *(item for item in rest if item.document not in shown)][:QUESTION_BLOCK]

    def _rescored(self, asked: Relaxed, words: Mapping[str, float], rings: Rings) -> list[Ranked]:
        """The best by a question's words in the order that its bigrams give them as well."""
        look = Look(relaxation.RESCORED, asked.bigrams, self.named, KEPT)
        found = closely(words, asked.statistics, rings, look, self.cursor).hits
        share = relaxation.BESIDE * max((hit.score + hit.bigrams for hit in found), default=0.0)
        return ranking.ranked(found, self.named, share, self.today)

    def _best(self, asked: Plan) -> Block:
        look = self._look(asked)
        if not self.exhaustive:
            return retrieval.best(asked, self.matching, look, self.cursor)
        every = Rings((self.matching.where(),), cap=None)
        return closely(asked.weights, asked.statistics, every, look, self.cursor)

    def _look(self, asked: Plan) -> Look:
        return Look(BLOCK, asked.adjacent, self.named, titles=asked.titles)

    def _beyond(self, offset: int, limit: int) -> list[Hit]:
        """Hits after the block, by words alone."""
        block = [item.document for item in self._whole_block]
        where = self.matching.where(also=[none_of(block)])
        known = self._relaxed or self._plan
        if known is None:
            return []
        weights = known.words if isinstance(known, Relaxed) else known.weights
        return retrieval.scored(weights, known.statistics, where, limit, self.cursor, offset=offset)

    @cached_property
    def named(self) -> Naming:
        """What the query names beside its words."""
        if self._asking is not None or self._plan is None:
            return naming_whole(self.query)
        return naming_of(self.query, self._plan.weights, self._plan.conditions.words)
