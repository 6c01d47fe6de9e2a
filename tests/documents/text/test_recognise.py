"""Genre, number, issuers, meeting, dates, region, people: one table a field group."""

from datetime import date

import pytest

from documents.text.stages import Hint, IssuerRef
from tests.documents.text.recognition import bodies, recognised

NOTICE = """
示例省人民政府办公厅关于转发省水利厅示例意见的通知
示政办发［２０２６］第12号
各市、县人民政府：
省水利厅《示例意见》已经省政府同意，现转发给你们，请认真贯彻执行。
示例省人民政府办公厅
二〇二六年三月十六日
示例意见
第一条 为了示例，制定本意见。
"""
REPORT = """
2026年示例省政府工作报告
——2026年1月20日在示例省第九届人民代表大会第四次会议上
示例省人民政府省长 周明远
各位代表：
现在，我代表省人民政府，向大会报告工作，请予审议。
"""
LAW = """
示例市古树保护条例
2016年4月28日 示例市第七届人民代表大会常务委员会第二十九次会议通过
2016年5月27日 示例省第七届人民代表大会常务委员会第三十次会议批准
根据2020年9月1日示例市第八届人民代表大会常务委员会第三次会议《关于修改〈示例市古树保护条例〉的决定》修正
第一章 总则
第一条 为了保护古树，制定本条例。
第二条 本条例自2016年7月1日起施行。
"""
NEWS = """
林海川在样本市传达学习省委九届八次全会精神会议上强调
以示例激活发展新动能
许静主持
2026年5月22日上午，样本市传达学习省委九届八次全会精神会议召开。市委书记林海川出席。
"""

GENRES = [
    ("示例省人民政府关于示例的实施意见\n各市人民政府：\n请落实。", "official", "意见"),
    ("示例省人民政府关于示例的复函\n示例市人民政府：\n同意。", "official", "函"),
    ("示例省人民政府关于示例规划的批复\n示例市人民政府：\n同意。", "official", "批复"),
    ("示例省人民政府关于印发示例办法（试行）的通知\n各市人民政府：\n请执行。", "official", "通知"),
    ("示例省人民政府示例专题会议纪要\n会议议定了事项。", "official", "纪要"),
    ("示例省人民政府示例工作方案\n各市人民政府：\n请执行。", "official", None),
    (NOTICE, "official", "通知"),
    (REPORT, "report", None),
    (LAW, "law", None),
    (NEWS, "news", None),
    ("在示例大会上的讲话\n同志们：\n今天讲三点意见。", "speech", None),
    ("谈示例\n示例是一门学问，需要用心体会。", "article", None),
    (
        "（2026年6月9日）\n为推进示例建设，结合我市实际，作出如下决定。\n一、提高认识",
        "official",
        "决定",
    ),
]


@pytest.mark.parametrize(("text", "genre", "kind"), GENRES)
def test_genre_and_kind(text: str, genre: str, kind: str | None) -> None:
    record = recognised(text)
    assert (record.genre, record.kind) == (genre, kind)


class TestNumbering:
    def test_head(self) -> None:
        record = recognised(NOTICE)
        assert record.document_number == "示政办发〔2026〕12号"
        assert record.evidence["document_number"] != "metadata"

    def test_metadata_wins_over_the_text(self) -> None:
        record = recognised(
            NOTICE, document_number="示政办发〔2026〕13号", index_number="99/2026-1", subject="水利"
        )
        assert record.document_number == "示政办发〔2026〕13号"
        assert (record.index_number, record.subject) == ("99/2026-1", "水利")
        assert "conflicting_metadata" in record.flags

    def test_damaged(self) -> None:
        record = recognised(NOTICE.replace("［２０２６］", "〔20??〕"))
        assert "damaged_number" in record.flags

    def test_labels_of_a_page(self) -> None:
        table = (
            "索 引 号：\n99/2026-00031\n发文字号：示政办发〔2026〕12号\n成文日期：2026年03月16日\n"
        )
        record = recognised(table + NOTICE.replace("示政办发［２０２６］第12号\n", ""))
        assert record.index_number == "99/2026-00031"
        assert record.document_number == "示政办发〔2026〕12号"
        assert record.flags == frozenset()


