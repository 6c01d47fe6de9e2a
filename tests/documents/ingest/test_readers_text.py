"""Plain text and Markdown: encodings, front matter, what is refused."""

import codecs
import json
from collections.abc import Iterator
from pathlib import Path

import opencc
import pytest

from documents.ingest.readers import SUFFIXES, read
from documents.ingest.readers.encoding import decode
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument
from tests.conftest import ROOT

SIMPLIFIED = "示例省人民政府关于加强工作的通知\n各市人民政府：现将有关事项通知如下。"
TRADITIONAL = "示例省人民政府關於加強工作的通知\n各市人民政府：現將有關事項通知如下。"
ENCODED = [
    (SIMPLIFIED, SIMPLIFIED.encode()),
    (SIMPLIFIED, codecs.BOM_UTF8 + SIMPLIFIED.encode()),
    (SIMPLIFIED, SIMPLIFIED.encode("gb18030")),
    (SIMPLIFIED, codecs.BOM_UTF16_LE + SIMPLIFIED.encode("utf-16-le")),
    (SIMPLIFIED, codecs.BOM_UTF16_BE + SIMPLIFIED.encode("utf-16-be")),
    (SIMPLIFIED, SIMPLIFIED.encode("utf-16-le")),
    (SIMPLIFIED, SIMPLIFIED.encode("utf-16-be")),
    (TRADITIONAL, TRADITIONAL.encode("big5")),
    (TRADITIONAL, TRADITIONAL.encode("gb18030")),
]


def document(data: bytes, suffix: str) -> RawDocument:
    (item,) = read(data, suffix)
    assert isinstance(item.content, RawDocument), item.content
    assert item.record is None
    return item.content


def refusal(data: bytes, suffix: str, **options: int) -> RefusedInput:
    (item,) = read(data, suffix, **options)
    assert isinstance(item.content, RefusedInput)
    return item.content


@pytest.mark.parametrize(("text", "data"), ENCODED)
def test_encodings_are_told_apart(text: str, data: bytes) -> None:
    assert document(data, ".txt") == RawDocument(text, "text/plain")


@pytest.mark.parametrize(
    ("data", "offset"),
    [
        ("通知".encode() + b"\xff\xfe\xff" + "如下".encode(), 6),
        (codecs.BOM_UTF8 + b"abc\xff", 6),
        (b"%PDF-1.7\n", 0),
        (b"PK\x03\x04rest", 0),
    ],
)
def test_what_is_no_text_is_refused_with_its_offset(data: bytes, offset: int) -> None:
    refused = refusal(data, ".txt")
    assert refused.offset == offset
    assert f"(offset {offset})" in str(refused)


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"a\0b\0" * 40])
def test_empty_and_binary_files_are_refused(data: bytes) -> None:
    assert str(refusal(data, ".txt"))


def test_front_matter_of_markdown_is_metadata() -> None:
    text = "---\ntitle: 关于节水的通知\n发文字号：示政发〔2026〕1号\nlayout: page\n---\n# 正文\n"
    read_document = document(text.encode(), ".md")
    assert read_document.text == "# 正文\n"
    assert read_document.metadata == {
        "title": "关于节水的通知",
        "document_number": "示政发〔2026〕1号",
    }


def test_a_ruler_is_no_front_matter() -> None:
    text = "---\n这是一段正文，不是元数据\n---\n"
    assert document(text.encode(), ".MD").text == text


def test_unknown_suffixes_are_refused_with_those_that_are_known() -> None:
    assert ".html" in str(refusal(b"x", ".exe"))
    assert "without suffix" in str(refusal(b"x", ""))


def test_the_size_limit_is_the_callers() -> None:
    assert "more than the limit of 10" in str(refusal(SIMPLIFIED.encode(), ".txt", size_limit=10))
    assert document(SIMPLIFIED.encode(), ".txt").text == SIMPLIFIED


def test_every_suffix_has_a_media_type() -> None:
    assert {".txt", ".md", ".html", ".htm", ".jsonl", ".tsv"} <= set(SUFFIXES)
    assert all("/" in media_type for media_type in SUFFIXES.values())


PREPARED = (
    ("utf-8", False), ("gb18030", False), ("gb18030", True), ("big5hkscs", True), ("cp950", True),
    ("utf-16-le", False), ("utf-16-be", False), ("utf-16", False), ("utf-8-sig", True),
)  # fmt: skip
"""Encodings, and whether the text is put into traditional characters for them."""


def pieces(texts: list[str], lengths: tuple[int, ...]) -> Iterator[str]:
    """Every text from several places on, cut to several lengths."""
    for text in texts:
        for length in lengths:
            for start in range(0, max(len(text) - length, 1), max(len(text) // 3, 1)):
                yield text[start : start + length]


def wrongly_read(texts: list[str], lengths: tuple[int, ...]) -> tuple[int, list[str]]:
    """How many pieces were tried in all encodings, and those that came out otherwise."""
    traditional = opencc.OpenCC("s2tw")
    tried, wrong = 0, []
    for piece in pieces(texts, lengths):
        for encoding, converted in PREPARED:
            text = traditional.convert(piece) if converted else piece
            data = text.encode(encoding, "ignore")
            text = data.decode(encoding)
            tried += 1
            if decode(data) != text:
                wrong.append(f"{encoding}: {text[:40]}")
    return tried, wrong


def test_encodings_are_told_apart_by_what_the_text_says() -> None:
    texts = [p.read_text("utf-8") for p in sorted((ROOT / "fixtures/samples").glob("*.txt"))]
    tried, wrong = wrongly_read(texts, (20, 60, 300))
    assert tried > 300
    assert wrong == []


def test_encodings_of_laws_and_reports_are_told_apart(shared: Path) -> None:
    rows = (shared / "corpus" / "laws.jsonl").read_text("utf-8").splitlines()[::100]
    texts = [json.loads(row)["text"] for row in rows]
    tried, wrong = wrongly_read(texts, (200, 1000, 5000))
    assert tried > 500
    assert len(wrong) <= 0.002 * tried, wrong


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_the_offset_is_that_of_the_first_bad_byte_in_the_likeliest_encoding(encoding: str) -> None:
    good = (SIMPLIFIED * 3).encode(encoding)
    assert refusal(good + b"\xff\xff" + good, ".txt").offset == len(good)


def test_a_few_chinese_characters_among_others() -> None:
    text = "GB/T 9704-2012 " * 20 + "公文格式"
    assert document(text.encode("gb18030"), ".txt").text == text
