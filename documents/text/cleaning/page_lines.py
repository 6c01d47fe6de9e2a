"""What one line says of itself: whether only a page of the web can have it."""

from __future__ import annotations

import re

from documents.text.cleaning.debris import SITE_NAME
from documents.text.cleaning.page_words import (
    COUNTER,
    CREDIT,
    DISCLAIMER,
    NEIGHBOURS,
    OF_SITES,
    RELATED,
    SCAN,
    STRONG,
    WORDS,
)
from documents.text.cleaning.rule import HAN
from documents.text.cleaning.tail import SOFT_FOOT, SURE_FOOT
from documents.text.stages import Hint

LONGEST = 120
LONGEST_VALUE = 24
NOT_WORDS = re.compile(r"[^\w+＋－-]+")
CRUMB = re.compile(r"\s*(?:>+|＞+|»|›|→|/|\\|\||｜|-{1,2}|—)\s*")
PAIR = re.compile(rf"[【\[（(●■|｜/／\s]*({CREDIT.pattern})\s*(?:[：:｜|丨/／]|\s)\s*")
BRACKETED = re.compile(r"(?:[【\[][^【】\[\]]{1,8}[】\]]\s*)+")
NAME = re.compile(rf"[{HAN}·]{{2,4}}(?:[ 、]+[{HAN}·]{{2,4}}){{0,3}}")
AUTHORS = frozenset(["作者", "文章作者", "原作者", "本文作者", "记者", "本报记者", "撰文", "撰稿"])
REPORTERS = frozenset(["记者", "本报记者", "通讯员"])
"""Labels that name reporters without a colon, too, which is read elsewhere."""
OUTLETS = frozenset(["本文来源", "内容来源", "信息来源", "来源", "稿源", "出处", "文章出处"])
HOMES = frozenset(["首页", "主页", "网站首页", "本站首页"])
CHANNEL_STEPS = WORDS - frozenset(
    ["大", "中", "小", "加", "减", "A", "T", "数据", "社会", "国内", "国际", "视频", "图片"]
)


def is_words(content: str) -> bool:
    """Whether a line holds nothing but words of pages, numbers and symbols."""
    words = _split(content)
    return bool(words) and all(word in WORDS or word.isdecimal() for word in words)


def _split(content: str) -> list[str]:
    return [word for word in NOT_WORDS.split(content) if word]


def is_menu(content: str) -> bool:
    """Whether a line is a row of channels: 首页 政务公开 政务服务."""
    return is_crumbs(content) or (is_words(content) and len(_split(content)) >= 3)


def is_of_page(content: str) -> bool:
    """Whether a line is of a page, whatever stands beside it: menus, tools, counters, codes."""
    if len(content) > LONGEST:
        return False
    if is_words(content):
        found = [word for word in _split(content) if word in WORDS]
        if len(found) >= 2 or any(word in STRONG for word in found):
            return True
    if is_counter(content) or is_crumbs(content):
        return True
    if len(content) > 60 or content[-1] in "。；":
        return False
    return SCAN.search(content) is not None or OF_SITES.search(content) is not None


def is_counter(content: str) -> bool:
    """阅读 1.2万 点赞 12 收藏: numbers of readers, with words of pages between."""
    if COUNTER.search(content) is None:
        return False
    rest = COUNTER.sub(" ", content)
    return not _split(rest) or is_words(rest)


def is_crumbs(content: str) -> bool:
    """首页 / 新闻中心 / 要闻: short steps, the first or the last of them that of a site."""
    steps = [step for step in CRUMB.split(content.strip(" >＞»/|")) if step]
    if len(steps) < 2 or any(len(step) > 20 for step in steps) or content[-1] in "。；：":
        return False
    if steps[0] in HOMES or steps[0].endswith("首页"):
        return True
    channels = sum(step in CHANNEL_STEPS for step in steps)
    return len(steps) >= 3 and (steps[-1] in WORDS or channels >= 2)


def is_foot(content: str) -> bool:
    """Neighbours, copyright, disclaimers: what only the foot of a page has."""
    if NEIGHBOURS.fullmatch(content):
        return True
    if SURE_FOOT.search(content) and len(content) <= 200:
        return True
    return DISCLAIMER.search(content) is not None and len(content) <= 300


def is_soft_foot(content: str) -> bool:
    """Addresses and telephone numbers: of the page when other lines of its foot stand above."""
    return len(content) <= 200 and "。" not in content and SOFT_FOOT.search(content) is not None


def heads_list(content: str) -> bool:
    """相关新闻, 推荐阅读：, 相关解读：一图看懂: the heading of a list of other pieces."""
    if len(content) > 80 or content[-1] in "。；":
        return False
    return RELATED.fullmatch(re.sub(r"(?<=[：:]).*", "", content)) is not None


def is_site(content: str) -> bool:
    """Whether a line is the name of a site: 示例省人民政府门户网站."""
    return len(content) <= 24 and SITE_NAME.fullmatch(content) is not None


def credits(content: str) -> list[Hint] | None:
    """Authors and outlets of a line of names behind labels, 编辑：张三 审核：李四, else null."""
    if len(content) > LONGEST or content[-1] in "。；":
        return None
    tools = BRACKETED.match(content)
    start = tools.end() if tools and is_words(tools.group()) else 0
    stripped = content[start:].strip("【】[]（）()●■ \t\u3000")
    marks = list(PAIR.finditer(stripped))
    if not marks or marks[0].start() > 0:
        return None
    hints: list[Hint] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        value = stripped[mark.end() : after.start() if after else None].strip(" 】]）)|｜/、")
        if len(value) > LONGEST_VALUE or re.search("[，。；！？：:]", value):
            return None
        if not re.search("[：:｜|丨/／]", mark.group()) and (
            mark[1] in REPORTERS or not NAME.fullmatch(value)
        ):
            return None
        if value and mark[1] in AUTHORS:
            hints.append(Hint("author", re.sub(r"\s", "", value)))
        elif value and mark[1] in OUTLETS:
            hints.append(Hint("publisher", value))
    return hints
