"""Genre and kind: reads the title, the head and the shape of the body, writes both."""

from __future__ import annotations

import re

from documents.text.recognise.context import Context, found
from documents.text.recognise.issuer_names import issuers_of_title
from documents.text.recognise.layout import Layout
from documents.text.stages import KINDS, Recognised, Span

KIND_ENDINGS = (*((kind, kind) for kind in KINDS), ("令", "命令"))
"""How titles of official documents end (复函, 指导意见, 会议纪要 too) → the kind (文种)."""

ORDER_KINDS = {"令": "命令", "公告": "公告", "通告": "通告"}
_ORDER_TITLE = re.compile(
    rf"(?P<kind>{'|'.join(ORDER_KINDS)})[ 　]?(?:[12][0-9]{{3}}年)?第.{{1,6}}号$"
)
"""示例省人民政府令第12号, 示例省财政厅公告2024年第9号 as a title."""

_PARENTHESIS = re.compile(r"[（(〔\[][^（()）〔〕\[\]]{1,30}[）)〕\]]\s*$")
_LAW_TITLE = re.compile(
    r"(?:(?<!办)(?<!方)(?<!想)(?<!说)(?<!做)法|条例|规定|办法|细则|规则|解释|章程|准则|守则|修正案|法典|宪法|意见|决定)$"
)
_LEGAL_ONLY = re.compile(r"(?:(?<!办)(?<!方)(?<!想)(?<!说)(?<!做)法|条例|修正案|法典)$")
_REPORT_TITLE = re.compile(
    r"工作报告|上的报告$|执行情况.*报告$|草案.{0,6}的报告$|代表大会的报告|大[）)]$"
)
_DELIVERED = re.compile(r"^[—–\-－ ]*[（(]?.{0,30}在.*(?:会议|大会|全会)上?")
_SPEECH = re.compile(
    r"(?:讲话|致辞|演讲|发言|谈话|贺信|致词|献词|贺词|祝词|开幕词|闭幕词|讲稿)(?:[（(].{1,16}[）)])?$"
)
_ABOUT_SPEECH = re.compile(
    r"出席|举行|召开|主持|会见|发表|举办|并(?:致|讲|作)|学习贯彻|[^一]致贺信|社论|评论员"
)
_DATELINE = re.compile(
    r"^.{0,12}(?:本报讯|新华社.{0,16}电|央视网消息|[一-龥]{2,6}(?:日报|晚报|网)讯)"
)
_ADDRESSED = re.compile(r"^(?:各位代表|同志们|各位委员|各位同志|朋友们|女士们|尊敬的)")
_ACCOUNT = re.compile(
    r"(?:代表|受|根据).{2,40}(?:向|对).{0,24}(?:报告|作.{0,8}报告|汇报).{0,8}工作"
    r"|(?:代表|受).{2,40}(?:向|作).{0,24}(?:工作报告|作报告|的报告)"
)
"""现在，我代表省人民政府，向大会报告工作: an account given to a congress."""
_ENTRUSTED = re.compile(r"^(?:现在，?)?(?:我)?受[^，。]{2,30}委托")
"""受省委常委会委托，我就建议稿向全会作说明."""
_NEWS = re.compile(
    r"本报讯|本报记者|新华社.{0,16}电|央视网消息|记者.{0,12}(?:获悉|报道)|(?:日报|晚报|网)讯|全媒体记者|据悉"
)
_REPORTED = re.compile(
    r"(?:会议|大会|座谈会|全会|仪式|活动).{0,12}(?:召开|举行)|主持召开|召开[^，。]{0,30}会|出席会议|出席.{0,12}仪式"
)
_TOLD = re.compile(r"[今昨][天日]|近日|日前|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}日[，,上下至在]")
"""When it happened: what a report's opening says and an essay's does not."""
_FIRST_ARTICLE = re.compile(r"^(?:第一条|第1条)", re.MULTILINE)
_NOTICE = re.compile(r"(?:通知|批复|函|通报)$")
_PASSED = re.compile(r"(?:通过|公布|发布|批准|施行|修订|修正)[）)]?$")


