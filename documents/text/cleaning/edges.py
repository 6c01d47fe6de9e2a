"""What stands before the first and after the last line of a text on a page of the web.

Rules for the whole text must be narrow; those of this module look at its two edges only, where a
line that is surely of the page makes those beside it suspicious, too: before the title once a menu
or a tool was seen, and after the first line of the page's foot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.text.cleaning.debris import ARROW, SITE_NAME
from documents.text.cleaning.metadata_lines import FIELDS, LONE_LABEL
from documents.text.cleaning.metadata_lines import OPENING as METADATA
from documents.text.cleaning.page_lines import (
    LONGEST,
    NAME,
    credits,
    heads_list,
    is_foot,
    is_menu,
    is_of_page,
    is_site,
    is_soft_foot,
    is_words,
)
from documents.text.cleaning.page_words import CREDIT
from documents.text.cleaning.rule import HAN, TERMINAL, Line, lines
from documents.text.cleaning.tail import HOST, SURE_FOOT
from documents.text.offsets import Edit
from documents.text.stages import Hint

HEAD_LINES, TAIL_LINES = 40, 60
PARAGRAPH = 30
"""Characters from which on a line with marks inside is a paragraph."""
SALUTATION = re.compile(
    "各|代表|委员|同志|朋友|政府|单位|部门|[局厅委办]|公司|党组|党委|人大|现.{0,12}如下"
)
BODY_START = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    r"|第[一二三四五六七八九十百\d]+[章节条]|[1-9][.．、]"
)
OF_DOCUMENTS = re.compile(
    r"关于|报告|决定|决议|通知|通告|公告|公报|意见|条例|规定|办法|细则|规则|章程|纲要|规划|计划|方案"
    r"|要点|讲话|致辞|说明|批复|通报|纪要|命令|[令函法]$|解释|议案|[会议]上|[\d〇一二三四五六七八九]年|号"
    r"|文件|政府|委员会|[省市县区]委|[厅局部院办]$|主席|[省市县区]长|书记|部长|——|《|议程|名单|建议"
)
"""What the lines above a text hold: kinds of documents, dates, bodies, offices."""
ANNEX = re.compile(
    r"附件|附表|附录|附[：:]|抄送|主送|（此件|联系|印发|[\d〇一二三四五六七八九○]{4}年.{1,6}月.{1,4}日$"
    r"|.{2,20}(?:政府|委员会|[厅局部院委]|办公室|大会|常委会)$|[（(]"
)
"""What may follow the last paragraph of a document."""
PAGE_SENTENCE = re.compile(
    "即将离开|是否继续|点击.{0,20}(?:按钮|链接|阅读|下载|查看)|屏幕|浏览器|登录后|敬请关注"
    "|请.{0,6}(?:登录|注册|下载|关注|扫)|客户端|二维码"
)
ISO_DATE = re.compile(r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?")
FONT_LABEL = re.compile(r"[【\[]?\s*字[号体]\s*[：:]?")
SYMBOLS = re.compile(rf"[^\w{HAN}—…《》“”（）]{{1,8}}")
TITLE_LABEL = re.compile(r"(?:标\s*题|名\s*称|题\s*名|原标题)\s*[：:]\s*(.{6,})")
SITE = re.compile("(?:网站?|政府|门户|频道|客户端|在线|委员会|办公[厅室]|[局厅委社报])$")
SUFFIXED = re.compile(
    r"(.{6,}?)\s*(?:[_|｜丨—–-]+|\s-\s)\s*([^_|｜丨]{2,40}(?:[_|｜丨—–-][^_|｜丨]{2,30}){0,3})"
)
FILE = re.compile(
    r"(?:附件(?:下载)?\s*\d{0,2}\s*[：:]\s*|\d{1,2}[.、]\s*)?(.{6,}\.(?:docx?|pdf|wps|ofd|zip|rar|ceb))"
    r"(?:\s*[（(].{1,12}[)）])?",
    re.IGNORECASE,
)
MOST_SWEPT = 40
"""Lines of a foot that go without a word of their own that gives them away."""


def page_edges(text: str) -> Iterator[Edit | Hint]:
    """Channels, tools, counters, credits, neighbours and footers around a text."""
    found = lines(text)
    if len(found) < 2:
        return
    body = first_paragraph(found)
    end = _last_paragraph(found, body)
    hints: list[Hint] = []
    taken = _head(found, body, hints) | _tail(found, max(end, body) + 1, hints)
    yield from hints
    for i in sorted(taken):
        yield Edit(found[i].start, found[i].end)


def first_paragraph(found: tuple[Line, ...]) -> int:
    """The line that opens the text: a salutation, a heading with a label, a paragraph."""
    for i, line in enumerate(found[:HEAD_LINES]):
        content = line.content
        if len(content) >= PARAGRAPH and re.search("[，。；！]", content):
            return i
        if content[-1] in "：:" and len(content) >= 4 and SALUTATION.search(content):
            if not _is_label(content) and not _is_credit(content) and not heads_list(content):
                return i
        elif i and BODY_START.match(content):
            return i
    return min(len(found), HEAD_LINES) - 1


def _is_label(content: str) -> bool:
    """Whether a line is the label of a value that stands on the next line."""
    match = LONE_LABEL.fullmatch(content) if content[-1] in "：:】]" else None
    return match is not None and bool(FIELDS[re.sub(r"\s", "", match[1])])


def _is_credit(content: str) -> bool:
    """Whether a line is the label of a name that stands on the next line: 责任编辑：."""
    return content[-1] in "：:" and CREDIT.fullmatch(content.strip("：: 【[（(")) is not None


def _last_paragraph(found: tuple[Line, ...], body: int) -> int:
    """The last line that ends as a sentence does and says nothing of the page."""
    first = max(body, len(found) - TAIL_LINES)
    for i in range(len(found) - 1, first, -1):
        content = found[i].content
        if (
            len(content) >= 8
            and TERMINAL.search(content)
            and content[-1] not in "：:"
            and not is_foot(content)
            and credits(content) is None
            and not (len(content) <= 60 and PAGE_SENTENCE.search(content))
        ):
            return i
    return first


def _head(found: tuple[Line, ...], body: int, hints: list[Hint]) -> set[int]:
    """Lines of the page before the first paragraph."""
    kept = {i for i in range(body) if _left_to_others(found, i)}
    taken: set[int] = set()
    for i in range(body):
        content = found[i].content
        if i in kept:
            continue
        if ISO_DATE.fullmatch(content):
            hints.append(Hint("published_on", content))
            taken.add(i)
        elif is_of_page(content) or _names_page(found, i, body):
            taken.add(i)
        elif (named := credits(content)) is not None or _lone_name(found, i):
            hints.extend(named or ())
            taken.add(i)
    if taken - {i for i in taken if ISO_DATE.fullmatch(found[i].content)} or any(
        ARROW.fullmatch(found[i].content) for i in kept
    ):
        _sweep_head(found, body, taken, kept, hints)
    _spread(found, taken, 0, body, kept)
    _repeated(found, body, taken | kept, taken)
    return taken


def _left_to_others(found: tuple[Line, ...], i: int) -> bool:
    """Whether a rule of its own reads the line: metadata, values, steps on lines of their own."""
    content = found[i].content
    if TITLE_LABEL.fullmatch(content):
        return False
    if METADATA.match(content) or _is_label(content) or (i and _is_label(found[i - 1].content)):
        return True
    return any(0 <= j < len(found) and ARROW.fullmatch(found[j].content) for j in (i - 1, i, i + 1))


def _names_page(found: tuple[Line, ...], i: int, body: int) -> bool:
    """Whether a line names the page: its site above a menu, the title with the site's name."""
    content = found[i].content
    below = found[i + 1].content if i + 1 < body else ""
    if SITE.search(content) and len(content) <= 20 and below and is_menu(below):
        return True
    if FONT_LABEL.fullmatch(content) and below and is_words(below):
        return True
    suffixed = SUFFIXED.fullmatch(content)
    if suffixed and SITE.search(suffixed[2]):
        return _comes_again(suffixed[1], found, i)
    labelled = TITLE_LABEL.fullmatch(content)
    return labelled is not None and _comes_again(labelled[1], found, i)


