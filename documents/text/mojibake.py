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
from documents.text.gb_bytes import ENCODING, LEADS, TRAILS, byte_pairs, decoded
from documents.text.ngrams import common_symbols
from documents.text.offsets import Edit
from documents.text.script import is_traditional
from documents.text.stages import Span

WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}
"""ASCII to full-width forms, from which it may have been folded."""
REPLACEMENT = re.compile("\ufffd+")
BACK = 14
"""Characters before a mark or a rare character that a shift may have begun at."""
ORDINARY = -9.0
"""Nats that every character of ordinary text has at least, with few exceptions."""
MOST_PLACES = 100
"""Damaged places of a text that are looked at; those after them stay as they are."""
SHORT = 3
"""Damaged characters up to which a shift is looked for where nothing speaks for a longer one."""
RARE = 30
"""Times that a symbol of the store was counted at least not to be rare."""
KNOWN = 100
"""Times that a symbol was counted at least to be looked for behind others."""
PLAIN, POSSIBLE = -7.0, -9.5
"""Nats that a character has at least that goes well, or at all, after the one before it."""
SHIFTED = 16.0
"""Nats that the bytes of a stretch without a mark must gain when they are read one off."""
GAIN = {"\ufffd": 2.0, "?": 5.0, "？": 14.0}
"""Nats by which a reading must be better than the damaged text, by the mark of the lost byte."""
SINGLE_GAIN = {"\ufffd": 2.0, "?": 6.0, "？": 1000.0}
"""The same for a mark that stands for a whole character."""
BACK_GAIN = {"\ufffd": 2.0, "?": 10.0, "？": 18.0}
"""The same for a shift that ends at the mark."""
ASKED_GAIN = 5.0
"""Nats more for a question mark behind the words of a question."""
QUESTION = re.compile(
    "[吗嗎呢么麼何谁誰哪几幾吧啥]|怎|多少|[是能可会會]否|[没沒]有|[难難]道|[岂豈]|不[是能会會]|[还還]是"
)
"""Words of a question, in both scripts."""
PARTICLES = tuple("吗嗎呢么麼")
"""What only a question ends with: no byte was lost behind it."""
MARK = re.compile(
    r"(?<![^\u4e00-\u9fff“”，。、；：！《》（）\d%\n])\?"
    r"(?=[^\x00-\x7f\s]|[!,;:?()]|[0-9@-~](?:[^\x00-\x7f]|[?,;:!]))"
)
"""A question mark in Chinese text, not one in an address."""
BETWEEN = re.compile(
    r"(?<=[\u4e00-\u9fff，、；：“”《》（])\?(?=[\u4e00-\u9fff，、；：《]|[@-~][^\x00-\x7f])"
)
"""A question mark that hardly ends a sentence."""
ENDING = re.compile(r"(?<=[\u4e00-\u9fff])\?(?=\n|$)")
HALF_WIDTH = re.compile("[\u4e00-\u9fff][,;:!](?:[\u4e00-\u9fff]|$)", re.MULTILINE)
"""Half-width marks in Chinese text: such a text has half-width question marks, too."""
BARE_GAIN = 16.0
"""The same, where no mark shows that a byte was lost."""
CERTAIN = 0.5
"""Probability from which on the best reading is taken for the text."""
LINE = 30
"""Characters from which on a line shows its script itself."""
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
    places = list(islice(_places(text), MOST_PLACES))
    for place in places:
        if place.at < end:
            continue
        if language is None:
            language = Language(_undamaged(text, places))
        traditional = _in_traditional(text, place.at)
        found = best_reading(text, place, end, language, traditional=traditional)
        if found is None:
            end = _lost_until(text, place.at)
            if end > place.at:
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


def _in_traditional(text: str, at: int) -> bool:
    """Whether the line around a place is in traditional script; a short one goes with the text."""
    line = text[max(text.rfind("\n", 0, at) + 1, at - 200) : at + 200].partition("\n")[0]
    return is_traditional(line if len(line) >= LINE else text)


def _lost_until(text: str, at: int) -> int:
    """Where marks end that surely stand for lost characters; `at` where they do not."""
    marks = REPLACEMENT.match(text, at)
    if marks:
        return marks.end()
    return at + 1 if _is_out_of_place(text, at) else at


