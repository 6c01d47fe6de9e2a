"""Byte shifts in GB text: mended where one reading is clearly best, else flagged."""

import pytest

from documents.text.cleaning import clean
from documents.text.refusal import RefusedInput

CONTEXT = (
    "全省上下要深入学习贯彻全会精神，坚持稳中求进工作总基调，推动高质量发展。{}"
    "要持续优化营商环境，扩大对外开放，增进民生福祉。"
)


def shifted(text: str) -> str:
    """The text as it looks when its first byte is lost; it must end in an ASCII second byte."""
    data = text.encode("gbk")
    assert data[-1] < 0x80, "the shift must end in a byte that ASCII takes for a letter"
    return "?" + data[1:].decode("gbk")


def test_a_shift_is_mended_and_flagged_with_its_span() -> None:
    raw = CONTEXT.format("要加快發展新質生產力，積極" + shifted("提高外貿") + "水平。")
    cleaned = clean(raw)
    assert "，積極提高外貿水平。" in cleaned.text
    assert "mojibake_repaired" in cleaned.flags
    ((start, end),) = cleaned.damaged
    assert cleaned.text[start:end] == "提高外貿"


def test_questions_are_not_damaged() -> None:
    text = CONTEXT.format("怎么办?关键在落实。为什么？因为人民需要。")
    cleaned = clean(text)
    assert "怎么办？关键在落实。" in cleaned.text
    assert (cleaned.flags, cleaned.damaged) == (frozenset(), ())


def test_a_shift_without_a_clear_reading_is_flagged() -> None:
    cleaned = clean(CONTEXT.format("会上宣读了?摹抖帽酥芾冢?等文件。"))
    assert "mojibake" in cleaned.flags or "mojibake_repaired" in cleaned.flags
    assert cleaned.damaged


@pytest.mark.parametrize(
    ("text", "offset"), [("????,??????????,????", 0), ("标题\n\ufffd\ufffd\ufffdĵ\ufffd\ufffd", 3)]
)
def test_text_that_lost_its_characters_is_refused(text: str, offset: int) -> None:
    with pytest.raises(RefusedInput) as caught:
        clean(text)
    assert caught.value.offset == offset
    assert f"offset {offset}" in str(caught.value)
