"""Meetings that have a name instead of an ordinal: 中央经济工作会议, …座谈会, 全国两会."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.stages import Span
from taxonomy.vocabulary import Vocabulary

_SUFFIX = re.compile(
    r"(?:工作会议|工作会|座谈会|推进会议?|动员会议?|动员部署会议?|动员大会|部署会议?|现场会议?|交流会|协商会(?!议)|汇报会|务虚会|民主生活会|视频会议"
    r"|表彰大会|庆祝大会|纪念大会|总结大会|誓师大会|电视电话会议|专题会议|调度会议?|研讨会|精神会议"
    r"|常务会议|常委会(?:[（(]扩大[）)])?会议|政治局(?:常务委员会|常委会)?会议|教育大会|保护大会"
    r"|科技创新大会|发展大会|会议(?=召开|举行|上强调|上指出|上讲话|上要求))(?!室|厅|纪要|精神会议)"
)
_SESSIONS = re.compile(r"(?:全国|省|市|县|区|自治区|州)[“\"]?两会[”\"]?")
_CUE = re.compile(
    r"召开(?:的|了)?|承办|举行(?:的|了)?|举办(?:的|了)?|出席(?:了)?|参加(?:了)?|主持|列席|组织(?=[^一]{6})"
    r"|传达贯彻|传达学习|学习贯彻|贯彻落实|贯彻|落实|按照|根据|通过|宣传|部署"
    r"|领会(?:运用)?|提[请交]|召集(?:了)?|赞赏|办好|经(?=中央|全国|[省市县区州]委)|(?:并)?报(?=中央)"
    r"|(?<![存现所])在|(?<![分涉普])及|以及|关于|作为|首次|专门|同意|我们|[^目党]的(?=[^一]{4})|是"
)
_STUDY = ("学习贯彻", "贯彻", "贯彻落实", "落实", "宣传", "传达贯彻", "传达学习")
"""Part of the name of 学习贯彻党的二十届四中全会精神动员会."""
_PLACE_ACTION = re.compile(r"^(?:(?!在)[一-龥]){1,8}(?:省|市|县|区|州|委|政府)(?:传达|学习|召开)")
_DATE = re.compile(
    r"^[^，,]*(?:[0-9一二三四五六七八九十]{1,3}[日月]|[0-9]{4}年|[上下]午)的?(?=[一-龥]{4})"
)
_CLAUSE_END = frozenset("，。；：！？,;:!?\n 　（）()《》*#|")
_ANOTHER = re.compile(
    r"[会神“”]、|[会神](?:[和与及]|以及)|、(?=第[一二三四五六七八九十0-9]+[届次])"
    r"|[从和与及](?=(?:中共)?中央|全[国省市县区州]|[省市县区州]委|国务院)"
)
"""What parts one meeting from another, or from what is named beside it (…思想和全国…大会)."""
_GENERIC = re.compile(
    r"^(?:(?:全[省市国]|有关|相关|专题|专项|各站|年度|季度|各类|一次|本次|这次|重要|系列|视频|党委|党组|了|经济|的"
    r"|工作|召集|[0-9]+[场次])?)"
    r"(?:工作会议?|座谈会|推进会议?|专题会议|常务会议|大会|会议|动员会|部署会议?|现场会议?|交流会"
    r"|调度会议?|研讨会|电视电话会议|表彰大会|常委会会议|精神会议)$"
)
_LONGEST = 46


def find_named(text: str, vocabulary: Vocabulary) -> Iterator[tuple[Span, str]]:
    """Names of meetings in running text, in order and without overlaps."""
    spans = {*_known(text, vocabulary), *_patterned(text)}
    at = 0
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if span.start >= at:
            at = span.end
            yield span, text[span.start : span.end]


def _known(text: str, vocabulary: Vocabulary) -> Iterator[Span]:
    """Names of the authority file that end like a meeting; those with ordinals have forms."""
    for match in _SUFFIX.finditer(text):
        for start in range(max(0, match.start() - _LONGEST), match.start() + 1):
            if text[start : match.end()] in vocabulary.meeting_names:
                yield Span(start, match.end())
                break
    for match in _SESSIONS.finditer(text):
        yield Span(*match.span())


def _patterned(text: str) -> Iterator[Span]:
    """…座谈会 and the like, from a cue (召开, 在, 贯彻) or the clause's beginning to the suffix."""
    sure: set[str] = set()
    for match in _SUFFIX.finditer(text):
        low = match.start()
        while low > 0 and text[low - 1] not in _CLAUSE_END and match.start() - low < _LONGEST:
            low -= 1
        low = _after_cue(text, low, match.start(), match.end())
        name = text[low : match.end()]
        if _is_name(name):
            sure.add(name)
            yield Span(low, match.end())
    for name in sure:
        for again in re.finditer(re.escape(name), text):
            yield Span(*again.span())


def _after_cue(text: str, low: int, suffix: int, end: int) -> int:
    """Where the name begins inside its clause."""
    clause = text[low:suffix]
    if _PLACE_ACTION.match(clause) and "召开" not in clause:
        return low
    dated = _DATE.match(text[low:end])
    if dated:
        low += dated.end()
    last = low
    held = bool(re.match(r"[^精，。]{0,16}(?:召开|举行)", text[end : end + 20]))
    for cue in _CUE.finditer(text, low, suffix):
        if cue[0] in _STUDY and ("精神" in text[cue.end() : end] or (cue.start() == low and held)):
            continue
        if not _PLACE_ACTION.match(text[last:suffix]) or cue[0].startswith("召开"):
            last = cue.end()
    for mark in _ANOTHER.finditer(text, last, suffix):
        last = mark.end()
    while text[last] in "—－-·":
        last += 1
    return last


def _is_name(name: str) -> bool:
    return 6 <= len(name) <= _LONGEST and not _GENERIC.match(name) and "、" not in name[:2]
