"""Fingerprints and comparison of texts, forms of titles."""

from __future__ import annotations

import random

import pytest

from documents.text.similarity import Fingerprint, compare, fingerprint, wording
from documents.text.titles import same_title
from tests.wording import body, with_typos

WHOLE = body(1, 30)


def sampled(text: str) -> Fingerprint:
    found = fingerprint(text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("other", "kind", "reverse"),
    [
        (WHOLE.replace("。", " . ").replace("\n", "\n\n"), "same_text", False),
        (with_typos(WHOLE, 0.01, random.Random(3)), "near_same", False),
        (WHOLE[len(WHOLE) // 10 :], "near_same", False),
        (WHOLE[: len(WHOLE) // 3], "excerpt_of", True),
        (body(2, 30), None, False),
        ("", None, False),
    ],
)
def test_what_texts_have_to_do_with_one_another(
    other: str, kind: str | None, reverse: bool
) -> None:
    found = compare(WHOLE, other)
    assert (found.kind if found else None) == kind
    assert found is None or found.reverse is reverse
    assert found is None or 0.8 <= found.similarity <= 1


def test_comparing_the_other_way_round_gives_the_other_direction() -> None:
    there, back = compare(WHOLE[:800], WHOLE), compare(WHOLE, WHOLE[:800])
    assert there is not None
    assert back is not None
    assert (there.kind, there.similarity, there.reverse) == (back.kind, back.similarity, False)
    assert back.reverse


def test_short_form_letters_are_not_alike() -> None:
    assert compare("经研究决定，任命甲为示例局局长。", "经研究决定，任命乙为示例局局长。") is None


def test_layout_and_punctuation_do_not_count() -> None:
    assert fingerprint("落实，责任。") == fingerprint("落实\n责任！")
    assert wording("ＡＢ－１２") == "ab12"


def test_an_excerpt_shares_its_samples_with_the_whole() -> None:
    whole, part = sampled(WHOLE * 1), sampled(WHOLE[500:1300])
    assert len(set(part.samples) & set(whole.samples)) >= 0.4 * len(part.samples)
    assert len(set(sampled(body(9, 10)).samples) & set(whole.samples)) <= 1


def test_samples_are_integers_of_the_database_in_order() -> None:
    found = sampled(WHOLE)
    assert list(found.samples) == sorted(set(found.samples))
    assert all(-(2**31) <= sample < 2**31 for sample in found.samples)
    assert fingerprint("。——") is None
    assert sampled("一").length == 1


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("关于做好示例工作的通知", "关于做好示例工作的通知", True),
        ("示例省人民政府关于做好示例工作的通知", "关于做好示例工作的通知", True),
        ("示例省财政厅 示例省教育厅关于做好示例工作的通知", "关于做好示例工作的通知", True),
        ("关于印发《示例方案》的通知（附全文）", "关于印发示例方案的通知", True),
        ("关于印发《示例方案》的通知(附：示例表)", "关于印发《示例方案》的通知", True),
        ("关于做好２０２６年示例工作的通知", "关于做好2026年 示例工作的通知", True),
        ("示例省人民政府关于做好样本地区示例工作的…", "关于做好样本地区示例工作的通知", True),
        ("关于做好示例?作的通知和样本工作", "关于做好示例工作的通知和样本工作", True),
        ("关于做好示例工作的通知", "关于做好样本工作的通知", False),
        ("关于做好示例工作的通知", "关于做好示例工作的意见", False),
        ("转发省财政厅关于做好示例工作的通知", "关于做好示例工作的通知", False),
        ("示例省示例条例（2018年修正）", "示例省示例条例", False),
        ("关于…", "关于做好示例工作的通知", False),
        ("？", "关于做好示例工作的通知", False),
        ("", "", False),
    ],
)
def test_forms_of_one_title(a: str, b: str, same: bool) -> None:
    assert same_title(a, b) is same
    assert same_title(b, a) is same
