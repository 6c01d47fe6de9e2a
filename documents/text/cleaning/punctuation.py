"""ASCII punctuation in Chinese text becomes the full-width form that the text means."""

from __future__ import annotations

import re
from collections.abc import Iterator

from documents.text.cleaning.rule import HAN
from documents.text.offsets import Edit

WIDE = rf"{HAN}，。、；：？！…—“”‘’（）《》〈〉【】〔〕「」『』％·"
"""Han characters and the punctuation that stands between them."""
TO_WIDE = dict(zip(",;:?!()<>", "，；：？！（）〈〉", strict=True))
MARK = re.compile(
    rf"(?<=[{WIDE}\])])[,;:?!](?![,;:?!/])|(?<=[{WIDE}][\d\])%A-Za-z])[,;:?!](?=[ ]?[{WIDE}])"
    rf"|(?<=[\w\])%])[,;:?!](?=[ ]?[{WIDE}])|(?<=[{HAN}\d][%％℃])[,;](?=\d)"
)
NUMERIC = re.compile(r"\d[,:]\d")
ANGLED = re.compile(rf"<[{HAN}][^<>\n]{{1,100}}[{HAN}）)]>")
IS_WIDE = re.compile(f"[{WIDE}]")
IS_HAN = re.compile(f"[{HAN}]")
NEAR = 400
"""Characters after an opening bracket that are searched for Chinese."""
ASCII_MARK = re.compile("[,;:?!]")


def punctuation(text: str) -> Iterator[Edit]:
    """`, ; : ? !` after or before Chinese; not in 12:30, 1,000, addresses and labels."""
    if not ASCII_MARK.search(text):
        return
    for match in MARK.finditer(text):
        at = match.start()
        if not NUMERIC.match(text, max(at - 1, 0)) and text[at + 1 : at + 3] != "//":
            yield Edit(at, at + 1, TO_WIDE[match.group()])


FULL_STOP = re.compile(
    rf"(?<=[{HAN}”》）%％)\"])\.(?=[{HAN}“《（](?!\.)|[”\n]|$)|(?<=\d)\.(?=[”\n]|$)"
)
"""A point where a sentence may end; after a digit at the end of the line only."""
ANY_STOP = re.compile(
    rf"(?<=[{HAN}”》）%％)\"])\.(?=[{HAN}“《（\d”\n—-]|$)|(?<=[{HAN}.]\d)\.(?=[{HAN}“《（—]|[”\n]|$)"
    rf"|(?<=\d\d)\.(?=[{HAN}“《（—]|[”\n]|$)"
)
"""The same in a text that has points for full stops."""
ONLY_LABEL = re.compile(r"[（(]?(?:[一二三四五六七八九十\d]{1,3}|附件?\s?\d*|第.{1,5})[)）]?")
DASH = re.compile(rf"(?<=[{HAN}”》）])--(?=[{HAN}“《])|^--(?=[{HAN}“《\d])", re.MULTILINE)
DOTS = 3
"""Points between two Han characters from which on they are full stops, not parts of names."""


def full_stops(text: str) -> Iterator[Edit]:
    """A point after Chinese becomes 。 where a line ends, in its middle when the text does so."""
    found = [m.start() for m in FULL_STOP.finditer(text) if _closes_sentence(text, m.start())]
    inside = [at for at in found if text[at + 1 : at + 2] not in ("", "\n", "”")]
    if len(inside) >= DOTS and len(found) > text.count("。"):
        found = [m.start() for m in ANY_STOP.finditer(text) if _closes_sentence(text, m.start())]
    elif len(inside) < DOTS:
        found = sorted(set(found) - set(inside))
    for at in found:
        yield Edit(at, at + 1, "。")


def _closes_sentence(text: str, at: int) -> bool:
    """Whether a point closes more than a label: not 1. and 一."""
    line = text[text.rfind("\n", 0, at) + 1 : at].strip()
    return ONLY_LABEL.fullmatch(line) is None and IS_HAN.search(line) is not None


def dashes(text: str) -> Iterator[Edit]:
    """Two hyphens between Chinese, or before it at the start of a line, become ——."""
    for match in DASH.finditer(text):
        yield Edit(match.start(), match.end(), "——")


def brackets(text: str) -> Iterator[Edit]:
    """Brackets beside or around Chinese: 中国(湖南), (一), 协定(RCEP), 修改<某条例>的决定."""
    wide: set[int] = set()
    opened: list[int] = []
    for match in re.finditer(r"[()（）\n]", text):
        at, mark = match.start(), match.group()
        if mark == "\n":
            opened.clear()
        elif mark in "(（":
            opened.append(at)
            if mark == "(" and _beside_wide(text, at):
                wide.add(at)
        else:
            start = opened.pop() if opened else None
            inside = start is not None and IS_HAN.search(text, start, min(at, start + NEAR))
            partner = start is not None and (start in wide or text[start] == "（")
            if (inside or partner or _beside_wide(text, at) or mark == "）") and start is not None:
                wide.add(start)
            if mark == ")" and (inside or partner or _beside_wide(text, at)):
                wide.add(at)
    for match in ANGLED.finditer(text):
        wide.update((match.start(), match.end() - 1))
    for at in sorted(wide):
        if text[at] in TO_WIDE:
            yield Edit(at, at + 1, TO_WIDE[text[at]])


def _beside_wide(text: str, at: int) -> bool:
    return bool(
        (at > 0 and IS_WIDE.match(text, at - 1))
        or (at + 1 < len(text) and IS_WIDE.match(text, at + 1))
    )


def quotation_marks(text: str) -> Iterator[Edit]:
    """Straight double quotation marks become “ and ” in turn, where they touch Chinese."""
    if '"' not in text:
        return
    for line in re.finditer(r'^[^\n"]*"[^\n]*$', text, re.MULTILINE):
        if IS_HAN.search(line.group()):
            yield from _turned(text, line.start(), line.end())


def _turned(text: str, start: int, end: int) -> Iterator[Edit]:
    opened = False
    for at in range(start, end):
        mark = text[at]
        if mark == "“":
            opened = True
        elif mark == "”":
            opened = False
        elif mark == '"':
            before, after = text[at - 1 : at], text[at + 1 : at + 2]
            if (
                not opened
                and at > start
                and before
                and (after in "，。；：、）》」！？" or after in "\n")
            ):
                opened = True  # an opening mark was lost: this one closes
            opened = not opened
            yield Edit(at, at + 1, "“" if opened else "”")
