"""Phrases of a text that look like 提法 and are none of the approved terms: for curators to judge.

| shape | form | examples |
|---|---|---|
| `numeric` | a numeral and what it counts up | “七个聚焦发力”, “三区两山两中心”, 八大行动 |
| `formula` | figures, with the noun that says of what | “133”工程, “1+2+N”先进制造业集群 |
| `quoted` | a short name in quotation marks | “接诉即办”改革, “应保尽保”, “无废城市”建设 |
| `named` | a strategy, project or campaign by name | 人才强省战略, 乡村建设行动 |

Sentences, quotations of people, titles, ships and storms, mottoes of events, dates, quantities and
ordinary words in quotation marks are none. What a single text shows may be chance; what recurs in
several is worth a look, which `propose_terms` counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import NamedTuple, Protocol

from documents.text import candidate_forms as forms
from documents.text.segmentation import Segmenter

LONGEST = 14
"""Characters of the longest candidate without commas."""


SLOGAN = 6
"""Characters of the longest phrase that a verb alone shows to be a name."""


class Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


class Candidate(NamedTuple):
    """A phrase that looks like a term; `surface` is `text[start:end]`, without outer marks.

    `key` is the phrase as it is compared: without marks, figures and letters half-width; `stem` is
    the key without a general last word, so that 三牛 and 三牛精神 can be seen side by side.
    """

    surface: str
    key: str
    stem: str
    shape: str
    start: int
    end: int


IsWord = Callable[[str], bool]


def find_candidates(
    text: str, known: Iterable[Spanned] = (), is_word: IsWord | None = None
) -> tuple[Candidate, ...]:
    """The candidates in text order, without overlaps; `known` are the approved terms in the text.

    `is_word` says what the common dictionary has as one word.

    >>> [(c.surface, c.shape) for c in find_candidates("落实“七个聚焦发力”，实施“133”工程")]
    [('七个聚焦发力', 'numeric'), ('“133”工程', 'formula')]
    """
    is_word = is_word or _in_dictionary
    taken = bytearray(len(text))
    for start, end in (*((span.start, span.end) for span in known), *_titles(text)):
        taken[start:end] = b"\1" * (end - start)
    found: list[Candidate] = []
    for finder in (_formulas, _quoted, _counted, _named):
        for shape, start, end in finder(text, is_word):
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                found.append(_candidate(text, shape, start, end))
    return tuple(sorted(found, key=lambda candidate: candidate.start))


Found = tuple[str, int, int]
"""Shape and span."""


def _candidate(text: str, shape: str, start: int, end: int) -> Candidate:
    surface = text[start:end]
    key = forms.key(surface)
    return Candidate(surface, key, forms.stem(key), shape, start, end)


def _formulas(text: str, is_word: IsWord) -> Iterator[Found]:
    """“133”工程, 1+2+N先进制造业集群: figures and, within a few words, the noun they belong to."""
    for found in forms.FORMULA.finditer(text):
        if not forms.NOT_A_FORMULA.search(found[0]):
            yield "formula", found.start(), found.end()


def _quoted(text: str, is_word: IsWord) -> Iterator[Found]:
    for found in forms.QUOTED.finditer(text):
        inside = found[1]
        start, end = found.span(1)
        if not _is_short(inside) or _is_other(text, *found.span()):
            continue
        if forms.NO_NAME.search(inside) or forms.PLANNING.fullmatch(inside):
            continue
        if _is_numeric(text, *found.span(), inside, is_word):
            yield "numeric", start, end
        elif _is_name(text, found.start(), found.end(), inside, is_word):
            yield "quoted", start, end


def _is_short(inside: str) -> bool:
    """Two to fourteen characters; a list of parallel phrases may be longer."""
    parts = forms.COMMA.split(inside)
    if len(parts) == 1:
        return 2 <= len(inside) <= LONGEST
    return all(2 <= len(part) <= 8 for part in parts) and len(parts) <= 6


def _is_other(text: str, start: int, end: int) -> bool:
    """Whether the words around the quotation say that it is a motto, a ship, a saying."""
    before, after = text[max(start - 12, 0) : start], text[end : end + 8]
    return bool(forms.OTHER_BEFORE.search(before) or forms.OTHER_AFTER.match(after))


def _titles(text: str) -> Iterator[tuple[int, int]]:
    """What stands in 《…》 is the name of a document or a work."""
    return (found.span() for found in forms.TITLE.finditer(text))


def _is_numeric(text: str, start: int, end: int, inside: str, is_word: IsWord) -> bool:
    """A word of the common dictionary (三农, 五湖四海) counts where it is used as a name."""
    if not forms.NUMERIC.fullmatch(inside) or forms.NOT_NUMERIC.fullmatch(inside):
        return False
    if not is_word(inside):
        return True
    before = text[max(start - 8, 0) : start]
    if forms.IDIOM.fullmatch(inside):
        return bool(forms.STRONG_HEAD_AFTER.match(text, end) or forms.TAKEN_UP.search(before))
    return bool(forms.HEAD_AFTER.match(text, end) or forms.GOVERNED.search(before))


def _is_name(text: str, start: int, end: int, inside: str, is_word: IsWord) -> bool:
    """Whether it is governed and followed as names of policies are."""
    if forms.FIGURATIVE.search(inside) or not forms.HAN.fullmatch(inside):
        return False
    before = text[max(start - 8, 0) : start]
    governed = forms.GOVERNED.search(before)
    strong = forms.STRONG_HEAD_AFTER.match(text, end)
    if is_word(inside):
        return bool(strong and governed)
    if strong or (len(inside) <= SLOGAN and forms.TAKEN_UP.search(before)):
        return True
    if forms.HEAD_INSIDE.search(inside):
        return True
    headed = forms.HEAD_AFTER.match(text, end)
    if forms.ONE.fullmatch(inside):
        return bool(headed or governed)
    return bool(governed and (headed or forms.PARALLEL.fullmatch(inside)))


def _counted(text: str, is_word: IsWord) -> Iterator[Found]:
    """制造强市七大工程, 八大行动: without quotation marks."""
    for found in forms.COUNTED.finditer(text):
        if not forms.NOT_NUMERIC.fullmatch(found[1]):
            yield "numeric", *found.span(1)


def _named(text: str, is_word: IsWord) -> Iterator[Found]:
    """实施人才强省战略: what stands between the verb and the noun that says what it is."""
    for found in forms.NAMED.finditer(text):
        group = found.lastindex or 0
        if not forms.NOT_NAMED.search(found[group]):
            yield "named", *found.span(group)


@cache
def _dictionary() -> Segmenter:
    return Segmenter()


def _in_dictionary(phrase: str) -> bool:
    return len(_dictionary().boundaries(phrase)) == 2
