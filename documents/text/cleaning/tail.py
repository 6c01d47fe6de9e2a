"""What follows the end of a text: related links, files to load, site footers, other pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN, Line, lines
from documents.text.offsets import Edit
from documents.text.stages import Hint

RELATED = re.compile(
    r"(?:[【\[■◆●]\s*)?(?:相关(?:报道|链接|附件|阅读|新闻|文档|稿件|政策|文件|内容|文章|信息|推荐"
    r"|资料|解读|专题)|"
    r"(?:政策|文件)解读(?:材料|链接)?|推荐阅读|延伸阅读|热点(?:新闻|推荐|专题)|图解|解读链接"
    r"|猜你喜欢|更多(?:新闻|精彩|内容)|"
    r"最新(?:文章|资讯|新闻)|网友评论|友情链接)\s*[】\]]?\s*(?:[：:>＞》»]+|…|\.{3})?\s*"
)
NEIGHBOUR = re.compile(r"(?:上|下)一?(?:篇|条|页)(?:文章|新闻)?\s*[：:].{0,100}")
FILE_NAME = re.compile(
    r"(?:全真版|附件下载|文件下载|下载附件|附件|正文下载"
    r"|原文下载)?\s*\d{0,2}\s*[：:.、]?\s*(.{2,120}?)\.(?:docx?|pdf|wps|xlsx?|ofd|zip|rar|ceb"
    r"|tif)\s*(?:[（(]?\d+(?:\.\d+)?\s*[KkMm][Bb]?[)）]?)?",
    re.IGNORECASE,
)
TRUE_COPY = re.compile(r"(?:全真版|正文版式|版式文件|PDF版|原件|文件原文)\s*[：:].{2,120}")
FILE_MARK = re.compile(
    r"(?:文件|附件|正文|原文|相关附件)下载[：:]?|下载(?:附件|文件|原文)[：:]?|附件下载区[：:]?"
)
SURE_FOOT = re.compile(
    r"[Cc]opyright|©|版权所有|ICP\s*[备證证]|公网安备|网站标识码|网安备|备案号|技术(?:支撑|支持"
    r"|保障)\s*[：:]|运行维护(?:单位)?\s*[：:]"
    r"|网站(?:地图|声明|管理)|All [Rr]ights? [Rr]eserved|未经.{0,20}(?:授权|许可"
    r"|书面).{0,20}(?:转载|使用|复制)|建议使用.{0,30}浏览器|最佳分辨率"
)
SOFT_FOOT = re.compile(
    r"(?:主办|承办|协办|维护|建设|运维|管理)(?:单位|部门|方)?\s*[：:]|(?:联系)?(?:电话|地址|邮编"
    r"|传真|邮箱|E-?mail)\s*[：:]|中文域名|政府网站(?:找错|年报)|"
    r"关于我们|联系我们|免责声明|隐私|无障碍|^[A-Za-z0-9.:/ -]+$|网站(?:首页|纠错)|邮政编码"
)
HOST = re.compile(r"[\u4e00-\u9fff]{2,12}(?:网|在线)(?=\s|$|版权|[\W])")
CLOSING_WORDS = re.compile(
    r"(?:努力奋斗|贡献|团结奋斗|答卷|胜利|前进|奋斗|篇章|力量|辉煌|局面|作为|执行|施行|奋进"
    r"|伟业)[！!。”]*$"
)
CALL = re.compile(r"号召|更加紧密地?团结在|让我们")
LICENCE_OPENS = re.compile(
    "(?:注[：:])?(?:本|[这這][部篇份])(?:作品|文|文件)(?:是|来自|属于|屬於|依据|原文|以|在|采用|系)"
)
LICENCE_WORDS = re.compile("公有领域|公有領域|著作权法|著作權法|知识共享|Creative Commons|版权声明")
LONGEST_NOTICE = 900
"""Characters of a notice on copyright, with what follows it."""
FOOT_LINES = 15
LONG = 120


TAIL_LINES = 40
KEPT = re.compile(
    r"附件|附表|附录|附[：:]|名词|注[：:释]|说明|抄送|[（(]|《|第|[\d〇一二三四五六七八九○]{4}年.{1,6}月"
    r"|.{2,24}(?:政府|委员会|[厅局部院委]|办公室|大会|全体会议)$|.{2,12}[：:]"
)
"""How a line begins that belongs to a document although it stands after its closing paragraph."""


def unrelated_tail(text: str) -> Iterator[Edit]:
    """Other pieces, under headings of their own, after a closing paragraph that calls to action."""
    if "号召" not in text and "团结在" not in text and "让我们" not in text:
        return
    found = lines(text)
    closing = max(
        (
            i
            for i, line in enumerate(found)
            if CALL.search(line.content) and CLOSING_WORDS.search(line.content)
        ),
        default=None,
    )
    if closing is None or not 1 <= len(found) - 1 - closing <= TAIL_LINES:
        return
    tail = found[closing + 1 :]
    head = "".join(line.content for line in found[: closing + 1])
    marked = tail[0].content.startswith("#")
    if not marked and ("号召" not in found[closing].content or len(tail) < LEAST_TAIL):
        return
    headings = [line for line in tail if line.content.startswith("#")] if marked else [tail[0]]
    body = [line for line in tail if line not in headings]
    if any(_akin(heading.content, head) or KEPT.match(heading.content) for heading in headings):
        return
    if all(len(line.content) < LONG and not line.content.endswith("。") for line in body) and (
        marked or not any(KEPT.match(line.content) for line in body)
    ):
        for line in tail:
            yield Edit(line.start, line.end)


LEAST_TAIL = 3
"""Lines of a piece whose heading has no mark."""


def _akin(heading: str, head: str) -> bool:
    """Whether a heading speaks of what the text speaks of, or opens an attachment of it."""
    words = "".join(re.findall(f"[{HAN}]", heading))
    if re.search("附件|附录|附表|说明|名单", heading):
        return True
    pieces = [words[i : i + 4] for i in range(len(words) - 3)]
    return not pieces or sum(piece in head for piece in pieces) > len(pieces) * 0.5


def related_links(text: str) -> Iterator[Edit]:
    """相关报道：, 相关链接>> and the short lines after them; 上一篇：…, 下一篇：…."""
    found = lines(text)
    cut: set[int] = set()
    for i, line in enumerate(found):
        if len(line.content) > 110 or line.content[-1] in "。；，":
            continue
        if NEIGHBOUR.fullmatch(line.content):
            cut.add(i)
        elif RELATED.fullmatch(line.content):
            cut.add(i)
            rest = found[i + 1 :]
            if i and _only_links(rest, len(found)):
                cut.update(range(i, len(found)))
                break
    for i in sorted(cut):
        yield Edit(found[i].start, found[i].end)


def _only_links(rest: tuple[Line, ...], total: int) -> bool:
    """Whether what follows is a list of titles: few lines, none a paragraph."""
    if len(rest) > max(12, total * 0.2) or len(rest) > total * 0.5:
        return False
    return all(
        len(line.content) < LONG
        and line.content.count("。") <= 1
        and not line.content.startswith("附件")
        for line in rest
    )


def licence_notice(text: str) -> Iterator[Edit]:
    """What an archive says of a text's copyright after its end: 本作品…属于公有领域。"""
    found = lines(text)
    for start, line in enumerate(found):
        if not start or len(text) - line.start > 2 * LONGEST_NOTICE:
            continue
        if not LICENCE_OPENS.match(line.content):
            continue
        notice = found[start:]
        whole = "".join(part.content for part in notice)
        if len(whole) <= LONGEST_NOTICE and LICENCE_WORDS.search(whole):
            for part in notice:
                yield Edit(part.start, part.end)
            return


