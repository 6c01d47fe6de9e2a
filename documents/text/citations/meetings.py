"""Meetings that a text cites: those that it names as particular ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.meetings import find_meetings
from documents.text.stages import Span
from taxonomy.vocabulary import Vocabulary

_ORDINAL = re.compile(r"[届次]|[0-9]{4}年")
"""What a law's meetings have, unless they are any meeting of a kind (业主大会会议)."""

_ANY = re.compile(
    r"(?:每|各|下一|上一|最后一|历|本|该|首|第一次或者第二)次|另有|提请|年度工作会议|[0-9]个|系列"
    r"|^(?:.{0,6}人(?:大|民代表大会))?常(?:委会|务委员会)(?:[（(]扩大[）)])?会议$"
    r"|^(?:[如的度]|会议以|共同|围绕|开展|主席台|[0-9]+次|第.{1,3}次会议$|重要思想|发布暨)"
)
"""What names any meeting of a kind, or more than a meeting (下一次市人大常委会会议)."""

_VERB = re.compile(
    r"(?:经|符合|着力抓好|抓好|开好|好|多次|从|对|在|向|于|把|将)(?=中共|中央|全国|国务院|[省市县区]委)"
)
"""经中共中央政治局常委会会议: what stands before the name."""


def particular_meetings(
    text: str, region: str | None, vocabulary: Vocabulary, *, is_law: bool
) -> Iterator[tuple[Span, str | None]]:
    """The meetings in order, each with its slug where the text proves it.

    Laws speak of many meetings of a kind; of theirs only those with an ordinal or a year count.
    """
    for found in find_meetings(text, vocabulary, region):
        span, name, slug = found.span, found.meeting.name, found.meeting.slug
        if slug is None:
            verb = _VERB.match(name)
            name = name[verb.end() :] if verb else name
            span = Span(span.start + (verb.end() if verb else 0), span.end)
            if _ANY.search(name) or name.count("“") != name.count("”"):
                continue
            if is_law and not _ORDINAL.search(name):
                continue
        yield span, slug
