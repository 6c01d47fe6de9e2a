"""What a query's tree asks of the index: conditions, and boxes that hold the best of its matches.

A word matches by the segmenter's words. A phrase matches by its bigrams and a check on the text,
so what occurs is always found; where the segmenter keeps it in one word the index alone decides.
`documents.search.phrases` looks up beforehand which documents have a phrase, unless too many may.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from documents.search.analyser import Analyser
from documents.search.bigrams import any_level, asked
from documents.search.clauses import NEVER, Clause, every, matches, some
from documents.search.entries import TITLE
from documents.search.fields import PHRASE_FIELDS, TITLE_FIELDS
from documents.search.folding import gapped, kept
from documents.search.keys import key_query
from documents.search.query import And, Keyed, Leaf, Node, Not, Phrase, Prefix, Words, leaves
from documents.search.vectors import quoted

PIECE = 60
"""Characters of a phrase that one regular expression checks; longer ones are checked in pieces."""

LISTED = 5_000
"""Documents of a phrase up to which a box lists them."""

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
        self.found: dict[str, Clause] = {}
        """Phrase → a list of the documents that have it, of a phrase that is one word those of them
        that were cut otherwise; where `is_beside`, only those that match the words beside it."""
        self.is_beside = False
        self._cut: dict[str, list[str]] = {}

    def of(self, node: Node, mark: Mark = quoted, *, loose: bool = False) -> Condition | None:
        """The condition of a tree; null where nothing in it can be searched for.

        `mark` makes it a box; `loose` takes words by their bigrams instead, for what the segmenter
        cut otherwise in the text.
        """
        if isinstance(node, Words):
            return self._words(node, mark, loose)
        if isinstance(node, Phrase):
            ways = self._phrase(node, mark, loose)
            return either(ways) if ways else None
        if isinstance(node, Prefix):
            return self._prefix(node)
        if isinstance(node, Keyed):
            asked = key_query(node.name, node.values) if node.values else None
            return Condition(asked) if asked else Condition(None, NEVER)
        if isinstance(node, Not):
            return self._excluded(node.node, None, loose)
        wanted = (part for part in node.nodes if not isinstance(part, Not))
        found = [part for part in (self.of(part, mark, loose=loose) for part in wanted) if part]
        if not isinstance(node, And):
            return either(found) if found else None
        beside = both(found)
        unwanted = (part.node for part in node.nodes if isinstance(part, Not))
        excluded = (self._excluded(part, beside.tsquery, loose) for part in unwanted)
        found += [part for part in excluded if part]
        return both(found) if found else None

    def words(self, text: str) -> list[str]:
        """The words of a text, each once, without the shorter ones inside them."""
        found = self._cut.get(text)
        if found is None:
            found = self._cut[text] = list(dict.fromkeys(self.analyser.main_words(text)))
        return found

    def having(self, node: Phrase) -> int | None:
        """The number of documents that have a phrase of several words, where they were found."""
        text = kept(node.text)
        found = self.found.get(text)
        return None if found is None or node.field or self.words(text) == [text] else found.most

    def _words(self, node: Words, mark: Mark, loose: bool) -> Condition | None:
        found = self.words(node.text)
        if not found:
            return None
        if node.field == "title":
            mark = titled
        if loose and len(kept(node.text)) > 1 and node.field != "title":
            return Condition(None, holds(node.text))
        return Condition(" & ".join(map(mark, found)))

    def _phrase(self, node: Phrase, mark: Mark, loose: bool) -> list[Condition]:
        """The ways to find a phrase, of which one is enough."""
        text = kept(node.text)
        if len(text) < 2:
            found = self._words(Words(node.text, node.field), mark, loose=False)
            return [found] if found else []
        if node.field == "title":
            pairs = self.analyser.bigrams(text)
            check = [] if len(text) == 2 else [occurs(text, TITLE_FIELDS)]
            return [Condition(" & ".join(map(titled, pairs)), every(check) if check else None)]
        words, is_box = self.words(text), mark is not quoted
        box = " & ".join(map(mark, words)) or None if is_box else None
        if len(text) == 2:
            return [Condition(box, holds(text))]
        if words != [text]:
            return [Condition(box, self._having(text, loose=loose, is_box=is_box))]
        other = NEVER if is_box else self._having(text, loose=loose)
        return [Condition(mark(text)), *([] if other == NEVER else [Condition(None, other)])]

    def _having(self, text: str, *, loose: bool, is_box: bool = False) -> Clause:
        """The documents that have a phrase, as they were found, or by looking at each.

        A box is small, and several go into a statement: there a long list takes longer to read.
        """
        found = self.found.get(text)
        long = is_box and found is not None and (found.most or 0) > LISTED
        if found is None or long or (loose and self.is_beside):
            return every([holds(text), occurs(text, PHRASE_FIELDS)])
        return found

    def _prefix(self, node: Prefix) -> Condition | None:
        text = kept(node.text)
        if not text:
            return None
        return Condition((titled if node.field == "title" else quoted)(text) + ":*")

    def _excluded(self, node: Node, beside: str | None, loose: bool) -> Condition | None:
        """Words are read as phrases here, so that only what really occurs is excluded.

        `beside` is a tsquery that all else in the condition holds to. Only together with one the
        index can exclude by itself; and what is excluded is looked for nowhere else.
        """
        exact = Phrase(node.text, node.field) if isinstance(node, Words) else node
        if isinstance(exact, Phrase):
            ways = self._phrase(exact, quoted, loose)
        else:
            found = self.of(exact, loose=loose)
            ways = [found] if found else []
        return both(without(way, beside) for way in ways) if ways else None


def both(parts: Iterable[Condition]) -> Condition:
    found = list(parts)
    asked = [part.tsquery for part in found if part.tsquery is not None]
    clauses = [part.clause for part in found if part.clause is not None]
    tsquery = " & ".join(f"({item})" for item in asked) if len(asked) > 1 else "".join(asked)
    return Condition(tsquery or None, every(clauses) if clauses else None)


def either(parts: Iterable[Condition]) -> Condition:
    """One of them; what all of them have beside their tsqueries stands once."""
    found = list(parts)
    if all(part.tsquery and part.clause == found[0].clause for part in found):
        tsquery = " | ".join(f"({part.tsquery})" for part in found)
        return Condition(tsquery, found[0].clause)
    return Condition(None, some([part.whole() for part in found]))


def titled(lexeme: str) -> str:
    return quoted(TITLE + lexeme)


def holds(text: str) -> Clause:
    """All bigrams of the text stand in the row, wherever."""
    return every(Clause("e.bigrams && %s::int4[]", (any_level(pair),)) for pair in asked(text))


def without(way: Condition, beside: str | None) -> Condition:
    """What does not hold to a condition, of what matches a tsquery beside it.

    The vectors of each row would be unpacked to see that they lack a thing, so it is said to the
    index or as a list.
    """
    if way.clause is None and beside:
        return Condition(f"!({way.tsquery})")
    if way.tsquery is None and way.clause and way.clause.ids is not None:
        return Condition(None, Clause(f"NOT {way.clause.sql}"))
    inside = every([*([matches("words", beside)] if beside else []), way.whole()])
    sql = f"""e.document_id NOT IN (
        SELECT e.document_id FROM documents_searchentry e WHERE {inside.sql})"""  # noqa: S608
    return Condition(None, Clause(sql, inside.parameters))


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
