"""What was found, as stretches of text with `<mark>`: spans of the text, safe to put into HTML.

Texts are long and pages have twenty of them, so a text is searched as it is, by plain substrings;
only where those find nothing is the whole of it folded. What is shown is folded in any case.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from documents.search.analyser import Analyser
from documents.search.haystack import (
    Haystack,
    could_hold,
    folded_haystack,
    looks_traditional,
    raw_haystack,
)
from documents.search.needles import Needle, Term, sought

PASSAGES = 3
"""Highlights a document."""
WIDTH = 160
"""Characters of a highlight, about."""
NEAR = 20
"""Characters around a hit in which others count once more."""
LOOKED_AT, LEAST_LOOKED_AT = 60, 8
"""Places that are looked at, shared by the needles, and of each at least; of a common word the
first ones will do."""
FINALISTS = 8
"""Places whose surroundings are cut at sentences and compared."""

MARK = "<mark>"
_SENTENCES = "。！？；\n"
_CLAUSES = "，、：,"
_CLOSING = "”’』」）》"


@dataclass(frozen=True, slots=True)
class Highlight:
    """`text[start:end]` of the field, with what was found marked and all else escaped."""

    field: str
    start: int
    end: int
    snippet: str


class Highlighter:
    """Marks the terms of one query: whole where a text has them whole, else their words.

    `terms` are phrases, words and synonyms as typed; `weights` are their and their words' idf, and
    `exact` those terms that are marked as a whole only.
    """

    def __init__(
        self,
        terms: Sequence[str],
        analyser: Analyser,
        weights: Mapping[str, float] | None = None,
        exact: Collection[str] = (),
    ) -> None:
        self._sought = sought(terms, analyser, weights or {}, exact)

    def highlights(self, field: str, text: str) -> list[Highlight]:
        """The best stretches, the best first; none where nothing is found."""
        stack = raw_haystack(text)
        needles, complete = self._wanted(stack)
        if (not needles and self._may_be_in(text)) or (not complete and looks_traditional(text)):
            stack = folded_haystack(text)
            needles, _ = self._wanted(stack)
        shown = []
        for start, end in _best(text, stack, needles):
            snippet = self._marked(text[start:end], needles)
            if MARK in snippet:
                shown.append(Highlight(field, start, end, snippet))
        return shown

    def marked(self, text: str) -> str:
        """A stretch of text that is to be shown whole, found or not, as a snippet."""
        return self._marked(text, self._wanted(folded_haystack(text))[0])

    def _may_be_in(self, text: str) -> bool:
        """Whether folding could bring anything to light."""
        return any(
            could_hold(text, needle) for term in self._sought.terms for needle in term.needles()
        )

    def _wanted(self, stack: Haystack) -> tuple[list[Needle], bool]:
        """The needles that are in the text, weightiest first, and whether every term has one."""
        each = [list(_found(term, stack)) for term in self._sought.terms]
        found = [needle for needles in each for needle in needles]
        if len(found) > 1:
            found += [pair for pair in self._sought.beside if pair in stack]
        return sorted(dict.fromkeys(found), key=lambda needle: -needle.weight), all(each)

    def _marked(self, part: str, needles: Sequence[Needle]) -> str:
        """Mark, longest first, what was found, and terms and pairs that punctuation divides."""
        stack = folded_haystack(part)
        wholes = [term.whole for term in self._sought.terms]
        every = dict.fromkeys([*needles, *wholes, *self._sought.beside])
        taken: list[tuple[int, int]] = []
        for needle in sorted(every, key=lambda item: -len(item.text)):
            for low in stack.places(needle.text, len(part)):
                high = low + len(needle.text)
                if all(high <= a or b <= low for a, b in taken):
                    taken.append((low, high))
        return _html(part, _joined(stack.raw(low, high) for low, high in sorted(taken)))


def _found(term: Term, stack: Haystack) -> Iterator[Needle]:
    """The term, or what there is of it."""
    if term.whole in stack:
        yield term.whole
    else:
        for word in term.words:
            yield from _found(word, stack)


def _best(text: str, stack: Haystack, needles: Sequence[Needle]) -> list[tuple[int, int]]:
    """Spans of the stretches that tell most: the weightiest needles, close together, each once."""
    rest = _finalists(stack, needles)
    weights = [needle.weight for needle in needles]
    chosen: list[tuple[int, int]] = []
    while rest and len(chosen) < PASSAGES:
        place = max(rest, key=lambda item: (item.worth(weights), -item.start))
        rest.remove(place)
        span = _stretch(text, *stack.raw(place.start, place.end))
        if all(span[1] <= low or high <= span[0] for low, high in chosen):
            chosen.append(span)
            for number in place.around:
                weights[number] = needles[number].weight / 2
    return chosen


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a needle stands; the numbers of those that stand around it, and of those close by."""

    start: int
    end: int
    around: list[int]
    near: list[int]

    def worth(self, weights: Sequence[float]) -> float:
        return sum(weights[n] for n in self.around) + sum(weights[n] for n in self.near)


