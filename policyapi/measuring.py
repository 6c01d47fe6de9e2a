"""The folder in which the processes of a server write what they count, for /metrics to add up."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

FOLDER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable by which Prometheus' library knows the folder; read when it is first imported."""


def start(data_dir: Path) -> None:
    """Make an empty folder for this server, and remove those of servers that are no more."""
    folders = data_dir / "metrics"
    try:
        folders.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="policyapi-metrics-")
        return
    for left in folders.iterdir():
        if left.name == str(os.getpid()) or not _runs(left.name):
            shutil.rmtree(left, ignore_errors=True)
    own = folders / str(os.getpid())
    own.mkdir()
    os.environ[FOLDER] = str(own)


def forget(worker: int) -> None:
    """A worker is gone: what it was doing ends, what it counted stays."""
    from prometheus_client.multiprocess import mark_process_dead

    mark_process_dead(worker)  # type: ignore[no-untyped-call]


def clear_away() -> None:
    """The server ends."""
    shutil.rmtree(os.environ[FOLDER], ignore_errors=True)


def _runs(pid: str) -> bool:
    try:
        os.kill(int(pid), 0)
    except (ValueError, OverflowError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
