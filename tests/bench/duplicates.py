"""How well copies are found: `python -m tests.bench.duplicates [--documents N] [--show]`.

Real documents are compared with one another as ingest compares them, except that the index is held
in memory; then copies are made of fifty of them, each in six ways, and looked for. Reads
`../shared/corpus`.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import opencc

from documents.text.cleaning import clean
from documents.text.similarity import (
    CANDIDATES,
    SHARED,
    Fingerprint,
    Likeness,
    compare,
    fingerprint,
)
from tests.wording import with_typos

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
FILES = {
    "cctv_news_2023_2025.jsonl": 4000,
    "laws.jsonl": 1000,
    "national_reports.jsonl": 100,
    "local_documents.jsonl": 100,
}
COPIED = 50
LONG_ENOUGH = 600
"""Characters of a document of which a third is still worth finding."""


@dataclass
class Index:
    """What PostgreSQL's GIN index does, in memory."""

    documents: list[tuple[str, str]] = field(default_factory=list)
    samples: list[Fingerprint | None] = field(default_factory=list)
    places: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, title: str, text: str) -> None:
        sample = fingerprint(text)
        for value in sample.samples if sample else ():
            self.places[value].append(len(self.documents))
        self.documents.append((title, text))
        self.samples.append(sample)

    def alike(self, text: str) -> Iterator[tuple[int, Likeness]]:
        """The documents that a text is proposed to have to do with."""
        asked = fingerprint(text)
        if asked is None:
            return
        shared = Counter(at for value in asked.samples for at in self.places.get(value, ()))
        near = {at: n / self._fewer(asked, at) for at, n in shared.items()}
        best = sorted((at for at in near if near[at] >= SHARED), key=lambda at: -near[at])
        for at in best[:CANDIDATES]:
            likeness = compare(text, self.documents[at][1])
            if likeness:
                yield at, likeness

    def _fewer(self, asked: Fingerprint, at: int) -> int:
        other = self.samples[at]
        return min(len(asked.samples), len(other.samples) if other else 1)


def documents() -> Iterator[tuple[str, str]]:
    """Title and cleaned text."""
    for name, number in FILES.items():
        with (CORPUS / name).open(encoding="utf-8") as lines:
            for line in islice(lines, number):
                row = json.loads(line)
                yield f"{row['date']} {row['title']}", row["text"]


def copies(text: str, chance: random.Random) -> Iterator[tuple[str, str]]:
    """Copies of a text by the way in which they were made."""
    third, start = len(text) // 3, chance.randint(0, len(text) // 2)
    yield "typos in 1 %", with_typos(text, 0.01, chance)
    yield "beginning cut off", text[len(text) // 10 :]
    yield "excerpt of a third", text[start : start + third]
    yield "excerpt with typos", with_typos(text[start : start + third], 0.005, chance)
    yield "another head and foot", f"示例省人民政府网\n来源：示例日报\n{text}\n编辑：示例"
    yield "in traditional script", clean(opencc.OpenCC("s2t").convert(text)).text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="list what is proposed")
    options = parser.parse_args()
    if not CORPUS.exists():
        sys.stderr.write(f"nothing to compare: {CORPUS} is absent\n")
        return 1
    index = Index()
    proposed: Counter[str] = Counter()
    for title, text in documents():
        for at, likeness in index.alike(text):
            proposed[likeness.kind] += 1
            if options.show:
                other = index.documents[at][0]
                sys.stdout.write(f"{likeness.kind} {likeness.similarity}: {title} | {other}\n")
        index.add(title, text)
    sys.stdout.write(f"{len(index.documents)} documents, proposed: {dict(proposed)}\n")
    chance = random.Random(2026)
    long = [at for at, (_, text) in enumerate(index.documents) if len(text) >= LONG_ENOUGH]
    chosen = chance.sample(long, COPIED)
    found: Counter[str] = Counter()
    for at in chosen:
        for how, copy in copies(index.documents[at][1], chance):
            found[how] += any(other == at for other, _ in index.alike(copy))
    for how, number in found.items():
        sys.stdout.write(f"{how:24} {number:3} of {COPIED} found\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
