"""Titles in 《…》, and which of them are titles of documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text.numbers import find_numbers, parse_number
from documents.text.stages import Span

_OPEN, _CLOSE = "《〈", "》〉"
_INNER = str.maketrans(_OPEN, "《《") | str.maketrans(_CLOSE, "》》")
_ANGLES = re.compile(r"[<＜﹤]([^<>＜＞﹤﹥]+)[>＞﹥]")
_LONGEST = 200

_DOCUMENT = re.compile(
    r"(?:法|条例|规定|办法|细则|意见|通知|通告|通报|公告|公报|决定|决议|命令|批复|函|复函|答复|纪要"
    r"|(?:主席|国务院|政府|授勋|嘉奖|动员|特赦|部|号)令"
    r"|议案|请示|报告|汇报|建议|提案|规划|纲要|计划|方案|预案|要点|措施|举措|政策|安排|分工"
    r"|(?:管理|工作|责任|会议|审查|登记|监督|保障|实施|考核|评价|联席|公开|备案|许可|管理的)制度"
    r"|规则|规程|规范|标准|基准|准则|守则|章程|总则|通则|法典|导则|指南|指引|目录|名录|名单|清单"
    r"|解释|说明|宪法|宪章|法案|协定|协议|合同|公约|条约|议定书|宣言|声明|备忘录|倡议|议程|愿景"
    r"|(?:倡议|白皮|蓝皮|绿皮|任务)书|讲话|致辞|贺信|指示|批示|框架|体系|大纲|范本|文本|草案|修正案?"
    r"|纲领|若干问题|事项|定额|条件|设想|战略)"
    r"(?:[（(][^）)]{1,24}[）)])*$"
)
"""关于加强…的意见, …条例（试行）: what titles of documents end with."""

_ABOUT = re.compile(
    r"关于.{2,}|.*(?:制造|标准|战略|规划|行动|计划|议程|愿景|纲要|现代化)[0-9０-９]{4}|.*五年?规划.*"
)
"""关于…, 中国制造2025, “十四五”规划…: titles of documents whatever they end with."""

_PUBLICATION = re.compile(
    r"(?:日报|晚报|时报|早报|晨报|商报|导报|周报|快报|周刊|月刊|季刊|学刊|期刊|杂志|画报|文选|选集|全集"
    r"|文集|选读|选编|摘编|汇编|论述|学习纲要|读本|著作|史|概论|谈治国理政|传|记|志|录音|三十讲|问答)$|——(?:[一二三四五六七八九再]?论|写在|祝|热烈)"
)
_DOCUMENT_AFTER = re.compile(r"[^，。；《]{0,4}(?:白皮书|蓝皮书|绿皮书)")
_WORK_AFTER = re.compile(
    r"(?:杂志|报刊|报社|报(?![告送经请])|栏目|节目|频道|电视剧|电影|影片|纪录片|专题片|歌舞剧|歌曲|一书|等?图书"
    r"|等?书籍|等歌|等剧|一文|诗|剧目|话剧|交响)"
)
_WORK_BEFORE = re.compile(
    r"(?:杂志|栏目|节目|电视剧|电影|影片|纪录片|专题片|歌曲|小说|图书|书籍|读物|话剧|舞剧|歌剧|京剧|花鼓戏"
    r"|作品|剧目|诗歌|古籍|名著|短剧|网络剧|动画片?|游戏)$"
)
_WORKS = frozenset(("求是", "半月谈", "新闻联播", "焦点访谈", "新华文摘", "人民日报", "新湖南"))
_NUMBER_AFTER = re.compile(
    r"\s*(?:[（(〔]([^（）()\n]{4,60})|((?![和与及或等中的])[\u4e00-\u9fff]{2,12}〔[0-9]{4}〕[0-9]{1,5}号))"
)
_ALIAS = re.compile(
    r"\s*(?:[（(][^（）()\n]{0,60}?[,，;；、]?\s*)?(?:以下|下)(?:统|简|合)?称(?:为|之为)?[：:]?\s*"
    r"(?:[“\"]?《([^《》]{1,20})》|[“\"]([^《》“”\"\n]{1,20})[”\"])"
)


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """A title: its span with 《》, its text, the number beside it, the short name it is given.

    `alias_start` is where 《 of the short name stands, -1 where it has none.
    """

    span: Span
    title: str
    number: str | None = None
    alias: str | None = None
    alias_start: int = -1


def find_titles(text: str) -> Iterator[FoundTitle]:
    """Titles of documents in order, nested ones inside their outer title.

    >>> [(t.title, t.number) for t in find_titles("据《甲办法》（国发〔2018〕42号）读《求是》")]
    [('甲办法', '国发〔2018〕42号')]
    """
    for span in _quoted(text):
        title = plain_title(text[span.start + 1 : span.end - 1])
        if not _is_document(text, span, title):
            continue
        after = _NUMBER_AFTER.match(text, span.end)
        number = _number(after[1] or after[2]) if after else None
        alias = _ALIAS.match(text, span.end)
        yield FoundTitle(
            span,
            title,
            number,
            (alias[1] or alias[2]) if alias else None,
            alias.start(1) - 1 if alias and alias[1] else -1,
        )


def plain_title(text: str) -> str:
    """A title as catalogues write it: no spaces between, 《》 for titles inside it."""
    return re.sub(r"\s+", "", _ANGLES.sub(r"《\1》", text).translate(_INNER))


def _quoted(text: str) -> Iterator[Span]:
    """Outermost 《…》 within one paragraph; an opening mark that is never closed is passed over.

    Marks at the ends of the lines above and below are those of a title alone in its line.
    """
    at = 0
    while (start := text.find("《", at)) >= 0:
        near = text.find("》", start, start + _LONGEST) >= 0
        end = _closing(text, start) if near else 0
        if end:
            yield Span(start, end)
        at = end or start + 1


def _closing(text: str, start: int) -> int:
    depth = 0
    for index in range(start, min(len(text), start + _LONGEST)):
        if text[index] in _OPEN:
            depth += 1
        elif text[index] in _CLOSE:
            depth -= 1
        elif text[index] == "\n" and index > start + 1 and text[index + 1 : index + 2] != "》":
            break
        if depth == 0:
            return index + 1
    return _first_closing(text, start)


def _first_closing(text: str, start: int) -> int:
    """《关于印发《甲》的通知 without its last mark: to the first closing one."""
    line = text.find("\n", start, start + _LONGEST)
    return text.find("》", start, line if line >= 0 else start + _LONGEST) + 1


def _is_document(text: str, span: Span, title: str) -> bool:
    if title in _WORKS or _PUBLICATION.search(title):
        return False
    if _WORK_AFTER.match(text, span.end) or _WORK_BEFORE.search(
        text[max(0, span.start - 8) : span.start]
    ):
        return False
    named = _DOCUMENT.search(title) or _ABOUT.fullmatch(title)
    return bool(named or _DOCUMENT_AFTER.match(text, span.end))


def _number(text: str) -> str | None:
    """国发〔2018〕42号, 以下简称…: the number that the bracket begins with."""
    for piece in re.split(r"[，,；;、]", text)[:2]:
        number = parse_number(piece)
        if number and not number.damaged:
            return number.normalised
    found = next(find_numbers(text), None)
    return found.number.normalised if found else None
