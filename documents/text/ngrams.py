"""How likely one character is after two others in documents of this kind.

`ngrams.txt.xz` holds the counts of single symbols, and of the commonest pairs and triples of
neighbours, in laws, reports and news: fifteen million characters. Counts only: no text can be
read back from it. `tests/bench/ngram_counts.py` makes it.
"""

from __future__ import annotations

import lzma
import math
import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache
from pathlib import Path

STORE = Path(__file__).with_name("ngrams.txt.xz")
LINE_END = "¶"
STEPS = 4
"""Counts are stored as logarithms in steps of a quarter: chr(33 + step)."""
DISCOUNT = 0.65
"""Taken off each count for what was never counted."""
LEAST_REST = 0.02
"""Share of a context that is left to shorter contexts at least."""
FLOOR = 1e-7
"""Probability of a character that was never counted."""
DIGITS = re.compile("[0-9０-９]+(?:[.,][0-9]+)*")
LETTERS = re.compile("[A-Za-zＡ-Ｚａ-ｚ]+")
SPACES = re.compile("[ \u3000\t]+")
WIDE = str.maketrans("!,;:?()", "！，；：？（）")


def fold(text: str) -> str:
    """The text as it is counted: a run of digits is 0, of letters A, marks are full width."""
    return LETTERS.sub("A", DIGITS.sub("0", SPACES.sub("", text))).translate(WIDE)


class Ngrams:
    """Counts of a store as probabilities, each order discounted and filled up from the next."""

    def __init__(self, store: Path) -> None:
        with lzma.open(store, "rt", encoding="utf-8") as file:
            blocks = file.read().split("\n\n")
        counts = {symbol: count for _, symbol, count in _counts(blocks[0], 0)}
        total = sum(counts.values())
        self.ones = {symbol: count / total for symbol, count in counts.items()}
        self._rest = dict.fromkeys(counts, 1.0)
        self._pairs, self._pair_shares = array("Q"), array("f")
        pair_counts = array("f")
        for before, symbol, count in _counts(blocks[1], 1):
            share = (count - DISCOUNT) / counts[before]
            self._rest[before] -= share
            self._pairs.append(_key(before + symbol))
            self._pair_shares.append(share)
            pair_counts.append(count)
        self._pair_rests = array("f", [1.0]) * len(self._pairs)
        self._triples, self._triple_shares = array("Q"), array("f")
        for before, symbol, count in _counts(blocks[2], 2):
            at = bisect_left(self._pairs, _key(before))
            share = (count - DISCOUNT) / pair_counts[at]
            self._pair_rests[at] -= share
            self._triples.append(_key(before + symbol))
            self._triple_shares.append(share)

    def probability(self, history: str, symbol: str) -> float:
        """Probability of a symbol after the last two symbols of the history."""
        found = self.ones.get(symbol, 0.0) + FLOOR
        if not history:
            return found
        last = ord(history[-1]) << 16 | ord(symbol)
        rest = max(self._rest.get(history[-1], 1.0), LEAST_REST)
        found = _share(self._pairs, self._pair_shares, last) + rest * found
        if len(history) < 2:
            return found
        at = _place(self._pairs, _key(history[-2:]))
        if at < 0:
            return found
        share = _share(self._triples, self._triple_shares, ord(history[-2]) << 32 | last)
        return share + max(self._pair_rests[at], LEAST_REST) * found


def _counts(block: str, width: int) -> Iterator[tuple[str, str, float]]:
    """Context, symbol and count for each entry of a block whose contexts have `width` symbols."""
    for line in block.split("\n"):
        for at in range(width, len(line), 2):
            yield line[:width], line[at], math.exp((ord(line[at + 1]) - 33) / STEPS)


def _key(gram: str) -> int:
    key = 0
    for symbol in gram:
        key = key << 16 | ord(symbol)
    return key


def _place(keys: array[int], key: int) -> int:
    """Where a key stands in the sorted keys; -1 where it does not."""
    at = bisect_left(keys, key)
    return at if at < len(keys) and keys[at] == key else -1


def _share(keys: array[int], shares: array[float], key: int) -> float:
    at = _place(keys, key)
    return shares[at] if at >= 0 else 0.0


@cache
def stored() -> Ngrams:
    """The n-grams of the package."""
    return Ngrams(STORE)


@cache
def common_symbols(least: int) -> frozenset[str]:
    """Symbols that were counted so many times; quick, for it reads one block only."""
    with lzma.open(STORE, "rt", encoding="utf-8") as file:
        counts = _counts(file.readline().rstrip("\n"), 0)
        return frozenset(symbol for _, symbol, count in counts if count >= least)
