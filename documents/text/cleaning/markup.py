"""Marks of other formats in plain text: HTML tags and word-processor fields."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.offsets import Edit

UNSEEN = re.compile(r"<!--|<(script|style)\b", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|u|em|font|a|img|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|"
    r"center|hr|sup|sub|o:p|st1:\w+|section|article|script|style|iframe|input|blockquote)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
BREAKING = re.compile(r"</?(?:p|br|div|tr|li|h[1-6]|table|hr|section|article)\b", re.IGNORECASE)
GAP = r"[ \t]"
QUOTED = r'"[^"\n]{0,500}"'
BRACED = re.compile(
    rf"\{{{GAP}*(?:HYPERLINK|PAGEREF|REF|TOC|INCLUDEPICTURE|EMBED|ADDIN|SEQ|STYLEREF|DATE|TIME"
    rf"|FILENAME|AUTHOR|TITLE|FORMTEXT|EQ|SYMBOL|MERGEFIELD|QUOTE){GAP}[^{{}}\n]{{0,500}}\}}"
)
"""A field of a word processor with its braces: { PAGEREF _Toc1 \\h }."""
PLACEHOLDER = re.compile(
    r"[\[【]\s*(?:键入文字|键入文档标题|键入[\u4e00-\u9fff]{1,8}|在此处键入[\u4e00-\u9fff]{0,8}|图片|图像|视频"
    r"|音频|表格|公式|Image|image|IMAGE|img|Picture|Video)\s*\d{0,3}\s*[\]】]"
    r"|(?:单击或)?(?:点击|单击)(?:此处)?(?:输入|添加|键入)(?:文字|标题|文本|日期)[。.]?"
)
"""What a word processor or a copied page puts where text or a picture is to stand."""
WORD_MARK = re.compile(
    r"\[bookmark:[^\[\]\n]{0,200}\]|\[if [^\[\]\n]{0,200}\]>?|<?!?\[endif\]>?"
    r"|(?<![A-Za-z])_GoBack(?![A-Za-z])"
    rf"|HYPERLINK{GAP}+(?:\\[lmnot]{GAP}+)*{QUOTED}(?:{GAP}+\\[lmnot](?:{GAP}+{QUOTED})?)*"
    rf"|INCLUDEPICTURE{GAP}+{QUOTED}(?:{GAP}*\\\*?{GAP}*\w+)*"
    rf"|EMBED{GAP}+[A-Z][\w.]+|ADDIN{GAP}+[A-Z]\w+"
    rf"|\{{?{GAP}*(?<![A-Za-z])(?:NUMPAGES|SECTIONPAGES|PAGE)\b"
    rf"(?:{GAP}*\\\*{GAP}*(?:MERGEFORMAT|Arabic))+{GAP}*\}}?"
    rf"|\{{{GAP}*(?:NUMPAGES|PAGE){GAP}*\}}|\\\*{GAP}*MERGEFORMAT"
    rf"|\bTOC{GAP}+\\o{GAP}+{QUOTED}(?:{GAP}+\\[a-z])*|PAGEREF{GAP}+_\w+(?:{GAP}+\\[a-z])*"
    rf"|REF{GAP}+_Ref\w+(?:{GAP}+\\[a-z])*|错误[!！]{GAP}*未(?:找到|定义)(?:引用源|书签)。?"
    r"|Error! (?:Bookmark|Reference source) not (?:defined|found)\."
)


def tags(text: str) -> Iterator[Edit]:
    """HTML tags and comments; a tag that breaks a line leaves a line break."""
    if "<" not in text:
        return
    tag_edits = (
        Edit(m.start(), m.end(), "\n" if BREAKING.match(m.group()) else "")
        for m in TAG.finditer(text)
    )
    end = 0
    for edit in sorted([*_unseen(text), *tag_edits], key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= end:
            yield edit
            end = edit.end


def _unseen(text: str) -> Iterator[Edit]:
    """Comments, scripts and styles with what they enclose."""
    lowered = text.lower() if UNSEEN.search(text) else ""
    unclosed: set[str] = set()
    at = 0
    while match := UNSEEN.search(text, at):
        at = match.end()
        close = f"</{match[1].lower()}>" if match[1] else "-->"
        end = -1 if close in unclosed else lowered.find(close, at)
        if end < 0:
            unclosed.add(close)
        else:
            at = end + len(close)
            yield Edit(match.start(), at)


def fields(text: str) -> Iterator[Edit]:
    """Fields of word processors with their braces: `{ PAGEREF _Toc1 \\h }`."""
    for match in BRACED.finditer(text):
        yield Edit(match.start(), match.end())


def placeholders(text: str) -> Iterator[Edit]:
    """`[键入文字]`, and `[图片]` on a line of its own."""
    for match in PLACEHOLDER.finditer(text):
        if "键入" in match.group() or _alone(text, match):
            yield Edit(match.start(), match.end())


def word_marks(text: str) -> Iterator[Edit]:
    """`[bookmark: _GoBack]`, `HYPERLINK "…"`, `PAGE \\* MERGEFORMAT`, lost references."""
    if any(sign in text for sign in ("[", "\\", "_GoBack", '"', "!", "！")):
        for match in WORD_MARK.finditer(text):
            yield Edit(match.start(), match.end())


def _alone(text: str, match: re.Match[str]) -> bool:
    """Whether a match has its line for itself."""
    end = text.find("\n", match.end())
    line = text[text.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else len(text)]
    return line.strip() == match.group()
