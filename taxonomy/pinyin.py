"""Toneless pinyin of labels, with the readings that a general dictionary gets wrong. PURE."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from pypinyin import lazy_pinyin, load_phrases_dict
from pypinyin.seg.mmseg import seg

_LABELS = """
长三角 chang san jiao, 长株潭 chang zhu tan, 三重一大 san zhong yi da
"""
"""长 stands for 长江 and 长沙 here, 重 for 重大: sets that the dictionary does not know."""

_PLACES = """
七台河市 qi tai he shi, 东阿县 dong e xian, 中牟县 zhong mu xian, 丰都县 feng du xian,
乌什县 wu shi xian, 于都县 yu du xian, 佛冈县 fo gang xian, 佛坪 fo ping, 信都区 xin du qu,
克什克腾 ke shi ke teng, 克孜勒苏 ke zi le su, 六合区 lu he qu, 单县 shan xian,
南乐县 nan le xian, 双柏县 shuang bai xian, 召陵区 shao ling qu, 叶县 ye xian,
商都县 shang du xian, 塔什库尔干 ta shi ku er gan, 大城县 dai cheng xian, 天长市 tian chang shi,
子长市 zi chang shi, 宁都县 ning du xian, 宜都市 yi du shi, 宝坻区 bao di qu, 尧都区 yao du qu,
尼勒克 ni le ke, 库尔勒 ku er le, 康巴什 kang ba shi, 弓长岭 gong chang ling, 新都区 xin du qu,
昆都仑 kun du lun, 曾都区 zeng du qu, 朝阳县 chao yang xian, 朝阳市 chao yang shi,
望都县 wang du xian, 桐柏县 tong bai xian, 武都区 wu du qu, 殷都区 yin du qu,
民乐县 min le xian, 江都区 jiang du qu, 洪洞县 hong tong xian, 浚县 xun xian, 浪卡子 lang ka zi,
涡阳县 guo yang xian, 漯河 luo he, 珲春 hun chun, 盐都区 yan du qu, 秦都区 qin du qu,
策勒县 ce le xian, 筠连县 jun lian xian, 红寺堡 hong si bu, 繁峙县 fan shi xian,
花都区 hua du qu, 荥经县 ying jing xian, 莲都区 lian du qu, 蚌山区 beng shan qu,
襄都区 xiang du qu, 郫都区 pi du qu, 都兰县 du lan xian, 都匀 du yun, 都安瑶族 du an yao zu,
都昌县 du chang xian, 锡林郭勒 xi lin guo le, 长丰县 chang feng xian, 长宁区 chang ning qu,
长宁县 chang ning xian, 长岭县 chang ling xian, 长武县 chang wu xian, 长治市 chang zhi shi,
长治 chang zhi, 长泰区 chang tai qu, 长洲区 chang zhou qu, 长海县 chang hai xian,
长清区 chang qing qu, 长白朝鲜族 chang bai chao xian zu, 长葛市 chang ge shi,
长垣市 chang yuan shi, 长阳土家族 chang yang tu jia zu, 长顺县 chang shun xian,
闵行区 min hang qu, 闵行 min hang, 阿勒泰 a le tai, 阿图什 a tu shi, 霍林郭勒 huo lin guo le,
马尾区 ma wei qu, 魏都区 wei du qu, 三都水族 san du shui zu, 什邡 shi fang
"""
"""Places as their people call them, with the endings that tell them from other words."""


def _phrases(listed: str) -> dict[str, list[list[str]]]:
    """`漯河 luo he, …` as pypinyin takes it."""
    pairs = (item.split() for item in listed.split(","))
    return {name: [[syllable] for syllable in read] for name, *read in pairs}


load_phrases_dict(_phrases(_LABELS) | _phrases(_PLACES))


def syllables(label: str, errors: str | Callable[[str], str] = "default") -> list[str]:
    """One syllable a character; what is not Chinese as `errors` says (as in pypinyin).

    >>> syllables("长株潭一体化"), syllables("强省会"), syllables("漯河经济技术开发区")[:2]
    (['chang', 'zhu', 'tan', 'yi', 'ti', 'hua'], ['qiang', 'sheng', 'hui'], ['luo', 'he'])
    """
    return lazy_pinyin(label, errors=errors)


def reading(label: str) -> list[str]:
    """Exactly one syllable a character; what is not Chinese stands for itself.

    >>> reading("4x4重庆")
    ['4', 'x', '4', 'chong', 'qing']
    """
    return [syllable for word in seg.cut(label) for syllable in _read(word)]


@lru_cache(maxsize=1 << 15)
def _read(word: str) -> tuple[str, ...]:
    """A word of pypinyin's own segmentation; names are made of few, so they are read once."""
    return tuple(" ".join(syllables(word, errors=" ".join)).split())
