"""Byte shifts in GB text: which texts can stand behind a damaged stretch.

When the first byte of a character is lost, every byte after it pairs with the wrong neighbour:
`X1 X2 Y1 Y2 Z1 Z2` is read as `? (X2 Y1) (Y2 Z1) …`. The shift ends where the last odd byte takes
in an ASCII letter, or is lost, too. Pairs that stand for nothing may have been dropped inside.
A beam search goes along the damaged characters and keeps the readings that are good Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from heapq import nlargest
from itertools import accumulate, pairwise
from typing import NamedTuple

from documents.text.fluency import Language

ENCODING = "gbk"
FULL = str.maketrans("!,;:?()", "！，；：？（）")
LEADS, TRAILS = range(0x81, 0xFF), (*range(0x40, 0x7F), *range(0x80, 0xFF))
SIMPLIFIED_LEADS, SIMPLIFIED_TRAILS = range(0xA1, 0xF8), range(0xA1, 0xFF)
"""The bytes of GB 2312, which holds simplified characters only."""
DROPPED_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF))
"""First bytes of the code points that GBK leaves to users; software drops them in silence."""
PUNCTUATION = "，。、；：？！“”‘’《》（）—…·"
MARKS = "，。、；"
SHORT_QUOTE = re.compile("“[^“”，。、；]{1,8}[，。、；]”")
SHORT_QUOTE_COST = 4.0
"""Nats that a mark inside a short quotation costs: “借船出海” holds no full stop."""
LOST = "?？\ufffd"
BEAM = 40
"""Readings that are kept after each character."""
DROP_BEAM = 6
"""Readings, the best ones, that are tried with a pair dropped."""
DROP_COST = 5.0
"""Nats that a dropped pair costs."""
MOST_ENDS = 4
"""Characters with a lost last byte that are tried at each end of each beginning."""
MOST_DROPPED = 2
USUAL = 4.5
"""Nats that a character of good text costs; added back so that length does not matter."""


class Reading(NamedTuple):
    """A text in place of the damaged stretch; `end` is where the stretch ends.

    `score` is in nats: log probability of the text and what follows, less what is usual. `dropped`
    pairs of bytes are taken to have vanished inside.
    """

    score: float
    text: str
    end: int
    dropped: int = 0


class _Partial(NamedTuple):
    """The beginning of a reading, and the byte that the next character begins with."""

    score: float
    text: str
    lead: int | None
    dropped: int


@cache
def characters_from(lead: int | None, trail: int | None, *, gb2312: bool = False) -> str:
    """Everyday characters with the given bytes; null is a byte that was lost."""
    leads = (SIMPLIFIED_LEADS if gb2312 else LEADS) if lead is None else (lead,)
    trails = (SIMPLIFIED_TRAILS if gb2312 else TRAILS) if trail is None else (trail,)
    found = []
    for first in leads:
        for second in trails:
            try:
                character = bytes((first, second)).decode(ENCODING)
            except UnicodeDecodeError:
                continue
            if len(character) == 1 and (
                "\u4e00" <= character <= "\u9fff" or character in PUNCTUATION
            ):
                found.append(character)
    return "".join(found)


class Shift:
    """A shift that begins with the lost byte `text[start]` and ends at `stop` at the latest."""

    def __init__(
        self, text: str, start: int, stop: int, language: Language, *, gb2312: bool
    ) -> None:
        self.text = text
        self.start = start
        self.stop = stop
        self.language = language
        self.gb2312 = gb2312
        self.closed = stop == len(text) or text[stop] == "\n"
        self.rest = self._rest()

    def _rest(self) -> list[float]:
        """For each place from `start` on: the score of the text from there to `stop`."""
        text = self.text[self.start : self.stop] + ("\n" if self.closed else "")
        scores = [self.language.cost(a, b) + USUAL for a, b in pairwise(text)]
        return [*accumulate(reversed(scores), initial=0.0)][::-1]

    def readings(self) -> list[Reading]:
        """The readings, best first; their score covers the text from `start` to `stop`."""
        beam = [_Partial(0.0, self.text[self.start - 1 : self.start], None, 0)]
        found: list[Reading] = []
        for at in range(self.start + 1, self.stop + 1):
            for partial in beam:
                found.extend(self._ended(partial, at))
            pair = _bytes_of(self.text[at : at + 1])
            if pair is None or at >= self.stop or self.text[at] in LOST:
                break
            beam = nlargest(BEAM, self._longer(beam, *pair), key=lambda partial: partial.score)
        best: dict[str, Reading] = {}
        for reading in sorted(found, key=lambda reading: reading.score):
            best[reading.text + self.text[reading.end : self.stop]] = reading
        return sorted(best.values(), key=lambda reading: reading.score, reverse=True)

    def _longer(self, beam: list[_Partial], first: int, second: int) -> Iterator[_Partial]:
        """Each beginning with the next damaged character read, with or without a dropped pair."""
        for rank, partial in enumerate(beam):
            yield from self._read(partial, first, second)
            if rank < DROP_BEAM and partial.dropped < MOST_DROPPED:
                for dropped in self._dropped(partial):
                    yield from self._read(dropped, first, second)

    def _read(self, partial: _Partial, first: int | None, second: int | None) -> Iterator[_Partial]:
        """The beginning and each character that `first` may close; `second` opens the next."""
        for character in characters_from(partial.lead, first, gb2312=self.gb2312):
            score = partial.score + USUAL + self.language.cost(partial.text[-1], character)
            yield _Partial(score, partial.text + character, second, partial.dropped)

    def _dropped(self, partial: _Partial) -> list[_Partial]:
        """The beginning and the likeliest characters that a dropped pair's first byte closes."""
        opened = [
            read._replace(score=read.score - DROP_COST, dropped=partial.dropped + 1)
            for byte in DROPPED_LEADS
            for read in self._read(partial, byte, None)
        ]
        return nlargest(DROP_BEAM, opened, key=lambda read: read.score)

    def _ended(self, partial: _Partial, at: int) -> Iterator[Reading]:
        """The beginning as a whole reading that ends at `text[at]` or just before it."""
        following = self.text[at : at + 1]
        if "@" <= following <= "~":
            closed = [partial, *self._dropped(partial)] if at > self.start + 1 else [partial]
            for read in closed:
                for whole in self._read(read, ord(following), None):
                    yield self._whole(whole, at + 1)
        if at == self.start + 1:
            return
        ends = nlargest(MOST_ENDS, self._read(partial, None, None), key=self._followed(at))
        for whole in ends:
            if following and following in LOST:
                yield self._whole(whole, at + 1)
            yield self._whole(whole, at)
        if following and following in LOST:
            for dropped in self._dropped(partial):
                for whole in self._read_mark(dropped):
                    yield self._whole(whole, at + 1)

    def _read_mark(self, partial: _Partial) -> Iterator[_Partial]:
        """The beginning and a mark of punctuation of which both bytes are lost."""
        for mark in MARKS:
            score = partial.score + USUAL + self.language.cost(partial.text[-1], mark)
            yield partial._replace(score=score, text=partial.text + mark)

    def _followed(self, at: int) -> Callable[[_Partial], float]:
        """How well a reading goes on with the text from `at`, past the mark of a lost byte."""
        following = self.text[at : at + 2].lstrip(LOST)[:1]
        cost = self.language.cost
        return lambda read: read.score + (cost(read.text[-1], following) if following else 0.0)

    def _whole(self, partial: _Partial, end: int) -> Reading:
        score = partial.score
        following = self.text[end : self.stop][:1] or ("\n" if self.closed else "")
        if following:
            score += USUAL + self.language.cost(partial.text[-1], following)
            score += self.rest[end - self.start] if end < self.stop else 0.0
        around = self.text[max(self.start - 10, 0) : self.start] + partial.text[1:] + following
        if SHORT_QUOTE.search(around):
            score -= SHORT_QUOTE_COST
        return Reading(score, partial.text[1:], end, partial.dropped)


def _bytes_of(character: str) -> tuple[int, int] | None:
    """The two bytes of a damaged character; null when it has no two."""
    try:
        encoded = character.translate(FULL).encode(ENCODING)
    except UnicodeEncodeError:
        return None
    return (encoded[0], encoded[1]) if len(encoded) == 2 else None
