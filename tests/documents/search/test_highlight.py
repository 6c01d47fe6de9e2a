"""Highlights: the passages that show best why a document was found."""

from __future__ import annotations

import html
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from documents.search.analyser import Analyser
from documents.search.folding import kept
from documents.search.highlight import PASSAGES, WIDTH, Highlighter

ANALYSER = Analyser(["三高四新"])


def _marked(*terms: str, text: str) -> list[str]:
    return [p.snippet for p in Highlighter(terms, ANALYSER).highlights("text", text)]


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


def test_highlights_are_sentences_around_what_was_found() -> None:
    text = "第一句话。“第二句讲水利。”第三句话。"
    (found,) = Highlighter(["水利"], ANALYSER).highlights("text", text)
    assert text[found.start : found.end] == text[5:]


def test_the_best_come_first() -> None:
    filler = "甲" * 400
    text = filler.join(["水利", "水利教育", "水利", "教育甲甲甲甲甲甲水利", "水利"])
    found = Highlighter(["水利", "教育"], ANALYSER).highlights("text", text)
    assert len(found) == PASSAGES
    assert "<mark>水利教育</mark>" in found[0].snippet
    assert "教育" in found[1].snippet
    assert "教育" not in found[2].snippet


def test_rare_words_tell_more_than_common_ones() -> None:
    text = ("甲" * 400).join(["发展工作", "扎染"])
    weights = {"发展": 0.1, "工作": 0.2, "扎染": 9.0}
    found = Highlighter(["发展", "工作", "扎染"], ANALYSER, weights).highlights("text", text)
    assert "扎染" in found[0].snippet


def test_a_phrase_tells_more_than_its_words_apart() -> None:
    text = ("甲" * 400).join(["优化营商的环境", "营商" * 3, "优化营商环境"])
    found = Highlighter(["优化营商环境"], ANALYSER).highlights("text", text)
    assert [h.snippet.count("<mark>优化营商环境</mark>") for h in found] == [1]


def test_the_second_highlight_shows_what_the_first_does_not() -> None:
    text = ("甲" * 400).join(["水利水利", "水利", "教育"])
    weights = {"水利": 2.0, "教育": 1.5}
    found = Highlighter(["水利", "教育"], ANALYSER, weights).highlights("text", text)
    assert [("水利" in h.snippet, "教育" in h.snippet) for h in found[:2]] == [
        (True, False),
        (False, True),
    ]


def test_a_long_text_is_searched_as_it_stands() -> None:
    text = "甲乙丙丁。\n" * 3_000 + "落实水利工程建设。"
    (found,) = Highlighter(["水利"], ANALYSER).highlights("text", text)
    assert text[found.start : found.end].endswith("水利工程建设。")
    assert found.snippet.endswith("落实<mark>水利</mark>工程建设。")


def test_traditional_words_among_simplified_ones_are_found() -> None:
    marked = _marked("发展", "工作", text="推動發展，做好工作。")
    assert marked == ["推動<mark>發展</mark>，做好<mark>工作</mark>。"]


def test_letters_are_found_in_either_case() -> None:
    assert _marked("5g", text="建设5G基站") == ["建设<mark>5G</mark>基站"]
    assert _marked("pm25", text="PM2.5浓度") == ["<mark>PM2.5</mark>浓度"]


def test_marks_that_touch_are_one() -> None:
    assert _marked("水利", "教育", text="教育水利局") == ["<mark>教育水利</mark>局"]
    assert _marked("水利教育", text="水利局、教育教育") == [
        "<mark>水利</mark>局、<mark>教育教育</mark>"
    ]


def test_shorter_words_are_marked_where_there_is_nothing_longer() -> None:
    analyser = Analyser(["数字政府"])
    marker = Highlighter(["数字政府建设"], analyser)
    assert marker.marked("数字政府与政府建设") == "<mark>数字政府</mark>与政府<mark>建设</mark>"
    assert marker.marked("数字化的政府") == "<mark>数字</mark>化的<mark>政府</mark>"


def test_a_given_stretch_is_marked_whether_it_holds_anything_or_not() -> None:
    marker = Highlighter(["水利"], ANALYSER)
    assert marker.marked("<水利>") == "&lt;<mark>水利</mark>&gt;"
    assert marker.marked("“甲”") == "“甲”"


def test_nothing_to_find_gives_nothing() -> None:
    assert _marked(text="水利") == []
    assert _marked("水利", text="") == []
    assert _marked("水利", text="教育") == []


_TEXTS = st.text(alphabet="水利教育局<&>\"'。，\n甲會ＰpM ", max_size=400)
_TERMS = st.lists(st.text(alphabet="水利教育局会pm。<", max_size=5), max_size=4)


@given(_TEXTS, _TERMS, st.dictionaries(st.sampled_from(["水利", "教育"]), st.floats(0, 12)))
@settings(max_examples=300)
def test_spans_and_snippets_agree(text: str, terms: list[str], weights: dict[str, float]) -> None:
    spans: list[tuple[int, int]] = []
    for found in Highlighter(terms, ANALYSER, weights).highlights("text", text):
        bare = re.sub(r"</?mark>", "", found.snippet)
        assert html.unescape(bare) == text[found.start : found.end]
        assert not re.search(r"[<>\"']", bare)
        assert "<mark>" in found.snippet
        assert re.fullmatch(r"(?:[^<]|<mark>[^<]+</mark>)*", found.snippet)
        assert all(found.end <= low or high <= found.start for low, high in spans)
        assert found.end - found.start <= WIDTH * 2
        spans.append((found.start, found.end))


@given(_TEXTS, _TERMS)
def test_marks_hold_what_is_sought(text: str, terms: list[str]) -> None:
    words = [word for term in terms for word, _, _ in ANALYSER.words(kept(term))]
    words += [word for term in terms for word in ANALYSER.main_words(kept(term))]
    wanted = "|".join(filter(None, map(kept, (*terms, *words))))
    for found in Highlighter(terms, ANALYSER).highlights("text", text):
        for marked in re.findall(r"<mark>(.*?)</mark>", found.snippet, re.DOTALL):
            assert re.fullmatch(f"(?:{wanted})+", kept(html.unescape(marked)))


def test_what_is_exact_is_marked_as_a_whole_only() -> None:
    text = "优化营商环境。优化服务，改善环境。"
    (found,) = Highlighter(["优化营商环境"], ANALYSER, exact={"优化营商环境"}).highlights(
        "text", text
    )
    assert found.snippet == "<mark>优化营商环境</mark>。优化服务，改善环境。"
    assert Highlighter(["优化环境"], ANALYSER, exact={"优化环境"}).highlights("text", text) == []
