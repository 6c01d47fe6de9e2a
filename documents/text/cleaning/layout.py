"""What pages leave in a text: page numbers, running heads, breaks inside paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

from documents.text.cleaning.rule import CLOSERS, HAN, SENTENCE_END, TERMINAL, Line, lines
from documents.text.findings import Flag
from documents.text.offsets import Edit

PAGE_NUMBER = re.compile(
    r"[—–―－\-_~·•]{1,3}\s*\d{1,4}\s*[—–―－\-_~·•]{1,3}"
    r"|第\s*\d{1,4}\s*页(?:[\s,，/／]*[（(]?共\s*\d{1,4}\s*页[)）]?)?|共\s*\d{1,4}\s*页[\s,，]*第\s*\d{1,4}\s*页"
    r"|[Pp]age\s+\d{1,4}(?:\s*(?:of|/)\s*\d{1,4})?"
)
BARE_NUMBER = re.compile(r"\d{1,3}")
DASHES = "—–―－-_~·•Pp"
PAGED = re.compile(r"\d+\s*/\s*\d+$|^https?://|第\s*\d+\s*页")
CONTINUED = re.compile(
    r"[（(【\[]?[ \t]*[▲△▼▽■□◆◇●○→←]?[ \t]*(?:上接|下转|紧接|紧转)\s*(?:第?\s*[A-Za-z]?\d{1,3}\s*[版页]|第?[一二三四五六七八九十]{1,3}[版页]|[头一二三四五六七八九]版)"
    r"(?=[\s）)】\]▲△▼▽■□◆◇●○→←一-鿿]|$)[ \t]*[▲△▼▽■□◆◇●○→←]?[）)】\]]?[ \t]*"
)
TOGETHER = re.compile(
    r"^(?P<head>[ \t\u3000]*第[〇零一二三四五六七八九十百]{1,5}[编章节][ \t\u3000]*[^\s\u3000。，；]{1,30}(?:[ \u3000][^\s\u3000。，；]{1,12})?)[ \t\u3000]{2,}(?=第[〇零一二三四五六七八九十百]{1,5}[章节条])",
    re.MULTILINE,
)
STARTS_ANEW = re.compile(
    r"[一二三四五六七八九十百]{1,4}[、.．是要]|[（(][一二三四五六七八九十百\d]{1,3}[)）]|\d{1,3}(?:[、.．)）](?!\d)|\s)"
    r"|第[一二三四五六七八九十百千零〇\d]{1,6}[编篇章节条款项，、]|[①-⑳㈠-㈩⑴-⒇]|附件?[：:\d\s]|附件$|各位|同志们"
    r"|——|[-*#>|【\[]|注[：:]|全会|会议|大会|[（(](?:此件|联系|作者|附|\d{4}年)"
)
PROSE_START = re.compile(rf"[{HAN}“”‘’《》、，。；：）〉】\dA-Za-z（(]")
UNCUT = SENTENCE_END + CLOSERS + "：:"
GLUED = "，。、；：！？）》〉】”’"
BODY_LENGTH = 40
"""A line from this length on, with punctuation inside, is a paragraph and not a heading."""


def page_numbers(text: str) -> Iterator[Edit]:
    """`— 3 —`, `- 2 -`, 第3页 共10页; bare numbers when they count up page by page."""
    bare: list[tuple[Line, int]] = []
    edits: list[Edit] = []
    for line in lines(text):
        if len(line.content) <= 20 and any(c.isdigit() for c in line.content):
            if PAGE_NUMBER.fullmatch(line.content):
                edits.append(Edit(line.start, line.end))
            elif BARE_NUMBER.fullmatch(line.content):
                bare.append((line, int(line.content)))
    edits.extend(_counting_up(bare))
    yield from sorted(edits)


def _counting_up(bare: list[tuple[Line, int]]) -> Iterator[Edit]:
    """Bare numbers are page numbers when each is one more than the last, a page's length on."""
    if len(bare) >= 2 and all(
        after - before == 1 and 300 <= line.start - previous.end <= 4000
        for (previous, before), (line, after) in itertools.pairwise(bare)
    ):
        for line, _ in bare:
            yield Edit(line.start, line.end)


def running_heads(text: str) -> Iterator[Edit]:
    """Heads and feet of printed pages: the same line three times, beside a page number."""
    if not any(_is_paged(line.content) for line in lines(text)):
        return
    found = [line for line in lines(text) if 4 <= len(line.content) <= 160]
    shapes = [re.sub(r"\d+", "0", line.content) for line in found]
    counts = Counter(shapes)
    repeated = {shape for shape, count in counts.items() if count >= 2}
    if not repeated:
        return
    paged = {s for s in repeated if s.count("0") and PAGED.search(s) and s[0] != "《"}
    beside = Counter(
        shapes[i]
        for i in range(len(shapes))
        if shapes[i] in repeated
        and any(
            0 <= j < len(shapes) and (shapes[j] in paged or PAGE_NUMBER.fullmatch(found[j].content))
            for j in (i - 1, i + 1)
        )
    )
    heads = {s for s in repeated if counts[s] >= 3 and beside[s] >= counts[s] - 1}
    for line, shape in zip(found, shapes, strict=True):
        if shape in heads or (shape in paged and counts[shape] >= 2):
            yield Edit(line.start, line.end)


