"""The lines under a law's title: who passed it first, and what came later, in order."""

from datetime import date

import pytest

from documents.text.stages import Recognised, Span
from tests.documents.text.recognition import bodies, recognised

ARTICLES = "第一章 总则\n第一条 为了保护古树，制定本条例。\n第二条 本条例适用于古树的保护。"
Event = tuple[str, str, str | None, str | None]


def law(head: str, title: str = "样本市古树保护条例") -> Recognised:
    return recognised(f"{title}\n{head}\n{ARTICLES}")


CITY = "npcsc-990200"
PROVINCE = "npcsc-990000"

HISTORIES: list[tuple[str, tuple[str, str], list[Event]]] = [
    (
        "2016年4月28日 样本市第七届人民代表大会常务委员会第二十九次会议通过\n"
        "2016年5月27日 示例省第七届人民代表大会常务委员会第三十次会议批准",
        ("2016-04-28", f"{CITY}-7-standing-29"),
        [("批准", "2016-05-27", PROVINCE, f"{PROVINCE}-7-standing-30")],
    ),
    (
        "（二〇〇一年三月十八日示例省第五届人民代表大会第四次会议通过\n"
        "　二〇〇五年十一月廿五日示例省第六届人民代表大会常务委员会第二次会议第一次修正\n"
        "　根据二○一二年一月十三日示例省第七届人民代表大会常务委员会第二十八次会议"
        "《关于修改〈示例省古树保护条例〉等二十五件地方性法规的决定》第二次修正）",
        ("2001-03-18", "npc-990000-5-session-4"),
        [
            ("修正", "2005-11-25", PROVINCE, f"{PROVINCE}-6-standing-2"),
            ("修正", "2012-01-13", PROVINCE, f"{PROVINCE}-7-standing-28"),
        ],
    ),
    (
        "1996年9月6日 示例省第四届人民代表大会常务委员会第三十次会议通过\n"
        "2016年11月25日 示例省第八届人民代表大会常务委员会第三十一次会议通过的"
        "《关于修改部分地方性法规的决定》修正）",
        ("1996-09-06", f"{PROVINCE}-4-standing-30"),
        [("修正", "2016-11-25", PROVINCE, f"{PROVINCE}-8-standing-31")],
    ),
    (
        "1996年9月6日样本市第四届人大常委会第30次会议通过　1996年12月1日示例省第四届人大常委会"
        "第32次会议批准　2019年1月31日样本市第八届人大常委会第1次会议通过并经2019年2月12日示例省"
        "第八届人大常委会第10次会议批准的《关于修改<样本市古树保护条例>的决定》修正",
        ("1996-09-06", f"{CITY}-4-standing-30"),
        [
            ("批准", "1996-12-01", PROVINCE, f"{PROVINCE}-4-standing-32"),
            ("通过", "2019-01-31", CITY, f"{CITY}-8-standing-1"),
            ("修正", "2019-02-12", PROVINCE, f"{PROVINCE}-8-standing-10"),
        ],
    ),
    (
        "2004年12月24日 样本市第六届人民代表大会常务委员会第十七次会议通过\n"
        "2005年1月15日 样本市人民代表大会常务委员会公告公布\n"
        "2005年7月1日 施行2015年8月26日样本市第八届人民代表大会常务委员会第二十九次会议修订",
        ("2004-12-24", f"{CITY}-6-standing-17"),
        [
            ("公布", "2005-01-15", CITY, None),
            ("修订", "2015-08-26", CITY, f"{CITY}-8-standing-29"),
        ],
    ),
    (
        "2004年12月24日 样本市第六届人民代表大会常务委员会第十七次会议通过\n"
        "2005年1月1\n5日示例省第五届人民代表大会常务委员会第十二次会议批准\n"
        "2009年3月1日 样本市第七届人民代表大会常务委员会第三次会议《关于修改〈样本市古树\n"
        "保护条例〉的决定》修正",
        ("2004-12-24", f"{CITY}-6-standing-17"),
        [
            ("批准", "2005-01-15", PROVINCE, f"{PROVINCE}-5-standing-12"),
            ("修正", "2009-03-01", CITY, f"{CITY}-7-standing-3"),
        ],
    ),
    (
        "（2011年5月10日样本市第五届人民代表大会第八次会议通过 2012年11月30日市第六届人民代表大会"
        "第二次会议修改；2013年5月9日省第七届人大常委会第三次会议批准）",
        ("2011-05-10", "npc-990200-5-session-8"),
        [
            ("修正", "2012-11-30", "npc-990200", "npc-990200-6-session-2"),
            ("批准", "2013-05-09", PROVINCE, f"{PROVINCE}-7-standing-3"),
        ],
    ),
    (
        "（1990年8月1日第七届全国人民代表大会常务委员会第十五次会议通过　根据2001年4月28日第九届"
        "全国人民代表大会常务委员会第二十一次会议《关于修改〈中华人民共和国示例法〉的决定》第一次修正"
        "　2020年10月17日第十三届全国人民代表大会常务委员会第二十二次会议修订通过"
        "　根据2024年6月28日十四届全国人大常委会第十次会议《关于废止示例法的决定》废止）",
        ("1990-08-01", "npcsc-100000-7-standing-15"),
        [
            ("修正", "2001-04-28", "npcsc-100000", "npcsc-100000-9-standing-21"),
            ("修订", "2020-10-17", "npcsc-100000", "npcsc-100000-13-standing-22"),
            ("废止", "2024-06-28", "npcsc-100000", "npcsc-100000-14-standing-10"),
        ],
    ),
    (
        "（2001年3月5日最高人民检察院第九届检察委员会第八十五次会议通过，根据2020年12月23日最高人民法院"
        "审判委员会第1823次会议通过的《关于修改若干规定的决定》修正）",
        ("2001-03-05", "procuratorate-100000-9-other-85"),
        [("修正", "2020-12-23", "court-100000", "court-100000-other-2020-12-23")],
    ),
]