ISSUERS = [
    pytest.param(NOTICE, ["govoffice-990000"], id="title"),
    pytest.param(
        "国家发展改革委 国家能源局关于示例的通知\n各地：\n请执行。",
        ["gov-100000-ndrc", "gov-100000-nea"],
        id="joint title",
    ),
    pytest.param(
        "中共中央办公厅国务院办公厅关于示例的意见\n一、总体要求",
        ["cpcoffice-100000", "govoffice-100000"],
        id="joint title without a separator",
    ),
    pytest.param(
        "省政府办公厅关于示例的通知\n示政办发〔2026〕1号\n各市人民政府：\n请执行。",
        ["govoffice-990000"],
        id="short name in the document's region",
    ),
    pytest.param(
        "转发省水利厅示例意见的通知\n各市人民政府：\n请执行。\n示例省人民政府\n2026年3月1日",
        ["gov-990000"],
        id="signature",
    ),
    pytest.param(
        "转发省水利厅示例意见的通知\n示政发〔2026〕1号\n各市人民政府：\n请执行。",
        ["gov-990000"],
        id="prefix of the number",
    ),
    pytest.param(
        "中国共产党示例省第九届委员会第八次全体会议决议\n全会指出，要实干。",
        ["cpc-990000"],
        id="the plenum's committee",
    ),
    pytest.param(REPORT, ["gov-990000"], id="work report"),
    pytest.param(LAW, ["npcsc-990100"], id="passing body"),
    pytest.param(NEWS, [], id="news"),
]


CATALOGUE = [
    ("示例省古树保护条例", "law", None),
    ("示例省人民政府关于修改《示例省示例办法》的决定（已废止）", "official", "决定"),
    ("示例省人民政府办公厅关于落实《政府工作报告》重点工作的意见", "official", "意见"),
    ("示例省政府致示例研究所的贺信", "speech", None),
    ("一图读懂示例政策", "article", None),
]


@pytest.mark.parametrize(("title", "genre", "kind"), CATALOGUE)
def test_a_record_without_text(title: str, genre: str, kind: str | None) -> None:
    record = recognised("", title=title, published_on="2026-01-01")
    assert (record.title, record.genre, record.kind) == (title, genre, kind)
    assert record.evidence["title"] == "metadata"
    assert record.validity == ("repealed" if "已废止" in title else "unknown")


@pytest.mark.parametrize(("text", "expected"), ISSUERS)
def test_issuers(text: str, expected: list[str]) -> None:
    assert bodies(recognised(text)) == expected


def test_unknown_issuer_is_kept_by_name_and_flagged() -> None:
    record = recognised("云川县人民政府关于示例的通知\n各乡镇人民政府：\n请执行。")
    assert record.issuers == (IssuerRef("云川县人民政府", None),)
    assert "unresolved_issuer" in record.flags


def test_issuer_of_the_metadata_wins_and_a_place_is_none() -> None:
    record = recognised(NOTICE, issuer="示例省人民政府")
    assert bodies(record) == ["gov-990000"]
    assert "conflicting_metadata" in record.flags
    assert bodies(recognised(NOTICE, issuer="示例")) == ["govoffice-990000"]


class TestMeeting:
    def test_report(self) -> None:
        record = recognised(REPORT)
        assert record.meeting is not None
        assert record.meeting.slug == "npc-990000-9-session-4"
        assert record.meeting.held_from == record.adopted_on == date(2026, 1, 20)
        assert record.speaker == "周明远"

    def test_plenum_over_two_days_is_adopted_on_the_last(self) -> None:
        record = recognised(
            "中国共产党样本市第九届委员会第十次全体会议公报\n"
            "中国共产党样本市第九届委员会第十次全体会议，于2026年6月25日至26日在样本市举行。"
        )
        assert record.meeting is not None
        assert (record.meeting.held_from, record.meeting.held_to, record.meeting.place) == (
            date(2026, 6, 25),
            date(2026, 6, 26),
            "样本市",
        )
        assert record.adopted_on == date(2026, 6, 26)

    def test_news(self) -> None:
        record = recognised(NEWS)
        assert record.meeting is not None
        assert record.meeting.name == "样本市传达学习省委九届八次全会精神会议"
        assert record.meeting.slug == "cpc-990200-briefing-2026-05-22"
        assert (record.region, record.level) == ("990200", "prefecture")
        assert record.adopted_on is None

    def test_day_without_month_is_no_date(self) -> None:
        record = recognised(NEWS.replace("2026年5月22日", "13日").replace("八次", "七次"))
        assert record.meeting is not None
        assert (record.meeting.held_from, record.meeting.slug) == (None, None)
        assert "unresolved_meeting" in record.flags

    def test_a_name_known_from_another_day_is_another_meeting(self) -> None:
        record = recognised(NEWS.replace("2026年5月22日", "2027年5月23日"))
        assert record.meeting is not None
        assert record.meeting.slug == "cpc-990200-briefing-2027-05-23"

    def test_meetings_merely_named_are_not_it(self) -> None:
        record = recognised(NOTICE.replace("省水利厅《", "根据省委九届八次全会部署，省水利厅《"))
        assert record.meeting is None


