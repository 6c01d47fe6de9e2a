"""How often one character follows another in documents of this kind.

`bigrams.tsv.gz` holds the commonest pairs and their counts, made by
`python -m documents.text.bigrams FILE.jsonl… > bigrams.tsv`: laws, reports and news of 2023–2025,
ten million characters. Counts only: no text can be read back from it.
"""

from __future__ import annotations

import gzip
import itertools
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

STORE = Path(__file__).with_name("bigrams.tsv.gz")
LEAST = 12
"""Pairs that occur less often than this are left out of the store."""
COUNTED = re.compile(r"[\u4e00-\u9fff，。、；：？！“”《》（）—·]+")


def count_pairs(texts: Iterable[str]) -> Counter[str]:
    """Pairs of neighbouring characters, Chinese marks included, within unbroken stretches."""
    found: Counter[str] = Counter()
    for text in texts:
        for stretch in COUNTED.findall(text):
            found.update(map("".join, itertools.pairwise(stretch)))
    return found


@cache
def stored_pairs() -> Mapping[str, int]:
    """The pairs of the store and their counts."""
    with gzip.open(STORE, "rt", encoding="utf-8") as lines:
        return {pair: int(count) for pair, count in (line.split("\t") for line in lines)}


def main(paths: list[str]) -> None:
    """Write the pairs of the `text` fields of JSONL files to standard output."""
    texts = (
        json.loads(line)["text"]
        for path in paths
        for line in Path(path).read_text(encoding="utf-8").splitlines()
    )
    for pair, count in sorted(count_pairs(texts).items()):
        if count >= LEAST:
            sys.stdout.write(f"{pair}\t{count}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
