"""What became of the documents of a run, in numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

OUTCOMES = ("accepted", "stored", "updated", "unchanged", "refused")
REASONS = 20
"""Reasons for refusal that the summary lists; the rest is counted together."""

_NUMBER = re.compile(r"\d+")


class Tally:
    """Counts by outcome, by flag, and of the reasons why inputs were refused."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.flags: Counter[str] = Counter()
        self.reasons: Counter[str] = Counter()

    def add(self, outcome: str, flags: Iterable[str] = (), reason: str | None = None) -> None:
        self.outcomes[outcome] += 1
        self.flags.update(flags)
        if reason:
            self.reasons[_NUMBER.sub("N", reason)] += 1

    def lines(self) -> Iterator[str]:
        """The summary for logs: outcomes, flags, reasons, a line each."""
        counted = [f"{self.outcomes[name]} {name}" for name in OUTCOMES if self.outcomes[name]]
        yield ", ".join(counted) or "nothing to take in"
        if self.flags:
            flags = (f"{flag} {count}" for flag, count in self.flags.most_common())
            yield f"flagged: {', '.join(flags)}"
        for reason, count in self._reasons():
            yield f"refused {count} times: {reason}"

    def table(self) -> Table:
        """The summary for terminals."""
        table = Table("", "documents", box=None, pad_edge=False)
        table.columns[1].justify = "right"
        for name in OUTCOMES:
            if self.outcomes[name]:
                table.add_row(f"[bold]{name}[/]", str(self.outcomes[name]))
        for flag, count in self.flags.most_common():
            table.add_row(f"  flagged {flag}", str(count))
        for reason, count in self._reasons():
            table.add_row(f"  refused: {reason.replace('[', chr(92) + '[')}", str(count))
        return table

    def show(self, stream: Any) -> None:
        """Write the summary to a stream: a table on a terminal, else plain lines."""
        if getattr(stream, "isatty", lambda: False)() and self.outcomes:
            Console(stderr=True).print(self.table())
            return
        for line in self.lines():
            stream.write(line)

    def _reasons(self) -> list[tuple[str, int]]:
        listed = self.reasons.most_common(REASONS)
        rest = sum(self.reasons.values()) - sum(count for _, count in listed)
        return [*listed, ("other reasons", rest)] if rest else listed
