"""terms.csv: slugs follow the rule, every reference resolves, the trees are trees."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from taxonomy.pinyin import syllables

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"

COLUMNS = [
    "slug",
    "label",
    "alt_labels",
    "definition",
    "scheme",
    "broader",
    "components",
    "related",
    "coined_in",
    "valid_from",
    "superseded_by",
    "region",
    "status",
    "quoted_only",
]
REFERENCES = ["broader", "components", "related", "superseded_by"]

SEED_TERMS = (
    "三高四新 三个高地 一带一部 4×4现代化产业体系 新质生产力 四下基层 三个区分开来 两个维护 "
    "一带一路 走基层、找问题、想办法、促发展 七个聚焦发力 三牛精神 四敢 八大重点任务 三优三特 "
    "六融三抓 三城一园一中心 闯创干 十个紧盯 133工程 走找想促 双通报 两带头五整治 强省会战略 "
    "十大工程 1+2+N先进制造业集群 三区两山两中心 五好园区 1+N配套政策 全球研发中心城市 两个年 "
    "两业共融 一谷三区 五位一体 四个全面 制造强市七大工程 创新引领七大计划 改革开放七大行动 "
    "一核一圈一廊"
)

EXPANSIONS = {
    "十大工程": "制造强市 创新引领 数字赋能 开放融通 交通枢纽 能源提升 绿色低碳 精美城乡 文旅名城 "
    "全龄友好",
    "制造强市七大工程": "产业基础再造 产业链供应链提升 先进制造业集群建设 质量品牌提升 "
    "数字经济赋能 军民融合发展 园区提质增效",
    "创新引领七大计划": "关键核心技术攻关 基础研究发展 创新主体增量提质 中国动力谷人才行动 "
    "创新平台建设 创新生态优化 科技成果转化",
    "改革开放七大行动": "深化国资国企 投融资体制 要素市场化配置 营商环境优化 走出去 引进来 "
    "开放平台建设",
}
"""What the documents list under a name, in their order; a component's label starts with it."""

Row = dict[str, str]


def items(value: str) -> list[str]:
    return value.split("|") if value else []


