"""Pages as the sites of provinces and ministries lay them out, with the words of a fictional one.

Every layout holds the same document, so the same metadata and the same text must come out.
"""

from __future__ import annotations

import re

import pytest

from documents.ingest.readers import read
from documents.text.cleaning import clean
from documents.text.stages import RawDocument

TITLE = "示例省水利厅关于印发节水型社会建设方案的通知"
INDEX = "000014349/2026-00012"
NUMBER = "示水发〔2026〕12号"
METADATA = {
    "title": TITLE,
    "index_number": INDEX,
    "document_number": NUMBER,
    "issuer": "示例省水利厅",
    "adopted_on": "2026年03月18日",
    "published_on": "2026年03月20日",
}
PARAGRAPHS = [
    "各市、县水利局：",
    "为全面推进节水型社会建设，提高水资源利用效率，现将《节水型社会建设方案》印发给你们，请认真贯彻执行。",
    "一、加强组织领导。各地要落实主体责任，完善工作机制，确保各项任务按期完成。",
    "二、严格监督检查。省水利厅将对各地工作情况进行评估，评估结果向社会公布。",
    "附件：节水型社会建设方案",
    "示例省水利厅",
    "2026年3月18日",
]
MENU = "".join(
    f'<li><a href="/{i}/">{name}</a></li>'
    for i, name in enumerate(["首页", "机构概况", "政务公开", "政务服务", "互动交流", "专题专栏"])
)
HEADER = (
    f'<div class="header"><div class="logo">示例省水利厅</div><ul class="nav">{MENU}</ul></div>'
)
CRUMBS = (
    '<div class="position">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; '
    '<a href="/tz">通知公告</a></div>'
)
FOOTER = (
    '<div class="footer"><p>主办单位：示例省水利厅　承办单位：示例省水利信息中心</p>'
    "<p>地址：样本市和平路1号　邮编：000000</p>"
    "<p>示ICP备00000000号-1　网站标识码：9900000001</p></div>"
)
RELATED = (
    '<div class="related"><h3>相关文件</h3><ul>'
    '<li><a href="/a">示例省水利厅关于节水宣传的通知</a></li>'
    '<li><a href="/b">示例省水利厅关于用水统计的通知</a></li></ul></div>'
)
SHARE = (
    '<div class="share"><a href="javascript:void(0)">打印本页</a> '
    '<a href="javascript:void(0)">关闭窗口</a>'
    '<div class="ewm"><img src="q.png" alt="">扫一扫在手机打开当前页</div></div>'
)


def body(tag: str = "p") -> str:
    """The paragraphs as an editor writes them, with indents, alignment and a link."""
    lines = [f"<{tag}>　　{line}</{tag}>" for line in PARAGRAPHS[:4]]
    name = PARAGRAPHS[4].removeprefix("附件：")
    lines.append(f'<{tag}>　　附件：<a href="./P0.doc">{name}</a></{tag}>')
    lines += [f'<{tag} style="text-align: right;">{line}</{tag}>' for line in PARAGRAPHS[5:]]
    return "\n".join(lines)


def site(main: str, head: str = "") -> bytes:
    """A whole page around the main part."""
    top = f'<meta charset="utf-8"><title>{TITLE}_通知公告_示例省水利厅</title>{head}'
    return (
        f"<!DOCTYPE html><html><head>{top}<script>var a='索引号：坏';</script></head>"
        f"<body>{HEADER}<div class='wrap'>{CRUMBS}{main}{RELATED}</div>{FOOTER}</body></html>"
    ).encode()


PAIRS = [
    ("索 引 号：", INDEX), ("主题分类：", "水利、水务"), ("发文机关：", "示例省水利厅"),
    ("成文日期：", "2026年03月18日"), ("标　　题：", TITLE), ("发文字号：", NUMBER),
    ("发布日期：", "2026年03月20日"), ("公开形式：", "主动公开"), ("有 效 性：", ""),
    ("废止日期：", ""),
]  # fmt: skip


