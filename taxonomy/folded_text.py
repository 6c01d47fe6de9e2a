"""A text as labels are looked for in it, and the way back to the text as it stands. PURE."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container

OPENING, CLOSING, STRAIGHT = "“‘「『", "”’」』", "\"'＂＇"
_SIGNS = "×✕xX*+＋"
_SPACED = re.compile(f"(?<=[{_SIGNS}]) | (?=[{_SIGNS}])")
_MARKS = re.compile(f"[{OPENING}{CLOSING}{STRAIGHT}]")
_MARKS_AND_SPACES = re.compile(f"{_MARKS.pattern}|{_SPACED.pattern}")
"""What the folded view leaves out: quotation marks, and the spaces of 4 × 4 and 1 + N."""
_WORDS = re.compile(r"[^\s，。；：、！？（）《》〈〉【】()\[\];:!?—…]*")
_FOLD = (
    {chr(0xFF01 + i): chr(0x21 + i) for i in range(94)}
    | {chr(c): chr(c).lower() for c in range(ord("A"), ord("Z") + 1)}
    | {chr(0xFF21 + i): chr(0x61 + i) for i in range(26)}
    | dict.fromkeys("×✕✖⨯Хх*＊∗", "x")
    | dict.fromkeys("，,､ \u3000", "、")
    | dict.fromkeys("•・‧∙●", "·")
    | dict.fromkeys(OPENING + CLOSING + STRAIGHT, "")
)
_FOLDED = re.compile(f"[{re.escape(''.join(_FOLD))}]")
_REACH = 24
"""How many characters of the clause on each side of a match decide on its word boundaries."""

_ANY_MARK = OPENING + CLOSING + STRAIGHT
_QUOTED = 8
"""How many characters a quotation may have beside a term that must stand in quotation marks."""
_WORD = rf"[^\s，。；：、！？·《》{_ANY_MARK}]"
_OPENED = re.compile(rf"[{OPENING}{STRAIGHT}]({_WORD}*)$")
_CLOSED = re.compile(rf"({_WORD}*)[{CLOSING}{STRAIGHT}]")
_FORMULA_GOES_ON = re.compile(
    rf"[{CLOSING}{STRAIGHT}][一二两三四五六七八九十][^一二两三四五六七八九十年月日个期批是]"
)
NUMERALS = frozenset("一二两三四五六七八九十百千万0123456789")


def fold(text: str) -> str:
    """The view of a text or label in which labels are looked for.

    Few of these characters stand in a text, and replacing those is faster than `str.translate`.

    >>> fold("“４×４”现代化产业体系")
    '4x4现代化产业体系'
    """
    for character in set(_FOLDED.findall(text)):
        text = text.replace(character, _FOLD[character])
    return text


class FoldedText:
    """A text, its folded form, and the way back."""

    def __init__(self, text: str) -> None:
        self.raw = text
        spaced = " " in text
        self.text = fold(_SPACED.sub("", text) if spaced else text)
        marks = _MARKS_AND_SPACES if spaced else _MARKS
        self._marks = [found.start() for found in marks.finditer(text)]
        self._before = [mark - index for index, mark in enumerate(self._marks)]

    def _place(self, index: int) -> int:
        return index + bisect_right(self._before, index)

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The place in the text; with the mark that an inner one pairs with, else null.

        `133”工程` becomes `“133”工程`; `三高”“四新` are two quotations and no term.
        """
        low, high = self._place(start), self._place(end - 1) + 1
        if high - low == end - start:
            return low, high
        inside = self.raw[low:high]
        if any(close + opening in inside for close, opening in zip(CLOSING, OPENING, strict=True)):
            return None
        missing = _unpaired(inside)
        if missing < 0 and low and self.raw[low - 1] in OPENING + STRAIGHT:
            low -= 1
        elif missing > 0 and self.raw[high : high + 1] and self.raw[high] in CLOSING + STRAIGHT:
            high += 1
        return None if _unpaired(self.raw[low:high]) else (low, high)

    def is_quoted(self, start: int, end: int, stems: Container[str]) -> bool:
        """Whether the text puts the span in quotation marks as a name.

        “三公”, “133”工程, “三公经费”; of two names in one quotation each (“三牛四敢”, where `stems`
        has 三牛), but neither the last words of a slogan (“携手创新发展”) nor a part of a longer
        formula (“三保三压”, “两新”一重).
        """
        if self.raw[start] in _ANY_MARK or self.raw[end - 1] in _ANY_MARK:
            return True
        before, after = _back_to_mark(self.raw, start), _on_to_mark(self.raw, end)
        if before is None or after is None:
            return False
        if not before and not after:
            return not _FORMULA_GOES_ON.match(self.raw, end)
        if before:
            return not after and before in stems
        return after in stems or NUMERALS.isdisjoint(after)

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of words around a place of the view, up to the next marks of any kind."""
        at = bisect_right(self._before, start)
        low = max(start - _REACH, self._before[at - 1] if at else 0)
        low += len(_before_mark(self.text[low:start]))
        at = bisect_right(self._before, end - 1)
        high = min(end + _REACH, self._before[at] if at < len(self._before) else len(self.text))
        found = _WORDS.match(self.text, end, high)
        return low, found.end() if found else end


def _back_to_mark(text: str, at: int) -> str | None:
    """What stands between the opening mark of a short quotation and the place; else null."""
    found = _OPENED.search(text[max(at - _QUOTED, 0) : at])
    return found[1] if found else None


def _on_to_mark(text: str, at: int) -> str | None:
    """What stands between the place and the closing mark of a short quotation; else null."""
    found = _CLOSED.match(text[at : at + _QUOTED])
    return found[1] if found else None


def _before_mark(text: str) -> str:
    """What stands before the last stretch of words."""
    found = _WORDS.match(text[::-1])
    return text[: len(text) - found.end()] if found else text


def _unpaired(text: str) -> int:
    """Below 0: a closing mark without its opening one; above 0: the other way round."""
    depth = sum(c in OPENING for c in text) - sum(c in CLOSING for c in text)
    straight = sum(c in STRAIGHT for c in text) % 2
    return depth or -straight
