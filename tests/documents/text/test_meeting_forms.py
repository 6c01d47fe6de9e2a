"""The written forms of meetings: 届 and 次 in figures or Chinese, long and short, all levels."""

import pytest

from documents.text.meetings import find_meetings, parse_meeting
from taxonomy.fixtures_vocabulary import load_vocabulary

SLUGS = """
cpc-100000-20-plenum-3         -       党的二十届三中全会
cpc-100000-20-plenum-3         -       二十届三中全会
cpc-100000-20-plenum-3         -       中共二十届三中全会
cpc-100000-20-plenum-3         -       党的第二十届中央委员会第三次全体会议
cpc-100000-20-plenum-3         -       中共中央二十届三中全会
cpc-100000-20-plenum-3         -       20届3中全会
cpc-100000-20-plenum-3         -       中国共产党二十届三中全会
cpc-100000-20-plenum-3         -       中共第二十届中央委员会第三次全体会议
cpc-100000-20-plenum-3         -       第二十届中央委员会第三次全体会议
cpc-430000-12-plenum-6         -       中共湖南省委第十二届六次全体（扩大）会议
cpc-430000-12-plenum-6         -       中共湖南省第十二届委员会第六次全体（扩大）会议
cpc-430000-12-plenum-6         -       中共湖南省第十二届委员会第六次全体会议
cpc-430000-12-plenum-6         -       中国共产党湖南省委员会十二届六次全会
cpc-430000-12-plenum-6         -       湖南省委十二届六次全会
cpc-430000-12-plenum-6         430100  省委十二届六次全会
cpc-430000-12-plenum-6         430100  省委12届6次全会
cpc-430000-12-plenum-6         430100  省委１２届６次全会
cpc-430000-12-plenum-6         430100  省委第十二届第六次全会
cpc-430000-12-plenum-6         430000  十二届省委第六次全会
cpc-430000-12-plenum-6         -       十二届湖南省委六次全会
cpc-430000-12-plenum-6         430000  十二届省委六次全体会议
cpc-430000-12-plenum-6         430000  省委十二届六次全体会议
cpc-430000-12-plenum-6         430000  省委十二届六次全会扩大会议
cpc-430100-13-plenum-6         430100  市委十三届六次全会
cpc-430100-14-plenum-6         -       长沙市委十四届六次全会
cpc-430100-14-plenum-6         -       中共长沙市委十四届六次全会
cpc-430100-14-plenum-6         -       中共长沙市第十四届委员会第六次全体会议
cpc-430100-14-plenum-6         -       中国共产党长沙市第十四届委员会第六次全体会议
cpc-430100-13-plenum-6         430100  市委十三届六次全体（扩大）会议
cpc-430100-13-plenum-6         430100  市委十三届六次全体(扩大)会议
cpc-430104-13-plenum-4         430104  区委十三届四次全会
cpc-430121-13-plenum-4         430121  县委十三届四次全会
cpc-430121-13-plenum-4         -       中共长沙县委十三届四次全会
cpc-433100-12-plenum-5         433100  州委十二届五次全会
cpc-152200-12-plenum-5         152200  盟委十二届五次全会
cpc-150221-15-plenum-5         150221  旗委十五届五次全会
cpc-650000-10-plenum-6         650000  自治区党委十届六次全会
cpc-650000-10-plenum-6         650000  自治区第十届委员会第六次全体会议
cpc-650000-10-plenum-6         -       中共新疆维吾尔自治区第十届委员会第六次全体会议
cpc-650000-10-plenum-6         -       新疆维吾尔自治区党委十届六次全会
cpc-150000-11-plenum-8         -       中国共产党内蒙古自治区第十一届委员会第八次全体会议
cpc-110000-13-plenum-5         -       北京市委十三届五次全会
cpc-110000-13-plenum-5         -       中国共产党北京市第十三届委员会第五次全体会议
cpc-430000-12-congress         430000  省第十二次党代会
cpc-430000-12-congress         -       中国共产党湖南省第十二次代表大会
cpc-430000-12-congress         -       中共湖南省第十二次代表大会
cpc-430000-12-congress         -       湖南省第十二次党代会
cpc-430000-12-congress         430000  省第十二次党代表大会
cpc-430100-14-congress         430100  市第十四次党代会
cpc-430121-13-congress         430121  县第十三次党代会
cpc-100000-20-congress         -       党的二十大
cpc-100000-20-congress         -       中共二十大
cpc-100000-19-congress         -       中共十九大
cpc-100000-20-congress         -       党的第二十次全国代表大会
cpc-100000-20-congress         -       中国共产党第二十次全国代表大会
cpc-100000-18-congress         -       党的十八大
cpc-100000-20-congress         -       党的20大
npc-100000-14-session-2        -       十四届全国人大二次会议
npc-100000-14-session-2        -       第十四届全国人民代表大会第二次会议
npc-100000-14-session-2        -       全国人大十四届二次会议
npc-100000-14-session-2        -       全国人民代表大会第十四届第二次会议
npc-100000-14-session-2        -       中华人民共和国第十四届全国人民代表大会第二次会议
npc-100000-14-session-2        -       十四届全国人大第二次会议
npc-100000-14-session-2        -       14届全国人大2次会议
npc-430100-16-session-3        430100  市十六届人大三次会议
npc-430100-16-session-3        430100  市第十六届人民代表大会第三次会议
npc-430100-16-session-3        -       长沙市第十六届人民代表大会第三次会议
npc-430100-16-session-3        -       长沙市十六届人大三次会议
npc-430100-16-session-3        430100  市人大十六届三次会议
npcsc-430100-16-standing-30    430100  市第十六届人大常委会第三十次会议
npcsc-430100-16-standing-30    430100  市十六届人大常委会第30次会议
npcsc-430100-16-standing-30    -       长沙市人大常委会十六届三十次会议
npc-430121-18-session-4        430121  县第十八届人民代表大会第四次会议
npc-430121-18-session-4        -       长沙县第十八届人民代表大会第四次会议
npc-430121-18-session-4        430121  县十八届人大四次会议
npc-430104-6-session-4         430104  区第六届人民代表大会第四次会议
npc-430104-6-session-4         -       岳麓区第六届人民代表大会第四次会议
npc-433100-15-session-4        433100  自治州第十五届人民代表大会第四次会议
npc-433100-15-session-4        -       湘西土家族苗族自治州第十五届人民代表大会第四次会议
npc-433100-15-session-4        433100  州十五届人大四次会议
npc-650000-14-session-3        650000  自治区第十四届人民代表大会第三次会议
npc-450000-14-session-4        -       广西壮族自治区第十四届人民代表大会第四次会议
npc-500243-17-session-4        500243  自治县第十七届人民代表大会第四次会议
npc-500243-17-session-4        -       彭水苗族土家族自治县第十七届人民代表大会第四次会议
npc-150223-16-session-4        -       达尔罕茂明安联合旗第十六届人民代表大会第四次会议
npc-150223-16-session-4        150223  旗第十六届人民代表大会第四次会议
cppcc-430000-13-session-2      -       政协第十三届湖南省委员会第二次会议
cppcc-430000-13-session-2      -       政协湖南省第十三届委员会第二次会议
cppcc-100000-14-session-2      -       中国人民政治协商会议第十四届全国委员会第二次会议
cppcc-430000-13-session-2      -       中国人民政治协商会议湖南省第十三届委员会第二次会议
cppcc-100000-14-session-2      -       全国政协十四届二次会议
cppcc-430000-13-session-2      430000  省政协十三届二次会议
cppcc-430000-13-session-2      430000  十三届省政协二次会议
cppcc-430100-13-session-4      430100  市政协第十三届委员会第四次会议
cppcc-430100-13-session-4      -       政协长沙市委员会第十三届第四次会议
cppcc-100000-14-session-2      -       十四届全国政协二次会议
cppcc-100000-14-standing-5     -       政协第十四届全国委员会常务委员会第五次会议
cppcc-100000-14-standing-5     -       全国政协十四届常委会第五次会议
cppcc-430000-13-standing-10    430000  省政协十三届常委会第十次会议
cppcc-430104-10-session-4      430104  区政协十届四次会议
gov-430100-13-standing-45      430100  第十三届市人民政府第45次常务会议
gov-430100-16-standing-45      430100  市第十六届人民政府第45次常务会议
gov-430100-16-standing-45      430100  市十六届政府第45次常务会议
gov-430100-16-standing-45      430100  市政府十六届第45次常务会议
ccdi-100000-20-plenum-3        -       二十届中央纪委三次全会
ccdi-100000-20-plenum-3        -       中国共产党第二十届中央纪律检查委员会第三次全体会议
ccdi-430000-12-plenum-4        430000  十二届省纪委四次全会
ccdi-430000-12-plenum-4        430000  省纪委十二届四次全会
ccdi-430000-12-plenum-4        -       中国共产党湖南省第十二届纪律检查委员会第四次全体会议
ccdi-430100-14-plenum-5        430100  市纪委十四届五次全会
cpc-100000-conference-2023-12-11 -       2023年中央经济工作会议
cpc-100000-conference-2023-10-07 -       全国宣传思想文化工作会议
npc-990000-9-session-4         -       示例省第九届人民代表大会第四次会议
npc-990000-9-session-4         990100  省九届人大四次会议
npc-990000-9-session-4         -       示例省九届人大四次会议
npc-990100-9-session-4         -       示例市第九届人大四次会议
cppcc-990100-9-session-4       -       政协示例市九届四次会议
cppcc-990100-9-standing-5      -       政协第九届示例市委员会常务委员会第五次会议
cppcc-990100-9-standing-5      990100  九届市政协常委会第五次会议
cppcc-990100-9-session-4       990100  市政协九届四次全会
gov-990100-9-plenum-4          -       示例市第九届人民政府第四次全体会议
gov-990100-9-plenum-4          990100  市政府九届四次全体会议
npcsc-990100-9-other-12        990100  市九届人大常委会第12次主任会议
npcsc-990100-9-standing-30     990100  市人大常委会九届三十次会议
cpc-990100-9-standing-12       990100  市委常委会九届12次会议
cpc-990100-9-plenum-8          -       中共示例市委九届八次全体会议（扩大）
cpc-990100-9-plenum-8          -       示例市委九届八次全会
npc-990300-9-session-4         -       范例市第九届人民代表大会第四次会议
"""
"""Slug, the region in which the name is read, the name."""