def four_columns() -> str:
    """Labels and values in turn, two pairs a row, as ministries have them."""
    cells = [f"<td class='l'><b>{a}</b></td><td>{b}</td>" for a, b in PAIRS]
    rows = "".join(f"<tr>{''.join(cells[i : i + 2])}</tr>" for i in range(0, len(cells), 2))
    return f"<table class='xxgk'><tbody>{rows}</tbody></table>"


def two_columns() -> str:
    rows = "".join(f"<tr><th>{a.rstrip('：')}</th><td>{b}</td></tr>" for a, b in PAIRS)
    return f"<table>{rows}</table>"


def label_in_cell() -> str:
    """Label and value share a cell."""
    cells = [f"<td><strong>{a}</strong><span>{b}</span></td>" for a, b in PAIRS]
    rows = "".join(f"<tr>{''.join(cells[i : i + 2])}</tr>" for i in range(0, len(cells), 2))
    return f"<table width='100%'>{rows}</table>"


def label_text_in_cell() -> str:
    rows = "".join(f"<tr><td>{a}&nbsp;{b}</td></tr>" for a, b in PAIRS)
    return f"<table>{rows}</table>"


def list_of_spans() -> str:
    return f"<ul>{''.join(f'<li><span>{a}</span><span>{b}</span></li>' for a, b in PAIRS)}</ul>"


def list_of_bold_labels() -> str:
    return f"<ul class='info'>{''.join(f'<li><b>【{a[:-1]}】</b>{b}</li>' for a, b in PAIRS)}</ul>"


def definitions() -> str:
    return f"<dl>{''.join(f'<dt>{a}</dt><dd>{b}</dd>' for a, b in PAIRS)}</dl>"


def definition_lists() -> str:
    return "".join(f"<dl class='x'><dt>{a}</dt><dd>{b}</dd></dl>" for a, b in PAIRS)


def blocks_of_divisions() -> str:
    pairs = (
        f"<div class='row'><div class='k'>{a}</div><div class='v'>{b}</div></div>" for a, b in PAIRS
    )
    return f"<div class='meta'>{''.join(pairs)}</div>"


def paragraphs_of_labels() -> str:
    return f"<div class='xx'>{''.join(f'<p><em>{a}</em>{b}</p>' for a, b in PAIRS)}</div>"


def pairs_on_lines() -> str:
    """Two labels with their values on one line, parted by spaces."""
    lines = [
        f"<p>{a}{b}　　　{c}{d}</p>" for (a, b), (c, d) in zip(PAIRS[::2], PAIRS[1::2], strict=True)
    ]
    return f"<div class='xx'>{''.join(lines)}</div>"


def twice() -> str:
    """For wide screens as a table, and hidden for small ones as a list."""
    return f"{four_columns()}<div style='display:none'>{list_of_spans()}</div>"


TABLES = [
    four_columns, two_columns, label_in_cell, label_text_in_cell, list_of_spans,
    list_of_bold_labels, definitions, definition_lists, blocks_of_divisions, paragraphs_of_labels,
    pairs_on_lines, twice,
]  # fmt: skip
FRAMES = {
    "container": "<div class='detail'>{table}<h1 class='title'>{title}</h1>"
    "<div id='zoom'>{body}</div>{share}</div>",
    "unknown": "<div class='qz'>{table}<div class='bt'>{title}</div>"
    "<div class='qy'>{body}</div>{share}</div>",
    "editor": "<div class='c'>{table}<div class='t'>{title}</div>"
    "<div class='nrx'><div class='TRS_Editor'>{body}</div></div>{share}</div>",
    "old": "<table width='960'><tr><td>{table}</td></tr><tr><td align='center'>{title}</td></tr>"
    "<tr><td>{body}</td></tr><tr><td>{share}</td></tr></table>",
    "tags": "<div class='a'>{table}<h1><ucaptitle>{title}</ucaptitle></h1>"
    "<ucapcontent><div class='b'>{body}</div></ucapcontent>{share}</div>",
}


def document(data: bytes) -> RawDocument:
    (item,) = read(data, ".html")
    assert isinstance(item.content, RawDocument), item.content
    return item.content


