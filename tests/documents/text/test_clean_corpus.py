"""Cleaning on real texts: nothing of theirs is kept here, they are read from beside the project."""

import json
import re
from pathlib import Path

import pytest

from documents.text.cleaning import clean
from documents.text.refusal import RefusedInput
from tests.bench.dirt import INJECTORS
from tests.bench.injection import BOUND, measure

DEBRIS = re.compile(
    r"^(?:下载|打印|全屏|收藏|加大|还原|减小|】|【字[号体]：|相关报道：|扫一扫.*|分享[:：]|来源[:：].*|时间[:：].*|首页|>)$"
    r"|ICP备|Copyright|打印本页|关闭窗口|记者.{2,8}摄$",
    re.MULTILINE,
)
BAD_PINYIN = re.compile(r"[(（][a-z]*[āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜ][a-z]*\s?[)）]")


def records(path: Path, limit: int) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(limit), strict=False)]


def reports(shared: Path) -> dict[str, str]:
    folder = shared / "corpus" / "provincial_reports_2026"
    return {path.stem: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))}


def han(text: str) -> str:
    return re.sub("[^\u4e00-\u9fff]", "", text)


def test_the_seeds_lose_their_dirt_and_nothing_else(shared: Path) -> None:
    truth = json.loads((shared / "seeds" / "truth.json").read_text(encoding="utf-8"))
    for name, expected in truth.items():
        cleaned = clean((shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8"))
        assert not [t for t in expected["not_in_text"] if t in cleaned.text], name
        assert not [t for t in expected.get("in_text", []) if t not in cleaned.text], name
        assert clean(cleaned.text).text == cleaned.text


def test_reports_have_no_debris_left(shared: Path) -> None:
    for name, raw in reports(shared).items():
        cleaned = clean(raw)
        assert DEBRIS.search(cleaned.text) is None, name
        assert {"publisher", "published_on"} <= {hint.field for hint in cleaned.hints}, name


def test_reports_lose_no_paragraph(shared: Path) -> None:
    for name, raw in reports(shared).items():
        kept = han(clean(raw).text)
        lost = [line for line in raw.split("\n") if len(line) > 60 and han(line) not in kept]
        assert lost == [], name


@pytest.mark.parametrize("corpus", ["laws", "cctv_news_2023_2025", "national_reports"])
def test_paragraphs_of_clean_corpora_survive(shared: Path, corpus: str) -> None:
    for record in records(shared / "corpus" / f"{corpus}.jsonl", 60):
        cleaned = clean(record["text"])
        if "traditional" in cleaned.flags:
            continue
        kept = han(cleaned.text)
        lines = record["text"].split("\n本作品")[0].split("\n")
        assert [line for line in lines if len(line) > 40 and han(line) not in kept] == []
        assert clean(cleaned.text).text == cleaned.text


def test_messy_samples(shared: Path) -> None:
    samples = records(shared / "corpus" / "messy" / "real_web_samples.jsonl", 10)
    for sample in samples:
        if sample["kind"] in ("mojibake_gbk_read_as_utf8", "question_mark_loss"):
            with pytest.raises(RefusedInput):
                clean(sample["text"])
            continue
        cleaned = clean(sample["text"])
        assert BAD_PINYIN.search(cleaned.text) is None
        assert ("traditional" in cleaned.flags) == ("traditional" in sample["kind"])
        if "mojibake" in sample["kind"]:
            assert cleaned.flags & {"mojibake", "mojibake_repaired"}
            assert cleaned.damaged


def test_a_printed_law_reads_like_its_text(shared: Path) -> None:
    folder = shared / "corpus" / "messy"
    printed = next(folder.glob("pdf_print*.txt")).read_text(encoding="utf-8")
    reference = next(folder.glob("clean_reference*.md")).read_text(encoding="utf-8")
    clean_lines = set(clean(printed).text.split("\n"))
    missing = [
        line
        for line in clean(reference).text.split("\n")
        if line.startswith("第") and line not in clean_lines
    ]
    assert missing == []


@pytest.mark.parametrize("variant", INJECTORS)
def test_injected_dirt_comes_out_again(shared: Path, variant: str) -> None:
    """Cleaned text stays within 0.2 % edit distance of the text that the dirt was put into."""
    for name, raw in list(reports(shared).items())[::7]:
        share, _ = measure(name, clean(raw).text, variant, seed=20260127)
        assert share <= BOUND, name
