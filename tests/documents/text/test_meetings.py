"""Meetings in their written forms, resolved in a document's region."""

import pytest

from documents.text.meetings import find_meetings, parse_meeting
from taxonomy.fixtures_vocabulary import load_vocabulary

FORMS = [
    ("中国共产党湖南省第十二届委员会第六次全体会议", None, "cpc-430000-12-plenum-6"),
    ("中共湖南省委十二届六次全会", None, "cpc-430000-12-plenum-6"),
    ("省委十二届六次全会", "430300", "cpc-430000-12-plenum-6"),
    ("市委十三届六次全会", "430300", "cpc-430300-13-plenum-6"),
    ("市委十三届六次全会", None, None),
    ("自治区党委十届六次全会", "650000", "cpc-650000-10-plenum-6"),
    ("十二届省委第六次全会", "430000", "cpc-430000-12-plenum-6"),
    ("十四届全国人大二次会议", None, "npc-100000-14-session-2"),
    ("第十四届全国人民代表大会第二次会议", None, "npc-100000-14-session-2"),
    ("湖北省第十四届人民代表大会第四次会议", None, "npc-420000-14-session-4"),
    ("省十四届人大四次会议", "420100", "npc-420000-14-session-4"),
    ("省人大十四届四次会议", "420100", "npc-420000-14-session-4"),
    ("湖南省长沙市第十六届人民代表大会第三次会议", None, "npc-430100-16-session-3"),
    ("全国政协十四届二次会议", None, "cppcc-100000-14-session-2"),
    ("政协第十四届全国委员会第二次会议", None, "cppcc-100000-14-session-2"),
    ("中国人民政治协商会议第十四届全国委员会第二次会议", None, "cppcc-100000-14-session-2"),
    ("政协湖南省第十三届委员会第二次会议", None, "cppcc-430000-13-session-2"),
    ("党的二十届三中全会", None, "cpc-100000-20-plenum-3"),
    ("中国共产党第二十届中央委员会第三次全体会议", None, "cpc-100000-20-plenum-3"),
    ("湖南省第十二次党代会", None, "cpc-430000-12-congress"),
    ("省第十二次党代会", "430100", "cpc-430000-12-congress"),
    ("中国共产党第二十次全国代表大会", None, "cpc-100000-20-congress"),
    ("党的二十大", None, "cpc-100000-20-congress"),
    ("二十届中央纪委三次全会", None, "ccdi-100000-20-plenum-3"),
    ("上海市第十三届人民代表大会常务委员会第三十次会议", None, "npcsc-310000-13-standing-30"),
    ("十四届全国人大常委会第七次会议", None, "npcsc-100000-14-standing-7"),
    ("市政府第52次常务会议", "430100", None),
    ("中央经济工作会议", None, None),
]


@pytest.mark.parametrize(("text", "region", "slug"), FORMS)
def test_form(text: str, region: str | None, slug: str | None) -> None:
    meeting = parse_meeting(text, load_vocabulary(), region)
    assert meeting is not None
    assert (meeting.name, meeting.slug) == (text, slug)


@pytest.mark.parametrize(
    ("text", "kind", "body", "session"),
    [
        ("市政府第52次常务会议", "standing", "gov-430100", 52),
        ("国务院第119次常务会议", "standing", "gov-100000", 119),
        ("最高人民法院审判委员会第1875次会议", "other", "court-100000", 1875),
        ("中央经济工作会议", "conference", "cpc-100000", None),
        ("省委经济工作会议", "conference", "cpc-430000", None),
    ],
)
def test_without_slug(text: str, kind: str, body: str, session: int | None) -> None:
    meeting = parse_meeting(text, load_vocabulary(), "430100")
    assert meeting is not None
    assert (meeting.kind, meeting.body, meeting.session) == (kind, body, session)


LISTS = [
    (
        "党的十九大和十九届二中、三中、四中、五中全会精神",
        None,
        ["党的十九大", "十九届二中", "三中", "四中", "五中全会"],
        [
            "cpc-100000-19-congress",
            "cpc-100000-19-plenum-2",
            "cpc-100000-19-plenum-3",
            "cpc-100000-19-plenum-4",
            "cpc-100000-19-plenum-5",
        ],
    ),
    (
        "省委十一届十次、十一次全会部署",
        "340000",
        ["省委十一届十次", "十一次全会"],
        ["cpc-340000-11-plenum-10", "cpc-340000-11-plenum-11"],
    ),
]


@pytest.mark.parametrize(("text", "region", "surfaces", "slugs"), LISTS)
def test_lists(text: str, region: str | None, surfaces: list[str], slugs: list[str]) -> None:
    found = find_meetings(text, load_vocabulary(), region)
    assert [text[slice(*item.span)] for item in found] == surfaces
    assert [item.meeting.slug for item in found] == slugs


NAMED = [
    ("并在长沙主持召开新时代推动中部地区崛起座谈会，具有", ["新时代推动中部地区崛起座谈会"]),
    (
        "省委召开实施强省会战略暨长株潭都市圈建设推进会,就",
        ["实施强省会战略暨长株潭都市圈建设推进会"],
    ),
    ("13日下午,长沙市传达学习全国两会精神会议召开。", ["长沙市传达学习全国两会精神会议"]),
    ("吴桂英在长沙市传达学习全国两会精神会议上强调", ["长沙市传达学习全国两会精神会议"]),
    ("市委经济工作会议、市“两会”精神", ["市委经济工作会议", "市“两会”"]),
    ("会议强调，要召开专题会议研究", []),
    ("全省经济工作取得进展", []),
]


@pytest.mark.parametrize(("text", "names"), NAMED)
def test_named(text: str, names: list[str]) -> None:
    found = find_meetings(text, load_vocabulary(), "430100")
    assert [item.meeting.name for item in found] == names


def test_unknown_place_is_not_taken_for_the_documents_own() -> None:
    (found,) = find_meetings("云川市委十三届六次全会", load_vocabulary(), "430100")
    assert (found.meeting.body, found.meeting.slug) == (None, None)


def test_a_name_that_holds_another_gives_the_inner_one_unless_asked() -> None:
    text = "5月22日，样本市传达学习省委九届八次全会精神会议召开"
    vocabulary = load_vocabulary()
    (inner,) = find_meetings(text, vocabulary, "990200")
    (outer,) = find_meetings(text, vocabulary, "990200", outer=True)
    assert inner.meeting.slug == "cpc-990000-9-plenum-8"
    assert outer.meeting.name == "样本市传达学习省委九届八次全会精神会议"
    assert outer.meeting.body == "cpc-990200"