def text_of(read_document: RawDocument) -> list[str]:
    """The cleaned lines, the title set apart."""
    return clean(read_document.text).text.split("\n")


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES)
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_metadata_and_text(table: object, frame: str) -> None:
    assert callable(table)
    page = site(frame.format(table=table(), title=TITLE, body=body(), share=SHARE))
    found = document(page)
    assert {k: v for k, v in found.metadata.items() if k in METADATA} == METADATA
    assert set(found.metadata) <= {*METADATA, "subject"}
    lines = text_of(found)
    assert [line for line in lines if line != TITLE] == PARAGRAPHS
    assert lines.count(TITLE) == 1


LINES = [
    "<p>发布时间：2026年03月20日　来源：示例省水利厅　浏览次数：<span id='n'>12</span></p>",
    "<div class='info'><span>发布时间：2026年03月20日</span><span>来源：示例省水利厅</span>"
    "<span>字体：[<a>大</a> <a>中</a> <a>小</a>]</span></div>",
    "<div><i>时间：</i><publishtime>2026年03月20日</publishtime>&emsp;<i>来源：</i>"
    "<ucapsource>示例省水利厅</ucapsource></div>",
    "<div class='sub'>2026年03月20日 10:20 来源：示例省水利厅</div>",
]


@pytest.mark.parametrize("line", LINES)
def test_the_line_under_the_title_is_metadata(line: str) -> None:
    page = site(f"<div class='d'><h1>{TITLE}</h1>{line}<div class='x'>{body()}</div>{SHARE}</div>")
    found = document(page)
    cleaned = clean(found.text)
    values = dict(found.metadata) | {hint.field: hint.value for hint in cleaned.hints}
    assert values.get("published_on", "").startswith("2026年03月20日")
    assert values.get("publisher") == "示例省水利厅"
    assert [line for line in cleaned.text.split("\n") if line != TITLE] == PARAGRAPHS


META = [
    ("name", "ArticleTitle", "PubDate", "ContentSource", "Url"),
    ("NAME", "articletitle", "pubdate", "contentsource", "url"),
    ("property", "og:title", "article:published_time", "ContentSource", "og:url"),
    ("name", "title", "firstpublishedtime", "source", "URL"),
    ("name", "DC.Title", "publishdate", "DC.Source", "url"),
]


@pytest.mark.parametrize(("key", "title", "published", "source", "address"), META)
def test_names_of_meta_elements(
    key: str, title: str, published: str, source: str, address: str
) -> None:
    values = {
        title: TITLE, published: "2026-03-20-10:20:30", source: "示例省水利厅",
        address: "https://slt.example.gov.cn/a.html", "SiteName": "示例省水利厅网站",
        "ColumnName": "通知公告", "Keywords": "节水;用水", "Description": "节水方案",
        "lastmodifiedtime": "2026-05-01-08:00:00", "contentid": "12345",
    }  # fmt: skip
    head = "".join(f'<meta {key}="{name}" content="{value}">' for name, value in values.items())
    found = document(site(f"<div id='zoom'>{body()}</div>", head))
    assert found.metadata == {
        "title": TITLE,
        "published_on": "2026-03-20 10:20:30",
        "publisher": "示例省水利厅",
        "url": "https://slt.example.gov.cn/a.html",
    }


def test_a_text_in_several_parts_of_one_kind_is_whole() -> None:
    halves = body().split("\n")
    parts = "".join(f"<div class='content'>{''.join(h)}</div>" for h in (halves[:3], halves[3:]))
    found = document(site(f"<h1>{TITLE}</h1><div class='all'>{parts}</div>"))
    assert [line for line in text_of(found) if line != TITLE] == PARAGRAPHS


def test_a_page_in_an_old_encoding_that_calls_itself_gb2312() -> None:
    page = site(f"{four_columns()}<div id='zoom'>{body()}<p>珺、镕、堃</p></div>")
    page_text = page.decode().replace('charset="utf-8"', 'charset="gb2312"')
    found = document(page_text.encode("gb18030"))
    assert found.metadata["title"] == TITLE
    assert "珺、镕、堃" in found.text


def test_a_page_that_only_holds_its_table_is_a_document_without_text() -> None:
    found = document(site(four_columns()))
    assert found.metadata["document_number"] == NUMBER
    assert re.sub(r"\s", "", clean(found.text).text) in ("", TITLE)
