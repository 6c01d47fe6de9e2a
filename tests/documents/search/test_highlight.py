"""Highlights: the passages that show best why a document was found."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.search.analyser import Analyser
from documents.search.highlight import PASSAGES, WIDTH, Highlighter

ANALYSER = Analyser(["三高四新"])


def _marked(*terms: str, text: str) -> list[str]:
    return [p.snippet for p in Highlighter(terms, ANALYSER).passages("text", text)]


def test_a_term_is_marked_whole_where_it_stands_whole() -> None:
    assert _marked("三高四新", text="落实“三高四新”战略。") == ["落实“<mark>三高四新</mark>”战略。"]


def test_else_its_words_are_marked() -> None:
    assert _marked("优化营商环境", text="营商的环境。") == [
        "<mark>营商</mark>的<mark>环境</mark>。"
    ]


def test_punctuation_inside_what_was_found_is_marked_with_it() -> None:
    assert _marked("三高四新", text="“三高”“四新”") == ["“<mark>三高”“四新</mark>”"]


def test_traditional_and_full_width_text_is_marked() -> None:
    assert _marked("会议pm", text="會議ＰＭ") == ["<mark>會議ＰＭ</mark>"]


def test_passages_are_sentences_around_what_was_found() -> None:
    text = "第一句话。第二句讲水利。第三句话。"
    (passage,) = Highlighter(["水利"], ANALYSER).passages("text", text)
    assert text[passage.start : passage.end] == text[5:]


def test_the_best_passages_come_in_the_order_of_the_text() -> None:
    filler = "甲" * 400
    text = filler.join(["水利", "水利教育", "水利", "教育水利", "水利"])
    passages = Highlighter(["水利", "教育"], ANALYSER).passages("text", text)
    assert len(passages) == PASSAGES
    assert [p.start for p in passages] == sorted(p.start for p in passages)
    assert sum("教育" in p.snippet for p in passages) == 2


def test_nothing_to_find_gives_nothing() -> None:
    assert _marked(text="水利") == []
    assert _marked("水利", text="") == []
    assert _marked("水利", text="教育") == []


@given(st.text(alphabet="水利教育<&>\"'。\n甲", max_size=400))
@settings(max_examples=200)
def test_spans_and_snippets_agree(text: str) -> None:
    last = 0
    for passage in Highlighter(["水利", "教育局"], ANALYSER).passages("text", text):
        bare = re.sub(r"</?mark>", "", passage.snippet)
        assert html.unescape(bare) == text[passage.start : passage.end]
        assert not re.search(r"[<>\"']", bare)
        assert "<mark>" in passage.snippet
        assert last <= passage.start
        assert passage.end - passage.start <= WIDTH * 2
        last = passage.end
