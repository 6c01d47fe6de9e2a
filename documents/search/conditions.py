"""What a query's tree asks of the index: conditions, and boxes that hold the best of its matches.

A word matches by the segmenter's words. A phrase matches by its bigrams and a check on the text,
so what occurs is always found; where the segmenter keeps it in one word the index alone decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from documents.search.analyser import Analyser
from documents.search.bigrams import any_level, asked
from documents.search.clauses import NEVER, Clause, every, matches, negated, some
from documents.search.entries import TITLE
from documents.search.fields import PHRASE_FIELDS, TITLE_FIELDS
from documents.search.folding import gapped, kept
from documents.search.keys import key_query
from documents.search.query import And, Keyed, Leaf, Node, Not, Phrase, Prefix, Words, leaves
from documents.search.vectors import quoted

PIECE = 60
"""Characters of a phrase that one regular expression checks; longer ones are checked in pieces."""

Mark = Callable[[str], str]
"""A word → the lexeme to ask for: itself, or one of its tiers."""


@dataclass(frozen=True, slots=True)
class Condition:
    """A tsquery on `words` and a clause beside it; both must hold, either may be missing."""

    tsquery: str | None = None
    clause: Clause | None = None

    def whole(self) -> Clause:
        asked = [] if self.tsquery is None else [matches("words", self.tsquery)]
        return every([*asked, *([] if self.clause is None else [self.clause])])


class Conditions:
    """Makes conditions with one analyser, the same that the index was made by."""

    def __init__(self, analyser: Analyser) -> None:
        self.analyser = analyser
        self._cut: dict[str, list[str]] = {}

    def of(self, node: Node, mark: Mark = quoted, *, loose: bool = False) -> Condition | None:
        """The condition of a tree; null where nothing in it can be searched for.

        `mark` makes it a box; `loose` takes words by their bigrams, too, for what the segmenter
        cut otherwise in the text.
        """
        if isinstance(node, Words):
            return self._words(node, mark, loose)
        if isinstance(node, Phrase):
            return self._phrase(node, mark)
        if isinstance(node, Prefix):
            return self._prefix(node)
        if isinstance(node, Keyed):
            asked = key_query(node.name, node.values) if node.values else None
            return Condition(asked) if asked else Condition(None, NEVER)
        if isinstance(node, Not):
            return self._excluded(node.node)
        parts = [self.of(part, mark, loose=loose) for part in node.nodes]
        found = [part for part in parts if part is not None]
        if len(found) < 2:
            return found[0] if found else None
        return both(found) if isinstance(node, And) else either(found)

    def words(self, text: str) -> list[str]:
        """The words of a text, each once, without the shorter ones inside them."""
        found = self._cut.get(text)
        if found is None:
            found = self._cut[text] = list(dict.fromkeys(self.analyser.main_words(text)))
        return found

    def _words(self, node: Words, mark: Mark, loose: bool) -> Condition | None:
        found = self.words(node.text)
        if not found:
            return None
        if node.field == "title":
            mark = titled
        condition = Condition(" & ".join(map(mark, found)))
        if not loose or len(kept(node.text)) < 2 or node.field == "title":
            return condition
        return either([condition, Condition(None, holds(node.text))])

    def _phrase(self, node: Phrase, mark: Mark) -> Condition | None:
        text = kept(node.text)
        if len(text) < 2:
            return self._words(Words(node.text, node.field), mark, loose=False)
        if node.field == "title":
            pairs = self.analyser.bigrams(text)
            check = [] if len(text) == 2 else [occurs(text, TITLE_FIELDS)]
            return Condition(" & ".join(map(titled, pairs)), every(check) if check else None)
        if len(text) == 2:
            return Condition(None, holds(text))
        words = self.words(text)
        if words == [text]:
            found = Condition(mark(text))
            return either([found, Condition(None, elsewhere(text))]) if mark is quoted else found
        checked = every([holds(text), occurs(text, PHRASE_FIELDS)])
        return Condition(None if mark is quoted else " & ".join(map(mark, words)), checked)

    def _prefix(self, node: Prefix) -> Condition | None:
        text = kept(node.text)
        if not text:
            return None
        return Condition((titled if node.field == "title" else quoted)(text) + ":*")

    def _excluded(self, node: Node) -> Condition | None:
        """Words are read as phrases here, so that only what really occurs is excluded."""
        exact = Phrase(node.text, node.field) if isinstance(node, Words) else node
        inner = self.of(exact)
        if inner is None:
            return None
        if inner.clause is None:
            return Condition(f"!({inner.tsquery})")
        if isinstance(exact, Phrase) and exact.field is None:
            return Condition(None, self._without(kept(exact.text)))
        return Condition(None, negated(inner.whole()))

    def _without(self, text: str) -> Clause:
        absent = negated(holds(text))
        if len(text) == 2:
            return absent
        return some([absent, negated(occurs(text, PHRASE_FIELDS))])


def both(parts: Iterable[Condition]) -> Condition:
    found = list(parts)
    asked = [part.tsquery for part in found if part.tsquery is not None]
    clauses = [part.clause for part in found if part.clause is not None]
    tsquery = " & ".join(f"({item})" for item in asked) if len(asked) > 1 else "".join(asked)
    return Condition(tsquery or None, every(clauses) if clauses else None)


def either(parts: Iterable[Condition]) -> Condition:
    found = list(parts)
    if all(part.clause is None for part in found):
        return Condition(" | ".join(f"({part.tsquery})" for part in found))
    return Condition(None, some([part.whole() for part in found]))


def titled(lexeme: str) -> str:
    return quoted(TITLE + lexeme)


def holds(text: str) -> Clause:
    """All bigrams of the text stand in the row, wherever."""
    return every(Clause("e.bigrams && %s::int4[]", (any_level(pair),)) for pair in asked(text))


def elsewhere(word: str) -> Clause:
    """The documents in which a word stands though the segmenter cut them otherwise.

    Few have all of its bigrams and not the word, so few are checked; and as a list of ids the
    clause is answered by indexes alone, like the word beside it.
    """
    inside, cut = holds(word), matches("words", quoted(word))
    check = occurs(word, PHRASE_FIELDS)
    sql = f"""e.document_id = ANY(ARRAY(SELECT e.document_id FROM (
        SELECT e.document_id FROM documents_searchentry e WHERE {inside.sql}
        EXCEPT SELECT e.document_id FROM documents_searchentry e WHERE {cut.sql}
    ) e WHERE {check.sql}))"""  # noqa: S608
    return Clause(sql, (*inside.parameters, *cut.parameters, *check.parameters))


def occurs(text: str, fields: tuple[str, ...]) -> Clause:
    """The text stands in one of the document's fields, punctuation and line breaks aside.

    A plain search comes first, since it is a tenth of the work and mostly finds it. The subquery
    cannot be made a join of, so only rows that pass everything else are looked at.
    """
    checks: list[str] = []
    parameters: list[str] = []
    for at in range(0, len(text), PIECE - 1):
        piece = text[at : at + PIECE]
        if at and len(piece) < 2:
            break
        plain = (f"coalesce(strpos(d.{field}, %s) > 0, false)" for field in fields)
        folded = (f"coalesce(d.{field} ~ %s, false)" for field in fields)
        checks.append(f"({' OR '.join((*plain, *folded))})")
        parameters += [piece] * len(fields) + [gapped(piece)] * len(fields)
    sql = f"(SELECT {' AND '.join(checks)} FROM documents_document d WHERE d.id = e.document_id)"  # noqa: S608
    return Clause(sql, tuple(parameters))


def scored_leaves(tree: Node) -> list[Leaf]:
    """The leaves whose words count towards the score."""
    return [leaf for leaf in leaves(tree) if not isinstance(leaf, Keyed)]