_STATED = re.compile(
    r"(?:作出?|做出|提出|制定)(?:了)?(?:如下|以下)(?P<made>决定|决议|[^，。：:]{0,6}意见)"
    r"|(?P<told>通知|批复|函复|函告|复函|通报|公告|通告|答复|决定)如下|(?P<letter>特此(?:通知|公告|通告|函[告复]|批复|通报))"
)
"""作出如下决定, 现将有关事项通知如下, 特此公告: what a text without a title says it is."""
_HELD = re.compile(r"^[^，。]{0,24}(?:委员会|代表大会).{2,20}会议")
_HEARD = re.compile(r"会议(?:听取|审议|审查|通过|决定|原则)")
_PLENARY = re.compile(
    r"^(?:全会|会议|大会)(?:[^，。]{0,12})?(?:指出|强调|认为|号召|要求|提出|决定|审议|听取)", re.M
)


_MANY = 5
"""Paragraphs that begin with 全会 in a communiqué whose beginning is missing."""
_PLAN_TITLE = re.compile(
    r"(?:规划|方案|预案|纲要|计划|要点|措施|办法|规定|细则|规则|制度|标准|目录|规程)$"
)
_ABOUT_PLAN = re.compile(
    r"出台|发布|公布|通过|启动|推出|印发|审议|部署|研究|实施[^方细]|[ 　！!？?]"
)


def recognise_genre(context: Context, record: Recognised) -> Recognised:
    """One of official, law, report, speech, article, news; the kind only for official ones."""
    title = _plain(record.title)
    genre = _genre(title, context, record)
    kind, ending = _kind(title) if genre == "official" else (None, None)
    if genre == "official" and not title:
        kind, stated = _stated_kind(context.layout)
        told = stated or _first_line(context.layout)
        return found(record, {"genre": told, "kind": stated}, genre=genre, kind=kind)
    where = record.evidence.get("title")
    if kind and ending and isinstance(where, Span):
        at = context.text.rfind(ending, where.start, where.end)
        where = Span(at, at + len(ending)) if at >= 0 else where
    return found(
        record,
        {"genre": where or _first_line(context.layout), "kind": where if kind else None},
        genre=genre,
        kind=kind,
    )


def _plain(title: str) -> str:
    """The title without what stands in brackets at its end: （试行）, （已废止）."""
    shorter = _PARENTHESIS.sub("", title).strip()
    return title.strip() if shorter in ("", title.strip()) else _plain(shorter)


def _first_line(layout: Layout) -> Span | None:
    return layout.body[0].span if layout.body else None


def _kind(title: str) -> tuple[str | None, str | None]:
    for ending, kind in KIND_ENDINGS:
        if title.endswith(ending):
            return kind, ending
    order = _ORDER_TITLE.search(title)
    return (ORDER_KINDS[order["kind"]], order[0]) if order else (None, None)


def _stated_kind(layout: Layout) -> tuple[str | None, Span | None]:
    """The kind that the opening or the close of a text without a title names."""
    for line in (*layout.body[:3], *layout.body[-4:]):
        match = _STATED.search(line.text)
        if match:
            word = match["made"] or match["told"] or match["letter"]
            kind = _kind(re.sub("函[告复]", "函", word))[0]
            return kind, Span(line.start + match.start(), line.start + match.end())
    return None, None


def _is_plenary(layout: Layout) -> bool:
    """A resolution or communiqué without its title: 全会指出…, 全会强调…, 全会号召…"""
    first = layout.body[0].text if layout.body else ""
    openings = len(_PLENARY.findall(layout.text))
    if len(re.findall("^全会", layout.text, re.MULTILINE)) >= _MANY:
        return True
    return bool(_HELD.search(first[:80])) and (openings >= 3 or bool(_HEARD.search(first[:80])))


