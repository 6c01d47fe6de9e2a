"""What a reader typed → a tree of frozen dataclasses; never fails.

    优化 营商环境              both words
    "高质量发展"               exactly this, wherever the words are cut; “…” 「…」 『…』 alike
    高质量 OR 高水平            either; | alike
    发展 -规划                 the first without the second; NOT alike
    政策*                     words that begin so
    title:意见                in the title
    issuer:湖南省政府          issued by a body of that name
    term:三高四新              tagged with a term of that name
    number:国发               numbered so, or 国发〔2018〕42号
    title:(决定 OR 决议) 全会   grouped

Keywords are in capitals; signs may be full-width. What is malformed is read as well as it can be,
and `notes` says what was made of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from documents.search.folding import kept
from documents.search.query.joining import all_of, any_of, negation
from documents.search.query.nodes import (
    FIELDS,
    MAX_LEAVES,
    Field,
    Keyed,
    Node,
    Or,
    Phrase,
    Prefix,
    Query,
    Words,
    is_negative,
)
from documents.search.query.tokens import Kind, Token, plain, tokens
from documents.text.numbers import DocumentNumber, parse_number

NESTING = 5
"""Parentheses inside parentheses; each adds an Or, an And and a Not, so trees stay in bounds."""
LEAST_PREFIX = 2
"""Characters before an asterisk; fewer begin too many words."""
SURE_PREFIX, LONGEST_PREFIX = 6, 12
"""Characters of a 机关代字: up to the first it is one, past the second a title is stuck to it."""


@dataclass
class _Reader:
    """A recursive descent over the tokens."""

    tokens: list[Token] = field(default_factory=list)
    at: int = 0
    leaves: int = 0
    ignored: int = 0
    notes: list[str] = field(default_factory=list)

    def peek(self) -> Kind | None:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else None

    def take(self) -> Token:
        self.at += 1
        return self.tokens[self.at - 1]

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def either(self, depth: int, within: Field | None) -> Node | None:
        options = [self.every(depth, within)]
        while self.peek() == "or":
            self.take()
            options.append(self.every(depth, within))
        whole = [option for option in options if option is not None]
        if len(whole) < len(options) and len(options) > 1:
            self.note("An OR without a word on both sides was ignored.")
        if any(map(is_negative, whole)) and not all(map(is_negative, whole)):
            self.note("What is only excluded is no side of an OR and was ignored there.")
            whole = [option for option in whole if not is_negative(option)]
        return any_of(whole)

    def every(self, depth: int, within: Field | None) -> Node | None:
        nodes: list[Node] = []
        while self.peek() not in ("or", None):
            if self.peek() == "close" and depth and not self.ignored:
                break
            node = self.one(depth, within)
            if node is not None:
                nodes.append(node)
        return all_of(nodes)

    def one(self, depth: int, within: Field | None) -> Node | None:
        kind, text = self.take()
        if kind == "not":
            return self.negated(depth, within)
        if kind == "field":
            return self.fielded(text, depth)
        if kind == "open":
            return self.group(depth, within)
        if kind == "close":
            self.close()
        elif kind == "phrase":
            return self.leaf(Phrase(text, within))
        elif kind == "word":
            return self.word(text, within)
        return None

    def close(self) -> None:
        """A parenthesis whose opening one was ignored, or that has none."""
        if self.ignored:
            self.ignored -= 1
        else:
            self.note("A closing parenthesis without an opening one was ignored.")

    def negated(self, depth: int, within: Field | None) -> Node | None:
        if self.peek() in (None, "or", "close"):
            self.note("A - or NOT with nothing after it was ignored.")
            return None
        node = self.one(depth, within)
        return None if node is None else negation(node)

    def fielded(self, text: str, depth: int) -> Node | None:
        name = next((known for known in FIELDS if known == text), None)
        if name is None:
            self.note(f"{text}: is no field here ({', '.join(FIELDS)}); it was read as a word.")
            return self.word(text, None)
        if self.peek() in ("word", "phrase", "open", "not"):
            return self.one(depth, name)
        self.note(f"{text}: with no word after it was ignored.")
        return None

    def group(self, depth: int, within: Field | None) -> Node | None:
        if depth >= NESTING:
            self.note(f"Parentheses nested more than {NESTING} deep were ignored.")
            self.ignored += 1
            return None
        node = self.either(depth + 1, within)
        if self.peek() == "close":
            self.take()
        else:
            self.note("A parenthesis that was not closed was closed at the end.")
        return node

    def word(self, text: str, within: Field | None) -> Node | None:
        number = _number(text) if within is None else None
        if number:
            sure = len(number.prefix) <= SURE_PREFIX or "〔" not in number.normalised
            typed = Phrase(number.normalised) if sure else Words(text)
            return self.leaf(typed, Keyed("number", (number.normalised,), text))
        if text.startswith("*"):
            self.note("A * counts only at the end of a word.")
        stem = text.rstrip("*")
        if stem == text:
            return self.leaf(Words(text, within))
        if 0 < len(kept(stem)) < LEAST_PREFIX and within in (None, "title"):
            self.note(f"A * needs {LEAST_PREFIX} characters before it; without, it was ignored.")
            return self.leaf(Words(stem, within))
        return self.leaf(Prefix(stem, within))

    def leaf(self, node: Words | Phrase | Prefix, key: Keyed | None = None) -> Node | None:
        """The leaf, if it is one and there is room, or else the documents of a key."""
        if not kept(node.text):
            self.note("What has no Chinese character, letter or digit was ignored.")
            return None
        self.leaves += 2 if key else 1
        if self.leaves > MAX_LEAVES:
            self.note(f"Only the first {MAX_LEAVES} words and phrases were searched for.")
            return None
        return Or((node, key)) if key else node


def parse(typed: str) -> Query:
    """Read a query.

    >>> parse('决定 OR title:决议 -"征求意见"').tree.nodes[0]
    Words(text='决定', field=None)
    >>> parse("国发[2018]第42号").number
    '国发〔2018〕42号'
    """
    reader = _Reader()
    text = plain(typed, reader.note)
    number = _number(text)
    reader.tokens = [Token("word", text)] if number else list(tokens(text, reader.note))
    tree = reader.either(0, None)
    if tree is not None and is_negative(tree):
        reader.note("Only what to leave out was given, so everything else is found.")
    return Query(text, tree, tuple(reader.notes), typed, number.normalised if number else None)


def _number(text: str) -> DocumentNumber | None:
    """The number where a text is one, whole and undamaged, and nothing else."""
    read = parse_number(text)
    if read is None or read.damaged or not read.prefix or read.serial is None:
        return None
    bracketed = "〔" in read.normalised
    return None if bracketed and len(read.prefix) > LONGEST_PREFIX else read