@cache
def terms() -> list[Row]:
    with (FIXTURES / "terms.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def by_slug() -> dict[str, Row]:
    return {row["slug"]: row for row in terms()}


def names(row: Row) -> list[str]:
    return [row["label"], *items(row["alt_labels"])]


def pinyin_slug(label: str) -> str:
    """4×4现代化产业体系 → 4x4-xian-dai-hua-chan-ye-ti-xi; 人工智能+ → ren-gong-zhi-neng-plus."""
    latin = label.lower().replace("×", "x").replace("+", "plus")
    return re.sub("[^a-z0-9]+", "-", "-".join(syllables(latin))).strip("-")


def ancestors(slug: str) -> Iterator[str]:
    """The chain of broader terms; ends when it comes back to where it has been."""
    seen: set[str] = set()
    while (slug := by_slug()[slug]["broader"]) and slug not in seen:
        seen.add(slug)
        yield slug


def faults(row: Row) -> list[str]:
    """What is wrong with the single row, in words."""
    length = len(row["definition"])
    checks = {
        "status": row["status"] in {"approved", "candidate", "deprecated"},
        "scheme": row["scheme"] in {"formulation", "subject"},
        "quoted_only": row["quoted_only"] in {"", "1"},
        "definition": 30 <= length <= 95 if row["status"] == "approved" else length > 0,
        "region": re.fullmatch(r"\d{6}", row["region"]) is not None,
        "names": not any(re.search('[“”"‘’|]', name) for name in names(row)),
        "spaces": all(value == value.strip() for value in row.values()),
        "self": all(row["slug"] not in items(row[field]) for field in REFERENCES),
        "repeated": all(len(set(v)) == len(v) for v in (items(row[f]) for f in REFERENCES)),
    }
    return [f"{row['slug']}: {name}" for name, good in checks.items() if not good]


def test_rows_are_well_formed() -> None:
    assert list(terms()[0]) == COLUMNS
    assert [fault for row in terms() for fault in faults(row)] == []


def test_there_are_enough_terms() -> None:
    schemes = Counter(row["scheme"] for row in terms())
    assert schemes["subject"] == 22
    assert schemes["formulation"] >= 240


def test_subjects_keep_the_wording_of_the_library(shared: Path) -> None:
    source = shared / "vocab" / "subjects_22.txt"
    lines = source.read_text(encoding="utf-8").splitlines()
    expected = [line for line in lines if line and not line.startswith("#")]
    assert [row["label"] for row in terms() if row["scheme"] == "subject"] == expected


def test_slugs_and_labels_are_unique() -> None:
    slugs = Counter(row["slug"] for row in terms())
    labels = Counter((name, row["region"]) for row in terms() for name in names(row))
    assert [key for counter in (slugs, labels) for key, n in counter.items() if n > 1] == []


def test_slugs_follow_the_pinyin_rule() -> None:
    plain = Counter(pinyin_slug(row["label"]) for row in terms())
    for row in terms():
        slug = pinyin_slug(row["label"])
        allowed = {slug} if plain[slug] == 1 else {slug, f"{row['region']}-{slug}"}
        assert row["slug"] in allowed


def test_references_resolve() -> None:
    dangling = [
        (row["slug"], field, slug)
        for row in terms()
        for field in REFERENCES
        for slug in items(row[field])
        if slug not in by_slug()
    ]
    assert dangling == []
    assert [row["slug"] for row in terms() if "|" in row["broader"] + row["superseded_by"]] == []


def test_regions_exist() -> None:
    with (FIXTURES / "regions.csv").open(encoding="utf-8", newline="") as file:
        codes = {row["code"] for row in csv.DictReader(file)}
    assert {row["region"] for row in terms()} <= codes


def test_broader_has_no_cycle() -> None:
    assert [row["slug"] for row in terms() if row["slug"] in ancestors(row["slug"])] == []


def test_components_do_not_contain_their_whole() -> None:
    def below(slug: str, path: tuple[str, ...]) -> Iterator[str]:
        for part in items(by_slug()[slug]["components"]):
            if part in path:
                yield f"{slug} → {part}"
            else:
                yield from below(part, (*path, part))

    assert [loop for row in terms() for loop in below(row["slug"], (row["slug"],))] == []


def test_dates_are_days_since_1949() -> None:
    days = [date.fromisoformat(row["valid_from"]) for row in terms() if row["valid_from"]]
    assert days
    assert min(days) >= date(1949, 1, 1)


def test_deprecated_terms_name_their_successor() -> None:
    deprecated = [row for row in terms() if row["status"] == "deprecated"]
    assert deprecated
    assert [row["slug"] for row in deprecated if not row["superseded_by"]] == []


@pytest.mark.parametrize("name", SEED_TERMS.split())
def test_term_of_the_real_documents_is_there(name: str) -> None:
    assert [row["status"] for row in terms() if name in names(row)] == ["approved"]


def test_no_longer_name_swallows_a_term_of_the_real_documents() -> None:
    """The longest name wins in a text, so none may contain one of these."""
    swallowed = [
        (name, seed)
        for row in terms()
        for name in names(row)
        for seed in SEED_TERMS.split()
        if seed in name and seed != name
    ]
    assert swallowed == []


@pytest.mark.parametrize("label", EXPANSIONS)
def test_expansion_keeps_names_and_order(label: str) -> None:
    (row,) = (row for row in terms() if row["label"] == label)
    parts = [by_slug()[slug]["label"] for slug in items(row["components"])]
    listed = EXPANSIONS[label].split()
    assert [part.startswith(name) for part, name in zip(parts, listed, strict=True)] == [
        True
    ] * len(listed)
