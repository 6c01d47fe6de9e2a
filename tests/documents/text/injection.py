"""Dirt put into clean text on purpose, and how far the cleaned text is from the original."""

from __future__ import annotations

import random
import re

import opencc
from pypinyin import Style, pinyin

HEAD = "下载\n打印\n【字号：\n加大\n还原\n减小\n】\n当前位置：首页 > 政务公开 > 政策文件\n"
TAIL = (
    "\n扫一扫在手机打开当前页\n打印本页 关闭窗口\n相关链接>>\n一图读懂这份报告\n"
    "Copyright © 2026 示例网 示ICP备00000000号\n主办单位：示例省人民政府办公厅"
)
ASCII = str.maketrans("，；：？！（）", ",;:?!()")


def to_traditional(text: str, variant: str) -> str:
    """The text in traditional script; `variant` is s2t, s2tw or s2hk."""
    return str(opencc.OpenCC(variant).convert(text))


def with_pinyin(text: str, share: float, chance: random.Random) -> str:
    """The text with toned pinyin in brackets after a share of its Han characters."""

    def noted(match: re.Match[str]) -> str:
        if chance.random() >= share:
            return match.group()
        return f"{match.group()}({pinyin(match.group(), style=Style.TONE)[0][0]})"

    return re.sub("[\u4e00-\u9fff]", noted, text)


def with_ascii_marks(text: str) -> str:
    """The text with ASCII punctuation; marks that touch a digit or a letter stay as they are."""
    return re.sub(
        "(?<=[\u4e00-\u9fff”》])[，；：？！（）]", lambda m: m.group().translate(ASCII), text
    )


def with_page_breaks(text: str, chance: random.Random, every: int = 900) -> str:
    """The text with a page number and blank lines in mid-sentence, about once in `every`."""
    parts: list[str] = []
    page = 1
    for paragraph in text.split("\n"):
        while len(paragraph) > every:
            at = chance.randint(every // 2, every)
            while not re.match("[\u4e00-\u9fff]{2}", paragraph[at - 1 : at + 1]):
                at += 1
            parts.append(f"{paragraph[:at]}\n\n— {page} —\n\n")
            paragraph, page = paragraph[at:], page + 1
        parts.append(paragraph + "\n")
    return "".join(parts).rstrip("\n")


def distance(a: str, b: str, bound: int) -> int:
    """Edit distance (insertions, deletions, replacements), exact up to `bound`, else above it."""
    if abs(len(a) - len(b)) > bound:
        return bound + 1
    furthest = {0: _slide(a, b, 0, 0)}
    goal = len(b) - len(a)
    for cost in range(bound + 1):
        if furthest.get(goal, -1) >= len(a):
            return cost
        furthest = {
            diagonal: _slide(a, b, row, diagonal)
            for diagonal in range(-cost - 1, cost + 2)
            if (row := _row(furthest, diagonal)) >= 0
        }
    return bound + 1


def _row(furthest: dict[int, int], diagonal: int) -> int:
    """The furthest row on a diagonal after one more edit; -1 when it cannot be reached."""
    same, left, right = (furthest.get(d, -2) for d in (diagonal, diagonal - 1, diagonal + 1))
    return max(same + 1, left, right + 1)


def _slide(a: str, b: str, row: int, diagonal: int) -> int:
    """Follows equal characters from `row` on."""
    row = min(row, len(a), len(b) - diagonal)
    while row < len(a) and 0 <= row + diagonal < len(b) and a[row] == b[row + diagonal]:
        row += 1
    return row
