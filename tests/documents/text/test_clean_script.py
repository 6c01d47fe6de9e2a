"""Traditional script and pinyin: converted where detected, character by character."""

import pytest

from documents.text.cleaning import clean
from documents.text.script import is_traditional, to_simplified

CONVERTED = [
    ("會議強調，要着力發展新質生產力。", "会议强调，要着力发展新质生产力。"),
    ("臺灣同胞着眼未來，裏應外合，衞生為先。", "台湾同胞着眼未来，里应外合，卫生为先。"),
    ("會議要求，著力推進，著名學者參加。", "会议要求，着力推进，著名学者参加。"),
]
KEPT = [
    "乾县和濛溪河流域的治理取得进展。",
    "书中收录了“學而時習之”一句，供参考学习。",
]
PINYIN = [
    ("加快發(fā)展新質(zhì)生產(chǎn)力", "加快发展新质生产力"),
    ("會(huì )議（yì）召開(kāi)了，大家都來(lái)學(xué)", "会议召开了，大家都来学"),
    (
        "發(fā)展(zhan)新質(zhì)生產(chǎn)力，會(huì)議學(xué)習(xí)黨(dǎng)章(de)",
        "发展新质生产力，会议学习党章",
    ),
]


@pytest.mark.parametrize(("raw", "expected"), CONVERTED)
def test_traditional_text_becomes_simplified(raw: str, expected: str) -> None:
    cleaned = clean(raw)
    assert (cleaned.text, cleaned.flags) == (expected, frozenset({"traditional"}))


@pytest.mark.parametrize("text", KEPT)
def test_simplified_text_is_not_converted(text: str) -> None:
    cleaned = clean(text)
    assert (cleaned.text, cleaned.flags) == (text, frozenset())


@pytest.mark.parametrize(("raw", "expected"), PINYIN)
def test_pinyin_after_characters_goes(raw: str, expected: str) -> None:
    assert clean(raw).text == expected


def test_abbreviations_in_brackets_are_no_pinyin() -> None:
    text = "区域协定（RCEP）和人工智能（ai）等。"
    assert clean(text).text == text


def test_every_character_maps_to_the_one_it_came_from() -> None:
    raw = "加快發(fā)展新質(zhì)生產(chǎn)力"
    cleaned = clean(raw)
    spans = [cleaned.offsets.raw_span(i, i + 1) for i in range(len(cleaned.text))]
    assert [to_simplified(raw[start]) for start, _ in spans] == list(cleaned.text)


def test_a_paragraph_in_traditional_script_inside_a_simplified_text() -> None:
    simplified = "会议强调，要认真学习贯彻全会精神，扎实做好各项工作。" * 5
    quoted = "會議強調，要認真學習貫徹全會精神，紮實做好各項工作，實現發展目標。"
    cleaned = clean(f"{simplified}\n{quoted}")
    assert cleaned.text.split("\n")[1].startswith("会议强调，要认真学习贯彻")
    assert cleaned.flags == {"traditional"}


def test_what_counts_as_traditional() -> None:
    assert is_traditional("會議召開") is True
    assert is_traditional("会议召开") is False
    assert is_traditional("2026") is False
