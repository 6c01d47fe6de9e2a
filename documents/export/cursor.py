"""Where `/changes/` goes on from a snapshot."""

from __future__ import annotations

from policyapi.rest.versions import version


def cursor() -> str:
    """The cursor of the last change that the transaction sees."""
    return str(version().position)
