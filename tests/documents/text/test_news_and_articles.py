"""News reports and signed articles: outlet, reporters, author, the day of a reported meeting."""

from datetime import date

import pytest

from documents.text.cleaning import clean
from documents.text.recognise import recognise
from documents.text.stages import Hint, Recognised
from taxonomy.fixtures_vocabulary import load_vocabulary
from tests.documents.text.recognition import recognised

REPORT = (
    "样本市召开全市重点项目推进会，部署下一阶段工作。市委书记林海川出席会议并讲话。\n"
    "会议强调，要把项目建设抓紧抓实，全力以赴完成全年目标任务。"
)
ESSAY = "示例是一门学问，需要用心体会，需要长期坚持，久久为功。\n我们要把它办好。"


def read(text: str, **metadata: str) -> Recognised:
    return recognise(clean(text), metadata, load_vocabulary())


DATELINES = [
    ("新华社长沙4月29日电（记者 何苗、罗小青）", "新华社", ("何苗", "罗小青")),
    ("新华社北京4月29日电 ", "新华社", ()),
    ("本报讯（记者 何苗 通讯员 罗小青）", None, ("何苗", "罗小青")),
    ("本报讯 ", None, ()),
    ("本报讯 记者何苗报道：", None, ("何苗",)),
    ("示例日报4月29日讯（全媒体记者 何苗）", "示例日报", ("何苗",)),
    ("示例日报讯（记者何苗）", "示例日报", ("何苗",)),
    (
        "示例日报·新示例客户端4月29日讯（记者 何苗 罗小青）",
        "示例日报·新示例客户端",
        ("何苗", "罗小青"),
    ),
    ("央视网消息（新闻联播）：", "央视网", ()),
    ("人民网示例4月29日电（记者何苗）", "人民网", ("何苗",)),
    ("中新社长沙4月29日电 (记者 何苗)", "中新社", ("何苗",)),
    ("样本市融媒体中心讯 ", "样本市融媒体中心", ()),
    ("（记者 何苗）4月29日，", None, ("何苗",)),
    ("本报记者 何苗\n", None, ("何苗",)),
    ("□ 本报记者 何苗 通讯员 罗小青\n", None, ("何苗", "罗小青")),
    ("央视网消息（新闻联播）：记者从样本市获悉，", "央视网", ()),
]


@pytest.mark.parametrize(("dateline", "publisher", "authors"), DATELINES)
def test_outlet_and_reporters(
    dateline: str, publisher: str | None, authors: tuple[str, ...]
) -> None:
    record = read(f"样本市召开全市重点项目推进会\n{dateline}今天，{REPORT}")
    assert (record.genre, record.kind, record.issuers) == ("news", None, ())
    assert (record.publisher, record.authors) == (publisher, authors)
    assert record.title == "样本市召开全市重点项目推进会"
    assert record.region == "990200"
    assert record.meeting is not None
    assert record.meeting.name == "全市重点项目推进会"


def test_the_outlet_of_a_record_that_calls_it_its_issuer() -> None:
    record = read(
        f"央视网消息（新闻联播）：今天，{REPORT}", title="样本市开会", issuer="央视网《新闻联播》"
    )
    assert (record.publisher, record.issuers) == ("央视网《新闻联播》", ())
    assert record.evidence["publisher"] == "metadata"


@pytest.mark.parametrize("issuer", ["示例省人民政府", "样本市人民政府办公室"])
def test_a_body_is_no_outlet(issuer: str) -> None:
    assert read(f"样本市开会\n本报讯 今天，{REPORT}", issuer=issuer).publisher is None


@pytest.mark.parametrize(
    ("value", "authors"),
    [
        ("通讯员", ()),
        ("记者 何苗 通讯员 罗小青", ("何苗", "罗小青")),
        ("何苗罗小青", ("何苗", "罗小青")),
    ],
)
def test_names_on_a_line_that_cleaning_took_out(value: str, authors: tuple[str, ...]) -> None:
    record = recognised(f"样本市开会\n5月22日，{REPORT}", Hint("author", value))
    assert record.authors == authors
    assert ("authors" in record.evidence) == bool(authors)


HELD = [
    ("样本市召开的推进会", "2024-04-29", "28日，", date(2024, 4, 28), date(2024, 4, 28)),
    ("跨月", "2024-05-02", "30日，", date(2024, 4, 30), date(2024, 4, 30)),
    ("跨年", "2025-01-01", "12月31日，", date(2024, 12, 31), date(2024, 12, 31)),
    ("两天", "2024-04-30", "4月28日至29日，", date(2024, 4, 28), date(2024, 4, 29)),
    ("两天", "2024-04-30", "28日至29日，", date(2024, 4, 28), date(2024, 4, 29)),
    ("今天", "2024-04-30", "今天（4月30日），", date(2024, 4, 30), date(2024, 4, 30)),
    ("年", "2024-04-30", "2023年4月30日，", date(2023, 4, 30), date(2023, 4, 30)),
    ("未来", "2024-04-30", "近日，", None, None),
    ("没有日期", None, "28日，", None, None),
    ("没有日期", None, "4月28日，", None, None),
]


@pytest.mark.parametrize(("title", "published", "day", "first", "last"), HELD)
def test_the_day_of_a_reported_meeting(
    title: str, published: str | None, day: str, first: date | None, last: date | None
) -> None:
    """A day without its year is read only where the day of publication is known."""
    metadata = {"published_on": published} if published else {}
    record = read(f"样本市部署重点项目：{title}\n本报讯 {day}{REPORT}", **metadata)
    assert record.meeting is not None
    assert (record.meeting.held_from, record.meeting.held_to) == (first, last)
    assert record.adopted_on is None


