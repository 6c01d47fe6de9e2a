"""The dateline (电头) that a news report begins with: outlet, place, day, reporters."""

from __future__ import annotations

import re
from typing import NamedTuple

from documents.text.stages import Span

_OUTLETS = (
    r"新华社|新华网|人民网|央视网|央视新闻(?:客户端)?|中新社|中新网|中国新闻网|光明网|央广网"
    r"|(?!本)[一-龥·]{1,14}?(?:日报|晚报|晨报|早报|时报|商报|快报|都市报|青年报|新闻网|广播网|广播电视台|电视台"
    r"|新闻客户端|客户端|融媒体中心|新闻中心|融媒体?|传媒集团|传媒|在线|网|发布)"
)
_PROGRAMME = r"(?:[（(](?![^）)]*(?:记者|通讯员))[一-龥]{2,8}[）)])?"
_WHEN = r"(?:(?:[12][0-9]{3}年)?[0-9]{1,2}月[0-9]{1,2}日)?"
_DATELINE = re.compile(
    rf"^[\[【（(]?[ 　]*(?:(?P<outlet>{_OUTLETS})|本报|本台|本网)"
    rf"(?P<place>[一-龥]{{0,8}}?)[ 　]*{_WHEN}(?:上午|下午)?[ 　]*"
    rf"(?:消息|讯|(?<=日)电|电(?=[ 　（(：:])){_PROGRAMME}[\]】）)]?"
    r"(?P<by>[ 　]*(?:[（(](?=[^（()）。]{0,20}(?:记者|通讯员))[^（()）。]{2,60}[）)]"
    r"|(?:[一-龥]{0,6}记者|通讯员)(?:(?!从|在|获悉)[一-龥·、 　]){2,20}(?=报道)))?"
)
_BY_FIRST = re.compile(
    rf"^[（(]?(?P<outlet>{_OUTLETS})?(?P<place>)"
    r"(?P<by>(?:全媒体|本报)?记者[ 　:：]?(?:(?!从|在|获悉)[^（()）。，0-9]){2,30})[）)]?"
    r"[ 　]*(?=[0-9]{1,2}月|今[天日]|昨[天日]|近日)"
)


class Dateline(NamedTuple):
    """新华社长沙4月29日电（记者 何苗）; parts that are not stated are null.

    Spans count from the start of the line.
    """

    outlet: str | None
    outlet_span: Span | None
    place: str | None
    byline: str | None
    byline_span: Span | None
    end: int


def read_dateline(line: str) -> Dateline | None:
    """The dateline of a report's first paragraph, else null.

    >>> read_dateline("示例日报4月29日讯（记者 何苗）今天").outlet
    '示例日报'
    >>> read_dateline("新华社长沙4月29日电 今天").place
    '长沙'
    """
    match = _DATELINE.match(line) or _BY_FIRST.match(line)
    if match is None:
        return None
    return Dateline(
        match["outlet"],
        Span(*match.span("outlet")) if match["outlet"] else None,
        match["place"] or None,
        match["by"],
        Span(*match.span("by")) if match["by"] else None,
        match.end(),
    )
