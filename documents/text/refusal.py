"""Input that cannot be read truthfully, and why."""

from __future__ import annotations


class RefusedInput(ValueError):
    """Input refused as a whole; `offset` is where the trouble starts (bytes or characters).

    >>> str(RefusedInput("is neither UTF-8 nor GB18030", 17))
    'is neither UTF-8 nor GB18030 (offset 17)'
    """

    def __init__(self, reason: str, offset: int | None = None) -> None:
        self.reason = reason
        self.offset = offset
        super().__init__(reason if offset is None else f"{reason} (offset {offset})")
