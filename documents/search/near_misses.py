"""Did you mean: names of terms, bodies and meetings that a text misses by little.

    三高四兴            三高四新, which sounds like it
    新质生产里          新质生产力
    湖南省人名政府       湖南省人民政府
    推进三高四兴战略      三高四新, a term that a part of the text sounds like

Sound is toneless pinyin in which zh and z, ang and an are one, as many type them. How much may
differ grows with the length; a short name must sound the same. Another number is no slip:
十二届六次全会 is not offered for 十二届七次全会.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from documents.search.folding import kept
from documents.search.names import Named, NamedKind, Names, current_names
from documents.text.numerals import NUMERAL
from taxonomy.pinyin import syllables

MOST = 3
"""Names that are offered for a text."""
LONGEST = 40
"""Characters of a text that is taken for one name."""
ALLOWED = ((4, 0), (8, 1), (LONGEST + 1, 2))
"""Below so many characters, so many may sound different, be missing, spare or swapped."""
SURE = 8
"""Characters of a term that is offered for a part of a text though it sounds different."""
ENOUGH = 1_000
"""Names of one length that are looked at more closely; what they share with the text is rarest."""

_PIECES = re.compile(r"""[\s"“”「」『』()（）|｜]+|[A-Za-z]+[:：]|(?<=\s)-|^-""")
_NUMERAL = re.compile(NUMERAL)
_SOUNDS_ALIKE = re.compile(r"(?<=^[zcs])h|(?<=[aei]n)g$")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name of a term, body or meeting, with its slug."""

    text: str
    kind: NamedKind
    slug: str


class _Label(NamedTuple):
    """A folded name, how it sounds, and what bears it."""

    label: str
    sound: str
    named: Named

    @property
    def name(self) -> str:
        """The name as it is written."""
        return next(name for name in self.named.names if kept(name) == self.label)


class NearMisses:
    """Built once of a vocabulary, then safe to share between threads.

    A slip changes three pairs of neighbouring sounds at most (two swapped ones do), so names that
    are k slips away have one of any 3k + 1 pairs, and the rarest are looked up.
    """

    def __init__(self, names: Names) -> None:
        self._names = names
        self._labels: list[_Label] = []
        self._pairs: dict[int, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
        for label, bearers in names.by_label.items():
            sound = _sound(label)
            by_pair = self._pairs[len(label)]
            for at in range(len(sound) - 1):
                by_pair[sound[at : at + 2]].append(len(self._labels))
            self._labels.append(_Label(label, sound, bearers[0]))
        self._terms = [label for label in self._labels if label.named.kind == "term"]

    def find(self, text: str) -> list[Suggestion]:
        """The nearest names, best first; none for a text that is a name itself."""
        whole = kept(text)
        if whole in self._names.by_label:
            return []
        found: dict[tuple[NamedKind, str], tuple[tuple[int, ...], Suggestion]] = {}
        pieces = [whole, *map(kept, _PIECES.split(text))]
        for piece in dict.fromkeys(pieces):
            if piece in self._names.by_label:
                continue
            for cost, label in (*self._alike(piece), *self._inside(piece)):
                named = label.named
                suggestion = Suggestion(label.name, named.kind, named.slug)
                known = found.get((named.kind, named.slug))
                if known is None or cost < known[0]:
                    found[named.kind, named.slug] = cost, suggestion
        ranked = sorted(found.values(), key=lambda pair: (pair[0], pair[1].slug))
        return [suggestion for _, suggestion in _as_good(ranked)][:MOST]

    def _alike(self, text: str) -> Iterator[tuple[tuple[int, ...], _Label]]:
        """Names like the whole text."""
        if not 1 < len(text) <= LONGEST:
            return
        most = next(allowed for below, allowed in ALLOWED if len(text) < below)
        sound = _sound(text)
        pairs = {sound[at : at + 2] for at in range(len(sound) - 1)}
        for length in range(len(text) - most, len(text) + most + 1):
            near = self._sharing(pairs, length, 3 * most + 1)
            sounds = [self._labels[at].sound for at in near]
            distances = process.extract(
                sound, sounds, scorer=OSA.distance, score_cutoff=most, limit=None
            )
            for _, distance, at in distances:
                label = self._labels[near[at]]
                differing = OSA.distance(text, label.label)
                if differing <= max(most, len(text) // 2) and _is_slip(text, label):
                    yield (int(distance), int(differing), -_together(text, label.label)), label

    def _sharing(self, pairs: set[str], length: int, number: int) -> list[int]:
        """Names of a length with one of so many pairs, the rarest: all of them, or enough."""
        by_pair = self._pairs.get(length, {})
        near: set[int] = set()
        for bearers in sorted((by_pair.get(pair, []) for pair in pairs), key=len)[:number]:
            if near and len(near) + len(bearers) > ENOUGH:
                break
            near.update(bearers)
        return sorted(near)

    def _inside(self, text: str) -> Iterator[tuple[tuple[int, ...], _Label]]:
        """Terms that a part of a longer text sounds like."""
        sound = _sound(text[:LONGEST])
        pairs = {sound[at : at + 2] for at in range(len(sound) - 1)}
        for term in self._terms:
            length = len(term.label)
            if not 4 <= length < len(sound) or term.label in text:
                continue
            most = 1 if length >= SURE else 0
            shared = sum(term.sound[at : at + 2] in pairs for at in range(length - 1))
            if shared < length - 1 - 2 * most:
                continue
            starts = range(len(sound) - length + 1)
            nearest = min(starts, key=lambda at: _far(sound, term.sound, at))
            distance = _far(sound, term.sound, nearest)
            part = text[nearest : nearest + length]
            if distance <= most and _is_slip(part, term):
                yield (
                    (distance, _far(text, term.label, nearest), -_together(part, term.label)),
                    term,
                )


def near_misses(text: str) -> list[Suggestion]:
    """Up to three names that a text may have been meant to be; no statement once names are read."""
    return _of(current_names()).find(text)


@lru_cache(maxsize=1)
def _of(names: Names) -> NearMisses:
    return NearMisses(names)


def _as_good(
    ranked: list[tuple[tuple[int, ...], Suggestion]],
) -> Iterable[tuple[tuple[int, ...], Suggestion]]:
    """What sounds the same leaves out what does not."""
    return [pair for pair in ranked if pair[0][0] == ranked[0][0][0]]


def _is_slip(text: str, label: _Label) -> bool:
    """Whether a text is no longer form of a name, and has no other numbers."""
    typed, meant = _NUMERAL.findall(text), _NUMERAL.findall(label.label)
    lost = label.named.kind == "term" and len(typed) != len(meant)
    return label.label not in text and (typed == meant or lost)


def _far(text: str, name: str, at: int) -> int:
    """Places in which a part of a text differs from a name of the same length."""
    return sum(a != b for a, b in zip(text[at : at + len(name)], name, strict=True))


def _together(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


class _Sounds(dict[int, str]):
    """Character → one that stands for its sound; what is not Chinese stands for itself."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def __missing__(self, code: int) -> str:
        character = chr(code)
        if "一" <= character <= "龥":
            sound = _SOUNDS_ALIKE.sub("", syllables(character)[0])
            character = self._first.setdefault(sound, character)
        self[code] = character
        return character


_SOUNDS = _Sounds()


def _sound(text: str) -> str:
    """A text of the same length that is equal for texts that sound alike.

    >>> _sound("三高四兴") == _sound("三高四新")
    True
    """
    return text.translate(_SOUNDS)
