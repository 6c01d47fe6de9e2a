"""Progress of a long run, on a terminal only, so that logs and pipes stay clean."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import MofNCompleteColumn, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as RichProgress


class Progress:
    """Counts documents as they are finished, with the rate at which they are."""

    def __init__(self, stream: Any, label: str = "documents", total: int | None = None) -> None:
        self._shown = bool(getattr(stream, "isatty", lambda: False)())
        self._progress = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            MofNCompleteColumn(),
            TextColumn("{task.speed:.0f}/s" if total else ""),
            TimeElapsedColumn(),
            console=Console(file=sys.stderr),
            disable=not self._shown,
            transient=True,
        )
        self._task = self._progress.add_task(label, total=total)

    def __enter__(self) -> Progress:
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def advance(self, by: int = 1) -> None:
        self._progress.advance(self._task, by)
