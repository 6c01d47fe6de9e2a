"""Text that lost its characters before it reached us."""

from __future__ import annotations

import re

from documents.text.refusal import RefusedInput

LOST = re.compile(r"\ufffd+|[?？]{3,}|(?<=[?？][,，.。])[?？]+")
SHARE = 0.3
"""Refused from this share of lost characters among those that are not white space."""


def refuse_lost(text: str) -> None:
    """Raise `RefusedInput` for `????,????` and for a text that is mostly U+FFFD."""
    if "\ufffd" not in text and "??" not in text and "？？" not in text:
        return
    matches = list(LOST.finditer(text))
    lost = sum(match.end() - match.start() for match in matches)
    visible = sum(1 for c in text if not c.isspace())
    if lost >= 4 and lost > visible * SHARE:
        raise RefusedInput(
            f"{lost} of {visible} characters were lost before the text came here",
            matches[0].start(),
        )
