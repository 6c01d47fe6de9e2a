"""GB bytes that were read one off: “借船出?！碧岣咄赓Q for “借船出海”提高外貿.

The language decides: a stretch is mended when one reading of its bytes is clearly best, and
flagged with its span when it is surely damaged but no reading is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import islice, pairwise
from typing import NamedTuple

from documents.text.byte_shift import FOLLOWING, LONGEST, LOST, Neighbourhood, Reading, certainty
from documents.text.findings import Damage, Flag
from documents.text.fluency import Language, simplified
from documents.text.gb_bytes import LEADS, TRAILS, byte_pairs, decoded
from documents.text.ngrams import common_symbols
from documents.text.offsets import Edit
from documents.text.script import is_traditional
from documents.text.stages import Span

REPLACEMENT = re.compile("\ufffd+")
BACK = 14
"""Characters before a mark or a rare character that a shift may have begun at."""
ORDINARY = -9.0
"""Nats that every character of ordinary text has at least, with few exceptions."""
MOST_PLACES = 100
"""Damaged places of a text that are looked at; those after them stay as they are."""
SHIFTED = 8.0
"""Nats that the bytes of a stretch without a mark must gain when they are read one off."""
GAIN = {"\ufffd": 2.0, "?": 9.0, "？": 14.0}
"""Nats by which a reading must be better than the damaged text, by the mark of the lost byte."""
SINGLE_GAIN = {"\ufffd": 2.0, "?": 14.0, "？": 1000.0}
"""The same for a mark that stands for a whole character; most question marks are what they seem."""
BACK_GAIN = {"\ufffd": 2.0, "?": 14.0, "？": 18.0}
"""The same for a shift that ends at the mark."""
BARE_GAIN = 16.0
"""The same, where no mark shows that a byte was lost."""
CERTAIN = 0.6
"""Probability from which on the best reading is taken for the text."""
NEIGHBOURHOOD = 30_000
"""Characters of the document that readings are judged by."""


class _Place(NamedTuple):
    """Where damage is surmised: a mark, or a shift without a mark that seems to begin there."""

    at: int
    marked: bool


def repair(text: str) -> Iterator[Edit | Damage | Flag]:
    """Edits that mend byte shifts; a shift without one clearly best reading is flagged."""
    end = 0
    language: Language | None = None
    traditional = False
    places = list(islice(_places(text), MOST_PLACES))
    for place in places:
        if place.at < end:
            continue
        if language is None:
            language = Language(_undamaged(text, places))
            traditional = is_traditional(text)
        found = best_reading(text, place, end, language, traditional=traditional)
        if found is None:
            if text[place.at] == "\ufffd":
                end = place.at + len(REPLACEMENT.findall(text, place.at)[0])
                yield Flag("mojibake")
                yield Damage(Span(place.at, end))
            continue
        reading, certain = found
        end = reading.end
        yield Damage(Span(reading.start, end))
        if certain:
            yield Flag("mojibake_repaired")
            yield Edit(reading.start, end, reading.text)
        else:
            yield Flag("mojibake")


@cache
def _genre() -> Language:
    """Language without any document of its own, to see at little cost that a text is in order."""
    return Language()


def _places(text: str) -> Iterator[_Place]:
    """The places in order; a rare character counts where its bytes make sense when read one off."""
    for match in _suspects().finditer(text):
        at = match.start()
        if match.group() in LOST:
            if match.group() == "\ufffd" or not _reads_on(text, at):
                yield _Place(at, True)
        elif (start := _shifted(text, at)) is not None:
            yield _Place(start, False)


@cache
def _suspects() -> re.Pattern[str]:
    """Marks of lost bytes, and characters that documents of this kind hardly ever have."""
    common = common_symbols()
    rare = (
        character
        for lead in LEADS
        for trail in TRAILS
        if (character := decoded(lead, trail)) and not "\u2000" <= character < "\u3040"
        if character >= "\u0370"
        and character < "\uf900"
        and common.isdisjoint((character, simplified(character)))
    )
    return re.compile(f"[{LOST}{''.join(rare)}]")


def _shifted(text: str, at: int) -> int | None:
    """Where the stretch around a character begins that makes sense when read one byte off."""
    start, end = at, at
    while start > max(at - BACK, 0) and byte_pairs(text[start - 1]):
        start -= 1
    while end < min(at + BACK, len(text)) and byte_pairs(text[end]):
        end += 1
    data = [byte_pairs(character)[0] for character in text[start:end]]
    read = "".join(decoded(a[1], b[0]) or "\ufffd" for a, b in pairwise(data))
    language = _genre()
    gains = (
        new - old
        for new, old in zip(
            language.costs(read), language.costs(text[start : end - 1]), strict=True
        )
    )
    best = total = 0.0
    begins = best_begins = start
    for i, gain in enumerate(gains, start):
        if total <= 0:
            total, begins = 0.0, i
        total += gain
        if total > best:
            best, best_begins = total, begins
    return best_begins if best >= SHIFTED else None


def _reads_on(text: str, at: int) -> bool:
    """Whether the text around a question mark is ordinary, so that it is a question's."""
    before, after = text[max(at - 8, 0) : at], text[at + 1 : at + 9].partition("\n")[0]
    if after and after[0].isascii() and after[0].isalpha():
        return False
    language = _genre()
    costs = language.costs(before + "？" + after)[2:]
    return all(cost > ORDINARY for cost in costs)


def _undamaged(text: str, places: list[_Place]) -> str:
    """The document without the neighbourhood of its damaged places."""
    pieces = []
    end = 0
    for place in places:
        pieces.append(text[end : max(place.at - BACK, end)])
        end = max(end, place.at + BACK)
    pieces.append(text[end:])
    return "\n".join(pieces)[:NEIGHBOURHOOD]


def best_reading(
    text: str, place: _Place, after: int, language: Language, *, traditional: bool
) -> tuple[Reading, bool] | None:
    """The best reading of the damage at a place, and whether it is clearly so; null for none."""
    line = text.rfind("\n", 0, place.at) + 1
    origin = max(place.at - BACK, after, line)
    stop = min(place.at + LONGEST + FOLLOWING, len(text))
    area = Neighbourhood(text, origin, stop, language, traditional=traditional)
    ranked = area.ranked(_readings(area, place, language))
    if not ranked:
        return None
    best = ranked[0]
    if best.score - area.score < _least_gain(text, place, best):
        return None
    return best, certainty(ranked) >= CERTAIN


def _least_gain(text: str, place: _Place, reading: Reading) -> float:
    """Nats by which a reading must be better than the damaged text."""
    if not place.marked:
        return BARE_GAIN
    mark = text[place.at]
    if reading.start < place.at:
        return BACK_GAIN[mark]
    single = all(character in LOST for character in text[reading.start : reading.end])
    return SINGLE_GAIN[mark] if single else GAIN[mark]


def _readings(area: Neighbourhood, place: _Place, language: Language) -> Iterator[Reading]:
    if not place.marked:
        for start in range(max(place.at - 2, area.origin), place.at + 2):
            yield from area.readings(start, "first")
            yield from area.readings(start, "second")
        return
    yield from area.readings(place.at, "marked")
    yield from area.readings(place.at, "single")
    before = area.text[max(place.at - 8, area.origin) : place.at]
    if all(cost > ORDINARY for cost in language.costs(before)[2:]):
        return
    ends = range(place.at, place.at + 1)
    for start in range(place.at - 1, max(place.at - BACK, area.origin) - 1, -1):
        if area.text[start] in LOST or not byte_pairs(area.text[start]):
            break
        yield from area.readings(start, "first", ends)
        yield from area.readings(start, "second", ends)
