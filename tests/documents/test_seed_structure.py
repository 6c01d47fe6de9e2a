"""Sections, terms and citations of the five seeds, as SEEDS.md counts and names them."""

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from documents.ingest.pipeline import Draft, Tools, run
from documents.text.stages import RawDocument
from taxonomy.fixtures_vocabulary import load_vocabulary

PLENUM, ARTICLE, DECISION, NEWS, COMMUNIQUE = "000", "001", "002", "003", "004"


@cache
def draft(seeds: Path, prefix: str) -> Draft:
    path = next(seeds.glob(f"{prefix}_*.txt"))
    return run(RawDocument(path.read_text("utf-8"), "text/plain"), Tools(load_vocabulary()))


@pytest.mark.parametrize(
    ("prefix", "top_level"),
    [
        (PLENUM, {"paragraph": 1, "segment": 6}),
        (ARTICLE, {"paragraph": 11}),
        (DECISION, {"paragraph": 3, "章": 3}),
        (NEWS, {"paragraph": 7}),
        (COMMUNIQUE, {"paragraph": 1, "segment": 15}),
    ],
)
def test_top_level(prefix: str, top_level: dict[str, int], shared: Path) -> None:
    sections = draft(shared / "seeds", prefix).sections
    assert Counter(s.type for s in sections if s.level == 1) == top_level


def test_chapters_and_articles_of_the_decision(shared: Path) -> None:
    sections = draft(shared / "seeds", DECISION).sections
    assert [s.label for s in sections if s.type == "章"] == ["一、", "二、", "三、"]
    assert [s.label for s in sections if s.type == "条"] == [f"{n}." for n in range(1, 16)]
    assert {s.level for s in sections if s.type == "条"} == {2}
    assert all(s.heading for s in sections if s.type in ("章", "条"))


def test_openings_of_the_resolution(shared: Path) -> None:
    sections = draft(shared / "seeds", PLENUM).sections
    assert [s.heading for s in sections] == [
        None,
        "全会指出",
        *["全会强调"] * 4,
        "全会号召",
    ]


def test_inline_lists_of_the_article(shared: Path) -> None:
    sections = draft(shared / "seeds", ARTICLE).sections
    labels = [s.label for s in sections if s.type == "项"]
    assert labels == ["一是", "二是", "三是", "四是", *["一是", "二是", "三是"] * 2]


@pytest.mark.parametrize(
    ("prefix", "surfaces"),
    [
        (PLENUM, "“4×4”现代化产业体系 走基层、找问题、想办法、促发展 四下基层 一带一部 三个高地"),
        (ARTICLE, "七个聚焦发力 “三牛”精神 四敢 “133”工程 双通报 两带头五整治 三城一园一中心"),
        (DECISION, "十大工程 “1+2+N”先进制造业集群 三区两山两中心 五好园区 “1+N”配套政策"),
        (NEWS, "两个年 两业共融 全球研发中心城市 新质生产力 三高四新"),
        (COMMUNIQUE, "一谷三区 制造强市七大工程 创新引领七大计划 改革开放七大行动 一核一圈一廊"),
    ],
)
def test_terms(prefix: str, surfaces: str, shared: Path) -> None:
    found = draft(shared / "seeds", prefix)
    assert set(surfaces.split()) <= {mention.surface for mention in found.terms}
    assert all(found.text[m.start : m.end] == m.surface for m in found.terms)


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        (PLENUM, {"新时代推动中部地区崛起座谈会": "cpc-100000-forum-2024-03-20"}),
        (
            ARTICLE,
            {
                "省委十二届五次全会": "cpc-430000-12-plenum-5",
                "市委十三届六次全会": "cpc-430300-13-plenum-6",
                "市委经济工作会议": None,
                "市“两会”": None,
            },
        ),
        (
            DECISION,
            {
                "湖南省第十二次党代会": "cpc-430000-12-congress",
                "实施强省会战略暨长株潭都市圈建设推进会": "cpc-430000-conference-2022-04-19",
                "《关于实施强省会战略支持长沙市高质量发展的若干意见》": (
                    "关于实施强省会战略支持长沙市高质量发展的若干意见"
                ),
            },
        ),
        (
            NEWS,
            {
                "全国两会": None,
                "十四届全国人大二次会议": "npc-100000-14-session-2",
                "全国政协十四届二次会议": "cppcc-100000-14-session-2",
            },
        ),
        (
            COMMUNIQUE,
            {
                "十九届二中": "cpc-100000-19-plenum-2",
                "三中": "cpc-100000-19-plenum-3",
                "四中": "cpc-100000-19-plenum-4",
                "五中全会": "cpc-100000-19-plenum-5",
            },
        ),
    ],
)
def test_citations(prefix: str, expected: dict[str, str | None], shared: Path) -> None:
    found = draft(shared / "seeds", prefix)
    cited = {c.surface: c.target for c in found.citations}
    assert {surface: cited.get(surface, "missing") for surface in expected} == expected
    own = found.metadata.meeting
    assert own is None or own.slug not in cited.values() or own.slug is None
