"""What an answer hangs on beside its address: everything stored, one thing, or the code alone.

A view says it in `hangs_on`; null leaves it to the bytes of the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class HangsOn:
    """The thing of this type whose key stands under this name in the address."""

    type: str = ""
    key: str = ""


ALL = HangsOn()
"""All that the log of changes knows: lists, searches, whatever counts."""
RELEASE = HangsOn("release")
"""Nothing that is stored."""

KEPT: list[Callable[[], str]] = []
"""Each says how new something is that processes keep in memory of what is stored."""
