"""What is different between two texts, sentence beside sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import NamedTuple

_SENTENCE = re.compile(r"[^。！？；\n]*(?:[。！？；]+[”’」』）]*|\n|$)")
_UNSEEN = re.compile(r"\s+")

BOUND = 4_000_000
"""Characters of one stretch times those of the other, above which it counts as wholly changed."""


class Piece(NamedTuple):
    """A stretch of a text, and whether the other text has it otherwise or not at all."""

    text: str
    changed: bool


class Row(NamedTuple):
    """A sentence of either text, or runs of sentences that are the same in both."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]
    same: bool


def differences(left: str, right: str) -> Iterator[Row]:
    """The two texts in rows; their joined pieces are the texts less white space between sentences.

    >>> [row] = [row for row in differences("甲乙。子丑。", "甲乙。子寅。") if not row.same]
    >>> [(piece.text, piece.changed) for piece in row.left]
    [('子', False), ('丑', True), ('。', False)]
    """
    a, b = sentences(left), sentences(right)
    keys = [_UNSEEN.sub("", sentence) for sentence in (*a, *b)]
    matcher = SequenceMatcher(None, keys[: len(a)], keys[len(a) :], autojunk=False)
    for tag, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        if tag == "equal":
            pieces = (Piece("".join(a[a_from:a_to]), False),)
            yield Row(pieces, (Piece("".join(b[b_from:b_to]), False),), same=True)
            continue
        for one, other in zip_longest(a[a_from:a_to], b[b_from:b_to], fillvalue=""):
            yield Row(*_compared(one, other), same=False)


def sentences(text: str) -> list[str]:
    """The sentences of a text with their marks; white space around them is dropped.

    >>> sentences("一。二！\\n三")
    ['一。', '二！', '三']
    """
    found = (match.group().strip() for match in _SENTENCE.finditer(text))
    return [sentence for sentence in found if sentence]


def _compared(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The characters of two sentences that stand in the same place, marked where they differ."""
    if not left or not right or len(left) * len(right) > BOUND:
        return _whole(left), _whole(right)
    one, other = list[Piece](), list[Piece]()
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for tag, a_from, a_to, b_from, b_to in matcher.get_opcodes():
        for pieces, text in ((one, left[a_from:a_to]), (other, right[b_from:b_to])):
            if text:
                pieces.append(Piece(text, tag != "equal"))
    return tuple(one), tuple(other)


def _whole(sentence: str) -> tuple[Piece, ...]:
    return (Piece(sentence, True),) if sentence else ()
