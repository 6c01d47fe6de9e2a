"""Files of records: keys become metadata, a broken row spoils only itself."""

import json
from itertools import islice
from pathlib import Path

import pytest

from documents.ingest.readers import read
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

ROWS = [
    (
        {"title": "关于节水的通知", "text": "请执行。", "doc_number": "示政发〔2026〕1号"},
        {"title": "关于节水的通知", "document_number": "示政发〔2026〕1号"},
    ),
    (
        {"title": "示例新闻", "text": "今天开会。", "date": "2026-01-05", "source": "https://a.cn/1"},
        {"title": "示例新闻", "date": "2026-01-05", "url": "https://a.cn/1"},
    ),
    (
        {"标题": "通知", "正文": "请执行。", "索引号": "000/1", "发文机关": "示例省人民政府"},
        {"title": "通知", "index_number": "000/1", "issuer": "示例省人民政府"},
    ),
    (
        {"title": "目录记录", "issuers": ["甲局", "乙局"], "text": None, "doc_number": "None"},
        {"title": "目录记录", "issuer": "甲局、乙局"},
    ),
]  # fmt: skip


@pytest.mark.parametrize(("row", "metadata"), ROWS)
def test_keys_become_metadata(row: dict[str, object], metadata: dict[str, str]) -> None:
    (item,) = read(json.dumps(row, ensure_ascii=False).encode(), ".jsonl")
    assert isinstance(item.content, RawDocument)
    assert item.record == 1
    assert item.content.metadata == metadata
    assert item.content.text == (row.get("text") or row.get("正文") or "")


def test_broken_rows_are_refused_by_number_and_the_others_go_on() -> None:
    data = b'{"text": "a"}\n\n{broken\n[1]\n{"other": 1}\n{"text": "b"}\n'
    items = list(read(data, ".jsonl"))
    assert [item.record for item in items] == [1, 3, 4, 5, 6]
    assert [str(item.content) for item in items if isinstance(item.content, RefusedInput)] == [
        "row 3 is not JSON (offset 1)",
        "row 4 is not a JSON object",
        "row 5 has neither text nor title nor number",
    ]


def test_tab_separated_records() -> None:
    data = (
        "source\turl\ttitle\tissue_date\tpub_date\tdoc_number\n"
        "示例省\thttps://a.cn/1\t关于节水的通知\t2026-01-01\t2026-01-02\t示政发〔2026〕1号\n"
        "示例省\thttps://a.cn/2\t“开幕\tNone\t2026-01-02\t\n"
        "示例市\thttps://a.cn/3\t关于抗旱\n"
        "工作的通知\t2026-01-03\t2026-01-04\t\n"
        "坏行\t少了\n"
    ).encode()
    first, second, joined, broken = read(data, ".tsv")
    assert isinstance(first.content, RawDocument)
    assert (first.record, first.content.text) == (1, "")
    assert first.content.metadata == {
        "publisher": "示例省",
        "url": "https://a.cn/1",
        "title": "关于节水的通知",
        "adopted_on": "2026-01-01",
        "published_on": "2026-01-02",
        "document_number": "示政发〔2026〕1号",
    }
    assert isinstance(second.content, RawDocument)
    assert "adopted_on" not in second.content.metadata
    assert isinstance(joined.content, RawDocument)
    assert (joined.record, joined.content.metadata["title"]) == (3, "关于抗旱工作的通知")
    assert str(broken.content) == "row 5 has 2 cells under 6 columns"


@pytest.mark.parametrize("suffix", [".jsonl", ".tsv"])
def test_undecodable_files_are_refused_once(suffix: str) -> None:
    (item,) = read(b"\xff\xfe\xff\xff\x00", suffix)
    assert isinstance(item.content, RefusedInput)


def test_a_table_without_known_columns_is_refused() -> None:
    (item,) = read(b"a\tb\n1\t2\n", ".tsv")
    assert "no header" in str(item.content)


