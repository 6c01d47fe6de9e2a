"""Texts as Markdown: a parser of CommonMark gives back every character, and every anchor."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from documents.ingest.pipeline import run
from documents.text.markdown import Place, escaped, to_markdown
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument
from tests.nasty import TEXTS, tools

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SAMPLES = Path(__file__).resolve().parents[3] / "fixtures" / "samples"
Block = tuple[str, str, list[str]]


def blocks(markdown: str) -> Iterator[Block]:
    """Each block as (tag, text, ids of its anchors); whatever is no plain text is an error."""
    tokens = PARSER.parse(markdown)
    edges = {"paragraph_open", "paragraph_close", "heading_open", "heading_close"}
    assert {token.type for token in tokens} <= {"inline", *edges}, markdown
    for before, token in pairwise(tokens):
        if token.type == "inline":
            yield before.tag, *_inside(token.children or [])


def _inside(children: list[Token]) -> tuple[str, list[str]]:
    assert {child.type for child in children} <= {"text", "html_inline"}, children
    html = [child.content for child in children if child.type == "html_inline"]
    anchors = [tag.split('"')[1] for tag in html if tag != "</a>"]
    return "".join(child.content for child in children if child.type == "text"), anchors


def read(title: str, text: str, places: list[Place]) -> list[Block]:
    """The blocks of a text, after its title was found to be the first."""
    first, *others = blocks(to_markdown(title, text, places))
    assert first == ("h1", title, [])
    assert [block[1] for block in others] == [line for line in text.split("\n") if line]
    return others


TEXT = """第一章 总则
第一条 为了规范示例工作，制定本条例。
本条例适用于示例省。
一、总体要求
（一）示例任务。
附件
示例清单"""
PLACES = [
    Place(1, 1, "第一章", "总则", TEXT.index("第一章")),
    Place(2, 2, "第一条", None, TEXT.index("第一条")),
    Place(3, 3, None, None, TEXT.index("为了")),
    Place(4, 3, None, None, TEXT.index("本条例适用")),
    Place(5, 2, "一、", "总体要求", TEXT.index("一、")),
    Place(6, 7, "（一）", "示例任务", TEXT.index("（一）")),
    Place(7, 1, None, "附件", TEXT.index("附件")),
]


def test_an_outline() -> None:
    assert read("示例省示例条例", TEXT, PLACES) == [
        ("h2", "第一章 总则", ["section-1"]),
        ("p", "第一条 为了规范示例工作，制定本条例。", ["section-2", "section-3"]),
        ("p", "本条例适用于示例省。", ["section-4"]),
        ("h3", "一、总体要求", ["section-5"]),
        ("p", "（一）示例任务。", ["section-6"]),
        ("h2", "附件", ["section-7"]),
        ("p", "示例清单", []),
    ]


def test_the_form() -> None:
    assert to_markdown("甲*乙", "第一章 总则\n一_二_三", PLACES[:1]) == (
        '# 甲\\*乙\n\n## <a id="section-1"></a>第一章 总则\n\n一\\_二\\_三\n'
    )


def test_no_heading_is_deeper_than_html_has() -> None:
    (block,) = read("题", "甲", [Place(1, 9, None, "甲", 0)])
    assert block == ("h6", "甲", ["section-1"])


@pytest.mark.parametrize(
    "line",
    [
        "# 一", "1. 甲", "1) 甲", "12345. 甲", "- 甲", "+ 甲", "* 甲", "> 甲", "---", "===", "```",
        "~~~", "    甲", "\u3000\u3000甲", "甲  ", "\t甲", "甲\\", "\\*", "*甲*", "_甲_", "__甲__",
        "`甲`", "<b>甲</b>", "<!-- 甲 -->", "<https://example.org>", "&amp;", "&#12288;",
        "[甲](乙)", "![甲](乙)", "[甲]: 乙", "| 甲 | 乙 |", "|---|---|", "~~甲~~", "甲\r乙", "***",
        ": 甲", "$a$", "&", "《甲》<乙>", "\\", "1.", "-",
    ],
)  # fmt: skip
def test_what_is_special_is_text(line: str) -> None:
    assert read("题", f"甲\n{line}\n乙", []) == [("p", "甲", []), ("p", line, []), ("p", "乙", [])]
    assert read("题", line, [Place(1, 1, None, line, 0)]) == [("h2", line, ["section-1"])]


def test_a_title_of_two_lines_is_one() -> None:
    assert to_markdown("甲\n乙", "", []) == "# 甲 乙\n"


_LINE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


@given(_LINE | st.text("#*_`[]()<>&|~\\-+=.:$!1 \t甲", max_size=12))
def test_any_line_is_read_back(line: str) -> None:
    (block,) = blocks(f"甲{escaped(line, at_start=False)}")
    assert block == ("p", f"甲{line}", [])
    if line:
        assert read("题", line, []) == [("p", line, [])]


def check(raw: str) -> list[Block]:
    """What comes of a raw text is read back, with the anchors of all its sections."""
    draft = run(RawDocument(raw, "text/plain", {}), tools())
    places = [
        Place(position, s.level, s.label, s.heading, s.start)
        for position, s in enumerate(draft.sections, start=1)
    ]
    found = read("题", draft.text, places)
    anchors = [anchor for block in found for anchor in block[2]]
    assert sorted(anchors) == sorted(f"section-{place.position}" for place in places)
    return found


@given(TEXTS)
def test_whatever_comes_through_the_pipeline(text: str) -> None:
    with suppress(RefusedInput):
        check(text)


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_samples(path: Path) -> None:
    assert len(check(path.read_text(encoding="utf-8"))) > 3


@pytest.mark.parametrize("number", range(5))
def test_seeds(shared: Path, number: int) -> None:
    (path,) = (shared / "seeds").glob(f"{number:03}_*.txt")
    assert len(check(path.read_text(encoding="utf-8"))) > 3