class TestDates:
    def test_signature(self) -> None:
        record = recognised(NOTICE)
        assert record.adopted_on == date(2026, 3, 16)
        assert record.published_on is None

    def test_metadata(self) -> None:
        record = recognised(NOTICE, adopted_on="2026-03-15", published_on="2026-03-20 10:00")
        assert (record.adopted_on, record.published_on) == (date(2026, 3, 15), date(2026, 3, 20))
        assert "conflicting_metadata" in record.flags

    def test_bracketed_line_in_the_head(self) -> None:
        record = recognised("中共示例市委关于示例的决定\n(2026年6月9日)\n为了示例，作出如下决定。")
        assert record.adopted_on == date(2026, 6, 9)

    def test_entry_into_force(self) -> None:
        order = (
            "示例省人民政府令第7号\n《示例省示例办法》已经2026年2月1日省人民政府第5次常务会议通过，"
            "现予公布，自公布之日起施行。\n省长 周明远\n2026年2月9日\n"
            "示例省示例办法\n第一条 为了示例。"
        )
        record = recognised(order)
        assert (record.genre, record.title) == ("law", "示例省示例办法")
        assert (record.adopted_on, record.effective_on) == (date(2026, 2, 1), date(2026, 2, 9))

    @pytest.mark.parametrize(
        ("line", "validity"), [("此件已废止。", "repealed"), ("请认真执行。", "unknown")]
    )
    def test_validity_needs_evidence(self, line: str, validity: str) -> None:
        assert recognised(f"{NOTICE.strip()}\n{line}").validity == validity

    def test_validity_of_the_metadata(self) -> None:
        assert recognised(NOTICE, validity="有效").validity == "in_force"


def test_history_of_a_law() -> None:
    record = recognised(LAW)
    assert record.meeting is not None
    assert record.meeting.slug == "npcsc-990100-7-standing-29"
    assert (record.adopted_on, record.effective_on) == (date(2016, 4, 28), date(2016, 7, 1))
    assert [(e.event, e.date, e.body, e.meeting) for e in record.history] == [
        ("批准", date(2016, 5, 27), "npcsc-990000", "npcsc-990000-7-standing-30"),
        ("修正", date(2020, 9, 1), "npcsc-990100", "npcsc-990100-8-standing-3"),
    ]


class TestPeople:
    def test_byline(self) -> None:
        record = recognised("谈示例\n示例是一门学问，需要用心体会。\n（作者为样本市委书记）")
        assert (record.authors, record.region) == (("样本市委书记",), "990200")

    def test_hints(self) -> None:
        record = recognised(NEWS, Hint("publisher", "样本日报"), Hint("author", "何苗"))
        assert (record.publisher, record.authors) == ("样本日报", ("何苗",))


@pytest.mark.parametrize("text", ["", "示例", "示例\n", "：\n。", "一、\n二、", "2026年1月1日"])
def test_scraps_of_text_do_not_fail(text: str) -> None:
    record = recognised(text)
    assert 0 <= record.body.start <= record.body.end <= len(text)


@pytest.mark.parametrize("text", [NOTICE, REPORT, LAW, NEWS])
def test_every_value_has_evidence(text: str) -> None:
    record = recognised(text)
    for field in ("title", "genre", "kind", "document_number", "issuers", "region", "meeting"):
        value = getattr(record, field)
        assert value in (None, ()) or field in record.evidence, field
