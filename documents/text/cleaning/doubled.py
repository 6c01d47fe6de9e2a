"""Bold type of printed pages whose glyphs come twice: 第第一一章章 总总则则."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from documents.text.cleaning.rule import HAN, lines
from documents.text.offsets import Edit

RUN = re.compile(r"(?:(\S)\1[ \u3000]?){4,}")
PAIR = re.compile(r"(\S)\1")
WHOLE_LINE = re.compile(r"(?:(\S)\1[ \u3000]?){2,}")
HAN_PAIR = re.compile(rf"([{HAN}])\1")


LEAST_RUNS, LEAST_HAN, LONG = 4, 3, 16
"""Different glyphs in a row and Han pairs of a doubled line; characters of a sure one."""


def _is_print(run: str) -> bool:
    """Whether a run of doubled characters says something: no character four times in a row."""
    pairs = [match[1] for match in PAIR.finditer(run)]
    return len(HAN_PAIR.findall(run)) >= 3 and all(a != b for a, b in pairwise(pairs))


SAME = re.compile(r"(\S)\1*")


def _is_doubled(content: str) -> bool:
    """Whether every glyph of a line comes twice (or four times, as in 人人人人)."""
    return content[:1] == content[1:2] and all(
        len(match.group()) % 2 == 0 for match in SAME.finditer(content)
    )


def _says_something(content: str) -> bool:
    """Whether a doubled line has glyphs enough to be no reduplication (认认真真)."""
    runs = sum(1 for _ in SAME.finditer(content))
    return runs >= LEAST_RUNS and len(HAN_PAIR.findall(content)) >= LEAST_HAN


def _doubled_lines(text: str) -> Iterator[Edit]:
    """Lines whose every glyph comes twice: at least two of them, or one that is long."""
    every = lines(text)
    found = [line for line in every if _is_doubled(line.content)]
    sure = [line for line in found if _says_something(line.content)]
    if len(sure) < 2 and not any(len(line.content) >= LONG for line in sure):
        return
    for line in found if len(found) > len(every) / 2 else sure:
        for match in SAME.finditer(line.content):
            half = match.start() + len(match.group()) // 2
            yield Edit(line.start + half, line.start + match.end())


def doubled_glyphs(text: str) -> Iterator[Edit]:
    """Runs of four or more doubled characters; with such a run, shorter doubled lines, too.

    Bold type is headings, so a text without a line that starts doubled has none.
    """
    whole = list(_doubled_lines(text))
    if whole:
        yield from whole  # runs inside other lines come next time
        return
    if not any(
        len(line.content) >= 4
        and line.content[0] == line.content[1]
        and line.content[2] == line.content[3]
        and HAN_PAIR.match(line.content)
        for line in lines(text)
    ):
        return
    runs = [m for m in RUN.finditer(text) if _is_print(m.group())]
    if not runs:
        return
    spans = {(run.start(), run.end()) for run in runs}
    for line in lines(text):
        if WHOLE_LINE.fullmatch(line.content) and HAN_PAIR.match(line.content):
            spans.add((line.start, line.end))
    end = 0
    for start, stop in sorted(spans):
        for pair in PAIR.finditer(text, max(start, end), stop):
            yield Edit(pair.start() + 1, pair.end())
        end = max(end, stop)
