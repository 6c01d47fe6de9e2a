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