def _comes_again(title: str, found: tuple[Line, ...], i: int) -> bool:
    """Whether a title stands once more among the first lines."""
    others = "".join(line.content for line in (*found[:i], *found[i + 1 : i + HEAD_LINES]))
    return re.sub(r"\s", "", title) in re.sub(r"\s", "", others)


def _sweep_head(
    found: tuple[Line, ...], body: int, taken: set[int], kept: set[int], hints: list[Hint]
) -> None:
    """Adds the lines above the title that no document has there."""
    left = [i for i in range(body) if i not in taken and i not in kept]
    title = next(
        (
            i
            for i in left
            if len(found[i].content) >= 6
            and OF_DOCUMENTS.search(found[i].content)
            and not is_site(found[i].content)
        ),
        None,
    )
    if title is None:
        return
    for i in left:
        if i < title and len(found[i].content) <= PARAGRAPH:
            if SITE_NAME.fullmatch(found[i].content):
                hints.append(Hint("site", found[i].content))
            taken.add(i)


def _spread(
    found: tuple[Line, ...], taken: set[int], first: int, last: int, kept: set[int]
) -> None:
    """Adds the words of pages and lone symbols that stand beside lines already taken."""
    for step in (1, -1):
        order = range(first, last) if step > 0 else range(last - 1, first - 1, -1)
        for i in order:
            if i not in taken and i not in kept and i - step in taken:
                content = found[i].content
                if len(content) <= LONGEST and (is_words(content) or SYMBOLS.fullmatch(content)):
                    taken.add(i)


