"""The written forms of meetings that have an ordinal: one entry a form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from documents.text.numerals import NUMERAL

_C = rf"第?(?P<c>{NUMERAL})届"
_S = rf"第?(?P<s>{NUMERAL}次(?:[、和及]第?{NUMERAL}次)*)"
_Z = rf"第?(?P<s>{NUMERAL}中(?:[、和及]{NUMERAL}中)*)"
_FULL = r"(?:全体会议|全会)"
_SESSION = r"(?:全体)?(?:会议|会)"
_NPC = r"人(?:民代表大会|大)"
_SC = r"常(?:务委员会|委会|务员会|委员会|务委员)"
"""With the slips of the pen that published laws have."""
_HEADS = "|".join(("中国共产党", "中共", "中国人民政治协商会议", "政协", "中华人民共和国"))

HEAD_BEFORE = re.compile(rf"(?:{_HEADS})$")
"""What may stand before the place: 中国共产党(湖南省), 政协(湖南省)."""


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a meeting.

    `system` is the first part of the slug of the body. `place` says where the body's place stands:
    `before` the match, in its group `p` (`inside`), or nowhere because the form is `national`.
    Group `c` is the convocation, `s` the session or a list of them. `head` must stand before the
    place (or the match) where it is given.
    """

    human: str
    pattern: re.Pattern[str]
    system: str
    kind: str
    place: Literal["before", "inside", "national"]
    head: str = ""


def _form(
    human: str,
    pattern: str,
    system: str,
    kind: str,
    place: Literal["before", "inside", "national"],
    head: str = "",
) -> Form:
    return Form(human, re.compile(pattern), system, kind, place, head)


_P = r"(?P<p>[一-龥]{1,12}?)"
_NATIONAL_PARTY = r"(?:中国共产党|中共|党的)?"

