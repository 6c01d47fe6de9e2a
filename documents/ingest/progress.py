"""Progress of a long run, on a terminal only, so that logs and pipes stay clean."""

from __future__ import annotations

import sys
from io import RawIOBase
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    SpinnerColumn,
    Task,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as RichProgress
from rich.text import Text


class Rate(ProgressColumn):
    """Documents a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "", style="progress.data.speed")


class Progress:
    """Counts documents as they are finished; with a total also the time that remains."""

    def __init__(self, stream: Any, label: str = "documents", total: int | None = None) -> None:
        self._shown = bool(getattr(stream, "isatty", lambda: False)())
        self._progress = RichProgress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            Rate(),
            TimeElapsedColumn(),
            *([TextColumn("left:"), TimeRemainingColumn()] if total else []),
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

    def write(self, stream: Any, line: str) -> None:
        """Write a line to a stream; above the bar where both are shown on a terminal."""
        if self._shown and getattr(stream, "isatty", lambda: False)():
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            _write_whole(stream, line)


def _write_whole(stream: Any, line: str) -> None:
    """Write a line to its end, though a signal comes while it is written.

    Python itself sees to that but where PYTHONUNBUFFERED has taken the buffer away: what a broken
    write leaves over is lost then.
    """
    raw = getattr(stream, "buffer", None)
    if not isinstance(raw, RawIOBase):
        stream.write(line)
        return
    stream.flush()
    left = f"{line}\n".encode(stream.encoding)
    while left:
        left = left[raw.write(left) or 0 :]
