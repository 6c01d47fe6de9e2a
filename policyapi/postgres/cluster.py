"""A client's side of the embedded server: join it, starting it when nobody has."""

import atexit
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from policyapi.postgres import creation, keeper, locks, postmaster
from policyapi.postgres.binaries import program_folder
from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import Place, find_place

LOG_LIMIT = 4 * 1024 * 1024
"""Bytes of log after which a new one is begun; one old one is kept."""

_joined: dict[Path, tuple[Place, int]] = {}
_guard = threading.Lock()


def join(data_dir: Path) -> Path:
    """The folder of the socket on which the data folder's server answers.

    The first call holds the clients' lock until the process ends, and with it the server up;
    processes forked later share it. Cheap when the server answers already.
    """
    with _guard:
        place = _hold(data_dir)
        try:
            if locks.is_held(place.keeper_lock):
                folder = postmaster.socket_folder(place)
                if folder is not None:
                    return folder
            with locks.exclusive(place.start_lock):
                return _ensure_running(place)
        except OSError as error:
            message = f"the database in {place.folder} cannot be started: {error.strerror}"
            raise EmbeddedServerError(message) from error


def leave(data_dir: Path) -> None:
    """Let go of the server; without a keeper, the last one to leave stops it."""
    with _guard:
        if data_dir not in _joined:
            return
        place, descriptor = _joined.pop(data_dir)
        os.close(descriptor)
    if not place.folder.is_dir() or locks.is_held(place.keeper_lock):
        return
    last = locks.take(place.clients_lock, exclusive=True, wait=False)
    if last is None:
        return
    running = postmaster.running_pid(place)
    if running is not None:
        postmaster.stop(running)
    os.close(last)


def _hold(data_dir: Path) -> Place:
    """Hold the clients' lock of the data folder's cluster, waiting for one that is stopping."""
    if data_dir in _joined:
        return _joined[data_dir][0]
    place = find_place(data_dir)
    try:
        descriptor = locks.take(place.clients_lock, exclusive=False)
    except OSError as error:
        message = f"{place.folder} cannot be written ({error.strerror}); set DATA_DIR"
        raise EmbeddedServerError(message) from error
    if descriptor is None:
        raise EmbeddedServerError(f"{place.clients_lock} cannot be locked")
    _joined[data_dir] = (place, descriptor)
    atexit.register(leave, data_dir)
    return place


def _ensure_running(place: Place) -> Path:
    """Wait for a server that is being started, or start it; the start lock is held."""
    while True:
        if not locks.is_held(place.keeper_lock):
            _launch(place)
        folder = postmaster.socket_folder(place)
        if folder is not None:
            return folder
        time.sleep(postmaster.POLL_S)


def _launch(place: Place) -> None:
    """Make the cluster when there is none, start a keeper and wait for its report."""
    programs = program_folder(place)
    if not place.data.is_dir():
        creation.create(place, programs)
    creation.check_version(place, programs)
    if place.log.exists() and place.log.stat().st_size > LOG_LIMIT:
        place.log.replace(place.log.with_suffix(".log.old"))
    descriptor = locks.take(place.keeper_lock, exclusive=True)
    if descriptor is None:
        return
    environment = {name: text for name, text in os.environ.items() if name != "PYTHONSAFEPATH"}
    try:
        with place.open_log() as log:
            started = subprocess.run(  # noqa: S603
                [sys.executable, "-m", keeper.__name__, str(place.folder), str(descriptor)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                cwd=Path(__file__).parents[2],
                env=environment,
                pass_fds=[descriptor],
                start_new_session=True,
                check=False,
            )
    finally:
        os.close(descriptor)
    answer = started.stdout.decode("utf-8", "replace").strip()
    if answer != keeper.READY:
        raise EmbeddedServerError(answer or f"the database did not start; see {place.log}")
