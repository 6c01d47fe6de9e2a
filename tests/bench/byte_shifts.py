"""Byte shifts made on purpose in clean documents: how many cleaning repairs, flags, gets wrong.

    .venv/bin/python -m tests.bench.byte_shifts [--seed N] [--count 200] [--traditional]
        [--half tune|report] [--only NAME] [--wrong] [--store FILE] [--undamaged N]

A shift of one to twelve characters is put into the middle of a document of `../shared` by one of
several generators: the ways in which a byte can be lost, and in which the shift can end. A repair
is exact when the cleaned text is that of the undamaged document. `--undamaged` counts what cleaning
does to paragraphs that are in order.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import opencc

from documents.text import ngrams
from documents.text.cleaning import clean
from documents.text.refusal import RefusedInput

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"
RECORDS = (
    "cctv_news_2023_2025.jsonl",
    "laws.jsonl",
    "national_reports.jsonl",
    "local_documents.jsonl",
)
LONGEST = 12
WINDOW = 1500
"""Characters of the document on each side of the damage that are kept with it."""
MARGIN = 12
"""Characters at least between the damage and the ends of the document."""
WIDE = re.compile("[\u4e00-\u9fff，。、；：？！“”‘’《》（）]+")
OUTCOMES = ("exact", "flagged", "wrong", "silent")
"""Repaired exactly; flagged and left; changed wrongly but flagged; not exact and not flagged."""

Damaged = str | None
Generator = Callable[[bytes], Damaged]
"""Makes the damaged form of a run from its GBK bytes; null where it does not apply."""


def _lenient(data: bytes, errors: str = "ignore", codec: str = "gbk") -> str:
    return data.decode(codec, errors)


def _pairwise(data: bytes) -> str:
    """The bytes read as web software reads them: pairs that stand for nothing vanish."""
    found = []
    at = 0
    while at < len(data):
        width = 1 if data[at] < 0x80 else 2
        found.append(
            data[at : at + width].decode("gbk", "ignore") if at + width <= len(data) else ""
        )
        at += width
    return "".join(found)


def to_letter(data: bytes) -> Damaged:
    """`?碧岣咄赓Q`: the second byte of the last character is an ASCII letter."""
    return "?" + _lenient(data[1:]) if data[-1] < 0x80 else None


def to_letter_pairs(data: bytes) -> Damaged:
    """The same, with pairs that stand for nothing left out."""
    return "?" + _pairwise(data[1:]) if data[-1] < 0x80 else None


GENERATORS: dict[str, Generator] = {
    "to_letter": to_letter,
    "to_letter_pairs": to_letter_pairs,
    "marks": lambda data: "?" + _lenient(data[1:-1]) + "?",
    "marks_pairs": lambda data: "?" + _pairwise(data[1:-1]) + "?",
    "marks_18030": lambda data: "?" + _lenient(data[1:-1], codec="gb18030") + "?",
    "mark_replaced": lambda data: "?" + _lenient(data[1:], "replace"),
    "replaced": lambda data: "\ufffd" + _lenient(data[1:], "replace"),
    "mark_open": lambda data: "?" + _lenient(data[1:]),
    "bare": lambda data: _lenient(data[1:]),
    "bare_replaced": lambda data: _lenient(data[1:], "replace"),
    "second_lost": lambda data: _lenient(data[:1] + data[2:]),
    "second_replaced": lambda data: _lenient(data[:1] + data[2:], "replace"),
}
"""By name. `bare` and `second` leave no mark where the byte was lost."""


class Case(NamedTuple):
    corpus: str
    generator: str
    length: int
    original: str
    damaged: str
    start: int


def documents(half: str) -> Iterator[tuple[str, str]]:
    """Corpus and text of each document of a half (`tune`, `report`, or both for an empty word)."""
    for name in RECORDS:
        lines = (CORPUS / name).read_text(encoding="utf-8").splitlines()
        texts = (json.loads(line)["text"] for line in lines)
        yield from ((name.split("_")[0].split(".")[0], text) for text in _half(texts, half))
    files = sorted((CORPUS / "provincial_reports_2026").glob("*.txt"))
    yield from (("provincial", file.read_text(encoding="utf-8")) for file in files)
    seeds = [path for path in sorted((SHARED / "seeds").glob("*.txt")) if path.name[:3] != "003"]
    yield from (("seeds", file.read_text(encoding="utf-8")) for file in seeds)


def _half(texts: Iterator[str], half: str) -> Iterator[str]:
    for i, text in enumerate(texts):
        if not half or (i % 2 == 0) == (half == "tune"):
            yield text


@cache
def _traditional() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def cases(arguments: argparse.Namespace) -> Iterator[Case]:
    """As many damaged documents as asked for, corpora and generators in turn."""
    chance = random.Random(arguments.seed)
    by_corpus: dict[str, list[str]] = {}
    for corpus, text in documents(arguments.half):
        if len(text) >= 200:
            by_corpus.setdefault(corpus, []).append(text)
    names = [name for name in GENERATORS if not arguments.only or name in arguments.only]
    if not arguments.traditional:
        names = [name for name in names if not name.startswith("to_letter")]
    for number in range(arguments.count):
        corpus = list(by_corpus)[number % len(by_corpus)]
        case = None
        while case is None:
            text = chance.choice(by_corpus[corpus])
            case = _case(corpus, text, names[number % len(names)], chance, arguments.traditional)
        yield case


def _case(
    corpus: str, text: str, name: str, chance: random.Random, traditional: bool
) -> Case | None:
    length = chance.randint(1, LONGEST)
    at = chance.randrange(len(text))
    text = clean(text[max(at - 2 * WINDOW, 0) : at + 2 * WINDOW]).text
    if len(text) < 4 * MARGIN:
        return None
    text = _traditional().convert(text) if traditional else text
    for _ in range(300):
        start = chance.randint(MARGIN, len(text) - MARGIN - length)
        run = text[start : start + length]
        if not WIDE.fullmatch(run):
            continue
        try:
            damaged = GENERATORS[name](run.encode("gbk"))
        except UnicodeEncodeError:
            continue
        if damaged is not None:
            first, last = max(start - WINDOW, 0), start + length + WINDOW
            before, after = text[first:start], text[start + length : last]
            return Case(
                corpus, name, length, before + run + after, before + damaged + after, start - first
            )
    return None


def outcome(case: Case) -> tuple[str, str]:
    """How the damaged document came out of cleaning, and the text that came out."""
    expected = clean(case.original).text
    try:
        cleaned = clean(case.damaged)
    except RefusedInput:
        return "flagged", ""
    if cleaned.text == expected:
        return "exact", cleaned.text
    if "mojibake_repaired" in cleaned.flags:
        return "wrong", cleaned.text
    return ("flagged" if "mojibake" in cleaned.flags else "silent"), cleaned.text


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _table(title: str, counts: dict[str, Counter[str]]) -> None:
    _say(f"\n{title:18}{'cases':>7}" + "".join(f"{name:>9}" for name in OUTCOMES))
    for name, counter in counts.items():
        numbers = "".join(f"{counter[outcome]:9}" for outcome in OUTCOMES)
        share = counter["exact"] / counter.total()
        _say(f"{name:18}{counter.total():7}{numbers}{share:9.3f}")


def _excerpt(text: str, case: Case) -> str:
    return text[max(case.start - 14, 0) : case.start + 30].replace("\n", "⏎")


def undamaged(count: int, half: str, traditional: bool) -> None:
    """Count the paragraphs of every corpus that cleaning takes for damaged."""
    found: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for corpus, text in documents(half):
        for paragraph in text.splitlines():
            if len(paragraph) < 10 or seen[corpus] >= count:
                continue
            seen[corpus] += 1
            paragraph = _traditional().convert(paragraph) if traditional else paragraph
            try:
                cleaned = clean(paragraph)
            except RefusedInput:
                continue
            if cleaned.flags & {"mojibake", "mojibake_repaired"}:
                found[corpus] += 1
                spans = [cleaned.text[a:b] for a, b in cleaned.damaged]
                _say(f"{corpus} {sorted(cleaned.flags)} {spans} {paragraph[:60]}")
    for corpus, number in seen.items():
        _say(f"{corpus:12} {number:6} paragraphs, {found[corpus]} taken for damaged")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--traditional", action="store_true")
    parser.add_argument("--half", choices=("", "tune", "report"), default="")
    parser.add_argument("--only", action="append", choices=sorted(GENERATORS))
    parser.add_argument("--wrong", action="store_true", help="show what did not come out exactly")
    parser.add_argument("--store", type=Path, help="counts to judge by in place of the package's")
    parser.add_argument("--undamaged", type=int, help="paragraphs a corpus that are in order")
    arguments = parser.parse_args()
    if arguments.store:
        ngrams.STORE = arguments.store
    if arguments.undamaged:
        undamaged(arguments.undamaged, arguments.half, arguments.traditional)
        return
    tables: list[dict[str, Counter[str]]] = [{}, {}, {}, {}]
    seconds = 0.0
    for case in cases(arguments):
        began = time.process_time()
        result, text = outcome(case)
        seconds += time.process_time() - began
        if arguments.wrong and result != "exact":
            _say(f"{result} {case.generator} {case.length} {case.corpus}")
            for version in (case.damaged, case.original, text):
                _say(f"  {_excerpt(version, case)}")
        for table, key in zip(
            tables, ("all", case.generator, case.corpus, f"{case.length:2} characters"), strict=True
        ):
            table.setdefault(key, Counter())[result] += 1
    for title, table in zip(("", "generator", "corpus", "length"), tables, strict=True):
        _table(title, dict(sorted(table.items())))
    _say(f"\n{seconds / arguments.count * 1000:.0f} ms of processor time a document pair")


if __name__ == "__main__":
    main()
