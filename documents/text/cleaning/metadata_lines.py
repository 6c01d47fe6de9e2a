"""Lines that say where a page comes from: taken out of the text and handed on as hints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN, Line, lines
from documents.text.findings import Flag
from documents.text.offsets import Edit
from documents.text.stages import Hint

LABELS: dict[str, str] = {
    "publisher": """
        来源 信息来源 文章来源 稿件来源 稿源 来源媒体 转自 摘自 信息提供单位 新闻来源
        来源于
    """,
    "published_on": """
        时间 发布时间 发布日期 发稿时间 发表时间 公布日期 公开日期 发文时间 生成时间 上传时间
    """,
    "adopted_on": "成文日期 成文时间 生成日期 发文日期 印发日期 签发日期 制发日期",
    "effective_on": "生效日期 施行日期 实施日期",
    "index_number": "索引号 信息索引号 信息索引 索取号",
    "subject": "主题分类 公文目录 信息分类 分类 主题 体裁分类 信息类别 组配分类 公开类别",
    "issuer": """
        发文机关 发布机构 发文单位 制发单位 公开主体 公开责任部门 发布单位 发文机构 制定机关
        责任部门 信息来源单位
    """,
    "document_number": "发文字号 文号 文件编号 公文字号 发文号",
    "title": "标题 名称 文件名称 公文名称 信息名称",
    "validity": "有效性 时效性 效力状态 文件状态 是否有效 效力级别",
    "url": """
        原文链接 本文链接 文章链接 链接地址 原文地址 网址 来源链接 本文网址 阅读原文 原文出处
    """,
    "": """
        主题词 关键词 本文关键词 关键字 公开方式 公开形式 公开范围 公开时限 信息格式
        浏览权限 有效期 文种 体裁 责任编辑 责编 编辑 值班编辑 审核 初审 复审 终审 校对 监制
        一审 二审 三审 一校 二校 三校 录入 编审 网络编辑 统筹 终审人 审核人 校对人 编发
        签发人员 更新时间 更新日期 抓取时间 采集时间 浏览次数 阅读次数 点击次数 点击数
        点击量 访问量 阅读量 浏览量 点击 阅读 人气 字数 分享 分享到 字体 字号 收藏
    """,
}
"""Field → the labels of metadata lines that fill it; those under "" are taken out unread."""
IN_TEXT = frozenset(
    """
    主题 分类 标题 名称 审核 编辑 时间 阅读 点击 有效期 编发 文种 统筹 校对 监制 网址 体裁 文号
    字数 人气 录入 签发人员 分享 分享到 字体 字号 收藏 关键词 主题词 关键字 施行日期 实施日期
    """.split()  # noqa: SIM905 - a table of words reads better without quotation marks
)
"""Labels that also open ordinary lines (时间：…): alone, they want a short value."""
NEVER_ALONE = frozenset({"主题", "分类", "名称", "文种", "有效期", "统筹"})
"""Labels that are taken out only with others on the line."""


FIELDS = {word: field for field, words in LABELS.items() for word in words.split()}
ANY_LABEL = "|".join(r"[\s\u3000]*".join(word) for word in sorted(FIELDS, key=len, reverse=True))
"""A label, white space allowed between its characters: 索 引 号."""
PAIR = re.compile(rf"(?:(?<=\s)|(?<=^)|(?<=[|｜【\[（(]))({ANY_LABEL})\s*[：:]\s*")
OPENING = re.compile(rf"[【\[（(●◆■\s]*({ANY_LABEL})\s*[：:丨]")
LONE_LABEL = re.compile(rf"[【\[]?({ANY_LABEL})\s*[：:]?\s*[】\]]?")
SURE = (
    frozenset(
        word
        for field in ("index_number", "document_number", "issuer", "adopted_on", "subject")
        for word in LABELS[field].split()
    )
    | {"发布日期", "主题词"} - IN_TEXT
)
SURE_LABELS = 2
"""Labels that no ordinary line consists of: from so many on, lone labels are those of a table."""
TABLE_LINES, LONGEST_LABEL, LONGEST_VALUE = 60, 12, 100
"""First lines that a table can stand in; characters of its labels and of its values."""
TYPES = {
    "index_number": re.compile(r"[\dA-Za-z/\-—_ ]{5,60}"),
    "document_number": re.compile(r".{1,20}\d+\s*号"),
    "adopted_on": re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}\D?"),
    "published_on": re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}\D?.{0,12}"),
    "effective_on": re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}\D?"),
    "validity": re.compile(".{0,4}(?:有效|失效|废止|修改).{0,4}"),
}
"""What the value of the last label of a table must look like, as text may follow it."""
NOTHING = re.compile(r"(?!)")
STAMP = re.compile(
    r"(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*\d{1,2}\s*[:：时]\s*\d{1,2}(?:\s*[:：分]\s*\d{0,2}\s*秒?)?)"
)
DATE = re.compile(r"\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?")
PRINTED = re.compile(r"\d{4}/\d{1,2}/\d{1,2}\s+(?:[上下]午)?\d{1,2}:\d{2}(?:\s+\S.*)?")
LAW_CODE = re.compile(r"【法宝引证码】\s*(CLI[.\w()]+)?")
ADDRESS = re.compile(r"https?://[!-~]+")
FOOT_ADDRESS = re.compile(r"(https?://[!-~]+)(?:\s+\d+\s*/\s*\d+)?")
EDITING = re.compile("编辑|责编|审核|校对|[初复终]审|[一二三]审")
EDITOR = re.compile(rf"[{HAN}]{{2,4}}(?:[ 、]+[{HAN}]{{2,4}}){{0,2}}")
CLOSING = "】]）) \t\u3000"


def metadata_lines(text: str) -> Iterator[Edit | Hint | Flag]:
    """【来源：X】, 时间：2026-02-05, 索引号：… 发文日期：…, 原文链接：…, 责任编辑：…."""
    found = lines(text)
    table = _table(found)
    taken: set[int] = set(table)
    yield from (hint for hint in table.values() if hint is not None)
    for i, line in enumerate(found):
        if len(line.content) > 300 or i in taken or not _may_be(line.content):
            continue
        hints = _whole_line(line)
        if hints is None:
            hints, used = _labelled(found, i)
            taken |= used
        if hints is None:
            continue
        taken.add(i)
        yield from hints
    for i in sorted(taken):
        yield Edit(found[i].start, found[i].end)


def _table(found: tuple[Line, ...]) -> dict[int, Hint | None]:
    """Places of a page's table of metadata with a label or a value a line, and its hints."""
    labels = [
        (i, re.sub(r"\s", "", match[1]))
        for i, line in enumerate(found[:TABLE_LINES])
        if len(line.content) <= LONGEST_LABEL and (match := LONE_LABEL.fullmatch(line.content))
    ]
    if len({word for _, word in labels if word in SURE}) < SURE_LABELS:
        return {}
    places: dict[int, Hint | None] = {i: None for i, _ in labels}
    for i, word in labels:
        after = found[i + 1].content if i + 1 < len(found) else ""
        field = FIELDS[word]
        if not after or i + 1 in places or len(after) > LONGEST_VALUE or after[-1] in "。：":
            continue
        if i + 2 in places or TYPES.get(field, NOTHING).fullmatch(after):
            places[i + 1] = Hint(field, after) if field else None
    return places