def _genre(title: str, context: Context, record: Recognised) -> str:
    layout = context.layout
    delivered = _delivered_genre(title, layout)
    if delivered and (delivered != "speech" or record.document_number is None):
        return delivered
    stated = not title and (_is_plenary(layout) or _stated_kind(layout)[0] is not None)
    official = stated or _kind(title)[0] is not None or record.document_number is not None
    official = official or _is_plan(title)
    if _is_news(title, layout, context, official=official):
        return "news"
    signed = layout.signature is not None and bool(layout.signature.names)
    if official or signed or context.beside("document_number", "index_number"):
        return "official"
    issued = issuers_of_title(title, context.vocabulary, None) or _adopted(layout)
    return "official" if issued or _looks_official(title, layout) else "article"


def _delivered_genre(title: str, layout: Layout) -> str | None:
    """law, speech or report, or news by its dateline: genres that the form alone tells."""
    first = layout.body[0].text if layout.body else ""
    if _is_law(title, layout):
        return "law"
    if _DATELINE.match(first):
        return "news"
    if _SPEECH.search(title) and not _ABOUT_SPEECH.search(title):
        return "speech"
    if _is_report(title, layout):
        return "report"
    return "speech" if not title and _ADDRESSED.match(first) else None


def _is_law(title: str, layout: Layout) -> bool:
    history = layout.head_lines("history")
    articles = bool(_FIRST_ARTICLE.search(layout.text))
    if _NOTICE.search(title):
        return False
    if not layout.body:
        return bool(_LAW_TITLE.search(title)) and not title.endswith(("意见", "决定"))
    if _LEGAL_ONLY.search(title):
        return articles or bool(history)
    passed = any(_PASSED.search(line.text.strip()) for line in history)
    order = any("令" in line.text for line in layout.head_lines("number"))
    if title.endswith(("意见", "决定", "批复", "决议")):
        return False
    return bool(_LAW_TITLE.search(title)) and (articles or passed) and (passed or order or articles)


def _is_report(title: str, layout: Layout) -> bool:
    """A report given to a meeting: by its title, or by how it addresses the delegates."""
    addressed = any(_ADDRESSED.match(line.text) for line in layout.body[:2])
    account = addressed and any(_ACCOUNT.search(line.text[:200]) for line in layout.body[:3])
    if _kind(title)[0] not in (None, "报告") or title.endswith("分工"):
        return False
    if title.endswith("说明"):
        return account or any(_ENTRUSTED.match(line.text) for line in layout.body[:3])
    if not _REPORT_TITLE.search(title) and not title.endswith("报告"):
        return account
    sessions = any(_DELIVERED.match(line.text) for line in layout.head_lines("session"))
    return bool("政府工作报告" in title or sessions or addressed or _REPORT_TITLE.search(title))


def _is_news(title: str, layout: Layout, context: Context, *, official: bool) -> bool:
    first = "\n".join(line.text for line in layout.body[:2])
    closing = "".join(line.text for line in layout.tail)
    told = bool(_TOLD.search(first) or _REPORTED.search(first))
    reporters = re.search(r"记者|通讯员", closing) or (told and context.hinted("author"))
    if _NEWS.search(first) or reporters or layout.head_lines("host"):
        return not official or bool(re.search(r"本报讯|新华社.{0,16}电|央视网消息", first))
    if official:
        return False
    dated = bool(title) or bool(_TOLD.search(first))
    return dated and bool(_REPORTED.search(first)) and not layout.signature


def _adopted(layout: Layout) -> bool:
    """(2025年12月3日…全体会议通过) under the title."""
    return any("通过" in line.text for line in layout.head_lines("history"))


def _looks_official(title: str, layout: Layout) -> bool:
    first = layout.body[0].text if layout.body else ""
    addressed = first.endswith(("：", ":")) and not _ADDRESSED.match(first)
    return addressed or bool(_PLAN_TITLE.search(title))


def _is_plan(title: str) -> bool:
    """A plan's own title (…2022年度监督工作计划), not a headline about one (…出台方案)."""
    return bool(_PLAN_TITLE.search(title)) and not _ABOUT_PLAN.search(title)
