"""Days as programs write them into metadata, in a form that is read as a day everywhere."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone

BEIJING = timezone(timedelta(hours=8))
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - reads better
JOINED = re.compile(r"(\d{4}-\d{1,2}-\d{1,2})-(\d{1,2}:\d{2})")
COMPACT = re.compile(r"((?:19|20)\d{2})(0[1-9]|1[0-2])([0-2]\d|3[01])(?:\d{6})?")
ENGLISH = re.compile(r"[A-Z][a-z]{2} ([A-Z][a-z]{2}) (\d{1,2}) [\d:]+ (?:\S+ )?(\d{4})")
MILLISECONDS = re.compile(r"1\d{12}")


def legible(value: str) -> str:
    """A day of metadata as it stands, or put into ISO form where it is a program's own form.

    >>> [legible(v) for v in ("2026-03-20-10:20:30", "20260320", "2026年3月20日", "1773973800000")]
    ['2026-03-20 10:20:30', '2026-03-20', '2026年3月20日', '2026-03-20']
    >>> legible("Fri Mar 20 10:20:30 CST 2026")
    '2026-03-20'
    """
    if match := COMPACT.fullmatch(value):
        return "-".join(match.groups())
    if match := ENGLISH.fullmatch(value):
        month = MONTHS.index(match[1]) + 1 if match[1] in MONTHS else 0
        return f"{match[3]}-{month:02}-{int(match[2]):02}" if month else value
    if MILLISECONDS.fullmatch(value):
        return datetime.fromtimestamp(int(value) / 1000, BEIJING).date().isoformat()
    return JOINED.sub(r"\1 \2", value)