@pytest.mark.parametrize(("head", "passing", "later"), HISTORIES)
def test_history(head: str, passing: tuple[str, str], later: list[Event]) -> None:
    record = law(head)
    assert record.meeting is not None
    assert (str(record.adopted_on), record.meeting.slug) == passing
    assert [(e.event, str(e.date), e.body, e.meeting) for e in record.history] == later
    assert record.title == "样本市古树保护条例"


def test_events_of_a_government() -> None:
    record = law(
        "（2010年3月1日示例省人民政府令第200号公布　根据2018年12月4日示例省人民政府令第310号修订）",
        "示例省古树保护办法",
    )
    assert bodies(record) == ["gov-990000"]
    assert (record.adopted_on, record.meeting) == (date(2010, 3, 1), None)
    assert [(e.event, str(e.date), e.body) for e in record.history] == [
        ("公布", "2010-03-01", "gov-990000"),
        ("修订", "2018-12-04", "gov-990000"),
    ]


def test_a_repealed_law() -> None:
    record = law(
        "2004年12月24日 样本市第六届人民代表大会常务委员会第十七次会议通过\n"
        "2019年12月24日 样本市第八届人民代表大会常务委员会第三次会议废止"
    )
    assert record.validity == "repealed"
    assert record.evidence["validity"] == record.evidence["history"]


def test_the_span_of_a_history_covers_its_lines() -> None:
    head = (
        "2004年12月24日 样本市第六届人民代表大会常务委员会第十七次会议通过\n"
        "2005年1月1\n5日示例省第五届人民代表大会常务委员会第十二次会议批准"
    )
    record = law(head)
    text = f"样本市古树保护条例\n{head}\n{ARTICLES}"
    where = record.evidence["history"]
    assert isinstance(where, Span)
    assert text[slice(*where)] == head.split("\n", 1)[1]


NATIONAL_LAW = "中华人民共和国示例法"
ORDER = (
    "中华人民共和国主席令\n第二十三号\n《中华人民共和国示例法》已由中华人民共和国第十四届"
    "全国人民代表大会常务委员会第八次会议于2024年2月27日修订通过，现予公布，"
    "自2024年5月1日起施行。\n中华人民共和国主席　某某\n"
    "2024年2月27日\n"
)


def test_an_order_gives_way_to_the_history_of_the_law_below_it() -> None:
    head = (
        "（1988年9月5日第七届全国人民代表大会常务委员会第三次会议通过　"
        "2024年2月27日第十四届全国人民代表大会常务委员会第八次会议修订）"
    )
    record = recognised(f"{ORDER}{NATIONAL_LAW}\n{head}\n{ARTICLES}")
    assert (record.title, record.genre, bodies(record)) == (NATIONAL_LAW, "law", ["npcsc-100000"])
    assert record.meeting is not None
    assert record.meeting.slug == "npcsc-100000-7-standing-3"
    assert (record.adopted_on, record.effective_on) == (date(1988, 9, 5), date(2024, 5, 1))
    assert [(e.event, e.meeting) for e in record.history] == [
        ("修订", "npcsc-100000-14-standing-8")
    ]


def test_a_revision_is_the_passing_where_nothing_earlier_is_told() -> None:
    record = recognised(f"{ORDER}{NATIONAL_LAW}\n{ARTICLES}")
    assert record.meeting is not None
    assert record.meeting.slug == "npcsc-100000-14-standing-8"
    assert record.adopted_on == date(2024, 2, 27)


HEADS = [
    (
        "（1979年7月1日第五届全国人民代表大会第二次会议通过　1979年7月6日全国人民代表大会常务委员会"
        "委员长令第五号公布　自1980年1月1日起施行）",
        "npc-100000",
        [("公布", "npcsc-100000")],
        "1980-01-01",
    ),
    (
        "（2003年5月9日中华人民共和国国务院令第376号公布　"
        "根据2011年1月8日《国务院关于废止和修改部分行政法规的决定》修订）",
        "gov-100000",
        [("公布", "gov-100000"), ("修订", "gov-100000")],
        "None",
    ),
    (
        "（2003年5月9日国务院第7次常务会议通过　2003年5月12日中华人民共和国国务院令第376号公布　"
        "自公布之日起施行）",
        "gov-100000",
        [("公布", "gov-100000")],
        "2003-05-12",
    ),
    (
        "2021年5月28日示例省第七届人民代表大会常务委员会第二十三次会议通过\n自2021年8月1日起施行",
        PROVINCE,
        [],
        "2021-08-01",
    ),
]


@pytest.mark.parametrize(("head", "issuer", "events", "effective"), HEADS)
def test_publication_and_entry_into_force(
    head: str, issuer: str, events: list[tuple[str, str]], effective: str
) -> None:
    record = law(head, "示例管理条例")
    assert bodies(record) == [issuer]
    assert [(e.event, e.body) for e in record.history] == events
    assert str(record.effective_on) == effective


def test_a_history_below_the_table_of_contents() -> None:
    contents = "目录\n第一章 总则\n第二章 保护\n"
    head = "（2021年4月29日样本市第七届人民代表大会常务委员会第三十次会议通过）"
    record = recognised(f"样本市古树保护条例\n{contents}{head}\n{ARTICLES}")
    assert record.meeting is not None
    assert record.meeting.slug == f"{CITY}-7-standing-30"
