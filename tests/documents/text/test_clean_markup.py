"""Marks of word processors, Markdown and HTML in plain text."""

import pytest

from documents.text.cleaning import clean

MARKUP = [
    ("[bookmark: _GoBack]全会号召，继续前进。", "全会号召，继续前进。"),
    ('详见HYPERLINK "http://example.cn/a" \\l "b"本省网站。', "详见本省网站。"),
    ("第一页PAGE \\* MERGEFORMAT\n正文开始。", "第一页\n正文开始。"),
    ('示例{ PAGEREF _Toc123 \\h }省{ HYPERLINK "http://example.cn" }网站', "示例省网站"),
    ("[键入文字]\n正文开始。\n[图片]\n正文结束。", "正文开始。\n正文结束。"),
    ("单击或点击此处输入文字。\n正文开始。", "正文开始。"),
    ("见错误!未找到引用源。附表", "见附表"),
    ("正文<br/>第二行<!-- 注释 -->完<script>alert(1)</script>", "正文\n第二行完"),
    ("价格<5元且>3元", "价格<5元且>3元"),
]
MARKDOWN = [
    (
        "# 示例市委全会公报\n\n**全会指出**，要*真抓*实干。",
        "示例市委全会公报\n全会指出，要真抓实干。",
    ),
    ("> 引用一句话。\n\n---\n\n下一段。", "引用一句话。\n下一段。"),
    ("见[省网站](https://example.cn/a)公告。![图](a.png)", "见省网站公告。"),
    ("- 第一项\n- 第二项\n* 第三项", "第一项\n第二项\n第三项"),
    ("| 序号 | 名称 |\n| --- | --- |\n| 1 | 示例桥 |", "序号 名称\n1 示例桥"),
    ("祝贺连任。\\\n会见时指出，友谊长存。", "祝贺连任。\n会见时指出，友谊长存。"),
    ("5 * 3 = 15，C# 语言", "5 * 3 = 15，C# 语言"),
]


@pytest.mark.parametrize(("raw", "expected"), MARKUP)
def test_marks_of_other_formats_go(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


@pytest.mark.parametrize(("raw", "expected"), MARKDOWN)
def test_markdown_leaves_what_it_encloses(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


def test_unclosed_comments_hide_nothing() -> None:
    assert clean("正文<!-- 没有结束的注释，正文继续").text == "正文<!-- 没有结束的注释，正文继续"
