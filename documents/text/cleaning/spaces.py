"""Spaces inside Chinese text: most are layout, a few divide."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.junctions import evidence
from documents.text.cleaning.rule import HAN, Line, lines
from documents.text.offsets import Edit

LABEL = re.compile(
    r"第[〇零一二三四五六七八九十百千万两\d]{1,7}[编篇章节条款]$"
    r"|(?:^|\s)(?:附件|附表|附录|附)\s?\d{0,2}$"
)
"""What a space after it divides from its text: 第三条 为了…, 附件 …, 1 勤洗手."""
OPENING_LABEL = re.compile(r"第 ?(?:[〇零一二三四五六七八九十百千\d] ?){1,7}[编篇章节条]")
"""A label that opens a line and has spaces inside, which go: 第 三条 为了…."""
PROSE = re.compile("[。；！？!?;].|[，,][^，,]{0,60}[，,]|[。；！？]$")
SPACED = re.compile(
    rf"(?<![^\s：:，。、；（）《》“”—])[{HAN}](?: [{HAN}])+(?![^\s：:，。、；（）《》“”—])"
)
GAP = re.compile(" +")
WIDE_MARK = "，。、；：？！“”‘’（）《》〈〉【】〔〕「」『』…"
TOUCHING = "，。、；：）（〔〕"
HAN_CHARACTER = re.compile(f"[{HAN}]")
DATE_GAP = re.compile(r"\d [年月日号]|[年月〔第] \d|\d [〕]")
CLAUSE_MARK = re.compile("[，。；：、,;]")
BRACKETED = re.compile("[（(][^（()）]*[）)]")
LIST_TOKEN = 10
"""Characters a token, on average, up to which a line of five tokens and more is a list of names."""
SURNAMES = (
    "赵钱孙李周吴郑王冯陈蒋沈韩杨朱秦许何吕施张孔曹严华金魏陶姜戚谢邹窦章苏潘葛范彭鲁韦马苗方俞任袁"
    "柳史唐费薛雷贺倪汤罗毕郝安常于傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛米戴宋庞熊纪舒屈项董梁杜阮蓝闵席"
    "季贾路娄江童颜郭梅林刁钟徐邱骆高夏蔡田樊胡凌霍虞万卢莫房丁邓洪包左石崔吉龚程嵇邢裴陆荣翁惠曲封"
    "储靳段焦谷车侯宁仇甘厉祖武符刘景詹束龙叶司黎薄白蒲卓蔺蒙池乔阴闻党翟谭姬申冉桑桂牛边尚温庄晏柴"
    "瞿阎连习艾易廖耿寇广欧沃利聂晁敖冷辛简饶曾沙丰巢关相查游权益公信"
)
NAME = re.compile(rf"[{SURNAMES}][{HAN}·]{{1,3}}")


NEAR = 3.0
"""Nats from which on a space between quotation marks parts what is one word."""


def inner_spaces(text: str) -> Iterator[Edit]:
    """Spaces beside Chinese characters go in prose; headings and lists of names keep theirs."""
    for line in lines(text):
        if " " in line.content and HAN_CHARACTER.search(line.content):
            yield from _in_line(line, text)


def _in_line(line: Line, text: str) -> Iterator[Edit]:
    content = line.content
    gaps = [match.span() for match in GAP.finditer(content)]
    if len(gaps) == 1 and gaps[0][1] - gaps[0][0] == 1 and _labelled(content, gaps[0][0]):
        return
    listing = (
        len(gaps) >= 4
        and len(content) <= len(gaps) * LIST_TOKEN
        and not CLAUSE_MARK.search(BRACKETED.sub("", content))
    )
    prose = not listing and PROSE.search(content) is not None
    spaced = _spaced_out(content)
    divided = _divided(content) if "《" in content or "“" in content else frozenset[int]()
    for start, end in gaps:
        if start in spaced:
            drop = True
        elif _labelled(content, start):
            drop = False
        elif DATE_GAP.match(content, start - 1):
            drop = True
        elif listing:
            drop = False
        else:
            one = start in divided and _one_word(content, start, end, text)
            drop = _drops(content, start, end, prose, start in divided and not one)
        if drop:
            yield Edit(line.start + start, line.start + end)
        elif end - start > 1:
            yield Edit(line.start + start, line.start + end, " ")


def _labelled(content: str, start: int) -> bool:
    """Whether the gap at `start` follows a label."""
    if start <= 3 and content[:start].isdecimal():
        return True
    before = content[max(start - 12, 0) : start]
    return LABEL.search(before) is not None or OPENING_LABEL.fullmatch(before) is not None


def _spaced_out(content: str) -> frozenset[int]:
    """Gaps inside 总 则 or 李 明: two or more single characters in a row."""
    return frozenset(
        match.start() + gap.start()
        for match in SPACED.finditer(content)
        for gap in GAP.finditer(match.group())
    )


def _divided(content: str) -> frozenset[int]:
    """Gaps between 《 and 》 or “ and ”, where a space divides joint issuers and parallel parts."""
    inside: set[int] = set()
    depth = 0
    for at, mark in enumerate(content):
        depth = max(depth + (mark in "《“") - (mark in "》”"), 0)
        if mark == " " and depth > 0:
            inside.add(at)
    return frozenset(inside)


def _one_word(content: str, start: int, end: int, text: str) -> bool:
    """Whether a gap in a short quotation parts what the language joins: “十 五五”."""
    opened = max(content.rfind("“", 0, start), content.rfind("《", 0, start))
    return content[opened] == "“" and evidence(content[:start], content[end:], text) >= NEAR


def _drops(content: str, start: int, end: int, prose: bool, divided: bool) -> bool:
    before, after = content[start - 1], content[end]
    if before in TOUCHING or after in TOUCHING or after in "》】”" or before in "《【“":
        return True
    wide = (HAN_CHARACTER.match(before), HAN_CHARACTER.match(after))
    if not prose or divided:
        return False
    if all(wide):
        return not _between_names(content, start, end)
    if before in WIDE_MARK or after in WIDE_MARK:
        return True
    return bool(
        (wide[0] and after.isascii() and after.isalnum())
        or (wide[1] and before.isascii() and before.isalnum())
    )


def _between_names(content: str, start: int, end: int) -> bool:
    """Whether the gap stands in a list of names: 李强 赵乐际 王沪宁出席."""
    left = re.split("[ ，。、；：（“]", content[max(start - 12, 0) : start])[-1]
    return NAME.fullmatch(left) is not None and content[end] in SURNAMES
