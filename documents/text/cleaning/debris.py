"""What web pages leave around a text: buttons, font-size controls, breadcrumbs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import Line, lines
from documents.text.offsets import Edit
from documents.text.stages import Hint

BUTTON_WORDS = (
    "下载 下载文件 文件下载 打印 打印本页 打印本文 打印页面 打印文章 我要打印 全屏 全文 收藏 "
    "收藏本页 加入收藏 添加收藏 "
    "分享 分享到 分享至 分享本文 我要分享 一键分享 转发 关闭 关闭窗口 关闭本页 关闭页面 "
    "关闭本窗口 返回 返回顶部 返回首页 返回列表 返回上页 "
    "返回上一页 回到顶部 回顶部 置顶 TOP Top 加大 还原 减小 放大 缩小 放大字体 缩小字体 字体放大 "
    "字体缩小 "
    "繁体 简体 繁體 繁体版 简体版 繁體版 English 无障碍 无障碍浏览 无障碍阅读 长者模式 长者版 "
    "老年模式 关怀版 适老版 适老模式 "
    "语音播报 语音阅读 语音朗读 朗读 听全文 听新闻 播放 暂停 复制链接 复制本文链接 微信 微博 "
    "新浪微博 腾讯微博 "
    "QQ空间 QQ好友 QQ 朋友圈 微信好友 人人网 开心网 豆瓣 支付宝 抖音 更多 上一篇 下一篇 上一页 "
    "下一页 上一条 下一条 末页 尾页 "
    "保存 另存为 保存本页 纠错 我要纠错 网站纠错 内容纠错 点赞 设为首页 网站地图 联系我们 "
    "关于我们 网站声明 免责声明 版权声明 "
    "PDF版 Word版 WORD版 PDF版下载 Word版下载 WORD版下载 登录 注册 "
    "我要评论 我要留言 网友评论 发表评论 目录 首页 无 默认 "
)
BUTTONS = frozenset(BUTTON_WORDS.split())
AMBIGUOUS = """
目录 首页 无 默认 更多 保存 全文 TOP Top English 登录 注册 转发 微信 微博 抖音 支付宝 豆瓣 播放 暂停
放大 缩小 简体 繁体 繁體 QQ 朗读
"""
EVERYWHERE = BUTTONS - frozenset(AMBIGUOUS.split())
"""Buttons that are debris wherever they stand alone on a line, or with others of their kind."""
WITH_OTHERS = BUTTONS - {"目录"}
"""Words that are buttons beside other buttons, on their line or on the next one."""
SEPARATOR = re.compile(r"[\s|｜/\[\]【】<>《》·•:：（）()…]+")
SCAN = re.compile(
    r"(?:微信|手机|请|用|打开)?扫(?:一扫|描|码|上方|下方).{0,30}(?:手机|当前页|本页|页面|关注"
    r"|微信|分享|二维码|公众号|阅读|查看|客户端|我们|打开).{0,20}"
    r"|(?:手机|微信|微博|移动|客户端).{0,12}(?:扫一扫|扫码|二维码|浏览).{0,12}"
    r"|[(（]?长按.{0,20}二维码.{0,20}"
    r"|(?:欢迎)?关注.{0,14}(?:公众号|微信|微博).{0,10}|(?:浏览|阅读|点击|访问)(?:次数|量"
    r"|数)?\s*[：:]?\s*\[?\d*\s*\]?\s*次?"
    r"|(?:分享|转发|推荐)(?:到|至|给)?(?:微信|微博|朋友圈|好友|QQ空间|：|:)+.{0,20}|分享\s*[：:]"
    r"|(?:保护视力色|护眼模式|选择阅读模式|视力保护色)[：:]?.{0,30}|【?\s*(?:大|中|小)\s+(?:大|中"
    r"|小)\s+(?:大|中|小)\s*】?"
    r"|document\.write.*|var\s+\w+\s*=.*|function\s*\w*\(.*|(?:您的浏览器|本站"
    r"|本网站).{0,20}(?:不支持|浏览器|脚本).{0,30}"
    r"|(?:[(（【\[]?\s*完\s*[)）】\]]?)"
)
FONT_SIZE = re.compile(
    r"[【\[（(]?\s*(?:视力保护色[：:]?\s*)?字\s*[号體体]\s*(?:大小)?\s*[：:]?"
    r"(?:[\s\[\]【】|/·、,，（）()]*(?:加大|还原|减小|默认|标准|正常|超大|特大|最大|较大|放大"
    r"|缩小|大号|中号|小号|[大中小])"
    r"(?=[\s\[\]【】|/·、,，（）()]|[大中小]|\Z))+[ \t]*(?:\s*[】\]）)])?"
    r"|^[ \t]*[【\[]\s*字\s*[号體体]\s*[：:]?[ \t]*$|^[ \t]*字\s*[号體体]\s*[：:][ \t]*$",
    re.MULTILINE,
)
FONT_WORD = re.compile(r"字\s*[号體体]")
SIZE = re.compile("加大|还原|减小|[大中小]")
LONE_BRACKET = re.compile(r"[】\]\[【]+|[|｜]+")
POSITION = re.compile(
    r"(?:您?(?:的|现在|目前)?(?:的)?(?:当前|所在|现在)?的?位置|当前位置|当前页面|所在位置)(?:是"
    r"|为)?\s*[：:>＞»→].{0,120}|您(?:现在|当前)?所?在的?位置.{0,120}"
)
TRAIL = re.compile(
    r"(?:网站)?(?:首页|主页)(?:\s*(?:>+|＞+|»|›|→|/)\s*[^\n>＞»›→/]{1,40})+\s*(?:>+|＞+|»|›)?"
)
ARROW = re.compile(r"[>＞»›→]{1,3}")
SITE_NAME = re.compile(
    r"[\u4e00-\u9fff（）()]{2,20}(?:人民政府|委员会|门户网站|政府网|政务网|官网|网站|网)"
)


def buttons(text: str) -> Iterator[Edit]:
    """Lines that hold nothing but the words on buttons and share bars."""
    found = lines(text)
    sure = {i for i, line in enumerate(found) if _is_button(line.content)}
    if not sure:
        return
    taken = set(sure)
    for step in (1, -1):
        for i in sorted(sure, reverse=step < 0):
            while 0 <= (i := i + step) < len(found) and found[i].content in WITH_OTHERS:
                taken.add(i)
    for i in sorted(taken):
        yield Edit(found[i].start, found[i].end)


def _is_button(content: str) -> bool:
    if len(content) > 90 or content[-1] in "。；，、！":
        return False
    return (
        content in EVERYWHERE
        or LONE_BRACKET.fullmatch(content) is not None
        or _bar(content)
        or SCAN.fullmatch(content) is not None
    )


def _bar(content: str) -> bool:
    """Whether the line is a row of buttons: [打印] [关闭窗口] [返回顶部]."""
    words = [word for word in SEPARATOR.split(content) if word]
    if not words:
        return False
    return all(word in WITH_OTHERS for word in words) and (
        len(words) >= 2 or any(word in EVERYWHERE for word in words)
    )


def font_size_controls(text: str) -> Iterator[Edit]:
    """字号：大 中 小, also when each stands on a line of its own."""
    if FONT_WORD.search(text) is None:
        return
    for match in FONT_SIZE.finditer(text):
        whole = not _beside(text, match.start(), match.end())
        if match.group().strip() and (whole or len(SIZE.findall(match.group())) >= 2):
            yield Edit(match.start(), match.end(), "\n" if "\n" in match.group() else "")


def _beside(text: str, start: int, end: int) -> bool:
    """Whether other text stands on the line before or after the stretch."""
    line_start = text.rfind("\n", 0, start) + 1
    line_end = text.find("\n", end)
    after = text[end : line_end if line_end >= 0 else len(text)]
    return bool(text[line_start:start].strip() or after.strip())


def breadcrumbs(text: str) -> Iterator[Edit | Hint]:
    """当前位置：首页 > 政务公开 > …, on one line or with every step on its own."""
    if not any(mark in text for mark in (">", "＞", "»", "›", "→", "位置")):
        return
    found = lines(text)
    crumbs: set[int] = set()
    for i, line in enumerate(found):
        if len(line.content) <= 160 and (
            POSITION.fullmatch(line.content) or TRAIL.fullmatch(line.content)
        ):
            crumbs.add(i)
            if 0 < i <= 3 and SITE_NAME.fullmatch(found[i - 1].content):
                crumbs.add(i - 1)
                yield Hint("site", found[i - 1].content)
    crumbs |= _steps(found)
    crumbs |= _repeated_head(found, crumbs)
    for i in sorted(crumbs):
        yield Edit(found[i].start, found[i].end)


def _steps(found: tuple[Line, ...]) -> set[int]:
    """Breadcrumbs with one step a line: 首页, >, 政务公开, >, 政策文件."""
    steps: set[int] = set()
    arrows = [i for i, line in enumerate(found) if ARROW.fullmatch(line.content)]
    for i in arrows:
        steps.add(i)
        for j in (i - 1, i + 1):
            if 0 <= j < len(found) and len(found[j].content) <= 20:
                steps.add(j)
    return steps


def _repeated_head(found: tuple[Line, ...], crumbs: set[int]) -> set[int]:
    """Lines before a breadcrumb that come again right after it: the page's own head."""
    if not crumbs or min(crumbs) > 6:
        return set()
    below = {line.content for line in found[max(crumbs) + 1 : max(crumbs) + 9]}
    return {i for i in range(min(crumbs)) if found[i].content in below}