def _is_paged(content: str) -> bool:
    """Whether a line holds a page number: 3/15 at its end, an address, 第3页, — 3 —."""
    if len(content) > 160 or not ("/" in content or "页" in content or content[0] in DASHES):
        return False
    return bool(PAGED.search(content) or PAGE_NUMBER.fullmatch(content))


def continuation_marks(text: str) -> Iterator[Edit | Flag]:
    """上接A1版, （下转第三版）: a part is elsewhere, so the text is an excerpt."""
    if not any(mark in text for mark in ("上接", "下转", "紧接", "紧转")):
        return
    for match in CONTINUED.finditer(text):
        at_start = not text[: match.start()].rpartition("\n")[2].strip()
        at_end = not text[match.end() :].partition("\n")[0].strip()
        if at_start or at_end:
            yield Edit(match.start(), match.end())
            yield Flag("excerpt")


def run_together(text: str) -> Iterator[Edit]:
    """第一章　总则　　第一条 …: a heading and its first article on one line."""
    if "第" not in text:
        return
    for match in TOGETHER.finditer(text):
        yield Edit(match.end("head"), match.end(), "\n")


def hard_wraps(text: str) -> Iterator[Edit]:
    """Joins lines that break at the width of a page; only where most of the text does."""
    found = lines(text)
    width = _page_width(found)
    if width is None:
        return
    for line, after in itertools.pairwise(found):
        full = len(line.content) >= width - 3 or (
            len(line.content) >= width - 8 and line.content[-1] in "，、"
        )
        fresh = after.content[0] not in GLUED and STARTS_ANEW.match(after.content)
        if full and not fresh and not _indented(text, after) and not _ends(line.content):
            yield Edit(line.end, after.start)


def _page_width(found: tuple[Line, ...]) -> int | None:
    """Characters in a full line of a text whose lines are cut to one width, else null."""
    if len(found) < 8 or max(len(line.content) for line in found) > 95:
        return None
    lengths = sorted(len(line.content) for line in found if len(line.content) >= 15)
    if len(lengths) < 8:
        return None
    width = lengths[len(lengths) * 9 // 10]
    near = sum(1 for length in lengths if width - 3 <= length <= width + 2)
    unfinished = sum(
        1 for line in found if len(line.content) >= width - 3 and not TERMINAL.search(line.content)
    )
    if (
        width > 80
        or lengths[-1] > width + 12
        or near < len(lengths) * 0.4
        or unfinished < near * 0.5
    ):
        return None
    return width


def _indented(text: str, line: Line) -> bool:
    before = (
        text[: line.start].rpartition("\n")[2]
        if line.start < 200
        else text[line.start - 8 : line.start].rpartition("\n")[2]
    )
    return "\u3000\u3000" in before or "    " in before


def _ends(content: str) -> bool:
    return TERMINAL.search(content) is not None and content[-1] not in "：:"


def page_breaks(text: str) -> Iterator[Edit]:
    """Joins a paragraph that was cut in mid-sentence with its other half."""
    found = lines(text)
    for line, after in itertools.pairwise(found):
        if (_cut(line.content) and _continues(line.content, after.content)) or (
            after.content[0] in "，。、；）" and len(line.content) >= 8 and not _ends(line.content)
        ):
            yield Edit(line.end, after.start)


def _cut(content: str) -> bool:
    """Whether the line looks like a paragraph that stops before its sentence does."""
    if len(content) < 15 or content[-1] in UNCUT:
        return False
    if content[-1] in "，、,":
        return not content.startswith("附件")
    marks = len(re.findall("[，,；;。]", content))
    if STARTS_ANEW.match(content) and "。" not in content and len(content) < 120:
        return False
    return len(content) >= BODY_LENGTH and (marks >= 3 or ("。" in content and marks >= 2))


def _continues(before: str, after: str) -> bool:
    """Whether `after` can be the other half: prose, no label, no new opening."""
    if STARTS_ANEW.match(after) or not PROSE_START.match(after):
        return False
    if before[-1] in "，、,":
        return True
    if len(after) < 8:
        return after[-1] in "。！？；"
    return bool(TERMINAL.search(after)) or (
        len(after) >= BODY_LENGTH and "，" in after.replace(",", "，")
    )
