"""Traditional → simplified, only where the text is traditional.

OpenCC's t2s harms simplified text (乾县, 濛溪河), so a text is converted only when characters that
only traditional script has outnumber those that only simplified script has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache

import opencc

from documents.text.findings import Flag
from documents.text.offsets import Edit

CLAUSE = re.compile("[^，。；：、！？]+[，。；：、！？]*|[，。；：、！？]+")
LONGEST_CLAUSE = 300
"""Characters up to which a clause whose length changes is compared character by character."""
LEAST = 2
"""Traditional characters that a text needs before it can count as traditional."""
PARAGRAPH_LEAST = 12
"""Traditional characters that make a paragraph inside a simplified text traditional."""


@cache
def converter() -> opencc.OpenCC:
    """OpenCC with phrase rules; tw2s because it knows 著 for 着, too."""
    return opencc.OpenCC("tw2s")


HONG_KONG = str.maketrans("衞敍枱痺揹", "衛敘檯痹背")
"""Variants that tw2s leaves as they are."""


@cache
def _exclusive() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns of the characters that only traditional, only simplified text has."""
    blocks = [*range(0x3400, 0x4DC0), *range(0x4E00, 0xA000)]
    every = "".join(map(chr, blocks))
    simplified = _single(converter(), every)
    traditional = _single(opencc.OpenCC("s2t"), every)
    only_traditional = {a for a, b in zip(every, simplified, strict=True) if a != b}
    only_simplified = {a for a, b in zip(every, traditional, strict=True) if a != b}
    both = only_traditional & only_simplified
    return (
        re.compile(f"[{''.join(sorted(only_traditional - both - SHARED))}]"),
        re.compile(f"[{''.join(sorted(only_simplified - both - SHARED))}]"),
    )


SHARED = frozenset("乾瞭濛著於藉覆馀麽么只台后里面发于云系余谷干制复准征范冲伙克向回困家御志采折")
"""Characters at home in both scripts, whatever the conversion tables make of them."""


def _single(convert: opencc.OpenCC, every: str) -> str:
    """Every character converted alone, so that no phrase rule applies."""
    return str(convert.convert("\n".join(every))).replace("\n", "")


def is_traditional(text: str) -> bool:
    """Whether traditional characters outnumber simplified ones.

    >>> is_traditional("會議強調，要加快發展"), is_traditional("会议强调，要加快发展乾县")
    (True, False)
    """
    only_traditional, only_simplified = _exclusive()
    count = len(only_traditional.findall(text))
    return count >= LEAST and count > len(only_simplified.findall(text))


def is_exclusive(character: str, *, simplified: bool) -> bool:
    """Whether only simplified script has the character; else, whether only traditional has it."""
    only_traditional, only_simplified = _exclusive()
    return bool((only_simplified if simplified else only_traditional).match(character))


def to_simplified(text: str) -> str:
    """The text in simplified script, converted by phrases; for queries and comparisons."""
    return str(converter().convert(text.translate(HONG_KONG)))


def simplify(text: str) -> Iterator[Edit | Flag]:
    """Edits that turn a traditional text, or traditional paragraphs in it, to simplified."""
    only_traditional, only_simplified = _exclusive()
    if only_traditional.search(text) is None:
        return
    whole = is_traditional(text)
    converted = False
    at = 0
    for line in text.split("\n"):
        count = len(only_traditional.findall(line))
        others = len(only_simplified.findall(line)) if count else 0
        if count and (
            count >= others if whole else count >= PARAGRAPH_LEAST and count > 2 * others
        ):
            converted = True
            for edit in _line_edits(line):
                yield Edit(at + edit.start, at + edit.end, edit.replacement)
        at += len(line) + 1
    if converted:
        yield Flag("traditional")


def _line_edits(line: str) -> Iterator[Edit]:
    """One edit a changed character where lengths agree, else one a changed stretch."""
    new = to_simplified(line)
    if len(new) == len(line):
        for i, (a, b) in enumerate(zip(line, new, strict=True)):
            if a != b:
                yield Edit(i, i + 1, b)
        return
    at = 0
    for clause in CLAUSE.findall(line):
        yield from (Edit(at + e.start, at + e.end, e.replacement) for e in _stretches(clause))
        at += len(clause)


def _stretches(clause: str) -> Iterator[Edit]:
    """Edits of a clause whose conversion may change its length."""
    new = to_simplified(clause)
    if len(clause) > LONGEST_CLAUSE:
        yield Edit(0, len(clause), new)
        return
    matcher = SequenceMatcher(None, clause, new, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield Edit(start, end, new[new_start:new_end])
