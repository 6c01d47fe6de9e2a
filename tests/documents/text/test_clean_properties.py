"""What holds of cleaning whatever the text."""

import re

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from documents.text.cleaning import clean
from documents.text.cleaning.run import PASSES, Change
from documents.text.offsets import OffsetMap
from documents.text.refusal import RefusedInput
from documents.text.stages import Cleaned

PIECES = [
    *"""
    示例省人民政府 会议指出， 要加快发展。 （一） 第一章 总则 一、 1. 附件： 各位代表：
    2026年1月5日 来源： 示例日报 时间： 2026-02-05 下载 打印 字号： 大 中 小 首页 > 当前位置：
    —— 第3页 上接A1版 记者
    张三 摄 會議 發 (fā) ? ! , ; : " ( ) （ ） “ ” 《 》 < > * ** # ## | --- [ ] ]( http://a.cn/b
    &nbsp; &amp; <br> <!-- --> \\ _GoBack ７ Ａ ． 碧岣咄赓Q 。 ， 、 努力奋斗！ 号召 相关链接
    Copyright 版权所有 ICP备 主办单位： a Z 0 12
    """.split(),  # noqa: SIM905 - a table reads better without quotation marks
    *["第三条 ", "— 3 —", "（huì ）", "- ", " ", "  ", "\t", "\u3000", "\u00a0"],
    *["\n", "\n\n", "\r\n", "\u200b", "\ufeff"],
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def cleaned(raw: str) -> Cleaned | None:
    """The clean text, or null where the text is refused as lost."""
    try:
        return clean(raw)
    except RefusedInput:
        return None


@given(TEXTS)
def test_cleaning_twice_changes_nothing(raw: str) -> None:
    once = cleaned(raw)
    if once is not None:
        assert clean(once.text).text == once.text


@given(st.text(max_size=60))
def test_any_text_is_cleaned_or_refused(raw: str) -> None:
    once = cleaned(raw)
    if once is not None:
        assert clean(once.text).text == once.text


@given(TEXTS)
@example("會(huì )議,召開 “甲")
def test_unchanged_characters_map_to_themselves(raw: str) -> None:
    """A character maps to a stretch that holds it, unless a rule that converts gave it."""
    result = cleaned(raw)
    if result is None:
        return
    converted = {"traditional", "mojibake", "radicals", "entities", "full_width", "punctuation"}
    converted |= {"brackets", "quotation_marks", "line_endings", "odd_spaces", "full_stops"}
    converted |= {"dashes"}
    ends = []
    for index, character in enumerate(result.text):
        start, end = result.offsets.raw_span(index, index + 1)
        assert 0 <= start <= end <= len(raw)
        if not converted & set(result.counts) and character not in "\n ":
            assert raw[start:end] == character
        ends.append(start)
    assert ends == sorted(ends)


@given(TEXTS)
def test_nothing_vanishes_uncounted(raw: str) -> None:
    result = cleaned(raw)
    if result is not None and not result.counts:
        assert result.text == raw


def lost_places(raw: str, result: Cleaned) -> set[int]:
    """Places of the raw text that no character of the clean text came from."""
    kept: set[int] = set()
    for run in result.offsets.runs:
        kept.update(range(run.raw_start, run.raw_start + run.raw_length))
    return set(range(len(raw))) - kept


@given(TEXTS)
@example("打印\n示例省政府工作报告\n各位代表：\n推动文旅深\n— 3 —\n度融合，很好。\n责编：张三")
def test_every_lost_character_lies_in_a_change(raw: str) -> None:
    """No character vanishes unless a counted rule took it."""
    trace: list[Change] = []
    try:
        result = clean(raw, trace)
    except RefusedInput:
        return
    changed: set[int] = set()
    for change in trace:
        changed.update(range(*change.raw))
    assert lost_places(raw, result) <= changed
    assert {change.rule for change in trace} == set(result.counts)


@settings(max_examples=40)
@given(TEXTS, st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@example("示例省人民政府示例省人民政府\nCopyright示例省人民政府", "")
def test_a_paragraph_survives_whatever_stands_around_it(before: str, after: str) -> None:
    """The characters of a sentence of the text stay, in order, between any debris."""
    assume("<!--" not in before and "相关链接" not in before)
    sentence = "示例省坚持人民至上，稳步推进各项改革任务落地见效。"
    result = cleaned(f"{before}\n{sentence}\n{after}")
    assert result is None or sentence in result.text


@given(TEXTS)
def test_clean_text_has_no_blank_lines_and_no_spaces_around_lines(raw: str) -> None:
    result = cleaned(raw)
    if result is not None:
        assert not re.search(r"\n\s*\n|^\s|\s\Z|[ \u3000]\n|\n[ \u3000]", result.text)


@given(TEXTS)
def test_damaged_spans_lie_inside_the_text(raw: str) -> None:
    result = cleaned(raw)
    if result is not None:
        assert all(0 <= start < end <= len(result.text) for start, end in result.damaged)


def test_passes_are_enough_for_long_chains() -> None:
    """Rules that make room for one another settle well before the bound."""
    raw = "> " * 20 + "# **[打印](/a)**\n" + "（" * 5 + "會(huì)議" + ")" * 5
    once = clean(raw)
    assert clean(once.text).counts == {}
    assert PASSES >= 8


@pytest.mark.parametrize(
    "unit",
    [
        *[
            "<!--",
            "[bookmark:",
            "*示",
            "[[",
            "((",
            "示 ",
            "\t示\t",
            "首页/",
            "字号：大 ",
            "\\",
            "?示",
        ],
        *[
            "示\n",
            "\f",
            "示(fa1)",
            "示.",
            "示示",
            "编辑：",
            "阅读1",
            "上接",
            "{ TOC ",
            "首页 > ",
            "--示",
        ],
    ],
)
def test_long_runs_stay_linear(unit: str) -> None:
    """Patterns that backtrack would not come to an end here."""
    raw = unit * (20_000 // len(unit))
    result = cleaned(raw)
    assert result is None or isinstance(result.offsets, OffsetMap)
