"""Cursors: where a walk stands, as an opaque string that is checked when it comes back."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from policyapi.rest.errors import InvalidParameters
from policyapi.rest.ordering import Ordering
from policyapi.rest.values import Malformed

MAX_LENGTH = 3000
"""Characters; a cursor that ends in a title of 500 fits, and an address line takes 8,190."""
REFUSED = (
    "is no cursor of this list and ordering; take it from `next` or `previous`, "
    "or start anew with cursor=."
)


@dataclass(frozen=True, slots=True)
class Cursor:
    """After which row (before, when `reverse`) the page begins; `seen` counts the rows so far.

    `scope` binds it to its ordering, and a relevance cursor to its query.
    """

    scope: str
    values: tuple[Any, ...]
    reverse: bool = False
    seen: int = 0

    def encode(self) -> str:
        parts = [self.scope, int(self.reverse), self.seen, [_plain(v) for v in self.values]]
        return packed(parts)


def packed(parts: Any) -> str:
    """What JSON can hold, as an opaque string for an address."""
    told = json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(told).decode().rstrip("=")


def unpacked(raw: str) -> Any:
    """What was packed; raises `ValueError` for what never was."""
    if len(raw) > MAX_LENGTH or not raw.isascii():
        raise ValueError(raw)
    try:
        return json.loads(base64.urlsafe_b64decode(raw + "=" * (-len(raw) % 4)))
    except (binascii.Error, RecursionError) as error:
        raise ValueError(raw) from error


def decode(raw: str, scope: str, ordering: Ordering) -> Cursor:
    """Read a cursor for an ordering; raises `InvalidParameters` for any that is none."""
    try:
        return _decode(raw, scope, ordering)
    except (ValueError, TypeError, KeyError):
        raise InvalidParameters({"cursor": [REFUSED]}) from None


def _decode(raw: str, scope: str, ordering: Ordering) -> Cursor:
    found, reverse, seen, values = unpacked(raw)
    whole = isinstance(seen, int) and 0 <= seen < 1 << 40 and reverse in (0, 1)
    if found != scope or not whole or len(values) != len(ordering):
        raise ValueError(found)
    parsed = tuple(
        _parsed(key.value, v, key.nullable) for key, v in zip(ordering, values, strict=True)
    )
    return Cursor(scope, parsed, bool(reverse), seen)


def _parsed(value: Any, raw: Any, nullable: bool) -> Any:
    if raw is None and nullable:
        return None
    if not isinstance(raw, str):
        raise Malformed(raw)
    return value.parse(raw)


def _plain(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, date | datetime):
        return value.isoformat()
    return repr(value) if isinstance(value, float) else str(value)
