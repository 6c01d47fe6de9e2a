"""The service as a real process: it answers, and nothing stays behind however it ends."""

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policyapi.postgres import locks, postmaster
from policyapi.postgres.places import find_place
from policyapi.postgres.requests import limited
from tests.policyapi.postgres.conftest import PATIENCE_S, forget, wait_until

Serve = Callable[[], "Service"]


class Service:
    """A running `manage.py serve --migrate` on a free port."""

    def __init__(self, root: Path, data_dir: Path) -> None:
        environment = {**os.environ, "PORT": "0", "DATABASE_URL": "", "DATA_DIR": str(data_dir)}
        self.process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--migrate"],
            cwd=root,
            env={**environment, "WEB_CONCURRENCY": "2", "ALLOWED_HOSTS": "", "HTTPS": ""},
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.place = find_place(data_dir)
        self.said: list[str] = []
        self.port = self._port()

    def _port(self) -> int:
        assert self.process.stderr is not None
        for line in self.process.stderr:
            self.said.append(line)
            if found := re.search(r"Serving at http://127\.0\.0\.1:(\d+)/", line):
                return int(found[1])
        pytest.fail("".join(self.said))

    def status(self, path: str) -> int:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request("GET", path)
            return connection.getresponse().status
        finally:
            connection.close()

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text("ascii").split()]

    def everything_is_gone(self) -> bool:
        return (
            not locks.is_held(self.place.keeper_lock)
            and postmaster.running_pid(self.place) is None
            and not _group_is_alive(self.process.pid)
        )


def _group_is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("served")
    yield folder
    forget(find_place(folder))


@pytest.fixture
def serve(root: Path, data_dir: Path) -> Iterator[Serve]:
    started: list[Service] = []

    def start() -> Service:
        started.append(Service(root, data_dir))
        return started[-1]

    yield start
    for service in started:
        if _group_is_alive(service.process.pid):
            os.killpg(service.process.pid, signal.SIGKILL)
        service.process.communicate(timeout=PATIENCE_S)
        assert wait_until(service.everything_is_gone)


def interrupt(service: Service) -> None:
    """What Ctrl-C does: the signal goes to the whole foreground group."""
    os.killpg(service.process.pid, signal.SIGINT)


def process_of(service: Service, role: str) -> int:
    """The pid of one of the service's processes."""
    if role == "worker":
        assert wait_until(lambda: len(service.workers()) == 2)
        return service.workers()[0]
    server = postmaster.running_pid(service.place)
    assert server is not None
    if role == "server":
        return server
    status = Path(f"/proc/{server}/stat").read_text("ascii")
    return int(status.rpartition(")")[2].split()[1])


def test_it_answers_and_ctrl_c_stops_everything(serve: Serve) -> None:
    service = serve()
    assert service.status("/admin/login/") == 200
    assert service.status("/static/admin/css/base.css") == 200
    interrupt(service)
    assert service.process.wait(PATIENCE_S) == 0
    assert wait_until(service.everything_is_gone)


@pytest.mark.parametrize("killed", ["worker", "keeper", "server"])
def test_ctrl_c_stops_everything_after_a_process_was_killed(serve: Serve, killed: str) -> None:
    service = serve()
    os.kill(process_of(service, killed), signal.SIGKILL)
    assert wait_until(lambda: service.status("/admin/login/") == 200)
    interrupt(service)
    service.process.wait(PATIENCE_S)
    assert wait_until(service.everything_is_gone)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGHUP], ids=["killed", "hung up"])
def test_nothing_stays_when_the_master_ends(serve: Serve, number: int) -> None:
    service = serve()
    service.process.send_signal(number)
    service.process.wait(PATIENCE_S)
    assert wait_until(service.everything_is_gone)


@pytest.mark.parametrize(
    ("given", "options"),
    [
        ({}, "-c statement_timeout=500"),
        ({"options": "-c jit=off"}, "-c statement_timeout=500 -c jit=off"),
    ],
)
def test_requests_have_a_pool_and_a_longest_statement(given: dict[str, str], options: str) -> None:
    connections = limited(given, 4, 500)
    assert connections["options"] == options
    assert connections["pool"]["max_size"] == 5
    assert "pool" not in given
