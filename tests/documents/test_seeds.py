"""The five seeds, as their truth says, and with other places, ordinals and dates in their texts."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from documents.text.cleaning import clean
from documents.text.recognise import recognise
from documents.text.stages import Recognised
from taxonomy.fixtures_vocabulary import load_vocabulary

PLENUM, ARTICLE, DECISION, NEWS, COMMUNIQUE = (
    "000_0f24566a65a87a3f",
    "001_152f4d5d7c5355aa",
    "002_e463bea853180df1",
    "003_f10083796e051e66",
    "004_badb023f83476a11",
)


@pytest.fixture(scope="module")
def read(shared: Path) -> Callable[..., Recognised]:
    def read_seed(name: str, *changes: tuple[str, str]) -> Recognised:
        text = (shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        return recognise(clean(text), {}, load_vocabulary())

    return read_seed


@pytest.mark.parametrize("name", [PLENUM, ARTICLE, DECISION, NEWS, COMMUNIQUE])
def test_truth(name: str, shared: Path, read: Callable[..., Recognised]) -> None:
    truth: dict[str, Any] = json.loads((shared / "seeds" / "truth.json").read_text("utf-8"))[name]
    record = read(name)
    if "title" in truth:
        assert record.title == truth["title"]
    assert record.title_inferred == truth.get("title_inferred", False)
    assert (record.genre, record.kind) == (truth["genre"], truth["kind"])
    assert [i.body for i in record.issuers] == ([truth["body"]] if truth["body"] else [])
    assert record.region == truth["region"]
    assert str(record.adopted_on) == str(truth["adopted_on"])
    if "publisher" in truth:
        assert record.publisher == truth["publisher"]
    if truth.get("meeting"):
        meeting = record.meeting
        assert meeting is not None
        stated = {
            "body": meeting.body,
            "convocation": meeting.convocation,
            "session": meeting.session,
            "held_on": meeting.held_from.isoformat() if meeting.held_from else None,
        }
        assert stated == truth["meeting"]
    assert set(truth.get("flags", ())) <= record.flags


def test_what_truth_says_of_people_and_lead_in(read: Callable[..., Recognised]) -> None:
    assert read(ARTICLE).authors == ("湘潭市委书记",)
    assert read(ARTICLE).publisher == "湖南政研网"
    news = read(NEWS)
    assert news.lead_in == "吴桂英在长沙市传达学习全国两会精神会议上强调"
    assert news.meeting is not None
    assert news.meeting.name == "长沙市传达学习全国两会精神会议"
    assert news.meeting.held_from is None


def test_another_plenum(read: Callable[..., Recognised]) -> None:
    record = read(
        PLENUM,
        ("湖南", "江西"),
        ("第十二届", "第十五届"),
        ("第六次", "第九次"),
        ("2024年4月29日", "二〇二五年七月三十日"),
        ("长沙", "南昌"),
    )
    assert record.title == "中国共产党江西省第十五届委员会第九次全体会议决议"
    assert [issuer.body for issuer in record.issuers] == ["cpc-360000"]
    assert record.region == "360000"
    assert record.meeting is not None
    assert (record.meeting.slug, record.meeting.place) == ("cpc-360000-15-plenum-9", "南昌")
    assert record.adopted_on == date(2025, 7, 30)


def test_another_author(read: Callable[..., Recognised]) -> None:
    record = read(ARTICLE, ("湘潭", "株洲"))
    assert (record.authors, record.region) == (("株洲市委书记",), "430200")
    assert read(ARTICLE, ("(作者为湘潭市委书记)", "")).region == "430300"


def test_another_decision(read: Callable[..., Recognised]) -> None:
    record = read(DECISION, ("长沙", "武汉"), ("湖南", "湖北"), ("2022年4月27日", "2023.12.1"))
    assert record.title.startswith("中共武汉市委关于")
    assert [issuer.body for issuer in record.issuers] == ["cpc-420100"]
    assert (record.region, record.adopted_on) == ("420100", date(2023, 12, 1))


def test_another_news_item(read: Callable[..., Recognised]) -> None:
    record = read(NEWS, ("13日下午", "2023年3月15日下午"), ("長(cháng)沙市", "衡陽市"))
    assert record.meeting is not None
    assert record.meeting.slug == "cpc-430400-briefing-2023-03-15"
    assert record.region == "430400"


@pytest.mark.parametrize("name", [PLENUM, DECISION, COMMUNIQUE])
def test_without_its_title(name: str, shared: Path) -> None:
    """What only the title says is null, and the title is one made of the text's own words."""
    text = (shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8").lstrip()
    body = re.split(r"\n(?=中国共产党.*举行|\(2022|\*\*)", text, maxsplit=1)[1]
    cleaned = clean(body)
    record = recognise(cleaned, {}, load_vocabulary())
    assert record.title_inferred
    assert "title_inferred" in record.flags
    assert record.title in cleaned.text
    assert record.region == {"0": "430000", "2": "430100", "4": "430200"}[name[2]]


PLENUMS = [
    # changes of the text, committee, day, last day, place
    ([("湖南省", "西藏自治区"), ("湖南", "西藏"), ("长沙", "拉萨")], "cpc-540000-12-plenum-6",
     "2024-04-29", "2024-04-29", "拉萨"),
    ([("湖南省", "示例省"), ("湖南", "示例"), ("长沙", "示例市")], "cpc-990000-12-plenum-6",
     "2024-04-29", "2024-04-29", "示例市"),
    ([("湖南省第十二届", "宁乡市第三届")], "cpc-430182-3-plenum-6",
     "2024-04-29", "2024-04-29", "长沙"),
    ([("第十二届", "第12届"), ("第六次", "第6次")], "cpc-430000-12-plenum-6",
     "2024-04-29", "2024-04-29", "长沙"),
    ([("4月29日", "4月28日至29日")], "cpc-430000-12-plenum-6", "2024-04-28", "2024-04-29", "长沙"),
    ([("4月29日", "4月30日至5月1日")], "cpc-430000-12-plenum-6",
     "2024-04-30", "2024-05-01", "长沙"),
    ([("2024年4月29日", "2024年12月31日至2025年1月1日")], "cpc-430000-12-plenum-6",
     "2024-12-31", "2025-01-01", "长沙"),
    ([("2024年4月29日", "２０２４年４月２９日")], "cpc-430000-12-plenum-6",
     "2024-04-29", "2024-04-29", "长沙"),
    ([("2024年4月29日", "2024年4月")], "cpc-430000-12-plenum-6", "None", "None", "长沙"),
    ([("于2024年4月29日在", "在")], "cpc-430000-12-plenum-6", "None", "None", "长沙"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "slug", "first", "last", "place"), PLENUMS)
def test_plenum_of_another_place_number_or_day(
    read: Callable[..., Recognised],
    changes: list[tuple[str, str]],
    slug: str,
    first: str,
    last: str,
    place: str,
) -> None:
    record = read(PLENUM, *changes)
    meeting = record.meeting
    assert meeting is not None
    assert (meeting.slug, str(meeting.held_from), str(meeting.held_to)) == (slug, first, last)
    assert (meeting.place, str(record.adopted_on)) == (place, last)
    assert [issuer.body for issuer in record.issuers] == [meeting.body]
    assert record.region == str(meeting.body).removeprefix("cpc-")
    assert (record.title, record.kind) == (f"{meeting.name}决议", "决议")


@pytest.mark.parametrize("kind", ["公报", "公告", "决定"])
def test_plenums_of_another_kind(read: Callable[..., Recognised], kind: str) -> None:
    assert read(PLENUM, ("全体会议决议", f"全体会议{kind}")).kind == kind


DECISIONS = [
    ([("(2022年4月27日)", "")], "决定", ["cpc-430100"], "None"),
    ([("(2022年4月27日)", "（二〇二三年十二月一日）")], "决定", ["cpc-430100"], "2023-12-01"),
    ([("(2022年4月27日)", "(2022年2月30日)")], "决定", ["cpc-430100"], "None"),
    ([("发展的决定", "发展的意见"), ("如下决定", "如下意见")], "意见", ["cpc-430100"],
     "2022-04-27"),
    ([("中共长沙市委", "长沙市人民政府")], "决定", ["gov-430100"], "2022-04-27"),
    ([("中共长沙市委", "中共长沙市委 长沙市人民政府")], "决定", ["cpc-430100", "gov-430100"],
     "2022-04-27"),
]  # fmt: skip


@pytest.mark.parametrize(("changes", "kind", "issuers", "day"), DECISIONS)
def test_decision_of_another_kind_body_or_day(
    read: Callable[..., Recognised],
    changes: list[tuple[str, str]],
    kind: str,
    issuers: list[str],
    day: str,
) -> None:
    record = read(DECISION, *changes)
    assert (record.genre, record.kind, str(record.adopted_on)) == ("official", kind, day)
    assert [issuer.body for issuer in record.issuers] == issuers
    assert record.title.endswith(f"全面推进高质量发展的{kind}")
    assert (record.region, record.meeting) == ("430100", None)


@pytest.mark.parametrize(
    ("office", "place", "province", "region"),
    [("市委书记", "岳阳", "湖南", "430600"), ("市市长", "九江", "江西", "360400")],
)
def test_article_of_another_office_and_place(
    read: Callable[..., Recognised], office: str, place: str, province: str, region: str
) -> None:
    changes = (("湖南", province), ("湘潭市委书记", f"湘潭{office}"), ("湘潭", place))
    record = read(ARTICLE, *changes)
    assert (record.authors, record.region) == ((f"{place}{office}",), region)
    assert (record.genre, record.publisher) == ("article", f"{province}政研网")


def test_news_of_another_place_person_and_outlet(read: Callable[..., Recognised]) -> None:
    record = read(
        NEWS, ("長(cháng)沙市", "株洲市"), ("吳桂英", "李明"), ("長(cháng)沙晚報", "株洲日報")
    )
    assert record.lead_in == "李明在株洲市传达学习全国两会精神会议上强调"
    assert (record.region, record.publisher) == ("430200", "株洲日报")
    assert record.meeting is not None
    assert (record.meeting.slug, record.meeting.body) == (None, "cpc-430200")
    assert "unresolved_meeting" in record.flags


def test_news_without_its_head(shared: Path) -> None:
    text = (shared / "seeds" / f"{NEWS}.txt").read_text(encoding="utf-8")
    record = recognise(clean(text[text.index("13日下午") :]), {}, load_vocabulary())
    assert (record.genre, record.title_inferred, record.lead_in) == ("news", True, None)
    assert (record.region, record.adopted_on) == ("430100", None)
    assert record.meeting is not None
    assert record.meeting.name == "长沙市传达学习全国两会精神会议"


def test_another_communique(read: Callable[..., Recognised]) -> None:
    record = read(
        COMMUNIQUE,
        ("株洲", "岳阳"),
        ("第十二届", "第九届"),
        ("第十四次", "第三次"),
        ("**上接A1版** ", ""),
    )
    assert record.title == "中国共产党岳阳市第九届委员会第三次全体会议公报"
    assert [issuer.body for issuer in record.issuers] == ["cpc-430600"]
    assert record.meeting is not None
    assert (record.meeting.slug, record.meeting.held_from) == ("cpc-430600-9-plenum-3", None)
    assert (record.region, record.adopted_on) == ("430600", None)
    assert "excerpt" not in record.flags


def test_communique_without_its_title_is_still_official(shared: Path) -> None:
    text = (shared / "seeds" / f"{COMMUNIQUE}.txt").read_text(encoding="utf-8")
    record = recognise(clean(text[text.index("**") :]), {}, load_vocabulary())
    assert (record.genre, record.kind, record.meeting) == ("official", None, None)
