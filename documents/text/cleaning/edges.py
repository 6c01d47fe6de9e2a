"""What stands before the first and after the last line of a text on a page of the web.

Rules for the whole text must be narrow, those of this module look at its two edges only: the lines
before the first paragraph and those after the last one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

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
from documents.text.cleaning.rule import HAN, TERMINAL, Line, lines
from documents.text.cleaning.tail import SOFT_FOOT, SURE_FOOT
from documents.text.offsets import Edit
from documents.text.stages import Hint

HEAD_LINES, TAIL_LINES = 40, 60
PARAGRAPH = 30
"""Characters from which on a line with marks inside is a paragraph."""
LONGEST = 120
BETWEEN_WORDS = re.compile(r"[\s|｜/\\\[\]【】<>《》·•:：（）()…,，、&>＞»›→]+")
CRUMB = re.compile(r"\s*(?:>+|＞+|»|›|→|/|\\|\||｜|-{1,2}|—)\s*")
SITE = re.compile(
    r"(?:网|网站|政府|门户|官网|频道|客户端|在线|日报|晚报|委员会|办公厅|办公室|[局厅委社报])$"
)
SUFFIXED = re.compile(
    r"(.{6,}?)\s*(?:[_|｜丨—–-]+|\s-\s)\s*([^_|｜丨]{2,40}(?:[_|｜丨—–-][^_|｜丨]{2,30}){0,3})"
)
ISO_DATE = re.compile(r"20\d\d[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?")
FONT_LABEL = re.compile(r"[【\[]?\s*字[号体]\s*[：:]?")
SYMBOLS = re.compile(rf"[^\w{HAN}—…《》“”（）]{{1,8}}")
PAIR = re.compile(rf"[【\[（(●■|｜/／\s]*({CREDIT.pattern})\s*(?:[：:｜|丨/／]|\s)\s*")
NAME = re.compile(rf"[{HAN}·]{{2,4}}(?:[ 、]+[{HAN}·]{{2,4}}){{0,3}}")
LONGEST_VALUE = 24
AUTHORS = frozenset(["作者", "文章作者", "原作者", "本文作者", "记者", "本报记者", "撰文", "撰稿"])
OUTLETS = frozenset(["本文来源", "内容来源", "信息来源", "来源", "稿源", "出处", "文章出处"])
BODY_START = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十百\d]+[章节条]|[1-9][.．、]"
)
ANNEX = re.compile("附件|附表|附录|抄送|（此件|联系人")


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
        if (
            (len(content) >= PARAGRAPH and re.search("[，。；！]", content))
            or (
                content[-1] in "：:"
                and len(content) >= 5
                and not PAIR.match(content)
                and not RELATED.fullmatch(content)
                and not _words(content)
            )
            or (i and BODY_START.match(content))
        ):
            return i
    return min(len(found), HEAD_LINES) - 1


def _last_paragraph(found: tuple[Line, ...], body: int) -> int:
    """The last line that ends as a sentence does and says nothing of the page."""
    for i in range(len(found) - 1, max(body, len(found) - TAIL_LINES), -1):
        content = found[i].content
        if (
            TERMINAL.search(content)
            and content[-1] not in "：:"
            and len(content) >= 8
            and not DISCLAIMER.search(content)
            and not SURE_FOOT.search(content)
            and not PAIR.match(content)
        ):
            return i
    return max(body, len(found) - TAIL_LINES)


def _words(content: str) -> bool:
    """Whether a line holds nothing but words of pages."""
    words = [word for word in BETWEEN_WORDS.split(content) if word]
    return bool(words) and all(word in WORDS for word in words)


def _strong(content: str) -> bool:
    """Whether a line is of a page, whatever stands beside it."""
    if len(content) > LONGEST:
        return False
    words = [word for word in BETWEEN_WORDS.split(content) if word]
    if (
        words
        and all(word in WORDS or word.isdecimal() for word in words)
        and (sum(word in WORDS for word in words) >= 2 or any(word in STRONG for word in words))
    ):
        return True
    if _counters(content) or _crumbs(content):
        return True
    if len(content) > 60 or content[-1] in "。；":
        return False
    return SCAN.search(content) is not None or OF_SITES.search(content) is not None


def _counters(content: str) -> bool:
    """阅读 1.2万 点赞 12 收藏: numbers of readers, with words of pages between."""
    if COUNTER.search(content) is None:
        return False
    rest = COUNTER.sub(" ", content).strip(" |｜/·[]【】（）()：:")
    return not rest or _words(rest)


def _crumbs(content: str) -> bool:
    """首页 / 新闻中心 / 要闻: short steps, the first or the last of them that of a site."""
    steps = [step for step in CRUMB.split(content.strip(" >＞»/|")) if step]
    if len(steps) < 2 or any(len(step) > 20 for step in steps) or content[-1] in "。；：":
        return False
    if steps[0] in {"首页", "主页", "网站首页", "本站首页"} or steps[0].endswith("首页"):
        return True
    return len(steps) >= 3 and (
        steps[-1] in WORDS or sum(step in CHANNEL_STEPS for step in steps) >= 2
    )


CHANNEL_STEPS = WORDS - frozenset(
    ["大", "中", "小", "加", "减", "A", "T", "数据", "社会", "国内", "国际", "视频", "图片"]
)


def _head(found: tuple[Line, ...], body: int, hints: list[Hint]) -> set[int]:
    """Lines of the page before the first paragraph."""
    taken: set[int] = set()
    for i in range(body):
        content = found[i].content
        below = found[i + 1].content if i + 1 < body else ""
        if ISO_DATE.fullmatch(content):
            hints.append(Hint("published_on", content))
            taken.add(i)
        elif SITE.search(content) and len(content) <= 20 and below and _menu(below):
            hints.append(Hint("site", content))
            taken.add(i)
        elif (
            _strong(content)
            or _credits(content, hints)
            or _suffixed(found, i)
            or (FONT_LABEL.fullmatch(content) and below and _words(below))
        ):
            taken.add(i)
    _spread(found, taken, 0, body)
    _repeated(found, body, taken)
    return taken


def _menu(content: str) -> bool:
    """Whether a line is a row of channels: 首页 政务公开 政务服务."""
    return _crumbs(content) or (_words(content) and len(BETWEEN_WORDS.split(content)) >= 3)


def _spread(found: tuple[Line, ...], taken: set[int], first: int, last: int) -> None:
    """Adds the words of pages and lone symbols that stand beside lines already taken."""
    for step in (1, -1):
        order = range(first, last) if step > 0 else range(last - 1, first - 1, -1)
        for i in order:
            if i not in taken and i - step in taken:
                content = found[i].content
                if len(content) <= LONGEST and (_words(content) or SYMBOLS.fullmatch(content)):
                    taken.add(i)


def _suffixed(found: tuple[Line, ...], i: int) -> bool:
    """Whether a line is the title of the page: that of the text, then the name of the site."""
    match = SUFFIXED.fullmatch(found[i].content)
    if match is None or not SITE.search(match[2]):
        return False
    title = re.sub(r"\s", "", match[1])
    below = "".join(line.content for line in found[i + 1 : i + HEAD_LINES])
    return title in re.sub(r"\s", "", below)


def _repeated(found: tuple[Line, ...], body: int, taken: set[int]) -> None:
    """Adds lines that come again after nothing but lines of the page: titles given twice."""
    left = [i for i in range(body) if i not in taken]
    for a, b in pairwise(left):
        if found[a].content == found[b].content and len(found[a].content) >= 6:
            taken.add(a)


def _credits(content: str, hints: list[Hint]) -> bool:
    """Whether a line holds nothing but names behind labels: 编辑：张三 审核：李四."""
    if len(content) > LONGEST or content[-1] in "。；":
        return False
    stripped = content.strip("【】[]（）()●■ \t\u3000")
    marks = list(PAIR.finditer(stripped))
    if not marks or marks[0].start() > 0:
        return False
    pairs: list[Hint] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        value = stripped[mark.end() : after.start() if after else len(stripped)].strip(
            " 】]）)|｜/、"
        )
        if len(value) > LONGEST_VALUE or re.search("[，。；！？：:]", value):
            return False
        if not re.search("[：:｜|丨/／]", mark.group()) and not NAME.fullmatch(value):
            return False
        if value and mark[1] in AUTHORS:
            pairs.append(Hint("author", re.sub(r"\s", "", value)))
        elif value and mark[1] in OUTLETS:
            pairs.append(Hint("publisher", value))
    hints.extend(pairs)
    return True


def _tail(found: tuple[Line, ...], first: int, hints: list[Hint]) -> set[int]:
    """Lines of the page after the last paragraph."""
    taken: set[int] = set()
    related = False
    for i in range(first, len(found)):
        content = found[i].content
        if _related(content):
            related = True
            taken.add(i)
        elif (
            _page_line(content)
            or _credits(content, hints)
            or _lone_name(found, i)
            or (related and not ANNEX.match(content) and len(content) < LONGEST)
        ):
            taken.add(i)
    sure = any(SURE_FOOT.search(found[i].content) for i in taken)
    after = first if sure else min(taken, default=len(found))
    taken |= {i for i in range(after, len(found)) if _soft(found[i].content)}
    _spread(found, taken, first, len(found))
    return taken


def _page_line(content: str) -> bool:
    if NEIGHBOURS.fullmatch(content) or _strong(content):
        return True
    if SURE_FOOT.search(content) and len(content) <= 200:
        return True
    return DISCLAIMER.search(content) is not None and len(content) <= 300


def _related(content: str) -> bool:
    return len(content) <= 40 and RELATED.fullmatch(content) is not None


def _soft(content: str) -> bool:
    return len(content) <= 200 and "。" not in content and SOFT_FOOT.search(content) is not None


def _lone_name(found: tuple[Line, ...], i: int) -> bool:
    """Whether a line is a name whose label stands alone on the line before: 责任编辑：⏎张三."""
    before = found[i - 1].content if i else ""
    return (
        before[-1:] in ("：", ":")
        and CREDIT.fullmatch(before.strip("：: 【[（(")) is not None
        and NAME.fullmatch(found[i].content) is not None
    )
