"""What printed pages leave in a text: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import pairwise

from documents.text.cleaning.breaks import PAGE, may_go_on
from documents.text.cleaning.edges import first_paragraph
from documents.text.cleaning.junctions import evidence
from documents.text.cleaning.rule import HAN, SENTENCE_END, Line, lines
from documents.text.offsets import Edit

DASHES = "—–―－_~～·•-"
PAGE_NUMBER = re.compile(
    rf"[{DASHES}]{{1,3}}\s*\d{{1,4}}(?:\s*/\s*\d{{1,4}})?\s*[{DASHES}]{{1,3}}"
    r"|第\s*\d{1,4}\s*页(?:[\s,，/／|]*[（(]?\s*共\s*\d{1,4}\s*页\s*[)）]?)?"
    r"|第[一二三四五六七八九十百]{1,4}页\s*[（(]?共[一二三四五六七八九十百]{1,4}页[)）]?"
    r"|共\s*\d{1,4}\s*页[\s,，/／|]*第\s*\d{1,4}\s*页"
    r"|[Pp](?:age|AGE)?\.?\s*\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?|\d{1,4}\s*页"
)
BARE_NUMBER = re.compile(r"[\[【〔(（<〈]?\s*(\d{1,3})(?:\s*[/／]\s*\d{1,3})?\s*[\]】〕)）>〉]?")
PAGED = re.compile(r"\d+\s*/\s*\d+$|^https?://|第\s*\d+\s*页")
NUMBERED = re.compile(
    rf"(\S.*?)\s+[{DASHES}]?\s?\d{{1,3}}\s?[{DASHES}]?|[{DASHES}]?\s?\d{{1,3}}\s?[{DASHES}]?\s+(\S.*)"
)
"""A running head with the number of its page: 示例省政府工作报告   3."""
ADDRESS = re.compile(r"https?://[!-~]+")
COUNTER = re.compile(r"\s*\d{1,4}\s*/\s*\d{1,4}$")
LONGEST = 160
LONGEST_HEAD = 60
HEADS = 3
"""Pages from which on a line that comes on each is a running head."""
MARKED = re.compile("[，；]|^《")
LEAST_PAGE = 150
"""Characters between a running head and the next."""
PAGE_LENGTHS = range(300, 4000)
"""Characters between two page numbers."""
SEEN = re.compile(f"[{HAN}]")
MOST = 0.5
"""Share of the numbers on lines of their own that cut a sentence, for all to be those of pages."""
CUT = 1.0
"""Nats from which on the lines around a number are halves of one sentence."""


def page_numbers(text: str) -> Iterator[Edit]:
    """`— 3 —`, `- 2 -`, 第3页 共10页; bare numbers that count up page by page or cut a sentence."""
    bare: list[int] = []
    taken: set[int] = set()
    found = lines(text)
    for i, line in enumerate(found):
        if len(line.content) <= 24 and (
            any(c.isdecimal() for c in line.content) or line.content[-1] == "页"
        ):
            if PAGE_NUMBER.fullmatch(line.content):
                taken.add(i)
            elif BARE_NUMBER.fullmatch(line.content):
                bare.append(i)
    if len(bare) >= 2 and all(_next_page(found[i], found[j]) for i, j in pairwise(bare)):
        taken.update(bare)
    cuts = [i for i in bare if i not in taken and cut_at(text, found, i, taken)]
    if len(cuts) >= 2 and len(cuts) >= len(bare) * MOST and _count_up(found, bare):
        cuts = bare
    numbers = {_number(found[i]) for i in cuts}
    taken.update(i for i in cuts if numbers & {_number(found[i]) - 1, _number(found[i]) + 1})
    for i in sorted(taken):
        yield page_mark(found[i])


def _count_up(found: tuple[Line, ...], places: Sequence[int]) -> bool:
    """Whether the numbers of some lines go up by one."""
    return all(_number(found[j]) - _number(found[i]) == 1 for i, j in pairwise(places))


def page_mark(line: Line) -> Edit:
    """The line goes; a form feed stays, until paragraphs that the page cut are joined."""
    return Edit(line.start, line.end, PAGE)


def cut_at(text: str, found: tuple[Line, ...], i: int, others: AbstractSet[int]) -> bool:
    """Whether the lines around line `i`, without `others`, are halves of one sentence."""
    before, after = i - 1, i + 1
    while before in others:
        before -= 1
    while after in others:
        after += 1
    if before < 0 or after >= len(found):
        return False
    a, b = found[before].content, found[after].content
    if not may_go_on(a, b) or len(a) < 8 or not SEEN.match(b) or not SEEN.match(a[-1]):
        return False
    own = found[i].content
    inline = max(evidence(a, own, text), evidence(own, b, text))
    return evidence(a, b, text) >= max(CUT, inline)


def _next_page(line: Line, after: Line) -> bool:
    """Whether a bare number is one more than the last, a page's length on."""
    return _number(after) - _number(line) == 1 and after.start - line.end in PAGE_LENGTHS


def _number(line: Line) -> int:
    match = BARE_NUMBER.fullmatch(line.content)
    return int(match[1]) if match else 0


