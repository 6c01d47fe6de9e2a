"""What each flag means to the curator who looks at a document."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


class FlagText(NamedTuple):
    label: str
    explanation: str


FLAG_TEXTS: dict[str, FlagText] = {
    "title_inferred": FlagText("标题系推定", "原文没有标题，现有标题由正文推定，请核对或改写。"),
    "excerpt": FlagText("节选", "来源只登载了文献的一部分。"),
    "traditional": FlagText("繁体来源", "来源为繁体字，正文已转换为简体。"),
    "mojibake_repaired": FlagText("乱码已修复", "来源有编码错乱，已还原，请抽查。"),
    "mojibake": FlagText("有乱码", "来源有编码错乱，未能全部还原。"),
    "damaged_number": FlagText("字号残缺", "发文字号不完整，请查对后补正。"),
    "damaged_text": FlagText("正文残缺", "正文有缺失或无法辨认之处。"),
    "conflicting_metadata": FlagText("元数据冲突", "随附的元数据与正文所述不一致，请判定取舍。"),
    "unresolved_issuer": FlagText("机关未识别", "发文机关在机关表中没有唯一对应的条目。"),
    "unresolved_meeting": FlagText("会议未识别", "文中所述会议在会议表中没有唯一对应的条目。"),
    "possible_duplicate": FlagText("疑似重复", "另有一篇文献与本篇相同或极为相近。"),
    "table_of_contents": FlagText("含目录", "来源中有目录，已从正文中移出。"),
    "no_text": FlagText("无正文", "只有目录信息或摘要，没有正文。"),
}
"""Label and explanation by flag, in the order in which records list flags."""


def badges(flags: Iterable[str]) -> SafeString:
    """The flags side by side, each with its explanation as a tooltip."""
    shown = ((flag, *FLAG_TEXTS.get(flag, FlagText(flag, ""))) for flag in flags)
    badge = '<span class="flag-badge flag-{0}" title="{2}">{1}</span>'
    return format_html_join("", badge, shown)


def explained(flags: Iterable[str]) -> SafeString:
    """The flags with their explanations, as a list."""
    rows = [FLAG_TEXTS.get(flag, FlagText(flag, "")) for flag in flags]
    if not rows:
        return format_html("<p>{}</p>", "没有待核事项。")
    items = format_html_join("", "<li><strong>{}</strong>：{}</li>", rows)
    return format_html('<ul class="flags">{}</ul>', items)
