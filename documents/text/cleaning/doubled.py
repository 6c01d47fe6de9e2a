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


def _is_print(run: str) -> bool:
    """Whether a run of doubled characters says something: no character four times in a row."""
    pairs = [match[1] for match in PAIR.finditer(run)]
    return len(HAN_PAIR.findall(run)) >= 3 and all(a != b for a, b in pairwise(pairs))


def doubled_glyphs(text: str) -> Iterator[Edit]:
    """Runs of four or more doubled characters; with such a run, shorter doubled lines, too.

    Bold type is headings, so a text without a line that starts doubled has none.
    """
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
