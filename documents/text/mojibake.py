"""GB bytes that were read one off: “借船出?！碧岣咄赓Q for “借船出海”提高外貿.

When the first byte of a character is lost (it shows as ?), every byte after it pairs with the
wrong neighbour until an ASCII letter takes the last one in. Shifting the bytes back gives the text
again, but for the lost byte, which the dictionary has to find.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import jieba

from documents.text.findings import Damage, Flag
from documents.text.offsets import Edit
from documents.text.script import to_simplified
from documents.text.stages import Span

START = re.compile(
    r"(?<=[\u4e00-\u9fff“”，。、；：！？])[?？\ufffd](?=[\u4e00-\u9fff！，。、；：？（）!,;:?()“”‘’《》〔〕])"
)
LONGEST = 40
FULL = str.maketrans("!,;:?()", "！，；：？（）")
ENCODING = "gb18030"
MARGIN = 1.5
"""How much better, in nats a character, the repaired text must be than the damaged one."""


class Reading(NamedTuple):
    """`text` in place of the damaged stretch that ends at `end`; `score` in nats a character."""

    text: str
    end: int
    score: float


def repair(text: str) -> Iterator[Edit | Damage | Flag]:
    """Edits that mend byte shifts; a shift without one clearly best reading is flagged."""
    if "?" not in text and "？" not in text and "\ufffd" not in text:
        return
    end = 0
    for match in START.finditer(text):
        if match.start() < end:
            continue
        reading = best_reading(text, match.start())
        if reading is None:
            continue
        end = reading.end
        yield Edit(match.start(), reading.end, reading.text)
        yield Damage(Span(match.start(), reading.end))
        yield Flag("mojibake_repaired")


def best_reading(text: str, start: int) -> Reading | None:
    """The reading of the shift that starts at the lost byte `text[start]`, if one is clearly best."""
    stop = min(start + LONGEST, len(text))
    newline = text.find("\n", start, stop)
    stop = newline if newline >= 0 else stop
    before = text[max(start - 6, 0) : start]
    best: Reading | None = None
    for end in _ends(text, start, stop):
        shifted = _bytes(text[start + 1 : end])
        if shifted is None:
            continue
        for candidate in _candidates(shifted, before):
            damaged = fluency(before + text[start:end] + text[end : end + 6])
            score = fluency(before + candidate + text[end : end + 6])
            if score - damaged > MARGIN and (best is None or score > best.score):
                best = Reading(candidate, end, score)
    return best


def _ends(text: str, start: int, stop: int) -> Iterator[int]:
    """Where the shift can end: after an ASCII character that is the second byte of a pair."""
    for at in range(start + 2, stop):
        if "@" <= text[at] <= "~":
            yield at + 1
            return
        if ord(text[at]) < 128 and text[at] not in "!,;:?()":
            return


def _bytes(shifted: str) -> bytes | None:
    try:
        return shifted.translate(FULL).encode(ENCODING)
    except UnicodeEncodeError:
        return None


def _candidates(shifted: bytes, before: str) -> list[str]:
    """The shifted bytes with each possible first byte, the most fluent first character first."""
    try:
        rest = shifted[1:].decode(ENCODING)
    except UnicodeDecodeError:
        return []
    found: list[tuple[float, str]] = []
    for lead in range(0x81, 0xFF):
        try:
            first = bytes([lead, shifted[0]]).decode(ENCODING)
        except UnicodeDecodeError:
            continue
        if "\u4e00" <= first <= "\u9fff" or first in "，。、；：？！“”《》（）":
            found.append((fluency(before + first + rest[:4]), first + rest))
    found.sort(reverse=True)
    return [text for _, text in found[:3]]


@cache
def _frequencies() -> tuple[dict[str, int], float]:
    jieba.setLogLevel(60)
    jieba.initialize()
    return jieba.dt.FREQ, math.log(jieba.dt.total)


def fluency(text: str) -> float:
    """Mean log probability a character of the best segmentation by jieba's dictionary.

    >>> fluency("提高外贸能级") > fluency("碧岣咄赓Q能级")
    True
    """
    text = to_simplified(text)
    freq, total = _frequencies()
    best = [0.0] * (len(text) + 1)
    for at in range(len(text) - 1, -1, -1):
        best[at] = max(
            math.log(freq.get(text[at:end]) or (0.05 if end == at + 1 else 1e-9))
            - total
            + best[end]
            for end in range(at + 1, min(at + 6, len(text)) + 1)
            if end == at + 1 or freq.get(text[at:end])
        )
    return best[0] / max(len(text), 1)
