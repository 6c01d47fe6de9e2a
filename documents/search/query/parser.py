"""What a reader typed → a tree of frozen dataclasses. Nothing here knows SQL.

    优化 营商环境          both words
    "高质量发展"           exactly this, wherever the words are cut; “…” and 「…」 alike
    高质量 OR 高水平        either
    发展 -规划             the first without the second
    title:意见             in the title
    (决定 OR 决议) 全会     grouped

What is malformed is read as well as it can be, and `notes` says what was made of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from documents.search.query.nodes import (
    FIELDS,
    MAX_DEPTH,
    MAX_LEAVES,
    And,
    Field,
    Node,
    Not,
    Or,
    Phrase,
    Query,
    Words,
)

_TOKEN = re.compile(
    r"""(?P<space>\s+)
      | "(?P<phrase>[^"]*)(?P<closed>"?)
      | “(?P<phrase2>[^”]*)(?P<closed2>”?)
      | 「(?P<phrase3>[^」]*)(?P<closed3>」?)
      | (?P<open>\()
      | (?P<close>\))
      | (?P<or>(?:OR(?=[\s()]|$)|\|+))
      | (?P<minus>(?<![^\s(])-(?=[^\s]))
      | (?P<field>[A-Za-z]+[:：](?=\S))
      | (?P<word>[^\s()"“「|]+)
    """,
    re.VERBOSE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass
class _Reader:
    """A recursive descent over the tokens."""

    tokens: list[tuple[str, str]]
    at: int = 0
    leaves: int = 0
    notes: list[str] = field(default_factory=list)

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else "end"

    def take(self) -> str:
        self.at += 1
        return self.tokens[self.at - 1][1]

    def note(self, text: str) -> None:
        if text not in self.notes:
            self.notes.append(text)

    def either(self, depth: int) -> Node | None:
        options = [self.every(depth)]
        while self.peek() == "or":
            self.take()
            options.append(self.every(depth))
        whole = tuple(option for option in options if option is not None)
        if len(whole) < len(options) and len(options) > 1:
            self.note("An OR without a word on both sides was ignored.")
        return _joined(Or, whole)

    def every(self, depth: int) -> Node | None:
        nodes: list[Node] = []
        while self.peek() not in ("or", "end") and not (self.peek() == "close" and depth):
            node = self.one(depth, None)
            if node is not None:
                nodes.append(node)
        return _joined(And, tuple(nodes))

    def one(self, depth: int, within: Field | None) -> Node | None:
        kind, text = self.peek(), self.take()
        if kind == "minus":
            return self.negated(depth)
        if kind == "field":
            return self.fielded(text, depth)
        if kind == "open":
            return self.group(depth)
        if kind == "close":
            self.note("A closing parenthesis without an opening one was ignored.")
            return None
        return self.leaf(kind, text, within)

    def negated(self, depth: int) -> Node | None:
        if self.peek() in ("end", "or", "close"):
            self.note("A - with nothing after it was ignored.")
            return None
        node = self.one(depth, None)
        return None if node is None else Not(node)

    def fielded(self, text: str, depth: int) -> Node | None:
        name = next((known for known in FIELDS if known == text[:-1].lower()), None)
        if name is None:
            self.note(f"{text} is no field here ({', '.join(FIELDS)}); it was read as a word.")
            return self.leaf("word", text[:-1], None)
        if self.peek() in ("word", "phrase"):
            return self.one(depth, name)
        self.note(f"{text} with no word after it was ignored.")
        return None

    def group(self, depth: int) -> Node | None:
        if depth >= MAX_DEPTH:
            self.note("Parentheses nested too deeply were ignored.")
            return None
        node = self.either(depth + 1)
        if self.peek() == "close":
            self.take()
        else:
            self.note("A parenthesis that was not closed was closed at the end.")
        return node

    def leaf(self, kind: str, text: str, within: Field | None) -> Node | None:
        self.leaves += 1
        if self.leaves > MAX_LEAVES:
            self.note(f"Only the first {MAX_LEAVES} words and phrases were searched for.")
            return None
        if kind == "phrase":
            return Phrase(text, within) if text.strip() else None
        return Words(text, within)


def parse(text: str) -> Query:
    """Read a query; never fails.

    >>> parse('决定 OR title:决议 -"征求意见"').tree.nodes[0]
    Words(text='决定', field=None)
    """
    plain = _CONTROL.sub(" ", text).strip()
    reader = _Reader([])
    for match in _TOKEN.finditer(plain):
        kind = match.lastgroup or "space"
        if kind.startswith(("phrase", "closed")):
            kind = _phrase(reader, match)
        elif kind != "space":
            reader.tokens.append((kind, match[0]))
    tree = reader.either(0)
    return Query(plain, tree, tuple(reader.notes), text)


def _phrase(reader: _Reader, match: re.Match[str]) -> str:
    groups = match.groupdict()
    number = next(n for n in ("", "2", "3") if groups["phrase" + n] is not None)
    if not groups["closed" + number]:
        reader.note("A quotation mark that was not closed was closed at the end.")
    reader.tokens.append(("phrase", groups["phrase" + number]))
    return "phrase"


def _joined(kind: type[And] | type[Or], nodes: tuple[Node, ...]) -> Node | None:
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    return kind(nodes)