def _repeated(found: tuple[Line, ...], body: int, passed: set[int], taken: set[int]) -> None:
    """Adds lines that come again after nothing but lines of the page: titles given twice."""
    left = [i for i in range(body) if i not in passed]
    for a, b in pairwise(left):
        if found[a].content == found[b].content and len(found[a].content) >= 6:
            taken.add(a)


def _tail(found: tuple[Line, ...], first: int, hints: list[Hint]) -> set[int]:
    """Lines of the page after the last paragraph."""
    taken: set[int] = set()
    seen = len(found)
    listing = False
    for i in range(first, len(found)):
        content = found[i].content
        named = credits(content)
        if heads_list(content):
            listing = True
            taken.add(i)
        elif named is not None or _lone_name(found, i):
            hints.extend(named or ())
            taken.add(i)
        elif is_foot(content) or is_of_page(content):
            hints.extend(_hosts(content))
            taken.add(i)
        elif ((file := FILE.fullmatch(content)) and _names_text(file[1], found)) or (
            listing and not ANNEX.match(content) and len(content) < LONGEST
        ):
            taken.add(i)
        if seen == len(found) and (i in taken or METADATA.match(content)):
            seen = i
    sure = any(SURE_FOOT.search(found[i].content) for i in taken)
    soft = range(first if sure else seen, len(found))
    taken |= {i for i in soft if is_soft_foot(found[i].content)}
    swept = {i for i in range(seen, len(found)) if _may_be_swept(found[i].content)} - taken
    if len(swept) <= MOST_SWEPT:
        taken |= swept
    _spread(found, taken, first, len(found), set())
    return taken


def _names_text(name: str, found: tuple[Line, ...]) -> bool:
    """Whether a file is named as the text is: it holds the same text."""
    stem = re.sub("全文|正文|原文|版$|（.*）$", "", name.rsplit(".", 1)[0]).strip()
    title = "".join(line.content for line in found[:6])
    return len(stem) >= 6 and re.sub(r"\s", "", stem) in re.sub(r"\s", "", title)


def _may_be_swept(content: str) -> bool:
    """Whether a line after the first one of the foot can be of the page, too."""
    return len(content) < LONGEST and not ANNEX.match(content) and METADATA.match(content) is None


def _hosts(content: str) -> Iterator[Hint]:
    """The site that a line of copyright names."""
    if "版权" in content or "ICP" in content:
        for host in HOST.findall(content):
            yield Hint("publisher", host)


def _lone_name(found: tuple[Line, ...], i: int) -> bool:
    """Whether a line is a name whose label stands alone on the line before: 责任编辑：⏎张三."""
    return i > 0 and _is_credit(found[i - 1].content) and bool(NAME.fullmatch(found[i].content))
