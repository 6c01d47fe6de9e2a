"""The written forms of meetings that have an ordinal: one entry a form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from documents.text.numerals import NUMERAL

_C = rf"(?<![0-9０-９一二三四五六七八九十百第])第?(?P<c>{NUMERAL})届"
_S = rf"第?(?P<s>{NUMERAL}次(?:[、和及]第?{NUMERAL}次)*)"
_Z = rf"第?(?P<s>{NUMERAL}中(?:[、和及]{NUMERAL}中)*)"
_WIDER = r"[（(]扩大[）)]"
_FULL = rf"(?:全体{_WIDER}会议|全体会议(?:{_WIDER})?|全会(?:扩大会议|{_WIDER})?)"
_SESSION = r"(?:全体会[议議]|全会|会[议議]|会)"
_YEARLY = r"(?:[12][0-9]{3}年度?)?"
"""市政府2026年第3次常务会议: numbered by the year instead of the convocation."""
_NPC = r"人(?:民代表大会|大)"
_SC = r"常(?:务委员会|委会|务员会|委员会|务委员)"
"""With the slips of the pen that published laws have."""
_HEADS = "|".join(("中国共产党", "中共", "中国人民政治协商会议", "政协", "中华人民共和国"))

HEAD_BEFORE = re.compile(rf"(?:{_HEADS})$")
OTHER_BEFORE = re.compile(
    r"(?:共青团|民革|民盟|民建|民进|农工党|致公党|九三学社|台盟|民主促进会|民主同盟|建国会|革命委员会)$"
)
"""Committees of other organisations: 共青团(湖南省)第十六届委员会第二次全体会议."""
"""What may stand before the place: 中国共产党(湖南省), 政协(湖南省)."""

ANCHOR = re.compile(rf"{NUMERAL}(?:次|中(?=[、和及全])|大)")
"""Every form holds one of these: 第三次, 二中, 二十大."""
REACH = 48
"""Characters of a form before and after its anchor, at most."""


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
_NO_OTHER = r"(?<!民[进建革盟])(?<!工党|公党|学社|台盟|青团|进会|同盟|越共|动党|命党|产党)"
_NATIONAL_PARTY = rf"{_NO_OTHER}(?:中国共产党|中共中央|中共|党的)?"
"""The party alone, not 民进十五届二中全会, 共青团第十九届中央委员会第三次全体会议."""
_CPPCC = r"(?:中国人民政治协商会议|人民政协|政协)"

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
        r"(?:党的|中共|中国共产党)(?P<c>[一二三四五六七八九十]{1,3}|[12][0-9])大"
        r"(?![一-龥]{0,2}(?:行动|工程|任务))",
        "cpc",
        "congress",
        "national",
    ),
    _form(
        "十九大报告",
        r"(?<![一-龥])(?P<c>十[二三四五六七八九]|二十)大(?=报告|精神|以来|召开|闭幕|胜利|代表|提出|[和、，）)])",
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
    _form(
        "第九届湖南省人民代表大会常务委员会第五次会议",
        rf"{_C}{_P}{_NPC}{_SC}{_S}{_SESSION}",
        "npcsc",
        "standing",
        "inside",
    ),
    _form(
        "第九届湖南省人民代表大会第四次会议",
        rf"{_C}{_P}{_NPC}{_S}{_SESSION}",
        "npc",
        "session",
        "inside",
    ),
    _form(
        "市人大常委会十六届三十次会议",
        rf"{_NPC}{_SC}{_C}{_S}{_SESSION}",
        "npcsc",
        "standing",
        "before",
    ),
    _form(
        "十四届全国人大常委会第四十九次委员长会议",
        rf"{_C}全国{_NPC}{_SC}{_S}委员长会议",
        "npcsc",
        "other",
        "national",
    ),
    _form(
        "市十六届人大常委会第12次主任会议",
        rf"(?:{_C}{_NPC}|{_NPC}){_SC}{_S}主任会议",
        "npcsc",
        "other",
        "before",
    ),
    _form("省人大十四届四次会议", rf"{_NPC}{_C}{_S}{_SESSION}", "npc", "session", "before"),
    _form(
        "政协第十四届全国委员会常务委员会第五次会议",
        rf"{_CPPCC}{_C}全国委员会{_SC}{_S}{_SESSION}",
        "cppcc",
        "standing",
        "national",
    ),
    _form(
        "政协第十四届全国委员会第二次会议",
        rf"{_CPPCC}{_C}全国委员会{_S}{_SESSION}",
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
    _form(
        "政协第十三届湖南省委员会常务委员会第五次会议",
        rf"{_CPPCC}{_C}{_P}委员会{_SC}{_S}{_SESSION}",
        "cppcc",
        "standing",
        "inside",
    ),
    _form(
        "政协第十三届湖南省委员会第二次会议",
        rf"{_CPPCC}{_C}{_P}委员会{_S}{_SESSION}",
        "cppcc",
        "session",
        "inside",
    ),
    _form(
        "政协长沙市委员会第十三届第四次会议",
        rf"委员会{_C}{_S}{_SESSION}",
        "cppcc",
        "session",
        "before",
        "中国人民政治协商会议|人民政协|政协",
    ),
    _form(
        "政协长沙市十三届四次会议",
        rf"{_C}{_S}{_SESSION}",
        "cppcc",
        "session",
        "before",
        "中国人民政治协商会议|人民政协|政协",
    ),
    _form(
        "十三届省政协常委会第十次会议",
        rf"{_C}{_P}政协{_SC}{_S}{_SESSION}",
        "cppcc",
        "standing",
        "inside",
    ),
    _form("十三届省政协二次会议", rf"{_C}{_P}政协{_S}{_SESSION}", "cppcc", "session", "inside"),
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
        rf"(?:人民)?政府(?:{_C})?{_YEARLY}{_S}常务会议",
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
    _form(
        "市政府十六届四次全体会议",
        rf"(?:人民)?政府(?:{_C})?{_YEARLY}{_S}全体会议",
        "gov",
        "plenum",
        "before",
    ),
    _form(
        "湖南省第十四届人民政府第四次全体会议",
        rf"{_C}(?:人民)?政府{_S}全体会议",
        "gov",
        "plenum",
        "before",
    ),
    _form("国务院第119次常务会议", rf"国务院{_S}常务会议", "gov", "standing", "national"),
    _form("国务院第十二次全体会议", rf"国务院{_S}全体会议", "gov", "plenum", "national"),
    _form(
        "市委常委会第12次会议, 市委常委会2026年第3次（扩大）会议",
        rf"委常委会(?:{_C})?{_YEARLY}{_S}(?:{_WIDER})?会议",
        "cpc",
        "standing",
        "before",
    ),
    _form(
        "中央全面深化改革委员会第四次会议",
        rf"(?:(?:第?{NUMERAL}届)?中央|国务院)[一-龥]{{2,14}}(?:委员会|领导小组){_S}(?:{_WIDER})?(?:全体)?会议",
        "",
        "other",
        "national",
    ),
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
