"""Photo captions and reporters' lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN, Line, lines
from documents.text.offsets import Edit
from documents.text.stages import Hint

OUTLET = re.compile(
    rf"(?:均为|均由|图为|[/／])?([{HAN}]{{2,8}}?(?:日报|晚报|早报|晨报|时报|商报|都市报|通讯社"
    rf"|电视台|广播电视台|新闻网|在线|报|社|网))"
    r"(?:[{HAN}]{0,3})?(?:全媒体|融媒体?|首席|实习|特约)*记者".replace("{HAN}", HAN)
)
NAMES = rf"[{HAN}·]{{1,8}}(?:[ 、\u3000]+[{HAN}·]{{1,8}}){{0,4}}"
CREDIT = re.compile(
    rf"(?:记者|通讯员|社发|摄影|供图)\s*[：:]?\s*{NAMES}\s*[（(]?\s*(?:摄影报道|摄影|摄"
    rf"|供图)\s*[）)]?[。]?$"
    rf"|[（(]\s*(?:{NAMES}\s+摄|资料图片|{NAMES}\s*供图)\s*[）)]$|(?:^"
    rf"|[。\s]){NAMES}[ \u3000]+摄[。]?$"
)
DELIVERING = re.compile(
    rf"[{HAN}·]{{2,30}}(?:代表[{HAN}]{{2,20}})?(?:向大会)?作(?:省|市|自治区)?政府工作报告。?"
)
PEOPLE = rf"[{HAN}·]{{2,4}}(?:[ 、，\u3000]+(?!通讯员)[{HAN}·]{{1,4}}){{0,5}}"
BYLINE = re.compile(
    r"[（(【■●□◎○◆]?\s*(?:文[/／丨:：])?\s*"
    rf"(?P<outlet>本报|本网|本台|新华社|[{HAN}]{{2,8}}(?:日报|晚报|晨报|早报|时报|新闻网|网|电视台))?\s*"
    rf"(?:全媒体|融媒体?|首席|实习|特约|见习)*(?:驻[{HAN}]{{1,6}})?记者\s*[：:]?\s*(?P<names>{PEOPLE})"
    rf"(?:[\s、，]*通讯员\s*[：:]?\s*(?P<others>{PEOPLE}))?\s*(?:报道)?[）)】]?"
)
BETWEEN = re.compile(r"[、，]|[ \u3000]{2,}|(?<=\S{2})[ \u3000]")
"""What divides names; a single character and a space are one name set wide (王 五)."""
OUR_OWN = frozenset({"本报", "本网", "本台"})


def captions(text: str) -> Iterator[Edit | Hint]:
    """A line that ends in a photographer's credit: …召开。新华社记者 张三 摄."""
    found = lines(text)
    for i, line in enumerate(found):
        content = line.content
        if len(content) > 160:
            continue
        if "摄" in content[-6:] or "供图" in content[-6:]:
            if CREDIT.search(content):
                outlet = _outlet(content)
                if outlet:
                    yield Hint("publisher", outlet)
                yield Edit(line.start, line.end)
        elif (
            len(content) <= 40
            and "工作报告" in content
            and DELIVERING.fullmatch(content)
            and i + 1 < len(found)
            and found[i + 1].content.startswith("各位代表")
        ):
            yield Edit(line.start, line.end)


DEPICTS = re.compile(
    r"[（(]?(?:图为|图[①-⑩一二三四1-9]?[：:]|[上下左右][图][：:为])\S.{3,90}[)）]?"
)
SOURCE_OF_PICTURE = re.compile(
    r"[（(]?(?:图片|照片|配图|资料图|图源|题图|图)(?:来源|提供|由)?\s*[：:/／]\s*.{2,20}[)）]?|[（(]?资料(?:图片?|照片)[)）]?"
)
SENTENCE = re.compile(r"(?:\d{1,2}月)?\d{1,2}日[，,].{8,}。?")
"""How captions of news begin."""
LEAST_SENTENCE, LONGEST_CAPTION = 16, 90


def bare_captions(text: str) -> Iterator[Edit]:
    """Captions without a photographer: 图为…。, and a sentence on a line of its own come again."""
    found = lines(text)
    for i, line in enumerate(found):
        content = line.content
        if len(content) > LONGEST_CAPTION:
            continue
        if (
            DEPICTS.fullmatch(content)
            or SOURCE_OF_PICTURE.fullmatch(content)
            or (
                0 < i < len(found) - 1
                and len(content) >= LEAST_SENTENCE
                and SENTENCE.fullmatch(content)
                and _comes_again(text, line)
            )
        ):
            yield Edit(line.start, line.end)


def _comes_again(text: str, line: Line) -> bool:
    """Whether a paragraph of a few lines around holds the sentence of a line."""
    stem = line.content.rstrip("。")
    near = text[max(line.start - NEAR, 0) : line.start] + "\n" + text[line.end : line.end + NEAR]
    return any(stem in other and len(other) > len(stem) + 10 for other in near.split("\n"))


NEAR = 1500
"""Characters around a caption among which the sentence that it repeats stands."""


def _outlet(content: str) -> str | None:
    """The outlet whose reporter took the photo; null for 本报记者."""
    sentence = re.split("[。；，！]", content.rstrip("。"))[-1]
    match = OUTLET.search(sentence)
    if match is None:
        return None
    name = re.sub("^(?:图为|均为|均由|均|为|由)", "", match[1])
    return None if name in OUR_OWN or name in ("本报", "本社") else name


def bylines(text: str) -> Iterator[Edit | Hint]:
    """本报记者 张三 李四 on a line of its own: the names are the authors."""
    if "记者" not in text:
        return
    for line in lines(text):
        if len(line.content) > 60 or "记者" not in line.content:
            continue
        match = BYLINE.fullmatch(line.content)
        if match is None:
            continue
        if match["outlet"] and match["outlet"] not in OUR_OWN:
            yield Hint("publisher", match["outlet"])
        for name in BETWEEN.split(f"{match['names']}、{match['others'] or ''}"):
            if name.strip():
                yield Hint("author", re.sub(r"\s", "", name))
        yield Edit(line.start, line.end)
