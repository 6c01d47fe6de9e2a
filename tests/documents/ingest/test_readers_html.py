"""Web pages: main text, metadata beside it, encodings, harmless scripts."""

import json
import re
from pathlib import Path

import pytest

from documents.ingest.readers import read
from documents.text.cleaning import clean
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument

PARAGRAPHS = """<p>各市人民政府：</p><p>为做好节水工作，现将有关事项通知如下，请认真贯彻执行。</p>
<p>一、加强组织领导。各地要落实责任，完善机制，确保各项任务按期完成。</p>
<p style="text-align:right">示例省人民政府</p><p>2026年1月5日</p>"""
TEXT = (
    "各市人民政府：\n为做好节水工作，现将有关事项通知如下，请认真贯彻执行。\n"
    "一、加强组织领导。各地要落实责任，完善机制，确保各项任务按期完成。\n示例省人民政府\n2026年1月5日"
)
NAVIGATION = "<ul><li><a href='/'>首页</a></li><li><a href='/zwgk'>政务公开</a></li></ul>"
LABELS = [
    "<table><tr><td><b>索 引 号：</b></td><td>000/2026-1</td><td><b>发文字号：</b></td>"
    "<td>示政发〔2026〕1号</td></tr><tr><td>成文日期：</td><td>2026年01月05日</td></tr></table>",
    "<ul><li>索引号：000/2026-1</li><li><span>发文字号：</span>示政发〔2026〕1号</li>"
    "<li><label>成文日期</label><em>2026年01月05日</em></li></ul>",
    "<div><div>索&nbsp;引&nbsp;号：</div><div>000/2026-1</div><div>发文字号：</div>"
    "<div>示政发〔2026〕1号</div><div>成文日期：</div><div>2026年01月05日</div></div>",
]


def page(body: str, head: str = "") -> bytes:
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}</body></html>".encode()


def document(data: bytes) -> RawDocument:
    (item,) = read(data, ".html")
    assert isinstance(item.content, RawDocument), item.content
    return item.content


@pytest.mark.parametrize(
    "wrapped",
    [
        f"{NAVIGATION}<div id='zoom'>{PARAGRAPHS}</div><div>相关链接</div>",
        f"{NAVIGATION}<div class='x'><div class='TRS_Editor'>{PARAGRAPHS}</div></div>",
        f"<header>{NAVIGATION}</header><div><div>{PARAGRAPHS}</div></div><footer>地址</footer>",
        f"<table><tr><td>{PARAGRAPHS}</td></tr></table>",
        PARAGRAPHS.replace("<p>", "").replace("</p>", "<br>"),
    ],
)
def test_the_main_text_has_a_paragraph_a_line(wrapped: str) -> None:
    lines = [line.strip() for line in document(page(wrapped)).text.split("\n")]
    assert "\n".join(lines) == TEXT


@pytest.mark.parametrize("labels", LABELS)
def test_tables_and_lists_of_labels_become_metadata(labels: str) -> None:
    read_document = document(page(f"{labels}<div id='zoom'>{PARAGRAPHS}</div>"))
    assert read_document.metadata == {
        "index_number": "000/2026-1",
        "document_number": "示政发〔2026〕1号",
        "adopted_on": "2026年01月05日",
    }
    assert read_document.text == TEXT


def test_meta_names_become_metadata_and_the_title_comes_first() -> None:
    head = (
        "<title>关于节水的通知_政策文件_示例省政府网</title>"
        "<meta name='ArticleTitle' content='关于节水的通知'>"
        "<meta name='PubDate' content='2026-01-06 10:00'>"
        "<meta name='ContentSource' content='示例日报'>"
        "<link rel='canonical' href='https://www.example.gov.cn/a.html'>"
    )
    read_document = document(page(f"<div id='zoom'>{PARAGRAPHS}</div>", head))
    assert read_document.metadata == {
        "title": "关于节水的通知",
        "published_on": "2026-01-06 10:00",
        "publisher": "示例日报",
        "url": "https://www.example.gov.cn/a.html",
    }
    assert read_document.text == f"关于节水的通知\n{TEXT}"