def _may_be(content: str) -> bool:
    return ":" in content or "：" in content or content[0] in "【0123456789h"


def _whole_line(line: Line) -> list[Hint] | None:
    """Hints of a line that is metadata without a label; null when it is text."""
    content = line.content
    if content.startswith("【法宝引证码】"):
        code = LAW_CODE.match(content)
        return [Hint("citation_code", code[1])] if code and code[1] else []
    if content.startswith("http") and (address := FOOT_ADDRESS.fullmatch(content)):
        return [Hint("url", address[1])]
    if content[0].isdigit():
        if PRINTED.fullmatch(content):
            return []
        stamp = STAMP.match(content) or DATE.match(content)
        if stamp:
            rest = content[stamp.end() :].strip()
            if not rest and STAMP.match(content):
                return [Hint("published_on", content)]
            if OPENING.match(rest):
                pairs = _pairs(rest)
                if pairs is not None:
                    return [Hint("published_on", stamp.group()), *pairs]
    return None


def _labelled(found: tuple[Line, ...], i: int) -> tuple[list[Hint] | None, set[int]]:
    """Hints of a line of labels and values; the value may stand on the next line."""
    content = found[i].content
    if not OPENING.match(content):
        return None, set()
    pairs = _pairs(content)
    if pairs is None:
        return None, set()
    if len(pairs) == 1 and not pairs[0].value and pairs[0].field in ("publisher", "published_on"):
        following = found[i + 1].content if i + 1 < len(found) else ""
        if _fits(pairs[0].field, following):
            return [Hint(pairs[0].field, following)], {i + 1}
    if not any(pair.value for pair in pairs) and EDITING.search(content) and i + 1 < len(found):
        return [], {i + 1} if EDITOR.fullmatch(found[i + 1].content) else set()
    return [hint for hint in pairs if hint.value and hint.field], set()


def _pairs(content: str) -> list[Hint] | None:
    """Labels and values of a line as hints; null when the line is a sentence after all."""
    content = content.strip("【】[]（）()●◆■ \t\u3000")
    marks = list(PAIR.finditer(content))
    if not marks or marks[0].start() > 0:
        return None
    hints: list[Hint] = []
    for mark, after in zip(marks, [*marks[1:], None], strict=True):
        word = re.sub(r"\s", "", mark[1])
        value = content[mark.end() : after.start() if after else len(content)].strip(
            CLOSING + "|｜[【（("
        )
        field = FIELDS[word]
        if not _plausible(word, field, value, alone=len(marks) == 1):
            return None
        hints.append(Hint(field, value))
    return hints


def _plausible(word: str, field: str, value: str, *, alone: bool) -> bool:
    if field in ("published_on", "adopted_on", "effective_on"):
        return not value or (DATE.match(value) is not None and len(value) <= 30)
    if field == "url":
        return not value or ADDRESS.match(value) is not None
    if field == "title" and alone:
        return False
    if alone and word in IN_TEXT:
        return (
            bool(value)
            and len(value) <= 30
            and not re.search("[。，；]", value)
            and word not in NEVER_ALONE
        )
    return (len(value) <= 60 and not re.search("[。；]", value)) or word == "本文关键词"


def _fits(field: str, value: str) -> bool:
    if field == "published_on":
        return DATE.match(value) is not None and len(value) <= 30
    return 2 <= len(value) <= 20 and not re.search(r"[。，；：:【\d]", value)
