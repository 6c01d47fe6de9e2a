"""Lists inside a paragraph: 一是…。二是…。 首先，…。其次，…。 （一）…；（二）…。 ①…；②…。"""

from __future__ import annotations

import re
from itertools import pairwise

from documents.text.numerals import parse_numeral
from documents.text.stages import Span

_MARK = re.compile(
    r"(?:(?<=[。；;：:，,！？!?”’）)])|^)(?P<label>(?P<number>[一二三四五六七八九十]{1,3})(?:是|要)"
    r"|第(?P<ordinal>[一二三四五六七八九十]{1,3})(?=[，,、])"
    r"|(?P<order>首先|其次|再次|最后)(?=[，,])"
    r"|(?P<bracket>[（(])(?P<inside>[一二三四五六七八九十]{1,3}|[0-9]{1,2})[）)]|(?P<circle>[①-⑳]))"
)
_ORDER = {"首先": 1, "其次": 2, "再次": 3}
_OPEN = 8
"""So many lists may be open at once, one inside the other."""

_SEMICOLONS = ";；"


def inline_items(text: str) -> list[tuple[str, Span]]:
    """Label and span of each member of the lists 一是…二是… in `text`; a lone 一是 is none.

    Where the members are parted by semicolons, the last one ends with its sentence; otherwise with
    the text.

    >>> text = "要抓三件事。一是稳；二是进。会议要求"
    >>> [(label, text[slice(*span)]) for label, span in inline_items(text)]
    [('一是', '一是稳；'), ('二是', '二是进。')]
    >>> inline_items("一是稳。")
    []
    """
    items: list[tuple[str, Span]] = []
    lists = _lists(text)
    for marks, after in pairwise([*lists, []]):
        starts = [mark.start() for mark in marks]
        limit = after[0].start() if after else len(text)
        ends = [*starts[1:], _last_end(text, starts, limit)]
        items += [
            (mark["label"], Span(start, end))
            for mark, start, end in zip(marks, starts, ends, strict=True)
        ]
    return items


def _lists(text: str) -> list[list[re.Match[str]]]:
    """Runs of marks of one form whose numbers go 1, 2, 3 …; of two members and more.

    A run inside a member of another run is dropped.
    """
    runs: list[list[re.Match[str]]] = []
    for mark in _MARK.finditer(text):
        for index in reversed(range(max(0, len(runs) - _OPEN), len(runs))):
            run = runs[index]
            if _form(mark) == _form(run[0]) and _follows(mark, len(run)):
                run.append(mark)
                del runs[index + 1 :]
                break
        else:
            if _number(mark) == 1:
                runs.append([mark])
    return [run for run in runs if len(run) > 1]


def _form(mark: re.Match[str]) -> str:
    if mark["order"]:
        return "首先"
    if mark["bracket"]:
        return "（1）" if mark["inside"].isdigit() else "（一）"
    return "①" if mark["circle"] else "第" if mark["ordinal"] else mark["label"][-1]


def _follows(mark: re.Match[str], count: int) -> bool:
    """Whether the mark is that of the next member after `count` members; 最后 ends any list."""
    if mark["order"] == "最后":
        return count > 1
    return _number(mark) == count + 1


def _number(mark: re.Match[str]) -> int | None:
    if mark["order"]:
        return _ORDER.get(mark["order"])
    if mark["circle"]:
        return ord(mark["circle"]) - ord("①") + 1
    return parse_numeral(mark["number"] or mark["ordinal"] or mark["inside"])


def _last_end(text: str, starts: list[int], limit: int) -> int:
    """Where the last member ends: with its sentence, or at `limit` when that is the text's end."""
    parted_by_semicolon = all(text[start - 1] in _SEMICOLONS for start in starts[1:])
    if parted_by_semicolon or limit < len(text):
        stop = text.find("。", starts[-1], limit)
        return stop + 1 if stop >= 0 else limit
    return limit
