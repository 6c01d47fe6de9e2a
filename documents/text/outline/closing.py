"""Where a text turns from its last section to everyone: the closing paragraphs.

各位代表！… at the end of a report, 各地、各部门要… after the last numbered item, 全会号召….
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from documents.text.outline.labels import STATUTORY
from documents.text.outline.paragraphs import Paragraph

_TO_ALL = re.compile(
    r"请?各(?:地|级|有关|部门|单位|省|市|州|县|区|镇|乡)[^。]{0,40}?(?:要|应|请|须|可|结合|根据|于|将)"
    r"|(?:执行|实施|贯彻|落实|工作)(?:过程)?中[^。]{0,12}(?:问题|情况)"
    r"|(?:全会|大会|会议|[中省市县区州]委|中央)号召|让我们|全(?:党|国|省|市|县|区|州|军|区)(?:上下|各级|各族)"
)
"""How the last paragraphs of notices and decisions begin when they are about the whole."""

_IN_FORCE = re.compile(
    r"本(?:通知|意见|方案|决定|决议|公告|通告|办法|规定|计划|规划|措施|细则|批复|函)"
    r"(?:自|由|从|有效|解释|施行|印发|发布|下发)|此前|以前发布|有效期|(?:上述|以上)(?:政策|规定|措施)"
)
"""本决定自公布之日起施行: about the whole even after a short last item (三、删去第七条。)."""

_RALLY = re.compile(r"更加?紧密地?团结在")
_TAIL = 6
"""A closing has this many paragraphs at most."""


def closing(found: Sequence[Paragraph], start: int, end: int) -> int | None:
    """Where the closing of `found[start:end]` begins, if it has one after its last section."""
    labelled = [i for i in range(start, end) if found[i].label]
    if not labelled or found[labelled[-1]].label is None:
        return None
    last = found[labelled[-1]]
    if last.label and last.label.kind in STATUTORY:
        return None
    first = labelled[-1] + 1
    if last.is_title_like or last.is_heading_line:
        first += 1
    tail = range(max(first, end - _TAIL), end)
    addressed = [i for i in tail if found[i].is_address]
    if addressed:
        return addressed[-1]
    if first == labelled[-1] + 1:
        return next((i for i in tail if _is_general(found[i].text)), None)
    if not last.is_title_like and first - 1 < end and _IN_FORCE.match(found[first - 1].text):
        return first - 1
    return next((i for i in tail if i == end - 1 and _RALLY.search(found[i].text)), None)


def _is_general(text: str) -> bool:
    return bool(_TO_ALL.match(text) or _IN_FORCE.match(text))
