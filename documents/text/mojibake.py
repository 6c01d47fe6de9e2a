"""GB bytes that were read one off: “借船出?！碧岣咄赓Q for “借船出海”提高外貿.

The dictionary decides: a stretch is mended when one reading of its bytes is clearly best, and
flagged with its span when it is surely damaged but no reading is.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import NamedTuple

from documents.text.byte_shift import LOST, Reading, readings
from documents.text.findings import Damage, Flag
from documents.text.fluency import Language
from documents.text.offsets import Edit
from documents.text.script import is_traditional, to_simplified
from documents.text.stages import Span

START = re.compile(
    rf"(?<=[\u4e00-\u9fff“”，。、；：！》）\d%])[{LOST}]"
    r"(?=[^\x00-\x7f\s]|[!,;:?()]|[@-~][\u4e00-\u9fff])"
)
LONGEST = 32
CONTEXT = 6
"""Undamaged characters on either side that a reading is judged with."""
GAIN = 8.0
"""Nats by which a reading must be better than the damaged text."""
GAIN_EACH = 0.7
"""Nats more for every character that the reading replaces."""
MEAN = -6.0
"""Nats a character that ordinary text has at least."""
RUBBISH = -7.5
"""Nats a character below which a stretch is no text."""
MOST_DROPPED = 12
"""Characters of a shift up to which two dropped pairs are looked for."""
DROPPED = 3.0
"""Nats that make up for the character that a dropped pair adds to a reading."""
LEAD = 1.2
"""Nats by which the best reading must be ahead of the next one."""
NEIGHBOURHOOD = 30_000
"""Characters of the document whose phrases are looked at to judge readings."""


class Best(NamedTuple):
    """A reading with its text; `score` is the log probability of it and the text around it."""

    score: float
    text: str
    reading: Reading


def repair(text: str) -> Iterator[Edit | Damage | Flag]:
    """Edits that mend byte shifts; a shift without one clearly best reading is flagged."""
    end = 0
    language: Language | None = None
    simplified = True
    for match in START.finditer(text):
        start = match.start()
        if start < end:
            continue
        if language is None:
            language = Language(_rest(text))
            simplified = not is_traditional(text)
        best, certain = _Damaged(text, start, language, simplified=simplified).best_reading()
        if best is None:
            continue
        end = best.reading.end
        yield Damage(Span(start, end))
        if certain:
            yield Flag("mojibake_repaired")
            yield Edit(start, end, best.text)
        else:
            yield Flag("mojibake")


def _rest(text: str) -> str:
    """The document without the neighbourhood of its damaged places."""
    pieces = START.split(text[:NEIGHBOURHOOD])
    last = len(pieces) - 1
    return "\n".join(
        piece[LONGEST // 2 if i else 0 : len(piece) if i == last else -CONTEXT]
        for i, piece in enumerate(pieces)
    )


class _Damaged:
    """A place where a byte was lost, and the judgement of the readings of what follows."""

    def __init__(self, text: str, start: int, language: Language, *, simplified: bool) -> None:
        newline = text.find("\n", start)
        self.text = text
        self.start = start
        self.limit = len(text) if newline < 0 else newline
        self.language = language
        self.simplified = simplified
        self.rest: dict[int, float] = {}
        self.before = text[max(start - CONTEXT, 0) : start].rpartition("\n")[2]

    def best_reading(self) -> tuple[Best | None, bool]:
        """The best reading, and whether it is clearly so; null where there is no shift."""
        stop = min(self.start + LONGEST, self.limit)
        self.horizon = min(stop + CONTEXT, self.limit)
        ranked: list[Best] = []
        for dropped in (0, 1, 2):
            if dropped == 2 and stop - self.start > MOST_DROPPED:
                break
            found = readings(self.text, self.start, stop, dropped, simplified=self.simplified)
            ranked += [self._judged(reading) for reading in found]
            ranked.sort(key=lambda best: best.score, reverse=True)
            if not ranked or not (self._gains(ranked[0]) or self._is_rubbish()):
                break
            if self._gains(ranked[0]) and self._is_fluent(ranked[0]):
                return ranked[0], self._is_ahead(ranked)
            stop = min(stop, self.start + LONGEST // 2)
        return (ranked[0], False) if ranked and self._gains(ranked[0]) else (None, False)

    def _judged(self, reading: Reading) -> Best:
        after = self.text[reading.end : min(reading.end + CONTEXT, self.horizon)]
        if reading.end == self.limit:
            after = "\n"
        path = self.language.best_path([*self.before, *reading.network, *after])
        mended = path.text[len(self.before) : len(self.before) + len(reading.network)]
        score = path.score + self._beyond(reading.end + len(after)) + DROPPED * reading.dropped
        return Best(score, mended, reading)

    def _beyond(self, at: int) -> float:
        """The log probability of the text from `at` to the horizon, after the character before."""
        if at >= self.horizon:
            return 0.0
        if at not in self.rest:
            self.rest[at] = self.language.best_path(self.text[at - 1 : self.horizon]).score
        return self.rest[at]

    def _gains(self, best: Best) -> bool:
        """Whether the reading makes much better text than the damaged stretch."""
        damaged = self.before + "？" + self.text[self.start + 1 : self.horizon]
        if self.horizon == self.limit:
            damaged += "\n"
        gain = best.score - self.language.best_path(damaged).score
        return gain > GAIN + GAIN_EACH * (best.reading.end - self.start)

    def _is_fluent(self, best: Best) -> bool:
        """Whether the reading itself is ordinary text, so that no other need be looked for."""
        text = to_simplified(self.before[-1:] + best.text)
        if best.reading.closed and not best.reading.dropped:
            return self.language.best_path(text).score > MEAN * len(text)
        return all(self.language.knows(a + b) for a, b in itertools.pairwise(text))

    def _is_rubbish(self) -> bool:
        """Whether the first characters after the lost byte are no text."""
        following = self.text[self.start + 1 : min(self.start + 7, self.limit)]
        return self.language.best_path(following).score < RUBBISH * len(following)

    def _is_ahead(self, ranked: list[Best]) -> bool:
        """Whether no other text, of this reading or another one, comes near the best."""
        best = ranked[0]
        result = self._result(best)
        rival = next((other for other in ranked[1:] if self._result(other) != result), None)
        if rival is not None and best.score - rival.score < LEAD:
            return False
        for index, candidates in enumerate(best.reading.network):
            rest = candidates.replace(best.text[index], "")
            if rest:
                network = (*best.reading.network[:index], rest, *best.reading.network[index + 1 :])
                if best.score - self._judged(best.reading._replace(network=network)).score < LEAD:
                    return False
        return True

    def _result(self, best: Best) -> str:
        return best.text + self.text[best.reading.end : self.horizon]
