"""What holds for any text: no failure, spans inside the text, evidence for what is read."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from documents.text.dates import find_dates
from documents.text.meetings import find_meetings
from documents.text.numbers import find_numbers
from documents.text.offsets import OffsetMap
from documents.text.recognise import recognise
from documents.text.stages import Cleaned, Span
from taxonomy.fixtures_vocabulary import load_vocabulary

WORDS = """
示例省 样本市 人民政府 省委 关于 示例 的通知 的决定 令 第三号 示政发〔2026〕3号 。 ， ：
第九届 第八次全体会议 委员会 人民代表大会 常务委员会 第四次会议 通过 召开 2026年 5月18日 13日
（ ） 《 》 〔 〕 第一条 各位代表 我代表 报告工作 强调 主持 来源： 作者为 附件 施行 自 起
二中、三中 全会 � a 1 十
"""
PIECES = [*WORDS.split(), "\n", "\n", "\n", " ", "\u3000"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80)


@given(TEXTS)
def test_recognition_never_fails_and_stays_inside_the_text(text: str) -> None:
    record = recognise(Cleaned(text, OffsetMap.identity(text), {}), {}, load_vocabulary())
    assert 0 <= record.body.start <= record.body.end <= len(text)
    spans = [where for where in record.evidence.values() if isinstance(where, Span)]
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert bool(record.title) == bool(text.strip())
    assert record.title_inferred == ("title_inferred" in record.flags)
    assert record.genre == "official" or record.kind is None
    assert (record.region is None) == (record.level is None)


@given(TEXTS)
def test_what_is_found_stands_in_order_without_overlaps(text: str) -> None:
    vocabulary = load_vocabulary()
    for spans in (
        [found.span for found in find_dates(text)],
        [found.span for found in find_numbers(text)],
        [found.span for found in find_meetings(text, vocabulary, "990100")],
    ):
        assert all(span.start < span.end <= len(text) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