def test_the_title_of_the_page_stands_in_for_a_missing_one() -> None:
    head = "<title>关于节水的通知 - 示例省政府网</title>"
    assert document(page(f"<div>{PARAGRAPHS}</div>", head)).text == f"关于节水的通知\n{TEXT}"
    with_heading = page(f"<h1>关于节水工作的通知</h1><div id='zoom'>{PARAGRAPHS}</div>", head)
    assert document(with_heading).text == f"关于节水工作的通知\n{TEXT}"


def test_rows_of_data_tables_are_lines() -> None:
    table = (
        "<table><tr><th>序号</th><th>任务</th><th>单位</th></tr>"
        "<tr><td><p>1</p></td><td><p>节水改造</p></td><td>水利厅</td></tr></table>"
    )
    text = document(page(f"<div id='zoom'>{PARAGRAPHS}{table}</div>")).text
    assert [line.split() for line in text.split("\n")[-2:]] == [
        ["序号", "任务", "单位"],
        ["1", "节水改造", "水利厅"],
    ]


def test_scripts_styles_and_hidden_parts_are_dropped_unread() -> None:
    noise = (
        "<script>document.write('坏')</script><style>p{color:red}</style>"
        "<noscript>请启用</noscript>"
        "<!-- 注释 --><div style='display:none'>隐藏的文字，不应出现。</div>"
        "<iframe src='x'></iframe><p hidden>也是隐藏的。</p>"
    )
    assert document(page(f"<div id='zoom'>{noise}{PARAGRAPHS}{noise}</div>")).text == TEXT


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "utf-8", "big5"])
def test_the_declared_charset_is_believed_when_it_fits(charset: str) -> None:
    html = f"<html><head><meta charset='{charset}'></head><body><p>{{}}</p></body></html>"
    text = "現將有關事項通知如下，請認真執行，做好工作。"
    encoding = "gb18030" if charset.startswith("gb") else charset
    assert document(html.format(text).encode(encoding)).text == text


def test_a_wrong_charset_is_not_believed() -> None:
    html = "<html><head><meta charset='utf-8'></head><body><p>现将有关事项通知如下，请执行。</p>"
    assert document(html.encode("gb18030")).text == "现将有关事项通知如下，请执行。"


@pytest.mark.parametrize("data", [b"", b"<html><body></body></html>", b"<script>1</script>"])
def test_pages_without_text_are_refused(data: bytes) -> None:
    (item,) = read(data, ".html")
    assert isinstance(item.content, RefusedInput)


def test_deep_nesting_is_survived() -> None:
    deep = "<div>" * 5000 + "为做好节水工作，现将有关事项通知如下。" + "</div>" * 5000
    (item,) = read(page(deep), ".html")
    assert item.content is not None


def test_pages_of_the_state_council(shared: Path) -> None:
    """All metadata as the truth has it; nothing of the document lost, no navigation left."""
    folder = shared / "corpus" / "govcn_html"
    rows = (folder / "truth.jsonl").read_text(encoding="utf-8").splitlines()
    for truth in map(json.loads, rows):
        read_document = document((folder / truth["file"]).read_bytes())
        metadata = read_document.metadata
        for field in ("title", "issuer", "document_number", "index_number", "subject"):
            assert metadata.get(field) == truth[field], (truth["file"], field)
        for field in ("adopted_on", "published_on"):
            assert "-".join(re.findall(r"\d+", metadata[field])) == truth[field], truth["file"]
        text = clean(read_document.text).text
        joined = re.sub(r"\s", "", text)
        assert re.sub(r"\s", "", truth["title"]) in joined, truth["file"]
        assert truth["document_number"] in joined, truth["file"]
        assert not re.search("索引号|主题词|扫一扫|首页|打印", joined), truth["file"]
