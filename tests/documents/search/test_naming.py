"""What a query names, and how much of it a title says."""

from __future__ import annotations

import pytest

from documents.search.naming import Coverage, Naming, Part, naming_of, naming_whole
from documents.search.query import And, Keyed, Not, Phrase, Query, Synonyms, Words


def parts(*texts: str) -> Naming:
    """Words of the same weight."""
    return Naming(tuple(Part((text,), 1.0) for text in texts))


COVERED: dict[tuple[str, str], tuple[float, float, bool]] = {
    ("示例法", "示例法"): (1.0, 1.0, True),
    ("示例法", "中华人民共和国示例法"): (1.0, 1.0, True),
    ("示例法", "中华人民共和国示例法（2019年修正）"): (1.0, 1.0, True),
    ("示例法", "示例法实施条例"): (1.0, 3 / 7, False),
    ("示例法", "关于实施《示例法》的通知"): (1.0, 3 / 10, False),
    ("示例法", "样本法"): (0.0, 0.0, False),
    ("2023 政府工作报告", "2023年示例省政府工作报告"): (1.0, 10 / 14, True),
    ("2023 政府工作报告", "2024年示例省政府工作报告"): (0.5, 6 / 14, True),
    ("政府工作报告 2023", "２０２３年政府工作報告"): (1.0, 10 / 11, True),
    ("创新", "中华人民共和国"): (0.0, 0.0, False),
}


@pytest.mark.parametrize(("case", "expected"), COVERED.items())
def test_coverage(case: tuple[str, str], expected: tuple[float, float, bool]) -> None:
    typed, title = case
    asked, filled, ends = parts(*typed.split()).coverage(title)
    assert [asked, filled] == pytest.approx(expected[:2])
    assert ends is expected[2]


def test_nothing_typed_covers_nothing() -> None:
    assert Naming(()).coverage("示例法") == Coverage(0.0, 0.0, False)


def test_a_name_counts_as_a_whole_or_by_another_name() -> None:
    typed, other = Words("省委十届九次全会"), Phrase("第十届委员会第九次全体会议")
    key = Keyed("meeting", ("cpc-990000-10-plenum-9",), "省委十届九次全会")
    tree = And((Synonyms((typed, other, key)), Words("创新 发展"), Not(Words("旧"))))
    query = Query("省委十届九次全会 创新 发展 -旧", tree, issuers=("gov-990000",))
    weights = {"省委": 1.0, "十届": 2.0, "九次": 2.0, "全会": 1.0, "创新": 3.0, "发展": 1.0}
    cut = {typed.text: ["省委", "十届", "九次", "全会"], "创新 发展": ["创新", "发展"]}
    named = naming_of(query, weights, cut.__getitem__)
    assert [part.weight for part in named.parts] == [6.0, 3.0, 1.0]
    assert named.coverage("第十届委员会第九次全体会议决议").asked == pytest.approx(0.6)
    assert named.coverage("省委十届八次全会关于创新的决定").asked == pytest.approx(0.3)
    assert named.meetings == ("cpc-990000-10-plenum-9",)
    assert named.issuers == ("gov-990000",)


def test_a_question_is_said_as_a_whole_or_not_at_all() -> None:
    named = naming_whole(Query("怎样落实示例法？", Words("怎样落实示例法")))
    assert named.coverage("示例法").asked == 0
    assert named.coverage("怎样落实示例法（解读）").asked == 1
    assert naming_whole(Query("？", None)).parts == ()


def test_the_year_of_the_title_comes_before_that_of_the_document() -> None:
    named = naming_whole(Query("２０２３年报告", Words("2023年报告")))
    assert named.years == {2023}
    assert named.has_year("报告", 2023)
    assert named.has_year("2023年报告", 2024)
    assert not named.has_year("2024年报告", 2023)
    assert not named.has_year("报告", None)
    assert not naming_whole(Query("报告", Words("报告"))).has_year("报告", None)


def test_the_year_of_a_number_is_none_that_was_named() -> None:
    number = "示政发〔2023〕1号"
    assert naming_whole(Query(number, Phrase(number), number=number)).years == frozenset()
