"""Plain text and Markdown: encodings, front matter, what is refused."""

import codecs

import pytest

from documents.ingest.readers import SUFFIXES, read
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

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
