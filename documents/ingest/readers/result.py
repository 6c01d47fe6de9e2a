"""What a reader yields."""

from __future__ import annotations

from typing import NamedTuple

from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument


class ReadItem(NamedTuple):
    """A document or the reason why there is none; `record` is the row of a .jsonl/.tsv, from 1."""

    record: int | None
    content: RawDocument | RefusedInput