FORMS: tuple[Form, ...] = (
    _form(
        "中国共产党第二十届中央委员会第三次全体会议",
        rf"{_NATIONAL_PARTY}{_C}中央委员会{_S}{_FULL}",
        "cpc",
        "plenum",
        "national",
    ),
    _form(
        "党的十九届二中、三中全会", rf"{_NATIONAL_PARTY}{_C}{_Z}全会", "cpc", "plenum", "national"
    ),
    _form(
        "中国共产党湖南省第十二届委员会第六次全体会议",
        rf"{_C}委员会{_S}{_FULL}",
        "cpc",
        "plenum",
        "before",
    ),
    _form(
        "省委十二届五次全会, 自治区党委十届六次全会",
        rf"(?:党?委|党?委员会){_C}{_S}{_FULL}",
        "cpc",
        "plenum",
        "before",
    ),
    _form(
        "十二届省委第六次全会",
        rf"{_C}{_P}(?<!律检查)(?<!纪)(?:党?委|委员会){_S}{_FULL}",
        "cpc",
        "plenum",
        "inside",
    ),
    _form(
        "二十届中央纪委三次全会",
        rf"{_NATIONAL_PARTY}{_C}中央纪(?:委|律检查委员会){_S}{_FULL}",
        "ccdi",
        "plenum",
        "national",
    ),
    _form(
        "中国共产党湖南省第十二届纪律检查委员会第四次全体会议",
        rf"{_C}纪律检查委员会{_S}{_FULL}",
        "ccdi",
        "plenum",
        "before",
    ),
    _form(
        "省纪委十二届四次全会", rf"纪(?:委|律检查委员会){_C}{_S}{_FULL}", "ccdi", "plenum", "before"
    ),
    _form(
        "十二届省纪委四次全会",
        rf"{_C}{_P}纪(?:委|律检查委员会){_S}{_FULL}",
        "ccdi",
        "plenum",
        "inside",
    ),
    _form(
        "党的第二十次全国代表大会",
        rf"(?:中国共产党|中共|党的)第?(?P<c>{NUMERAL})次全国代表大会",
        "cpc",
        "congress",
        "national",
    ),
    _form(
        "党的二十大",
        r"(?:党的|中共|中国共产党)(?P<c>[一二三四五六七八九十]{1,3})大(?![一-龥]{0,2}(?:行动|工程|任务))",
        "cpc",
        "congress",
        "national",
    ),
    _form(
        "十九大报告",
        r"(?<![一-龥])(?P<c>十[二三四五六七八九]|二十)大(?=报告|精神|以来|召开|闭幕|胜利|代表|提出|[和、，])",
        "cpc",
        "congress",
        "national",
    ),
    _form(
        "湖南省第十二次党代会",
        rf"第?(?P<c>{NUMERAL})次(?:党代会|党员?代表大会)",
        "cpc",
        "congress",
        "before",
    ),
    _form(
        "中国共产党湖南省第十二次代表大会",
        rf"第?(?P<c>{NUMERAL})次代表大会",
        "cpc",
        "congress",
        "before",
        "中国共产党|中共",
    ),
    _form(
        "十四届全国人大常委会第七次会议",
        rf"{_C}全国{_NPC}{_SC}{_S}{_SESSION}",
        "npcsc",
        "standing",
        "national",
    ),
    _form(
        "第十四届全国人民代表大会第二次会议",
        rf"{_C}全国{_NPC}{_S}{_SESSION}",
        "npc",
        "session",
        "national",
    ),
    _form(
        "湖南省第十三届人民代表大会常务委员会第二十次会议",
        rf"{_C}{_NPC}{_SC}{_S}{_SESSION}",
        "npcsc",
        "standing",
        "before",
    ),
    _form(
        "湖北省第十四届人民代表大会第四次会议",
        rf"{_C}{_NPC}{_S}{_SESSION}",
        "npc",
        "session",
        "before",
    ),
    _form(
        "省人大常委会第三十次会议",
        rf"{_NPC}(?:{_C})?{_SC}{_S}{_SESSION}",
        "npcsc",
        "standing",
        "before",
    ),
    _form("省人大十四届四次会议", rf"{_NPC}{_C}{_S}{_SESSION}", "npc", "session", "before"),
    _form(
        "政协第十四届全国委员会常务委员会第五次会议",
        rf"(?:中国人民政治协商会议|人民政协|政协){_C}全国委员会{_SC}{_S}{_SESSION}",
        "cppcc",
        "standing",
        "national",
    ),
    _form(
        "政协第十四届全国委员会第二次会议",
        rf"(?:中国人民政治协商会议|人民政协|政协){_C}全国委员会{_S}{_SESSION}",
        "cppcc",
        "session",
        "national",
    ),
    _form(
        "政协湖南省第十三届委员会常务委员会第五次会议",
        rf"{_C}委员会{_SC}{_S}{_SESSION}",
        "cppcc",
        "standing",
        "before",
        "中国人民政治协商会议|人民政协|政协",
    ),
    _form(
        "政协湖南省第十三届委员会第二次会议",
        rf"{_C}委员会{_S}{_SESSION}",
        "cppcc",
        "session",
        "before",
        "中国人民政治协商会议|人民政协|政协",
    ),
    _form(
        "全国政协十四届常委会第五次会议",
        rf"政协{_C}{_SC}{_S}{_SESSION}",
        "cppcc",
        "standing",
        "before",
    ),
    _form("全国政协十四届二次会议", rf"政协{_C}{_S}{_SESSION}", "cppcc", "session", "before"),
    _form(
        "省政协第十三届委员会第二次会议",
        rf"政协{_C}委员会{_S}{_SESSION}",
        "cppcc",
        "session",
        "before",
    ),
    _form(
        "市政府第52次常务会议, 湖南省第十四届人民政府第十次常务会议",
        rf"(?:人民)?政府(?:{_C})?{_S}常务会议",
        "gov",
        "standing",
        "before",
    ),
    _form(
        "湖南省第十四届人民政府第十次常务会议",
        rf"{_C}(?:人民)?政府{_S}常务会议",
        "gov",
        "standing",
        "before",
    ),
    _form(
        "十四届市政府第10次常务会议",
        rf"{_C}{_P}(?:人民)?政府{_S}常务会议",
        "gov",
        "standing",
        "inside",
    ),
    _form("国务院第119次常务会议", rf"国务院{_S}常务会议", "gov", "standing", "national"),
    _form(
        "最高人民法院审判委员会第1875次会议",
        rf"最高人民法院审判委员会{_S}会议",
        "court",
        "other",
        "national",
    ),
    _form(
        "最高人民检察院第十三届检察委员会第一百零六次会议",
        rf"最高人民检察院{_C}检察委员会{_S}会议",
        "procuratorate",
        "other",
        "national",
    ),
)
