"""Hostile policy texts for hypothesis, and what must hold of whatever comes of them."""

from __future__ import annotations

import re
from functools import cache

from hypothesis import strategies as st

from documents.ingest.pipeline import Draft, Tools, run
from documents.text.cleaning import clean
from documents.text.cleaning.rule import HAN
from documents.text.cleaning.run import Change
from documents.text.refusal import RefusedInput
from documents.text.stages import FLAGS, KINDS, Cleaned, RawDocument, Section, Span
from taxonomy.fixtures_vocabulary import load_vocabulary

_WORDS = """
    示例省人民政府关于做好示例工作的通知 示例省示例条例 样本市人民政府工作报告 中共示例省委
    示例日报 各位代表： 各县（市、区）人民政府： 示政发〔2026〕7号 示政办发[2026]7 第１２号
    令第3号 〔2026〕 号 2026年3月2日 二〇二六年三月 2026-02-30 自2026年5月1日起施行
    2026年1月5日在示例省第十四届人民代表大会第四次会议上 省委十二届六次全会 通过 修正
    根据《示例省示例条例》（示政发〔2026〕7号） 贯彻落实 印发《 》的通知 第一编 第一章 总则
    第三条 第一节 一、 （一） (二) 1. 2． ① 附件： 附件1 目录 一是 二是 全会指出， 会议强调，
    全会号召， 实施 甲、乙、丙等“三大工程” 新质生产力 “一带一路” 三高四新 示例省人民政府办公厅
    （此件公开发布） 记者 来源： 【字号：大 中 小】 打印 首页 > 政务 ICP备 — 3 — 第3页 上接A1版
    會議強調發展 發(fā)展 ???? 锟斤拷 &nbsp; <b> <!-- ## ** | --- ]( ![ \\ “ ” 《 》 （ ） 〔
    〕 【 】 ( ) ， 。 ； ： ！ ？ 、 … ——
"""
_BLANKS = (
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\f",
    "\v",
    "\x85",
    "\u2028",
    " ",
    "\u3000",
    "\u00a0",
    "\t",
)
_ODD = (
    "\u200b", "\ufeff", "\u00ad", "\u202e", "\u0301", "\x00", "\x01", "\x1b[0m", "\ufffd",
    "\U00020000",
    "\U0001f600", "\ue000", "ﾊ", "㎡", "⼈", "Ａ", "ß", "İ", "\uffff",
)  # fmt: skip
_FRAGMENTS = (*_WORDS.split(), *_BLANKS, *_BLANKS, *_ODD)

TEXTS = st.lists(
    st.sampled_from(_FRAGMENTS) | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    max_size=60,
).map("".join)
"""Fragments of the genre in any order, between white space, controls and arbitrary characters."""

METADATA = st.dictionaries(
    st.sampled_from(
        ["title", "document_number", "issuer", "adopted_on", "published_on", "date", "publisher"]
    ),
    st.sampled_from(_FRAGMENTS),
    max_size=3,
)

_HAN = re.compile(f"[{HAN}]")


@cache
def tools() -> Tools:
    return Tools(load_vocabulary())


def check_pipeline(text: str, metadata: dict[str, str]) -> Draft | None:
    """Take a text through every stage and check what must hold; null where it is refused."""
    trace: list[Change] = []
    try:
        cleaned = clean(text, trace)
        draft = run(RawDocument(text, "text/plain", metadata), tools())
    except RefusedInput:
        return None
    check_cleaned(text, cleaned, trace)
    check_draft(draft)
    check_sections(draft.text, draft.sections)
    return draft


def check_cleaned(raw: str, cleaned: Cleaned, trace: list[Change]) -> None:
    """Offsets lead back, cleaning again changes nothing, and what is gone was taken by a rule."""
    again = clean(cleaned.text)
    assert (again.text, dict(again.counts)) == (cleaned.text, {})
    at, raw_at = 0, 0
    kept = bytearray(len(raw))
    for run_ in cleaned.offsets.runs:
        assert run_.start == at
        assert run_.length > 0
        assert raw_at <= run_.raw_start <= run_.raw_start + run_.raw_length <= len(raw)
        at, raw_at = run_.start + run_.length, run_.raw_start
        end = run_.raw_start + run_.raw_length
        kept[run_.raw_start : end] = b"\1" * run_.raw_length
    assert at == len(cleaned.text)
    for change in trace:
        assert cleaned.counts[change.rule] > 0
        start, end = change.raw
        kept[start:end] = b"\1" * (end - start)
    gone = [c for c, seen in zip(raw, kept, strict=True) if not seen and _HAN.match(c)]
    assert gone == [], gone


def check_draft(draft: Draft) -> None:
    """Values are of their kinds, spans inside their text, surfaces what stands there."""
    found, text = draft.metadata, draft.text
    assert found.title or not text
    assert found.kind is None or (found.kind in KINDS and found.genre == "official")
    assert (found.region is None) == (found.level is None)
    assert draft.flags <= set(FLAGS)
    assert draft.offsets.runs == () or draft.offsets.raw_span(0, len(text))[1] <= len(
        draft.raw.text
    )
    whole = len(draft.cleaned.text) if draft.cleaned else 0
    for where in found.evidence.values():
        assert not isinstance(where, Span) or 0 <= where.start <= where.end <= whole
    for spans in (draft.terms, draft.citations):
        for span in spans:
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.surface
        assert [s.start for s in spans] == sorted(s.start for s in spans)


def check_sections(text: str, sections: tuple[Section, ...]) -> None:
    """A tree whose leaves cover every character but line breaks; children lie in their parents."""
    open_: list[Section] = []
    covered = bytearray(len(text))
    before = 0
    for section in sections:
        assert 0 <= section.start < section.end <= len(text)
        assert 1 <= section.level <= len(open_) + 1
        assert section.start >= before
        before = section.start
        del open_[section.level - 1 :]
        if open_:
            assert open_[-1].start <= section.start
            assert section.end <= open_[-1].end
        open_.append(section)
        covered[section.start : section.end] = b"\1" * (section.end - section.start)
    missing = [c for c, seen in zip(text, covered, strict=True) if not seen and not c.isspace()]
    assert missing == []
