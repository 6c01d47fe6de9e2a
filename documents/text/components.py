"""What a term counts up, where the text says so: 实施甲、乙“两大工程”; “两大工程”，即甲、乙.

The number in the term tells whether the list was read right: 十大工程 has ten parts, 一谷三区
four. A list of another length is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from documents.text.numerals import parse_numeral

_DIGITS = "一二三四五六七八九十"
_RUN = re.compile(rf"[{_DIGITS}两双]+")
_OPEN, _CLOSE = "“「", "”」"
_QUOTED = re.compile(
    rf"[{_OPEN}]([^{_OPEN}{_CLOSE}\n]*[{_DIGITS}两双][^{_OPEN}{_CLOSE}\n]{{1,12}})[{_CLOSE}]"
)
_BARE = re.compile(
    rf"(?<=[\u4e00-\u9fff”])(?<![{_DIGITS}两])(?P<bare>[{_DIGITS}两]+[大项个][\u4e00-\u9fff]{{0,4}}?"
    r"(?:工程|行动|计划|战略|任务|高地|体系|集群|攻坚战))"
)
_GOVERNOR = re.compile(
    r"(?:实施|推进|推动|打造|构建|建设|开展|落实|坚持|统筹|突出|聚焦|围绕|增强|弘扬|发扬|形成|完善|健全|优化|促进|包括|通过|实现|启动"
    r"|组织|培育|贯彻|筑牢|展开|明确|夯实|保护|建立|共建|具有|发展|布局|[\u4e00-\u9fff][好了住])[好了]?"
)
"""Verbs whose object the list is."""
_CARRY_OUT = re.compile(r"(?:实施|落实|建设)[好了]?")
"""What may follow such a verb: 推动实施, 推进落实."""
_LIGHT = re.compile(
    r"(?:我国|我省|我市|全省|全市|强化|深化|加快|提升|做强|做大|做优|以|从|在|对|将|把|由|是|为|按照)"
)
"""Words that may be followed by such a verb: 以深入实施, 深化落实."""
_ADVERB = re.compile(r"(?:深入|全面|扎实|大力|持续|进一步|着力|切实|积极|重点)*")
_NO_LAST_ITEM = re.compile(
    r"(?:实施|推进|做到|坚定|增强|坚持|践行|落实|打造|建设|维护|拥护|共建|实现|持续|进行|颁发|领悟|查处|开展|推行|签订|兜牢|基层|关于"
    rf"|所谓|[和与及的是为了])$|[0-9{_DIGITS}]+[个条项类种大]$"
)
_NO_ITEM = re.compile(r"[等，,；;]|^[0-9]|[0-9]+个$")
_COUNTING = re.compile(rf"[{_DIGITS}两][大个项类种]")
_COUNT_AFTER = re.compile(r"[0-9一二三四五六七八九十]+[个项条类大][\u4e00-\u9fff]{0,4}$")
_LEADS = re.compile(
    rf"[{_CLOSE}]?(?:[\u4e00-\u9fff]{{0,10}}?)(?:[，,]\s*(?:即|也就是|就是|包括|分别是|分别为|指的是)|[（(](?:即|指)?|[：:]|是指|指的是|包括|——)"
    r"[：:]?\s*(?:是指|指)?"
)
_SUMMED = re.compile(r"(?:等|这|等?为(?:代表|主|主体|重点|核心|(?:主要)?内容)的)$")
"""What may stand between a list and the term: 以甲、乙、丙为主要内容的“三大工程”."""
_PLAINLY = re.compile(rf"即|指|分别|^[{_CLOSE}]?[（(：:]")
"""Leads that say so outright: two items after 包括 or a dash may be anything."""
_ENUMERATED = re.compile(rf"[{_DIGITS}]是([^，,。；;\n：:]{{2,30}})")
_LAST = re.compile(r"(?:以及|和|与|(?<!普)及)")
_REACH = 400
"""Characters before or after a term in which its list stands."""

LONGEST = 24
"""Characters of the longest component."""


class Component(NamedTuple):
    """One part as the text names it, without quotation marks around it."""

    surface: str
    start: int
    end: int


class StatedComponents(NamedTuple):
    """A term, its parts in the order of the text, and how many its name promises.

    There are always as many parts as the name promises; `certain` is false where the first one is
    so much longer than the others that words before the list may have stuck to it.
    """

    surface: str
    start: int
    end: int
    components: tuple[Component, ...]
    promised: int
    certain: bool


def find_components(text: str) -> tuple[StatedComponents, ...]:
    """Every list that states a term's parts, in text order; a list that is no list gives none.

    >>> [(f.surface, [c.surface for c in f.components]) for f in find_components(
    ...     "实施甲类攻关、乙类培育、“走出去”等“三大行动”")]
    [('三大行动', ['甲类攻关', '乙类培育', '走出去'])]
    """
    found = [stated for place in _terms(text) if (stated := _stated(text, *place))]
    return tuple(sorted(found, key=lambda stated: stated.start))


def promised(term: str) -> int | None:
    """How many parts a name promises; null where its numerals count something else.

    >>> [promised(t) for t in ("十大工程", "一谷三区", "十四个坚持", "三牛", "八八战略", "双城")]
    [10, 4, 14, 3, None, 2]
    """
    numbers = [2 if run == "双" else parse_numeral(run) for run in _RUN.findall(term)]
    if not numbers or any(number is None or number > 30 for number in numbers):
        return None
    total = sum(number for number in numbers if number is not None)
    return total if total > 1 else None


def _terms(text: str) -> Iterator[tuple[int, int]]:
    for found in _QUOTED.finditer(text):
        yield found.span(1)
    for found in _BARE.finditer(text):
        yield found.span("bare")


def _stated(text: str, start: int, end: int) -> StatedComponents | None:
    """The list before the term, or the one after it; the certain one where there are two."""
    number = promised(text[start:end])
    if number is None:
        return None
    term = text[start:end]
    parts = _before(text, start, number, term) or _after(text, start, end, number)
    if not parts:
        return None
    longest = max(len(part.surface) for part in parts[1:])
    certain = len(parts[0].surface) <= 2 * longest
    return StatedComponents(term, start, end, parts, number, certain)


def _before(text: str, start: int, number: int, term: str) -> tuple[Component, ...]:
    """实施甲、乙、丙等“三大工程”: the items up to the verb, or to the beginning of the clause.

    Without 等 the list is one only where it cannot well be anything else.
    """
    end = start - (text[start - 1 : start] in tuple(_OPEN))
    summed = _SUMMED.search(text, max(end - 12, 0), end)
    marked = bool(summed and summed[0] != "这")
    end = summed.start() if summed else end
    low = max(start - _REACH, 0)
    low += max(text[low:end].rfind(mark) for mark in "，,。；;：:！？\n（）()《》") + 1
    if low >= end or "、" not in text[low:end]:
        return ()
    parts = _split(text, low, end, "、")
    if len(parts) == number - 1:
        parts = _split_last(text, parts)
    if len(parts) != number:
        return ()
    parts = _without_verb(text, parts)
    if not _are_items(parts) or not (marked or _is_apposition(parts, term)):
        return ()
    named = _RUN.sub("", term)
    if len(named) == 1 and not all(named in part.surface for part in parts):
        return ()
    return parts if _COUNTING.search(term) or number > 2 else ()


def _is_apposition(parts: tuple[Component, ...], term: str) -> bool:
    """数量、质量、生态“三位一体”: short items of one kind, and a name that can be theirs."""
    if len(parts) < 3 or len(_RUN.findall(term)) > 1 or _NO_LAST_ITEM.search(parts[-1].surface):
        return False
    lengths = [len(part.surface) for part in parts]
    return lengths[-1] <= max(lengths[1:-1]) + 2 and lengths[0] <= 2 * max(lengths[1:])


def _after(text: str, start: int, end: int, number: int) -> tuple[Component, ...]:
    """“三大工程”，即甲、乙、丙。 “三大工程”（甲、乙、丙） “三大工程”：一是甲…；二是乙…

    Of two names with one list (“两重”“两新”：…) nobody knows which part is whose.
    """
    lead = _LEADS.match(text, end)
    if lead and number == 2 and not _PLAINLY.search(lead[0]):
        return ()
    if not lead or text[start - 2 : start] in ("”“", "」「"):
        return ()
    low = lead.end()
    stops = ")）" if lead[0].rstrip("即指：:").endswith(("（", "(")) else "。\n"
    high = min(
        (at for mark in stops if (at := text.find(mark, low, low + _REACH)) >= 0), default=low
    )
    counted = _enumerated(text, low, number)
    if counted:
        return counted
    for mark in "、，；":
        parts = _split(text, low, high, mark)
        if len(parts) == number - 1:
            parts = _split_last(text, parts)
        parts = (*parts[:-1], _without_count(parts[-1]))
        if len(parts) == number and _are_items(parts):
            return parts
    return ()


def _without_count(part: Component) -> Component:
    """The last item without what sums up the list: 丙灌区6个工程."""
    found = _COUNT_AFTER.search(part.surface, 2)
    cut = found.start() if found else len(part.surface)
    return Component(part.surface[:cut], part.start, part.start + cut)


def _enumerated(text: str, low: int, number: int) -> tuple[Component, ...]:
    found = list(_ENUMERATED.finditer(text, low, low + _REACH * 3))
    if not found or found[0].start() > low + 2 or found[0][0][0] != "一":
        return ()
    parts = tuple(Component(m[1], *m.span(1)) for m in found[:number])
    order = [m[0][0] for m in found[:number]]
    return parts if len(parts) == number and order == list(_DIGITS[:number]) else ()


def _split(text: str, low: int, high: int, mark: str) -> tuple[Component, ...]:
    """The items of a list; marks inside quotations do not count."""
    edges = [low - 1]
    depth = 0
    for index in range(low, high):
        depth += (text[index] in _OPEN) - (text[index] in _CLOSE)
        if text[index] == mark and depth == 0:
            edges.append(index)
    edges.append(high)
    return tuple(_component(text, a + 1, b) for a, b in pairwise(edges))


def _split_last(text: str, parts: tuple[Component, ...]) -> tuple[Component, ...]:
    """甲、乙和丙: two items in the last one."""
    last = parts[-1]
    joint = _LAST.search(text, last.start + 2, last.end - 2)
    if not joint:
        return parts
    first, second = (last.start, joint.start()), (joint.end(), last.end)
    return (*parts[:-1], _component(text, *first), _component(text, *second))


def _without_verb(text: str, parts: tuple[Component, ...]) -> tuple[Component, ...]:
    """The first item without what governs the list: 以深入实施制造强市 becomes 制造强市.

    A verb that the second item has, too, belongs to the items: 坚持甲、坚持乙.
    """
    first, second = parts[0], parts[1]
    room = len(first.surface) - 2
    verb = min(
        (m for m in (_GOVERNOR.search(first.surface), _LIGHT.search(first.surface)) if m),
        key=lambda m: m.start(),
        default=None,
    )
    if verb is None or verb.end() > room or second.surface.startswith(verb[0]):
        return parts
    cut = verb.end()
    adverb = _ADVERB.match(first.surface, cut)
    follows = _GOVERNOR if not _GOVERNOR.fullmatch(verb[0]) else _CARRY_OUT
    more = follows.match(first.surface, adverb.end() if adverb else cut)
    cut = more.end() if more and more.end() <= room else cut
    cut += first.surface.startswith("以", cut)
    return (_component(text, first.start + cut, first.end), *parts[1:])


def _component(text: str, start: int, end: int) -> Component:
    """A stretch without the spaces and the one pair of quotation marks around it."""
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if end - start > 2 and text[start] in _OPEN and text.find(_CLOSE[0], start, end) == end - 1:
        start, end = start + 1, end - 1
    return Component(text[start:end], start, end)


def _are_items(parts: tuple[Component, ...]) -> bool:
    return all(
        2 <= len(part.surface) <= LONGEST
        and not _NO_ITEM.search(part.surface)
        and sum(part.surface.count(mark) for mark in _OPEN)
        == sum(part.surface.count(mark) for mark in _CLOSE)
        for part in parts
    )
