"""The keeper: one small process beside the server that outlives every client.

It starts the server, or takes over one whose keeper was killed; starts it again when it was killed;
and stops it when nobody holds the clients' lock any more, however the clients ended.

Run as `python -m policyapi.postgres.keeper FOLDER DESCRIPTOR`, where DESCRIPTOR is the keeper's
lock, already taken. One line comes on stdout: `ready`, or why the server does not run.
"""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from policyapi.postgres import creation, locks, postmaster
from policyapi.postgres.binaries import program_folder
from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import Place, make_socket_folder, place_at, remove_socket_folder

READY = "ready"
WATCH_S = 0.5
"""How long a killed server goes unnoticed, at most."""
RESTARTS = 5


class Keeper:
    """Holds one server up until it is told to stop, or until it has no clients."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.stopping = threading.Event()
        self.socket_folder: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the server, or take over the one that runs, and wait until it answers."""
        running = postmaster.running_pid(self.place)
        if running is not None:
            found = postmaster.read_pid_file(self.place)
            self.socket_folder = found.socket_folder if found else None
            self._wait(lambda: postmaster.running_pid(self.place) is None, log_from=0)
            return
        if self.socket_folder is None or not self.socket_folder.is_dir():
            self.socket_folder = make_socket_folder(self.place)
        log_from = self.place.log.stat().st_size if self.place.log.exists() else 0
        programs = program_folder(self.place)
        self._reap()
        process = postmaster.start(self.place, programs, self.socket_folder)
        self.process = process
        self._wait(lambda: process.poll() is not None, log_from)

    def watch(self) -> None:
        """Keep the server running until `stopping` is set."""
        threading.Thread(target=self._await_last_client, daemon=True).start()
        restarts = 0
        while not self.stopping.wait(WATCH_S):
            if postmaster.running_pid(self.place) is not None:
                continue
            restarts += 1
            try:
                self.start()
            except EmbeddedServerError:
                if restarts >= RESTARTS:
                    raise

    def stop(self) -> None:
        """Stop the server and remove what must not stay."""
        running = postmaster.running_pid(self.place)
        if running is not None:
            postmaster.stop(running)
        self._reap()
        if self.socket_folder is not None:
            remove_socket_folder(self.place, self.socket_folder)

    def _reap(self) -> None:
        """Wait for a server of this keeper's own that has ended; one that has not is stopped."""
        if self.process is not None:
            if self.process.poll() is None:
                postmaster.stop(self.process.pid)
            self.process.wait()
            self.process = None

    def _await_last_client(self) -> None:
        locks.take(self.place.clients_lock, exclusive=True)
        self.stopping.set()

    def _wait(self, has_ended: Callable[[], bool], log_from: int) -> None:
        while postmaster.socket_folder(self.place) is None:
            if has_ended():
                with self.place.log.open("rb") as log:
                    log.seek(log_from)
                    said = log.read().decode("utf-8", "replace").splitlines()
                reason = creation.telling_line(said) or "it ended without a word"
                raise EmbeddedServerError(f"the database in {self.place.data} stopped: {reason}")
            time.sleep(postmaster.POLL_S)


def main() -> None:
    """Detach, start, report, watch, stop."""
    if os.fork():
        os._exit(0)
    os.setsid()
    os.chdir("/")
    keeper = Keeper(place_at(Path(sys.argv[1])))
    for number in (signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, lambda *_: keeper.stopping.set())
    try:
        keeper.start()
        _report(READY)
        keeper.watch()
    except EmbeddedServerError as error:
        _report(str(error))
        keeper.stop()
        sys.exit(1)
    keeper.stop()


def _report(line: str) -> None:
    """Tell the client that waits, if it is still there, and let go of its pipe."""
    with contextlib.suppress(OSError):
        os.write(1, f"{line}\n".encode())
    os.dup2(2, 1)


if __name__ == "__main__":
    main()
