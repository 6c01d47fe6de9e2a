"""Catalogue records labelled by hand: issuers and numbers, and what a record without text is."""

from collections import Counter
from functools import cache

import pytest

from documents.text.cleaning import clean
from documents.text.recognise import recognise
from taxonomy.fixtures_vocabulary import load_vocabulary
from tests.bench.catalogue import LABELLED, labelled, plainly
from tests.documents.text.recognition import recognised


@cache
def outcomes() -> Counter[str]:
    """How many of the labelled records come out right, wrong or without an issuer."""
    vocabulary = load_vocabulary()
    counts: Counter[str] = Counter()
    for _, raw, truth in labelled():
        record = recognise(clean(raw.text), raw.metadata, vocabulary)
        got = tuple(ref.body or ref.name for ref in record.issuers)
        issuer = "right" if got == truth["issuer"] else "wrong" if got else "missed"
        counts[f"issuer {issuer}"] += 1
        damaged = "damaged_number" in record.flags
        same = truth.get("document_number", record.document_number) == record.document_number
        counts[f"number {same and damaged == truth['damaged_number']}"] += 1
    return counts


def test_three_hundred_records_are_labelled() -> None:
    lines = LABELLED.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 301
    assert all(line.count("\t") == lines[0].count("\t") for line in lines)


def test_labelled_bodies_exist() -> None:
    slugs = [slug for _, _, truth in labelled() for slug in truth["issuer"] if slug.isascii()]
    assert set(slugs) <= set(load_vocabulary().bodies)


def test_issuers_are_right_and_almost_never_wrong() -> None:
    assert outcomes()["issuer right"] >= 0.98 * 300
    assert outcomes()["issuer wrong"] <= 0.01 * 300


def test_numbers_are_read_or_flagged() -> None:
    assert outcomes()["number False"] == 0


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("发文字号：渝府办发[2019] 22号\u200b", "渝府办发〔2019〕22号"),
        ("的通知徐府发（２０２３）９号", "徐府发〔2023〕9号"),
    ],
)
def test_the_truth_for_a_cell_is_read_without_the_parser(cell: str, plain: str) -> None:
    assert plainly(cell) == plain


@pytest.mark.parametrize(
    ("title", "genre", "kind"),
    [
        ("中华人民共和国统计法实施条例", "law", None),
        ("示例省《示例条例》实施办法", "law", None),
        ("示例省示例保护办法（已废止）", "law", None),
        ("示例省地震应急预案", "official", None),
        ("示例省人民政府关于示例的批复", "official", "批复"),
        ("示例省人民政府关于赵一任职的通知", "official", "通知"),
        ("示例省人民政府2026年森林防火命令", "official", "命令"),
        ("示例省人民政府令第12号", "official", "命令"),
        ("示例省人民政府新闻发布会介绍示例情况", "article", None),
        ("一图读懂《示例省示例办法》", "article", None),
    ],
)
def test_what_a_record_without_text_is(title: str, genre: str, kind: str | None) -> None:
    record = recognised("", title=title)
    assert (record.genre, record.kind) == (genre, kind)
