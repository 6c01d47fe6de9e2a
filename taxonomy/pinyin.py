"""Toneless pinyin of labels, with the readings that a general dictionary gets wrong. PURE."""

from __future__ import annotations

from collections.abc import Callable

from pypinyin import lazy_pinyin, load_phrases_dict

# 长 stands for 长江 and 长沙 here, 重 for 重大: a place or a set that the dictionary does not know.
load_phrases_dict(
    {
        "长三角": [["cháng"], ["sān"], ["jiǎo"]],
        "长株潭": [["cháng"], ["zhū"], ["tán"]],
        "三重一大": [["sān"], ["zhòng"], ["yī"], ["dà"]],
    }
)


def syllables(label: str, errors: str | Callable[[str], str] = "default") -> list[str]:
    """One syllable a character; what is not Chinese as `errors` says (as in pypinyin).

    >>> syllables("长株潭一体化"), syllables("强省会")
    (['chang', 'zhu', 'tan', 'yi', 'ti', 'hua'], ['qiang', 'sheng', 'hui'])
    """
    return lazy_pinyin(label, errors=errors)