def running_heads(text: str) -> Iterator[Edit]:
    """Heads and feet of printed pages: the same line three times, beside a page number."""
    found = lines(text)
    first = first_paragraph(found)  # the title stands before it, which pages repeat as their head
    heads = _heads_in_mid_sentence(text, found, first)
    if any(_is_paged(line.content) for line in found):
        heads |= _repeated([line for line in found if len(line.content) <= LONGEST])
        heads |= _repeated([line for line in found[first:] if len(line.content) <= LONGEST])
    titled = _titles_with_numbers(text, found, first)
    if not heads and not titled and not any(ADDRESS.match(line.content) for line in found):
        return
    feet = {
        match.group()
        for line in found
        if (match := ADDRESS.match(line.content)) and not SEEN.search(line.content)
    }
    for i, line in enumerate(found):
        if not 4 <= len(line.content) <= LONGEST:
            continue
        if i in titled:
            yield page_mark(line)
        elif _shape(line) in heads:
            if i >= first or PAGED.search(line.content):
                yield page_mark(line)
        elif line.content.startswith("http") and SEEN.search(line.content):
            yield from _printed_over(line, feet)


def _titles_with_numbers(text: str, found: tuple[Line, ...], first: int) -> frozenset[int]:
    """Lines that repeat one of the first lines beside a page number, or in mid-sentence."""
    titles = {line.content for line in found[:first] if 6 <= len(line.content) <= LONGEST_HEAD}
    heads: set[int] = set()
    for i, line in enumerate(found[first:], first):
        if len(line.content) > LONGEST_HEAD + 8:
            continue
        numbered = NUMBERED.fullmatch(line.content)
        content = (numbered[1] or numbered[2]) if numbered else line.content
        if content in titles:
            beside = {j for j in (i - 1, i + 1) if _is_number(found, j)}
            if numbered or cut_at(text, found, i, beside):
                heads.add(i)
    return frozenset(heads)


def _heads_in_mid_sentence(text: str, found: tuple[Line, ...], first: int) -> frozenset[str]:
    """Shapes of lines that come again and again, mostly in the middle of a sentence."""
    if len(found) < 2 * HEADS:
        return frozenset()
    places: dict[str, list[int]] = {}
    for i, line in enumerate(found[first:], first):
        if 4 <= len(line.content) <= LONGEST_HEAD and line.content[-1] not in SENTENCE_END:
            places.setdefault(_shape(line), []).append(i)
    heads: set[str] = set()
    for shape, where in places.items():
        far = all(found[b].start - found[a].end >= LEAST_PAGE for a, b in pairwise(where))
        if len(where) >= HEADS and far and not MARKED.search(shape):
            beside = {j for i in where for j in (i - 1, i + 1) if _is_number(found, j)}
            if len(beside) == len(where) and _count_up(found, sorted(beside)):
                heads.add(shape)
                continue
            cuts = sum(cut_at(text, found, i, beside) for i in where)
            if cuts > len(where) / 2:
                heads.add(shape)
    return frozenset(heads)


def _is_number(found: tuple[Line, ...], i: int) -> bool:
    if not 0 <= i < len(found) or len(found[i].content) > 24:
        return False
    content = found[i].content
    return bool(PAGE_NUMBER.fullmatch(content) or BARE_NUMBER.fullmatch(content))


def _is_paged(content: str) -> bool:
    """Whether a line holds a page number: 3/15 at its end, an address, 第3页, — 3 —."""
    if len(content) > LONGEST or not ("/" in content or "页" in content or content[0] in DASHES):
        return False
    return bool(PAGED.search(content) or PAGE_NUMBER.fullmatch(content))


def _shape(line: Line) -> str:
    """The line with every number made 0, so that heads of different pages are alike."""
    return re.sub(r"\d+", "0", line.content)


def _repeated(found: list[Line]) -> frozenset[str]:
    """Shapes of lines that come on page after page."""
    shapes = [_shape(line) for line in found]
    counts = Counter(shapes)
    paged = {
        shape
        for shape, count in counts.items()
        if count >= 2 and "0" in shape and PAGED.search(shape) and not shape.startswith("《")
    }
    numbered = [
        shape in paged or PAGE_NUMBER.fullmatch(line.content) is not None
        for shape, line in zip(shapes, found, strict=True)
    ]
    beside = Counter(
        shape
        for i, shape in enumerate(shapes)
        if any(0 <= j < len(shapes) and numbered[j] for j in (i - 1, i + 1))
    )
    heads = {
        shape
        for shape, count in counts.items()
        if count >= HEADS
        and beside[shape] >= count - 1
        and len(shape) >= 4
        and shape[-1] not in SENTENCE_END
    }
    return frozenset(paged | heads)


def _printed_over(line: Line, feet: set[str]) -> Iterator[Edit]:
    """A foot printed into a line of text, letter by letter: the foot goes, the text stays."""
    counter = COUNTER.search(line.content)
    end = counter.start() if counter else len(line.content)
    for foot in sorted(feet, key=len, reverse=True):
        places = _woven(line.content[:end], foot)
        if places is not None:
            for place in places:
                yield Edit(line.start + place, line.start + place + 1)
            if counter:
                yield Edit(line.start + end, line.end)
            return


def _woven(content: str, foot: str) -> list[int] | None:
    """Where the letters of `foot` stand in `content`, in order; null when they do not."""
    places: list[int] = []
    at = -1
    for letter in foot:
        at = content.find(letter, at + 1)
        if at < 0:
            return None
        places.append(at)
    return places