WITHOUT_SLUG = """
standing   npcsc-430100   30  430100  市人大常委会第三十次会议
session    -               2  430000  政协十三届二次会议
standing   gov-430100     45  430100  市人民政府第45次常务会议
standing   gov-430100     45  430100  市政府第四十五次常务会议
standing   gov-430100   -     430100  市政府常务会议
standing   gov-100000     12  -       国务院第12次常务会议
standing   gov-100000   -     -       国务院常务会议
plenum     gov-100000     12  -       国务院第十二次全体会议
conference cpc-100000   -     -       中央经济工作会议
other      -               4  -       中央全面深化改革委员会第四次会议
other      -               6  -       中央财经委员会第六次会议
other      -               4  -       二十届中央全面深化改革委员会第四次会议
conference cpc-430000   -     430000  省委经济工作会议
conference -            -     430000  全省经济工作会议
forum      -            -     430000  全省民营经济高质量发展座谈会
conference -            -     430100  全市安全生产工作会议
conference -            -     430100  全市重大项目建设推进会
conference -            -     430100  全市优化营商环境动员部署会
standing   cpc-100000   -     -       中央政治局会议
standing   cpc-100000   -     -       中共中央政治局会议
standing   cpc-430100   -     430100  市委常委会会议
standing   cpc-430000   -     430000  省委常委会（扩大）会议
standing   cpc-430100     12  430100  市委常委会第12次会议
plenum     -               5  -       新疆生产建设兵团党委八届五次全会
plenum     -               5  -       兵团党委八届五次全会
conference -            -     -       雄安新区工作会议
other      court-100000 1875  -       最高人民法院审判委员会第1875次会议
"""
"""Kind, body, session, region, name: the ordinals do not tell one meeting from all others."""


