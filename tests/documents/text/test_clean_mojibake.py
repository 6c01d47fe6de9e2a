"""Byte shifts in GB text: mended where one reading is clearly best, else flagged."""

from collections.abc import Callable

import opencc
import pytest

from documents.text.byte_shift import unpaired
from documents.text.cleaning import clean
from documents.text.fluency import Language, word_score
from documents.text.gb_bytes import byte_pairs, characters
from documents.text.refusal import RefusedInput

CONTEXT = (
    "全省上下要深入学习贯彻全会精神，坚持稳中求进工作总基调，推动高质量发展。{}"
    "要持续优化营商环境，扩大对外开放，增进民生福祉。"
)


def to_letter(data: bytes) -> str:
    """The first byte is lost, with a mark; an ASCII letter ends the shift."""
    assert data[-1] < 0x80, "the shift must end in a byte that ASCII takes for a letter"
    return "?" + data[1:].decode("gbk", "ignore")


def between_marks(data: bytes) -> str:
    """The first and the last byte are lost, with a mark each."""
    return f"?{data[1:-1].decode('gb18030')}?"


def replaced(data: bytes) -> str:
    """The first byte is lost, and the decoder puts U+FFFD for odd bytes."""
    return "\ufffd" + data[1:].decode("gbk", "replace")


def unmarked(data: bytes) -> str:
    """The first byte is lost, and the decoder drops odd bytes."""
    return data[1:].decode("gbk", "ignore")


def second_unmarked(data: bytes) -> str:
    """The second byte is lost, and the decoder drops odd bytes."""
    return (data[:1] + data[2:]).decode("gbk", "ignore")


def open_end(data: bytes) -> str:
    """The first byte is lost, with a mark; the decoder drops the last one."""
    return "?" + data[1:].decode("gbk", "ignore")


@pytest.mark.parametrize(
    ("before", "run", "after", "damage"),
    [
        ("我们要加快", "发展新质", "生产力，建设现代化产业体系。", between_marks),
        ("会议指出，要", "坚持以人民为中心", "的发展思想。", between_marks),
        ("会议强调，", "要全面", "推进乡村振兴，", replaced),
        ("会议要求，各地区各部门", "要结合实际认真贯彻", "落实。", replaced),
        ("我们要加快", "发展新质", "生产力，建设现代化产业体系。", open_end),
        ("坚持把发展经济的", "着力点放在实体经济", "上，推进新型工业化。", unmarked),
        ("要统筹发展和安全，", "有效防范化解", "重点领域风险。", second_unmarked),
    ],
)
def test_simplified_shifts_are_mended(
    before: str, run: str, after: str, damage: Callable[[bytes], str]
) -> None:
    damaged = damage(run.encode("gbk"))
    assert damaged != run
    cleaned = clean(CONTEXT.format(before + damaged + after))
    assert cleaned.text == CONTEXT.format(before + run + after)
    assert "mojibake_repaired" in cleaned.flags
    assert "mojibake" not in cleaned.flags
    ((start, end),) = cleaned.damaged
    assert set(run) & set(cleaned.text[start:end])


@pytest.mark.parametrize(
    ("before", "run", "after"),
    [
        ("要加快發展新質生產力，積極", "提高外貿", "水平。"),
        ("要加強", "基礎設", "施建設，吸引各類人才。"),
        ("我們要堅持和", "加強黨的全面領導", "，貫徹落實中央的決策部署。"),
        ("會議聽取了關於經濟", "運行情況的匯報", "，研究了下一步工作。"),
    ],
)
def test_traditional_shifts_are_mended(before: str, run: str, after: str) -> None:
    data = run.encode("gbk")
    while data[-1] >= 0x80:
        data, after = data[:-2], data[-2:].decode("gbk") + after
    run = data.decode("gbk")
    expected = opencc.OpenCC("tw2s").convert(before + run + after)
    context = opencc.OpenCC("s2t").convert(CONTEXT)
    cleaned = clean(context.format(before + to_letter(data) + after))
    assert cleaned.text == CONTEXT.format(expected)
    assert "mojibake_repaired" in cleaned.flags
    ((start, end),) = cleaned.damaged
    assert end > start == cleaned.text.index(expected) + len(before), "may end early on its own"


@pytest.mark.parametrize(
    "text",
    [
        "怎么办?关键在落实。为什么？因为人民需要。",
        "是先修路，还是先架桥?这是各地都要想清楚的。",
        "钱从哪里来?人往哪里去?我们要回答好这些问题。",
        "参加会议的有余劭劼、郗喆、仝鑫淼等同志。",
        "详见http://www.example.gov.cn/index.html?id=12和附件。",
    ],
)
def test_text_that_is_in_order_stays(text: str) -> None:
    cleaned = clean(CONTEXT.format(text))
    assert cleaned.text.replace("？", "?") == CONTEXT.format(text).replace("？", "?")
    assert (cleaned.flags, cleaned.damaged) == (frozenset(), ())


def test_a_question_in_traditional_script_stays() -> None:
    cleaned = clean("各地都要想一想，這樣做群眾滿意嗎?幹部做得到嗎?想清楚了，再動手去做。\n" * 3)
    assert "群众满意吗？干部做得到吗？想清楚了" in cleaned.text
    assert cleaned.flags == {"traditional"}


@pytest.mark.parametrize(
    "text",
    [
        "会上宣读了?摹抖帽酥芾冢?等文件。",
        "本次活动由示例市样本镇?村承办，共有三百人参加。",
        "本次活动由示例市样本镇\ufffd村承办，共有三百人参加。",
    ],
)
def test_damage_is_never_left_without_a_flag(text: str) -> None:
    cleaned = clean(CONTEXT.format(text))
    assert cleaned.flags & {"mojibake", "mojibake_repaired"}
    assert cleaned.damaged


@pytest.mark.parametrize(
    ("text", "offset"), [("????,??????????,????", 0), ("标题\n\ufffd\ufffd\ufffdĵ\ufffd\ufffd", 3)]
)
def test_text_that_lost_its_characters_is_refused(text: str, offset: int) -> None:
    with pytest.raises(RefusedInput) as caught:
        clean(text)
    assert caught.value.offset == offset
    assert f"offset {offset}" in str(caught.value)


def test_bytes_of_characters() -> None:
    assert byte_pairs("海") == ((0xBA, 0xA3),)
    assert byte_pairs("F") == ((0xA3, 0xC6),), "may have been folded from full width"
    assert byte_pairs("?") == byte_pairs("𠮷") == ()


def test_characters_that_bytes_allow() -> None:
    assert characters(0xBA, 0xA3, traditional=False) == ("海",)
    assert "贸" in characters(0xC3, None, traditional=False)
    assert "贸" not in characters(0xC3, None, traditional=True)
    assert "貿" in characters(0xD9, None, traditional=True)
    assert not set("８Ａ") & set(characters(0xA3, None, traditional=False))


def test_the_document_itself_counts() -> None:
    own = Language("示例市推进“两帮四促”行动，“两帮四促”行动成效明显。")
    assert own.score("两帮四促") > Language().score("两帮四促")


def test_words_and_brackets() -> None:
    assert word_score("提高外贸") > word_score("提高外冒")
    assert (unpaired("《条例》“新"), unpaired("“借船出海”"), unpaired("）（")) == (1, 0, 2)
