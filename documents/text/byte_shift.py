"""Byte shifts in GB text: which texts can stand behind a damaged stretch.

When a byte of a character is lost, every byte after it pairs with the wrong neighbour:
`X1 X2 Y1 Y2 Z1 Z2` is read as `? (X2 Y1) (Y2 Z1) …`. The shift ends where an odd byte takes in an
ASCII letter, or is lost, too. Marks (`?`, U+FFFD) may or may not stand for the lost bytes, and
pairs that stand for nothing may have been dropped inside. All bytes but the lost ones are known, so
the readings are few, and the likely ones are all weighed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from heapq import nlargest
from itertools import accumulate
from typing import Literal, NamedTuple

from documents.text.fluency import WORD_WEIGHT, Language, symbols, word_score
from documents.text.gb_bytes import LETTERS, byte_pairs, characters, stands_for_nothing

LOST = "?？\ufffd"
"""What stands for a lost byte, or for a pair of bytes that stands for nothing."""
LONGEST = 24
"""Damaged characters that are looked at."""
FOLLOWING = 8
"""Characters after the longest shift on which readings are judged, too."""
FLUENT, HOPELESS = 2.0, 12.0
"""Nats that a character of fluent text costs; nats by which a longer shift must not fall behind."""
BEAM = 80
"""Readings that are kept after each character."""
BEHIND = 14.0
"""Nats by which a reading that is kept must not be behind the best one."""
DROP_BEAM = 6
"""Readings, the best ones, that are tried with a pair dropped."""
CLOSED_BEAM, SHORT_CLOSED_BEAM = 5, 32
"""Readings, the best ones, that are closed by a character whose second byte was lost; more of those
that have hardly any other character to be judged by."""
MOST_ENDS = 12
"""Characters with a lost byte that are tried at each end."""
LIKELY, LIKELY_OF_ALL = 24, 200
"""Characters with the second byte, with both bytes lost that are tried at each end."""
RANKED = 40
"""Readings, the best ones by n-grams, that are judged by words, too."""
EMPTY_LEADS = (*range(0xAA, 0xB0), *range(0xF8, 0xFF), 0xA2, *range(0xA6, 0xAA))
"""First bytes of pairs that stand for nothing, or for what GBK leaves to its users."""
MOST_DROPPED = 2
DROP_COST, MARKED_DROP_COST = 5.0, 3.0
"""Nats that it costs to suppose a dropped pair, without and with a mark in its place."""
UNREAD_MARK_COST = 8.0
"""Nats that a shift costs that leaves a mark right behind it unread."""
WIDE_COST = 6.0
"""Nats that a digit or letter of full width costs."""
GIVEN_UP_BONUS = 2.0
"""Nats by which a lost byte is likelier that stands for nothing together with the next byte."""
BARE_END_COST, SWALLOWED_COST = 2.0, 3.0
"""Nats that a shift costs that ends without a mark, or that took in an ASCII letter."""

PAIRED = (("“", "”"), ("《", "》"), ("（", "）"))
UNPAIRED_COST = 3.0
"""Nats that a bracket costs that has no partner in its line."""
NEAR = 120
"""Characters on both sides in which the partner of a bracket is looked for."""

Opening = Literal["marked", "first", "second", "single"]
"""Which byte was lost at the start: the first one, with a mark in its place or without, the second
one, without; or a mark stands for a whole character."""


class Reading(NamedTuple):
    """A text in place of `[start, end)`; `score` is its log probability, surroundings included."""

    score: float
    text: str
    start: int
    end: int


class _Beginning(NamedTuple):
    """The beginning of a reading, and the byte that its next character begins with, if known."""

    score: float
    text: str
    history: str
    lead: int | None
    dropped: int = 0


class Neighbourhood:
    """The stretch `text[origin:stop]`, in which a shift is looked for."""

    def __init__(
        self, text: str, origin: int, stop: int, language: Language, *, traditional: bool
    ) -> None:
        self.text = text
        self.origin, self.stop = origin, stop
        self.language = language
        self.traditional = traditional
        self._before: dict[tuple[int, int | None], list[str]] = {}
        before = language.history(text[max(origin - 12, 0) : origin])
        costs = language.costs(text[origin:stop], before)
        self.costs_until = list(accumulate(costs, initial=0.0))
        self.line_before = symbols(text[max(origin - NEAR, 0) : origin].rpartition("\n")[2])
        self.line_after = symbols(text[stop : stop + NEAR].partition("\n")[0])
        self.score = self.costs_until[-1] + self._judged(symbols(text[origin:stop]))
        """Log probability of the stretch as it is."""

    def ranked(self, readings: Iterable[Reading]) -> list[Reading]:
        """The best readings, judged by words, too; one for each text, best first."""
        best: dict[str, Reading] = {}
        for reading in nlargest(RANKED, readings, key=lambda reading: reading.score):
            whole = symbols(
                self.text[self.origin : reading.start]
                + reading.text
                + self.text[reading.end : self.stop]
            )
            scored = reading._replace(score=reading.score + self._judged(whole))
            if whole not in best or best[whole].score < scored.score:
                best[whole] = scored
        return sorted(best.values(), key=lambda reading: reading.score, reverse=True)

    def _judged(self, text: str) -> float:
        """What words and brackets add to the score of a text in place of the stretch."""
        opened = unpaired(self.line_before + text + self.line_after)
        return WORD_WEIGHT * word_score(text) - UNPAIRED_COST * opened

    def readings(
        self, start: int, opening: Opening, ends: range | None = None
    ) -> Iterator[Reading]:
        """Readings of a shift that begins at `start`, and ends in `ends` where that is given."""
        beam, at = self._opened(start, opening)
        best = -math.inf
        if opening == "single":
            for end in self._past_marks(start):
                yield from self._closed(start, self._lost(beam, end), end, lost=True)
            return
        while beam and at <= min(start + LONGEST, self.stop):
            if ends is None or at in ends:
                for reading in self._ended(start, beam, at):
                    best = max(best, reading.score)
                    yield reading
                if beam[0].score - FLUENT * (self.stop - at) < best - HOPELESS:
                    break
            if at >= self.stop or (ends is not None and at >= ends[-1]):
                break
            character = self.text[at]
            longer = list(self._longer(start, beam, character))
            if ends is None or at + 1 in ends:
                yield from self._swallowed(start, beam, at)
            beam = _likely(longer, BEAM)
            at += 1

    def _opened(self, start: int, opening: Opening) -> tuple[list[_Beginning], int]:
        """What a reading may begin with, and the place of the next damaged character."""
        history = self.language.history(self.text[max(start - 12, 0) : start])
        score = self.costs_until[start - self.origin]
        beginning = _Beginning(score, "", history, None)
        if opening == "first":
            return [beginning], start
        if opening != "second":
            return [beginning], start + 1
        opened: list[_Beginning] = []
        for first, second in byte_pairs(self.text[start]):
            opened += self._read([beginning._replace(lead=first)], None, second)
        return opened, start + 1

    def _longer(self, start: int, beam: list[_Beginning], character: str) -> Iterator[_Beginning]:
        """Each beginning with the next damaged character read, with or without a dropped pair."""
        if character in LOST:
            yield from self._dropped(beam, MARKED_DROP_COST)
            if character != "？":
                return
        for first, second in byte_pairs(character):
            yield from self._read(beam, first, second)
            if self.text[start] in LOST:
                dropped = _likely(self._dropped(beam, DROP_COST), DROP_BEAM)
                yield from self._read(dropped, first, second)

    def _dropped(self, beam: list[_Beginning], cost: float) -> Iterator[_Beginning]:
        """The beginnings, closed by the first byte of a pair that vanished."""
        able = [b for b in beam[:DROP_BEAM] if b.text and b.dropped < MOST_DROPPED]
        for byte in EMPTY_LEADS:
            for read in self._read(able, byte, None):
                yield read._replace(score=read.score - cost, dropped=read.dropped + 1)

    def _read(
        self, beam: Iterable[_Beginning], first: int | None, second: int | None
    ) -> Iterator[_Beginning]:
        """Each beginning with each character that `first` may close; `second` opens the next."""
        for beginning in beam:
            for character in characters(beginning.lead, first, traditional=self.traditional):
                history, cost = self.language.follow(beginning.history, character)
                if history[-1:].isascii():
                    cost -= WIDE_COST
                yield _Beginning(
                    beginning.score + cost,
                    beginning.text + character,
                    history,
                    second,
                    beginning.dropped,
                )

    def _lost(self, beam: list[_Beginning], end: int) -> Iterator[_Beginning]:
        """Each beginning with the likeliest characters whose second byte was lost before `end`."""
        for beginning in beam:
            for character in self._likely_before(end, beginning.lead):
                history, cost = self.language.follow(beginning.history, character)
                yield beginning._replace(
                    score=beginning.score + cost,
                    text=beginning.text + character,
                    history=history,
                    lead=None,
                )

    def _likely_before(self, end: int, lead: int | None) -> list[str]:
        """Characters with a lost second byte that go well before the text from `end` on."""
        known = self._before.get((end, lead))
        if known is None:
            follow = self.language.follow
            following = self.text[end : min(end + 1, self.stop)]
            scored = []
            for character in characters(lead, None, traditional=self.traditional):
                history, score = follow("", character)
                if following:
                    score += follow(history, following)[1]
                scored.append((score, character))
            most = LIKELY if lead is not None else LIKELY_OF_ALL
            known = [character for _, character in nlargest(most, scored)]
            self._before[end, lead] = known
        return known

    def _ended(self, start: int, beam: list[_Beginning], at: int) -> Iterator[Reading]:
        """The beginnings as whole readings that end at `at` or take in the character there."""
        following = self.text[at] if at < self.stop else ""
        if following and ord(following) in LETTERS:
            yield from self._closed(start, self._read(beam, ord(following), None), at + 1)
        best = _likely(beam, SHORT_CLOSED_BEAM if at <= start + 2 else CLOSED_BEAM)
        if following and following in LOST and best[0].text:
            for end in self._past_marks(at):
                yield from self._closed(start, self._lost(best, end), end, lost=True)
        if at > start + 1 or (at > start and self.text[start] not in LOST):
            cost = UNREAD_MARK_COST if following and following in LOST else BARE_END_COST
            yield from self._closed(start, self._lost(best, at), at, cost, lost=True)

    def _past_marks(self, at: int) -> range:
        """Where one or two marks that stand for the bytes of one character may end."""
        two = self.text[at + 1 : at + 2]
        return range(at + 1, at + 3 if two and two in LOST else at + 2)

    def _swallowed(self, start: int, beam: list[_Beginning], at: int) -> Iterator[Reading]:
        """Readings whose last second byte took in the ASCII letter after it."""
        for first, second in byte_pairs(self.text[at]):
            if chr(second).isalpha() and second < 0x80:
                read = self._read(beam, first, None)
                for letter in (chr(second),):
                    lettered = (
                        b._replace(
                            text=b.text + letter,
                            history=self.language.follow(b.history, letter)[0],
                            score=b.score + self.language.follow(b.history, letter)[1],
                        )
                        for b in read
                    )
                    yield from self._closed(start, lettered, at + 1, SWALLOWED_COST)

    def _closed(
        self,
        start: int,
        whole: Iterable[_Beginning],
        end: int,
        cost: float = 0.0,
        *,
        lost: bool = False,
    ) -> list[Reading]:
        """The best of the whole readings that end at `end`, with what follows them.

        `lost` says that the last character's second byte was lost. Decoders give a byte up where
        it makes no character with the next one: such a byte is likelier.
        """
        likely = nlargest(4 * MOST_ENDS, whole, key=lambda beginning: beginning.score)
        following = byte_pairs(self.text[end]) if lost and end < self.stop else ()
        found = []
        for b in likely:
            score = b.score - cost + self._following(b.history, end)
            trail = byte_pairs(b.text[-1])[0][1] if following else 0
            if following and stands_for_nothing(trail, following[0][0]):
                score += GIVEN_UP_BONUS
            found.append(Reading(score, b.text, start, end))
        return nlargest(MOST_ENDS, found)

    def _following(self, history: str, end: int) -> float:
        """Log probability of the text from `end` on after the history of a reading."""
        score = 0.0
        near = min(end + 3, self.stop)
        for character in self.text[end:near]:
            history, cost = self.language.follow(history, character)
            score += cost
        return score + self.costs_until[-1] - self.costs_until[near - self.origin]


def unpaired(text: str) -> int:
    """Brackets and quotation marks without their partner.

    >>> unpaired("《条例》“新"), unpaired("“借船出海”")
    (1, 0)
    """
    found = 0
    for opening, closing in PAIRED:
        depth = 0
        for mark in text:
            if mark == opening:
                depth += 1
            elif mark == closing:
                found += depth == 0
                depth = max(depth - 1, 0)
        found += depth
    return found


def _likely(beginnings: Iterable[_Beginning], most: int) -> list[_Beginning]:
    """The best beginnings, best first, without those that are far behind."""
    best = nlargest(most, beginnings, key=lambda beginning: beginning.score)
    return [b for b in best if b.score >= best[0].score - BEHIND]


def certainty(ranked: list[Reading]) -> float:
    """Probability of the first reading among the readings."""
    top = ranked[0].score
    return 1 / sum(math.exp(reading.score - top) for reading in ranked)