def _rows(table: str) -> list[list[str]]:
    return [line.split() for line in table.strip().split("\n")]


@pytest.mark.parametrize(("slug", "region", "name"), _rows(SLUGS))
def test_slug(slug: str, region: str, name: str) -> None:
    meeting = parse_meeting(name, load_vocabulary(), None if region == "-" else region)
    assert meeting is not None
    assert (meeting.name, meeting.slug) == (name, slug)


@pytest.mark.parametrize(("kind", "body", "session", "region", "name"), _rows(WITHOUT_SLUG))
def test_without_slug(kind: str, body: str, session: str, region: str, name: str) -> None:
    meeting = parse_meeting(name, load_vocabulary(), None if region == "-" else region)
    assert meeting is not None
    assert meeting.slug is None
    assert (meeting.kind, meeting.body or "-") == (kind, body)
    assert str(meeting.session or "-") == session


LISTS = [
    ("党的二十届二中、三中全会精神", None, ["二十届二中", "三中全会"]),
    ("十九届二中和三中全会", None, ["十九届二中", "三中全会"]),
    ("省委九届七次、八次全会部署", "990000", ["省委九届七次", "八次全会"]),
    (
        "党的二十大和二十届历次全会、省委九届八次全会、市委九届十次全会",
        "990200",
        ["党的二十大", "省委九届八次全会", "市委九届十次全会"],
    ),
    (
        "省委九届八次全会、省委经济工作会议和全国两会",
        "990000",
        ["省委九届八次全会", "省委经济工作会议", "全国两会"],
    ),
    ("习近平生态文明思想和全国生态环境保护大会精神", None, ["全国生态环境保护大会"]),
    ("9月26日中央政治局会议要求", None, ["中央政治局会议"]),
    ("高度赞赏中央周边工作会议", None, ["中央周边工作会议"]),
    ("中国民主促进会第十五届中央委员会第二次全体会议", None, []),
    ("民进十五届二中全会和党的二十届三中全会", None, ["二十届三中全会"]),
    ("共青团示例省第九届委员会第二次全体会议", None, []),
    ("共青团示例市委九届三次全会", None, []),
    ("越共十三届八中全会", None, []),
    ("第三次全国人口普查、二次供水、十大工程、一次会面", None, []),
]


@pytest.mark.parametrize(("text", "region", "names"), LISTS)
def test_in_running_text(text: str, region: str | None, names: list[str]) -> None:
    found = find_meetings(text, load_vocabulary(), region)
    assert [text[slice(*item.span)].removeprefix("党的") for item in found] == [
        name.removeprefix("党的") for name in names
    ]
