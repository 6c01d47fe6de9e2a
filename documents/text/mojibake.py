"""GB bytes that were read one off: “借船出?！碧岣咄赓Q for “借船出海”提高外貿.

The dictionary decides: a stretch is mended when one reading of its bytes is clearly best, and
flagged with its span when it is surely damaged but no reading is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise

from documents.text.byte_shift import USUAL, Reading, Shift
from documents.text.findings import Damage, Flag
from documents.text.fluency import Language
from documents.text.offsets import Edit
from documents.text.script import is_traditional
from documents.text.stages import Span

START = re.compile(
    r"(?<=[\u4e00-\u9fff“”，。、；：！》）\d%])[?\ufffd]"
    r"(?=[^\x00-\x7f\s]|[!,;:?()]|[@-~][\u4e00-\u9fff])"
)
REPLACEMENT = re.compile("\ufffd+")
LONGEST = 28
"""Characters after the lost byte that are looked at; text after the shift is among them."""
CONTEXT = 6
"""Characters before and after a damaged place that are not taken for the document's own words."""
ORDINARY = -8.5
"""Nats that every pair of characters of ordinary text has at least, with few exceptions."""
MOST_PLACES = 100
"""Damaged places of a text that are looked at; those after them stay as they are."""
GAIN = 12.0
"""Nats by which a reading must be better than the damaged text."""
LEAD = 1.2
"""Nats by which the best reading must be ahead of the next one that supposes no more."""
NEIGHBOURHOOD = 30_000
"""Characters of the document whose pairs are looked at to judge readings."""


def repair(text: str) -> Iterator[Edit | Damage | Flag]:
    """Edits that mend byte shifts; a shift without one clearly best reading is flagged."""
    end = 0
    language: Language | None = None
    gb2312 = True
    for match in islice(START.finditer(text), MOST_PLACES):
        start = match.start()
        if start < end or _reads_on(text, start, _genre()):
            continue
        if language is None:
            language = Language(_rest(text))
            gb2312 = not is_traditional(text)
        if _reads_on(text, start, language):
            continue
        reading, certain = best_reading(text, start, language, gb2312=gb2312)
        if reading is None:
            continue
        end = reading.end
        yield Damage(Span(start, end))
        if certain:
            yield Flag("mojibake_repaired")
            yield Edit(start, end, reading.text)
        else:
            yield Flag("mojibake")
    yield from _lost(text)


@cache
def _genre() -> Language:
    """Language without any document of its own, to see at little cost that a text is in order."""
    return Language()


def _reads_on(text: str, start: int, language: Language) -> bool:
    """Whether what follows a question mark is ordinary text, so that it is a question's."""
    following = text[start + 1 : start + 1 + CONTEXT].partition("\n")[0]
    if "@" <= following[:1] <= "~":
        return False
    return all(language.cost(a, b) > ORDINARY for a, b in pairwise(following))


def _rest(text: str) -> str:
    """The document without the neighbourhood of its damaged places."""
    pieces = START.split(text[:NEIGHBOURHOOD])
    last = len(pieces) - 1
    return "\n".join(
        piece[LONGEST // 2 if i else 0 : len(piece) if i == last else -CONTEXT]
        for i, piece in enumerate(pieces)
    )


def best_reading(
    text: str, start: int, language: Language, *, gb2312: bool
) -> tuple[Reading | None, bool]:
    """The best reading of the shift at `start`, and whether it is clearly so; null for no shift.

    `gb2312` says that the text is in simplified characters.
    """
    newline = text.find("\n", start)
    stop = min(start + LONGEST, len(text) if newline < 0 else newline)
    ranked = Shift(text, start, stop, language, gb2312=gb2312).readings()
    if not ranked:
        return None, False
    damaged = text[start - 1] + "？" + text[start + 1 : stop]
    if stop == len(text) or text[stop] == "\n":
        damaged += "\n"
    if ranked[0].score - language.score(damaged) - USUAL * (len(damaged) - 1) < GAIN:
        return None, False
    best = ranked[0]
    rivals = [other for other in ranked[1:] if other.dropped <= best.dropped]
    return best, not rivals or best.score - rivals[0].score >= LEAD


def _lost(text: str) -> Iterator[Damage | Flag]:
    """What is left of characters that nothing can bring back."""
    for match in REPLACEMENT.finditer(text):
        yield Flag("mojibake")
        yield Damage(Span(match.start(), match.end()))