def file_links(text: str) -> Iterator[Edit]:
    """文件下载 and names of files that repeat the title; lists of attachments stay."""
    if not re.search(
        r"下载|全真版|版式|\.(?:docx?|pdf|wps|xlsx?|ofd|zip|rar|ceb)\b", text, re.IGNORECASE
    ):
        return
    found = lines(text)
    marked = False
    for line in found:
        content = line.content
        if len(content) <= 160 and (FILE_MARK.fullmatch(content) or TRUE_COPY.fullmatch(content)):
            marked = True
            yield Edit(line.start, line.end)
            continue
        match = FILE_NAME.fullmatch(content) if len(content) <= 160 else None
        again = match is not None and text.count(match[1]) > 1 and not content[0].isdecimal()
        if match and (marked or again or _joined_title(match[1], found)):
            yield Edit(line.start, line.end)
        else:
            marked = False


def _joined_title(name: str, found: tuple[Line, ...]) -> bool:
    """Whether a file is named as the title, which may stand broken over the first lines."""
    start = "".join(line.content for line in found[:8]).replace(" ", "")
    return len(name) >= 8 and name.replace(" ", "") in start


def site_footer(text: str) -> Iterator[Edit | Hint]:
    """Copyright, ICP number, hosts and technical support at the very end."""
    found = lines(text)[-FOOT_LINES:]
    first = sure = len(found)
    for i in range(len(found) - 1, 0, -1):
        content = found[i].content
        if len(content) > 200:
            break
        if SURE_FOOT.search(content):
            first = sure = i
        elif SOFT_FOOT.search(content) and "。" not in content:
            first = i
        else:
            break
    if sure == len(found):
        return
    for line in found[first:]:
        for host in HOST.findall(line.content):
            if "版权" in line.content or "ICP" in line.content:
                yield Hint("publisher", host)
        yield Edit(line.start, line.end)