def test_a_record_above_the_limit_is_refused_alone() -> None:
    data = b'{"text": "aaaaaaaaaaaa"}\n{"text": "b"}'
    first, second = read(data, ".jsonl", size_limit=10)
    assert "more than the limit of 10" in str(first.content)
    assert isinstance(second.content, RawDocument)


def test_the_catalogue_of_records(shared: Path) -> None:
    data = (shared / "corpus" / "catalogue_records.tsv").read_bytes()
    contents = [item.content for item in read(data, ".tsv")]
    usable = [content for content in contents if isinstance(content, RawDocument)]
    assert (len(contents), len(usable)) == (37_382, 36_726)
    assert all({"title", "document_number"} & set(content.metadata) for content in usable)
    assert not any("None" in content.metadata.values() for content in usable)


@pytest.mark.parametrize("name", ["laws", "local_documents", "national_reports"])
def test_every_record_of_the_corpora_is_read(shared: Path, name: str) -> None:
    data = (shared / "corpus" / f"{name}.jsonl").read_bytes()
    items = list(islice(read(data, ".jsonl"), 200))
    assert all(isinstance(item.content, RawDocument) for item in items)


TYPES: list[tuple[dict[str, object], str]] = [
    ({"title": {"a": 1}, "text": "文"}, "row 1: the field 'title' holds an object, not text"),
    ({"title": "通知", "text": [["a"]]}, "row 1: the field 'text' holds a nested list, not text"),
    ({"title": True, "text": "文"}, "row 1: the field 'title' holds true or false, not text"),
]


@pytest.mark.parametrize(("row", "reason"), TYPES)
def test_fields_of_the_wrong_type_are_named(row: dict[str, object], reason: str) -> None:
    (item,) = read(json.dumps(row).encode(), ".jsonl")
    assert str(item.content) == reason


def test_numbers_and_lists_of_paragraphs_are_text() -> None:
    row = {"title": 2026, "text": ["第一段。", "第二段。"], "other": {"a": [1]}}
    (item,) = read(json.dumps(row).encode(), ".jsonl")
    assert isinstance(item.content, RawDocument)
    assert (item.content.metadata["title"], item.content.text) == ("2026", "第一段。\n第二段。")


@pytest.mark.parametrize("suffix", [".jsonl", ".tsv"])
def test_a_line_that_is_no_utf8_spoils_only_itself(suffix: str) -> None:
    rows = ['{"text": "甲"}', '{"text": "乙"}', '{"text": "丙"}']
    rows = rows if suffix == ".jsonl" else ["text", "甲", "乙", "丙"]
    lines = [row.encode() for row in rows]
    lines[2] = lines[2][:-1] + b"\xff" + lines[2][-1:]
    items = list(read(b"\n".join(lines), suffix))
    number = 3 if suffix == ".jsonl" else 2
    refused = [item for item in items if isinstance(item.content, RefusedInput)]
    assert [item.record for item in refused] == [number]
    assert [item.record for item in items] == [1, 2, 3]
    assert "is not UTF-8 (offset" in str(refused[0].content)


def test_halves_of_characters_and_null_characters_do_no_harm() -> None:
    data = b'{"title": "\\ud83d\\u0000A", "text": "\\ud83d\\ude00\\udc00"}'
    (item,) = read(data, ".jsonl")
    assert isinstance(item.content, RawDocument)
    assert item.content.metadata["title"] == "\ufffdA"
    assert item.content.text == "😀\ufffd"


def test_a_byte_order_mark_and_a_huge_line() -> None:
    row = json.dumps({"title": "通知", "text": "水" * 2_000_000}, ensure_ascii=False)
    (item,) = read(b"\xef\xbb\xbf" + row.encode() + b"\r\n", ".jsonl")
    assert isinstance(item.content, RawDocument)
    assert len(item.content.text) == 2_000_000
    (refused,) = read(row.encode(), ".jsonl", size_limit=1_000_000)
    assert "has 2000000 characters" in str(refused.content)