def test_the_day_of_the_dateline_is_not_the_meetings() -> None:
    record = read(f"样本市开会\n新华社示例4月29日电 28日，{REPORT}", published_on="2024-04-30")
    assert record.meeting is not None
    assert record.meeting.held_from == date(2024, 4, 28)


@pytest.mark.parametrize(
    ("opening", "name"),
    [
        (
            "学习贯彻党的二十届四中全会精神动员会27日在京召开。",
            "学习贯彻党的二十届四中全会精神动员会",
        ),
        ("落实“四下基层”交流座谈会20日在京召开。", "落实“四下基层”交流座谈会"),
        (
            "十四届全国人大常委会第十次会议25日上午在北京人民大会堂举行第一次全体会议。",
            "十四届全国人大常委会第十次会议",
        ),
        (
            "十三届全国人大常委会第一百三十三次委员长会议16日在北京举行。",
            "十三届全国人大常委会第一百三十三次委员长会议",
        ),
        ("中央财经委员会第二次会议20日下午召开。", "中央财经委员会第二次会议"),
    ],
)
def test_reported_meeting(opening: str, name: str) -> None:
    record = read(f"要闻\n新华社北京11月27日电 {opening}会议强调，要抓好落实。")
    assert record.meeting is not None
    assert record.meeting.name == name


@pytest.mark.parametrize(
    "opening",
    [
        "书中收入在党的二十大闭幕后的文章。",
        "五年前，在主持召开示例工作座谈会时，他强调要抓好落实。",
        "不久前，中国共产党二十届三中全会胜利召开。",
    ],
)
def test_a_meeting_of_earlier_days_is_not_the_reported_one(opening: str) -> None:
    assert read(f"要闻\n新华社北京11月27日电 今天，示例书出版。{opening}").meeting is None


BYLINES = [
    ("样本市委书记 林海川", "样本市委书记 林海川", "990200"),
    ("中共样本市委书记　林海川", "中共样本市委书记 林海川", "990200"),
    ("样本市委书记、市人大常委会主任 林海川", "样本市委书记、市人大常委会主任 林海川", "990200"),
    ("■ 林海川", "林海川", None),
    ("□林海川", "林海川", None),
    ("◎ 样本市委书记 林海川", "样本市委书记 林海川", "990200"),
    ("林海川", "林海川", None),
    ("林　海　川", "林海川", None),
    ("文/林海川", "林海川", None),
    ("作者：林海川", "林海川", None),
    ("林海川（样本市委书记）", "林海川（样本市委书记）", "990200"),
    ("（样本市委书记 林海川）", "样本市委书记 林海川", "990200"),
    ("示例省委政研室", "示例省委政研室", "990000"),
]


@pytest.mark.parametrize(("byline", "author", "region"), BYLINES)
def test_byline_under_the_title(byline: str, author: str, region: str | None) -> None:
    record = read(f"谈示例精神\n{byline}\n{ESSAY}")
    assert (record.genre, record.issuers, record.title) == ("article", (), "谈示例精神")
    assert [name.replace("\u3000", " ") for name in record.authors] == [author]
    assert record.region == region


CLOSING = [
    ("（作者系中共样本市委书记）", "中共样本市委书记"),
    ("（作者：中共样本市委书记）", "中共样本市委书记"),
    ("（作者为样本市委书记、市人大常委会主任）", "样本市委书记、市人大常委会主任"),
    ("（作者单位：样本市委党校）", "样本市委党校"),
    ("（本文作者系样本市市长）", "样本市市长"),
    ("（林海川 作者系样本市委书记）", "样本市委书记 林海川"),
]


@pytest.mark.parametrize(("closing", "author"), CLOSING)
def test_byline_at_the_end(closing: str, author: str) -> None:
    record = read(f"谈示例精神\n{ESSAY}\n{closing}")
    assert (record.genre, record.authors, record.region) == ("article", (author,), "990200")


def test_an_editors_name_is_no_authors() -> None:
    assert read(f"谈示例精神\n{ESSAY}\n（责任编辑：何苗）").authors == ()


SPEECHES = [
    ("在全市经济工作会议上的讲话\n（2026年1月5日）\n林海川", "林海川", "2026-01-05"),
    ("在全市经济工作会议上的讲话\n样本市委书记 林海川\n（2026年1月5日）", "林海川", "2026-01-05"),
    (
        "在全市经济工作会议上的讲话\n（二〇二六年一月五日）\n中共样本市委书记　林海川",
        "林海川",
        "2026-01-05",
    ),
    ("在全市经济工作会议上的讲话（摘要）\n2026年1月5日\n林海川", "林海川", "2026-01-05"),
    ("在全市经济工作会议上的讲话\n（2026年1月）", None, "None"),
]


@pytest.mark.parametrize(("head", "speaker", "day"), SPEECHES)
def test_speech(head: str, speaker: str | None, day: str) -> None:
    record = recognised(f"{head}\n同志们：\n今天我们召开这次会议，主要任务是部署工作。")
    assert (record.genre, record.kind, record.issuers) == ("speech", None, ())
    assert (record.speaker, str(record.adopted_on)) == (speaker, day)
    assert record.meeting is not None
    assert (record.meeting.name, str(record.meeting.held_from)) == ("全市经济工作会议", day)