def _finalists(stack: Haystack, needles: Sequence[Needle]) -> list[_Place]:
    """The places with most around them, apart from each other."""
    forms = [stack.spelling(needle) or needle.text for needle in needles]
    weights = [needle.weight for needle in needles]
    limit = LOOKED_AT // (len(needles) or 1) + LEAST_LOOKED_AT
    places = [
        _place(stack.text, forms, at, at + len(form))
        for form in forms
        for at in stack.places(form, limit, NEAR)
    ]
    worth = {id(place): place.worth(weights) for place in places}
    places.sort(key=lambda place: (-worth[id(place)], place.start))
    apart: list[_Place] = []
    for place in places:
        if all(abs(place.start - other.start) > WIDTH // 2 for other in apart):
            apart.append(place)
            if len(apart) == FINALISTS:
                break
    return apart


def _place(text: str, forms: Sequence[str], start: int, end: int) -> _Place:
    find = text.find
    low, high = max(0, start - WIDTH // 2), end + WIDTH // 2
    around = [n for n, form in enumerate(forms) if find(form, low, high) >= 0]
    low, high = max(0, start - NEAR), end + NEAR
    return _Place(start, end, around, [n for n in around if find(forms[n], low, high) >= 0])


def _stretch(text: str, start: int, end: int) -> tuple[int, int]:
    """Some `WIDTH` characters around a hit, from and to the ends of sentences where near."""
    low = max(0, start - WIDTH // 2)
    begin = _last(text, _SENTENCES, low, start)
    if begin is None:
        begin = 0 if low == 0 else _last(text, _CLAUSES, low, start) or start - WIDTH // 4
    least, most = max(end, begin + WIDTH // 2), max(end, begin + WIDTH)
    ends = [at for mark in _SENTENCES if (at := text.find(mark, least, most)) >= 0]
    finish = min(ends) + 1 if ends else len(text) if most >= len(text) else None
    if finish is None:
        finish = _last(text, _CLAUSES, least, most) or most
    while begin < start and (text[begin].isspace() or text[begin] in _CLOSING):
        begin += 1
    while finish < len(text) and text[finish] in _CLOSING:
        finish += 1
    while text[finish - 1].isspace() and finish > end:
        finish -= 1
    return begin, finish


def _last(text: str, marks: str, low: int, high: int) -> int | None:
    """The offset behind the last of these marks between two offsets."""
    at = max(text.rfind(mark, low, high) for mark in marks)
    return None if at < 0 else at + 1


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that touch as one."""
    whole: list[tuple[int, int]] = []
    for low, high in spans:
        if whole and whole[-1][1] == low:
            whole[-1] = (whole[-1][0], high)
        else:
            whole.append((low, high))
    return whole


def _html(part: str, spans: Sequence[tuple[int, int]]) -> str:
    pieces, at = [], 0
    for low, high in spans:
        pieces += [escape(part[at:low]), MARK, escape(part[low:high]), "</mark>"]
        at = high
    return "".join([*pieces, escape(part[at:])])
