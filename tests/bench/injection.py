"""How far cleaned text is from the clean original after dirt was put into it.

    .venv/bin/python -m tests.bench.injection [--half tune|report] [--seed N…] [--set SET…]
        [--wrong] [--show N] [VARIANT…]

Takes the provincial reports, national reports, laws and news of `../shared`, cleaned; puts the dirt
of `tests/bench/dirt.py` in, each kind alone and all together; cleans again and prints the edit
distance to the original as a share of its length: the mean, the worst, and how many texts stay
within 0.2 %. Every other text belongs to the half that rules may be tuned on (`tune`); the other
half (`report`) is only counted.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from rapidfuzz.distance import Levenshtein

from documents.text.cleaning import clean
from documents.text.refusal import RefusedInput
from tests.bench.dirt import INJECTORS

SHARED = Path(__file__).resolve().parents[3] / "shared"
CORPUS = SHARED / "corpus"
BOUND = 0.002
"""Edit distance, as a share of the original, that a text may have at most."""
TEXTS = 12
"""Texts of each JSONL set, spread evenly over it."""
LONGEST = 30_000
SETS = ("provincial", "national_reports", "laws", "local_documents")


def originals(name: str) -> Iterator[tuple[str, str]]:
    """Names and clean texts of a set."""
    if name == "provincial":
        for path in sorted((CORPUS / "provincial_reports_2026").glob("*.txt")):
            yield path.stem, clean(path.read_text(encoding="utf-8")).text
        return
    rows = [
        json.loads(line)
        for line in (CORPUS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    long = [row for row in rows if 1500 <= len(row["text"]) <= LONGEST]
    for row in long[:: max(len(long) // TEXTS, 1)][:TEXTS]:
        cleaned = clean(row["text"])
        if "traditional" not in cleaned.flags:
            titled = row["title"][:8] in cleaned.text[:200]
            yield row["id"], cleaned.text if titled else f"{row['title']}\n{cleaned.text}"


def measure(name: str, original: str, variant: str, seed: int) -> tuple[float, str]:
    """The distance as a share, and the cleaned text."""
    chance = random.Random(zlib.crc32(f"{name} {variant} {seed}".encode()))
    dirty = INJECTORS[variant](original, chance)
    try:
        text = clean(dirty).text
    except RefusedInput:
        text = ""
    return Levenshtein.distance(original, text) / len(original), text


def differences(original: str, text: str) -> Iterator[str]:
    """Where two texts differ, with a little of what stands around."""
    for code in Levenshtein.opcodes(original, text):
        if code.tag != "equal":
            around = original[max(code.src_start - 12, 0) : code.src_start]
            old = original[code.src_start : code.src_end]
            yield f"{around!r} {old!r} -> {text[code.dest_start : code.dest_end]!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("variants", nargs="*", default=list(INJECTORS), metavar="VARIANT")
    parser.add_argument("--half", choices=("tune", "report"))
    parser.add_argument("--seed", type=int, nargs="+", default=[1])
    parser.add_argument("--set", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--wrong", action="store_true", help="name the texts beyond 0.2 %%")
    parser.add_argument("--show", type=int, default=0, help="differences to print a text")
    options = parser.parse_args()
    if not SHARED.exists():
        sys.stderr.write(f"no texts: {SHARED} is absent\n")
        return 1
    for name in options.set:
        texts = [
            pair
            for number, pair in enumerate(originals(name))
            if not options.half or (number % 2 == 0) == (options.half == "tune")
        ]
        sys.stdout.write(f"{name}: {len(texts)} texts, {len(options.seed)} seeds\n")
        for variant in options.variants:
            _report(variant, texts, options)
    return 0


def _report(variant: str, texts: list[tuple[str, str]], options: argparse.Namespace) -> None:
    """One row of the table: within the bound, mean and worst share in per cent."""
    shares: list[float] = []
    listed: list[str] = []
    for name, original in texts:
        for seed in options.seed:
            share, text = measure(name, original, variant, seed)
            shares.append(share)
            if share > BOUND and options.wrong:
                listed.append(f"      {name} seed {seed}: {share:.2%}\n")
            if options.show and share:
                found = list(differences(original, text))[: options.show]
                listed.extend(f"        {name} {line}\n" for line in found)
    within = sum(share <= BOUND for share in shares)
    mean = sum(shares) / len(shares)
    sys.stdout.write(
        f"  {variant:12} {within:4} of {len(shares):4}"
        f"  mean {mean:8.3%}  worst {max(shares):8.3%}\n"
    )
    sys.stdout.writelines(listed)
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main())
