"""The embedded server with real processes: shared, outlived, killed."""

import os
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from policyapi.postgres import cluster, locks, postmaster
from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import Place, find_place
from tests.policyapi.postgres.conftest import PATIENCE_S, Client, end, socket_folder_of, wait_until

Connect = Callable[..., Client]

FORKING_CLIENT = """
import os, sys, time
from pathlib import Path
from policyapi.postgres import cluster
folder = cluster.join(Path(sys.argv[1]))
child = os.fork()
if child:
    print(folder, flush=True)
    print(child, flush=True)
    sys.stdin.read()
os.close(1), os.close(2)
time.sleep(600)
"""


def server_pid(place: Place) -> int:
    pid = postmaster.running_pid(place)
    assert pid is not None
    return pid


def keeper_pid(place: Place) -> int:
    """The server's parent process."""
    status = Path(f"/proc/{server_pid(place)}/stat").read_text("ascii")
    return int(status.rpartition(")")[2].split()[1])


def is_stopped(place: Place) -> bool:
    return not locks.is_held(place.keeper_lock) and postmaster.running_pid(place) is None


def query(folder: Path) -> str:
    with psycopg.connect(
        host=str(folder), dbname="policyapi", user="policyapi", connect_timeout=PATIENCE_S
    ) as connection:
        row = connection.execute("SHOW server_encoding").fetchone()
    assert row is not None
    return str(row[0])


def test_clients_share_one_server_and_the_last_one_stops_it(
    data_dir: Path, connect_client: Connect
) -> None:
    first, second = connect_client(data_dir), connect_client(data_dir)
    folder = socket_folder_of(first)
    assert socket_folder_of(second) == folder
    place = find_place(data_dir)
    pid = server_pid(place)
    end(first)
    assert query(folder) == "UTF8"
    assert server_pid(place) == pid
    end(second)
    assert wait_until(lambda: is_stopped(place))


def test_many_clients_at_once_make_and_start_one_server(
    empty_data_dir: Path, connect_client: Connect
) -> None:
    clients = [connect_client(empty_data_dir) for _ in range(5)]
    assert len({socket_folder_of(client) for client in clients}) == 1
    started = find_place(empty_data_dir).log.read_text("utf-8").count("LOG:  starting PostgreSQL")
    assert started == 1


def test_the_server_stops_when_its_only_client_is_killed(
    data_dir: Path, connect_client: Connect
) -> None:
    client = connect_client(data_dir)
    socket_folder_of(client)
    client.kill()
    assert wait_until(lambda: is_stopped(find_place(data_dir)))


def test_a_killed_keeper_is_replaced_by_the_last_client(
    data_dir: Path, connect_client: Connect
) -> None:
    client = connect_client(data_dir)
    socket_folder_of(client)
    place = find_place(data_dir)
    os.kill(keeper_pid(place), signal.SIGKILL)
    assert wait_until(lambda: not locks.is_held(place.keeper_lock))
    end(client)
    assert postmaster.running_pid(place) is None


def test_a_server_without_a_keeper_is_taken_over(data_dir: Path, connect_client: Connect) -> None:
    first = connect_client(data_dir)
    folder = socket_folder_of(first)
    place = find_place(data_dir)
    pid = server_pid(place)
    os.kill(keeper_pid(place), signal.SIGKILL)
    assert wait_until(lambda: not locks.is_held(place.keeper_lock))
    second = connect_client(data_dir)
    assert socket_folder_of(second) == folder
    assert server_pid(place) == pid
    for client in (first, second):
        client.kill()
    assert wait_until(lambda: is_stopped(place))


def test_a_killed_server_is_started_again(data_dir: Path, connect_client: Connect) -> None:
    client = connect_client(data_dir)
    folder = socket_folder_of(client)
    place = find_place(data_dir)
    killed = server_pid(place)
    os.kill(killed, signal.SIGKILL)
    assert wait_until(lambda: postmaster.running_pid(place) not in (None, killed))
    assert wait_until(lambda: postmaster.socket_folder(place) is not None)
    assert query(folder) == "UTF8"
    end(client)
    assert wait_until(lambda: is_stopped(place))


def test_a_forked_child_holds_the_server(data_dir: Path, connect_client: Connect) -> None:
    client = connect_client(data_dir, FORKING_CLIENT)
    folder = socket_folder_of(client)
    assert client.stdout is not None
    child = int(client.stdout.readline())
    client.kill()
    client.wait(PATIENCE_S)
    place = find_place(data_dir)
    assert query(folder) == "UTF8"
    assert not is_stopped(place)
    os.kill(child, signal.SIGKILL)
    assert wait_until(lambda: is_stopped(place))


def test_a_stale_pid_file_is_no_obstacle(data_dir: Path, connect_client: Connect) -> None:
    client = connect_client(data_dir)
    socket_folder_of(client)
    place = find_place(data_dir)
    end(client)
    assert wait_until(lambda: is_stopped(place))
    with subprocess.Popen(["/bin/sleep", "600"]) as other:
        try:
            (place.data / "postmaster.pid").write_text(f"{other.pid}\n{place.data}\n1\n5432\n")
            assert query(socket_folder_of(connect_client(data_dir))) == "UTF8"
        finally:
            other.kill()


@pytest.mark.parametrize(
    "name",
    ["with a space, quo\"te's", "数据", "long-" * 30],
    ids=["space", "chinese", "long"],
)
def test_any_path_will_do(tmp_path: Path, connect_client: Connect, name: str) -> None:
    from tests.policyapi.postgres.conftest import forget

    data_dir = tmp_path / name
    client = connect_client(data_dir)
    assert query(socket_folder_of(client)) == "UTF8"
    end(client)
    forget(find_place(data_dir))


def test_a_locale_that_does_not_exist_is_no_obstacle(
    empty_data_dir: Path, connect_client: Connect
) -> None:
    client = connect_client(
        empty_data_dir, LC_ALL="xx_YY.UTF-8", LANG="xx_YY.UTF-8", PGDATA="/nowhere"
    )
    assert query(socket_folder_of(client)) == "UTF8"


def test_one_process_joins_and_leaves(data_dir: Path) -> None:
    folder = cluster.join(data_dir)
    assert cluster.join(data_dir) == folder
    assert query(folder) == "UTF8"
    cluster.leave(data_dir)
    cluster.leave(data_dir)
    assert wait_until(lambda: is_stopped(find_place(data_dir)))


def test_the_last_to_leave_stops_a_server_without_a_keeper(data_dir: Path) -> None:
    cluster.join(data_dir)
    place = find_place(data_dir)
    os.kill(keeper_pid(place), signal.SIGKILL)
    assert wait_until(lambda: not locks.is_held(place.keeper_lock))
    cluster.leave(data_dir)
    assert postmaster.running_pid(place) is None


def test_a_folder_that_cannot_be_locked_is_one_line(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(locks, "take", refuse)
    with pytest.raises(EmbeddedServerError, match=r"\(Permission denied\); set DATA_DIR"):
        cluster.join(data_dir)
    monkeypatch.undo()


def test_a_server_that_does_not_start_is_one_line(data_dir: Path) -> None:
    cluster.join(data_dir)
    place = find_place(data_dir)
    cluster.leave(data_dir)
    assert wait_until(lambda: is_stopped(place))
    (place.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(EmbeddedServerError, match="contains errors"):
        cluster.join(data_dir)
    cluster.leave(data_dir)
