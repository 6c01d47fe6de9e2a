"""Marks of other formats in plain text: HTML tags, word-processor fields, Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN
from documents.text.offsets import Edit

UNSEEN = re.compile(r"<!--|<(script|style)\b", re.IGNORECASE)
TAG = re.compile(
    r"</?(?:p|br|div|span|strong|b|i|u|em|font|a|img|table|tbody|thead|tr|td|th|ul|ol|li|h[1-6]|"
    r"center|hr|sup|sub|o:p|st1:\w+|section|article|script|style|iframe|input|blockquote)"
    r"(?:\s[^<>]{0,2000})?/?>",
    re.IGNORECASE,
)
BREAKING = re.compile(r"</?(?:p|br|div|tr|li|h[1-6]|table|hr|section|article)\b", re.IGNORECASE)
WORD_MARK = re.compile(
    r"\[bookmark:[^\[\]\n]{0,200}\]|\[if [^\[\]\n]{0,200}\]>?|<?!?\[endif\]>?|(?<![A-Za-z])_GoBack(?![A-Za-z])"
    r'|HYPERLINK\s+(?:\\[lmnot]\s+)*"[^"\n]{0,500}"(?:\s+\\[lmnot](?:\s+"[^"\n]{0,500}")?)*'
    r'|INCLUDEPICTURE\s+"[^"\n]{0,500}"(?:\s*\\\*?\s*\w+)*|EMBED\s+[A-Z][\w.]+|ADDIN\s+[A-Z]\w+'
    r"|\{?\s*\b(?:NUMPAGES|SECTIONPAGES|PAGE)\b(?:\s*\\\*\s*(?:MERGEFORMAT|Arabic))+\s*\}?"
    r"|\{\s*(?:NUMPAGES|PAGE)\s*\}|\\\*\s*MERGEFORMAT"
    r'|\bTOC\s+\\o\s+"[^"\n]{0,500}"(?:\s+\\[a-z])*|PAGEREF\s+_\w+(?:\s+\\[a-z])*|REF\s+_Ref\w+(?:\s+\\[a-z])*'
    r"|错误!\s*未(?:找到|定义)(?:引用源|书签)。?|Error! (?:Bookmark|Reference source) not (?:defined|found)\."
)
FENCE = re.compile(r"^[ \t]*(?:`{3,}|~{3,})[\w-]*[ \t]*$", re.MULTILINE)
RULER = re.compile(r"^[ \t]*(?:(?:-[ \t]?){3,}|(?:\*[ \t]?){3,}|_{3,}|={3,})[ \t]*$", re.MULTILINE)
HEADING = re.compile(
    r"^[ \t]{0,3}#{1,6}(?:[ \t]+|$|(?=[^#\s\d]))|(?<=\S)[ \t]+#{1,6}[ \t]*$", re.MULTILINE
)
QUOTE = re.compile(r"^[ \t]{0,3}(?:>[ \t]?)+(?=[^\s>])", re.MULTILINE)
BULLET = re.compile(rf"^[ \t]*[-*+][ \t]+(?=[{HAN}“《（(])", re.MULTILINE)
IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
LINK = re.compile(r"\[([^\[\]\n]+)\]\((?:https?://|/|\.|#|javascript:|mailto:)[^)\n]*\)")
BOLD = re.compile(r"\*{2,3}|(?<![\w_])__(?=\S)|(?<=\S)__(?![\w_])")
ITALIC = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]{1,400})(?<=[^\s*])\*(?![*\w])")
HAN_CHARACTER = re.compile(f"[{HAN}]")
ESCAPE = re.compile(r"\\(?=[.*_#>+\-()\[\]`!|]|$)", re.MULTILINE)
TABLE_RULER = re.compile(
    r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+(?:[ \t]*:?-{2,}:?)?[ \t]*$", re.MULTILINE
)
TABLE_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
CELL_MARK = re.compile(r"[ \t]*\|[ \t]*")


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


def word_marks(text: str) -> Iterator[Edit]:
    """`[bookmark: _GoBack]`, `HYPERLINK "…"`, `PAGE \\* MERGEFORMAT`, lost references."""
    if "[" in text or "\\" in text or "_GoBack" in text or '"' in text or "!" in text:
        for match in WORD_MARK.finditer(text):
            yield Edit(match.start(), match.end())


def markdown(text: str) -> Iterator[Edit]:
    """Headings, bold, quotes, links, tables, rulers; what the marks enclose stays."""
    edits: dict[int, Edit] = {}
    patterns = [
        pattern
        for sign, pattern in (
            ("#", HEADING), ("**", BOLD), ("__", BOLD), (">", QUOTE), ("![", IMAGE),
            ("```", FENCE), ("~~~", FENCE), ("\\", ESCAPE), ("|", TABLE_RULER),
            ("---", RULER), ("***", RULER), ("___", RULER), ("===", RULER), ("- - -", RULER),
            ("- ", BULLET), ("* ", BULLET), ("+ ", BULLET),
        )
        if sign in text
    ]  # fmt: skip
    for pattern in dict.fromkeys(patterns):
        for match in pattern.finditer(text):
            edits.setdefault(match.start(), Edit(match.start(), match.end()))
    for edit in _enclosed(text):
        edits.setdefault(edit.start, edit)
    end = 0
    for _, edit in sorted(edits.items()):
        if edit.start >= end:
            yield edit
            end = edit.end


def _enclosed(text: str) -> Iterator[Edit]:
    """The marks around what a link, an italic stretch or a table row holds."""
    if "](" in text:
        for match in LINK.finditer(text):
            if match.start() == 0 or text[match.start() - 1] != "!":
                yield Edit(match.start(), match.start(1))
                yield Edit(match.end(1), match.end())
    if "*" in text:
        for match in ITALIC.finditer(text):
            if HAN_CHARACTER.search(match[1]):
                yield Edit(match.start(), match.start() + 1)
                yield Edit(match.end() - 1, match.end())
    if "|" in text:
        for row in TABLE_ROW.finditer(text):
            if TABLE_RULER.fullmatch(row.group()) is None:
                for mark in CELL_MARK.finditer(text, row.start(), row.end()):
                    edge = mark.start() == row.start() or mark.end() == row.end()
                    yield Edit(mark.start(), mark.end(), "" if edge else " ")
