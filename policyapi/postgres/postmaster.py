"""The server process: its pid file, and how to start and stop it."""

import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from policyapi.postgres import creation
from policyapi.postgres.places import PORT, SOCKET_NAME, Place

POLL_S = 0.02


@dataclass(frozen=True)
class PidFile:
    """What postmaster.pid says."""

    pid: int
    socket_folder: Path | None
    ready: bool


def read_pid_file(place: Place) -> PidFile | None:
    """The pid file, or None when there is none or it is still being written.

    A stand-alone backend, which creates the cluster, writes its number as a negative one; it is no
    server, and a negative number would mean a group of processes.
    """
    try:
        lines = (place.data / "postmaster.pid").read_text("utf-8", "surrogateescape").split("\n")
        pid = int(lines[0])
    except (OSError, ValueError):
        return None
    if pid <= 0:
        return None
    lines += [""] * 8
    folder = Path(lines[4]) if lines[4] else None
    return PidFile(pid, folder, ready=lines[7].strip() == "ready")


def socket_folder(place: Place) -> Path | None:
    """The folder of the socket on which the server answers now, or None."""
    found = read_pid_file(place)
    if found is None or not found.ready or found.socket_folder is None:
        return None
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(os.fsencode(found.socket_folder / SOCKET_NAME))
        except OSError:
            return None
    return found.socket_folder


def running_pid(place: Place) -> int | None:
    """The pid of this cluster's living server, or None; a stale pid file does not count."""
    found = read_pid_file(place)
    if found is None or not _is_alive(found.pid):
        return None
    if not Path("/proc/self/cwd").exists():
        return found.pid
    try:
        return found.pid if Path(f"/proc/{found.pid}/cwd").samefile(place.data) else None
    except OSError:
        return None


def start(place: Place, programs: Path, folder: Path) -> subprocess.Popen[bytes]:
    """Start the server with its socket in `folder`; it is not ready yet on return."""
    if running_pid(place) is None:
        (place.data / "postmaster.pid").unlink(missing_ok=True)
    quoted = str(folder).replace('"', '""')
    command = [str(programs / "postgres"), "-D", str(place.data), "-p", str(PORT)]
    command += ["-c", f'unix_socket_directories="{quoted}"']
    with place.open_log() as log:
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=creation.server_environment(),
            **place.account.popen_options(),
        )


def last_complaint(place: Place) -> str:
    """The log's last word on why the server cannot go on; empty when there is none."""
    try:
        lines = place.log.read_text("utf-8", "replace").splitlines()[-200:]
    except OSError:
        return ""
    serious = [line for line in lines if "PANIC:" in line or "No space left on device" in line]
    return creation.telling_line(serious[-1:])


def stop(pid: int, *, patience_s: float = 30.0) -> None:
    """Stop the server in fast mode, after `patience_s` in immediate mode, and wait for its end."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        deadline = time.monotonic() + patience_s
        while time.monotonic() < deadline:
            if not _is_alive(pid):
                return
            time.sleep(POLL_S)


def _is_alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and was not waited for does not count."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()
    except OSError:
        return True
    return state[:1] != ["Z"]