def _is_out_of_place(text: str, at: int) -> bool:
    """Whether a half-width question mark stands where nothing is asked."""
    if BETWEEN.match(text, at):
        return not _asks(text, at)
    return bool(ENDING.match(text, at)) and not _asks(text, at) and not HALF_WIDTH.search(text)


def _asks(text: str, at: int) -> bool:
    """Whether the sentence before a question mark has the words of a question."""
    sentence = re.split("[。！？!?\n]", text[max(at - 60, 0) : at])[-1]
    return QUESTION.search(sentence) is not None


@cache
def _genre() -> Language:
    """Language without any document of its own, to see at little cost that a text is in order."""
    return Language()


def _places(text: str) -> Iterator[_Place]:
    """The places in order; a rare character counts where its bytes make sense when read one off."""
    for match in _suspects().finditer(text):
        at = match.start()
        if match.group() in LOST:
            if _is_damage(text, at):
                yield _Place(at, True)
        elif _hides_common(text, at, PLAIN) and (start := _shifted(text, at)) is not None:
            yield _Place(start, False)


def _is_damage(text: str, at: int) -> bool:
    """Whether a mark may stand for a lost byte: a full-width one only beside other damage."""
    if text[at] != "\ufffd" and text.endswith(PARTICLES, 0, at):
        return False
    if text[at] == "？":
        return any(
            _hides_common(text, near, PLAIN) and _shifted(text, near) is not None
            for near in (at + 3, at - 3)
        )
    if text[at] == "\ufffd" or _is_out_of_place(text, at):
        return True
    return MARK.match(text, at) is not None and not _reads_on(text, at)


@cache
def _suspects() -> re.Pattern[str]:
    """Marks of lost bytes, and characters that documents of this kind hardly ever have."""
    common = common_symbols(RARE)
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


def _hides_common(text: str, at: int, least: float = POSSIBLE) -> bool:
    """Whether two neighbours appear that go well together when bytes are read one off.

    Quick, for rare characters are mostly part of a name. `least` is in nats.
    """
    near = text[max(at - 2, 0) : max(at + 3, 0)].translate(WIDE)
    data = near.encode(ENCODING, "ignore")
    read = data[1:-1].decode(ENCODING, "ignore")
    common = common_symbols(KNOWN)
    return any(
        a in common and b in common and _genre().follow(a, b)[1] > least
        for a, b in pairwise(map(simplified, read))
    )


def _shifted(text: str, at: int) -> int | None:
    """Where the stretch around a character begins that makes sense when read one byte off."""
    start = end = min(max(at, 0), len(text) - 1)
    while start > max(at - BACK, 0) and byte_pairs(text[start - 1]):
        start -= 1
    while end < min(at + BACK, len(text)) and byte_pairs(text[end]):
        end += 1
    if end - start < 2:
        return None
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
    asked = ASKED_GAIN if mark == "?" and _asks(text, place.at) else 0.0
    if reading.start < place.at:
        return BACK_GAIN[mark] + asked
    single = all(character in LOST for character in text[reading.start : reading.end])
    return (SINGLE_GAIN[mark] + 2 * asked) if single else GAIN[mark] + asked


def _readings(area: Neighbourhood, place: _Place, language: Language) -> Iterator[Reading]:
    if not place.marked:
        for start in range(max(place.at - 2, area.origin), place.at + 2):
            yield from area.readings(start, "first")
            yield from area.readings(start, "second")
        return
    text, at = area.text, place.at
    ends = None if _hides_common(text, at + 3) else range(at + 1, at + 1 + SHORT)
    yield from area.readings(at, "marked", ends)
    yield from area.readings(at, "single")
    before = text[max(at - 8, area.origin) : at]
    if all(cost > ORDINARY for cost in language.costs(before)[2:]):
        return
    back = BACK if _hides_common(text, at - 3) else SHORT
    for start in range(at - 1, max(at - back, area.origin) - 1, -1):
        if text[start] in LOST or not byte_pairs(text[start]):
            break
        yield from area.readings(start, "first", range(at, at + 1))
        yield from area.readings(start, "second", range(at, at + 1))
