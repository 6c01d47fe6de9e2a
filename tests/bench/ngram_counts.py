"""Count the n-grams that `documents/text/ngrams.py` reads, in the texts of `../shared`.

    .venv/bin/python -m tests.bench.ngram_counts [--half tune|report] > ngrams.txt.xz

Counts only, of one to three symbols that occur often: no text can be read back from them.
"""

from __future__ import annotations

import argparse
import lzma
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise

from documents.text.ngrams import LINE_END, STEPS, fold
from tests.bench.byte_shifts import documents

LEAST_PAIR, LEAST_TRIPLE = 6, 12
"""Rarer pairs and triples are left out; half of that for half of the documents."""
BREAK = re.compile(r"[*#\s]*\n[*#\s]*")
UNREADABLE = re.compile("[^\u4e00-\u9fff，。、；：？！“”‘’《》（）〔〕【】—…·％A0¶]+")


def symbols(text: str) -> str:
    """The text as the model sees it: a run of digits is 0, of letters A, a line's end ¶."""
    lines = fold(BREAK.sub("\n", text).strip()).replace("\n", LINE_END)
    return LINE_END + UNREADABLE.sub("", lines) + LINE_END


def count(texts: Iterable[str]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """Symbols, pairs and triples of neighbouring symbols."""
    ones: Counter[str] = Counter()
    pairs: Counter[str] = Counter()
    triples: Counter[str] = Counter()
    for text in map(symbols, texts):
        ones.update(text)
        pairs.update(map("".join, pairwise(text)))
        triples.update(map("".join, zip(text, text[1:], text[2:], strict=False)))
    return ones, pairs, triples


def lines(counts: Counter[str], least: int) -> list[str]:
    """One line a context: the context, then each symbol that follows and the step of its count."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for gram, number in sorted(counts.items()):
        if number >= least:
            found[gram[:-1]].append(gram[-1] + chr(33 + round(STEPS * math.log(number))))
    return [context + "".join(following) for context, following in sorted(found.items())]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=("", "tune", "report"), default="")
    arguments = parser.parse_args()
    share = 2 if arguments.half else 1
    texts = (text for corpus, text in documents(arguments.half) if corpus != "seeds")
    ones, pairs, triples = count(texts)
    blocks = (
        lines(ones, 1),
        lines(pairs, LEAST_PAIR // share),
        lines(triples, LEAST_TRIPLE // share),
    )
    content = "\n\n".join("\n".join(block) for block in blocks)
    sys.stdout.buffer.write(lzma.compress(content.encode("utf-8"), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
