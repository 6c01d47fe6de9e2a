"""Reads what the index holds, for tests."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from documents.search.bigrams import Codes


def levels_of(codes: Sequence[int] | Codes, wanted: Sequence[int]) -> list[int | None]:
    """The level of each wanted pair among a row's codes, null where it is missing."""
    row = np.asarray(codes, dtype=np.int32)
    if not len(row):
        return [None] * len(wanted)
    sought = np.asarray(wanted, dtype=np.int32)
    at = np.minimum(np.searchsorted(row, sought), len(row) - 1)
    found = row[at]
    same = (found & ~np.int32(3)) == sought
    return [int(code & 3) if hit else None for code, hit in zip(found, same, strict=True)]
