"""Making the data folder: complete or not at all, and one line when it fails."""

import subprocess
from pathlib import Path

import pytest

from policyapi.postgres import creation, postmaster
from policyapi.postgres.account import Account
from policyapi.postgres.binaries import program_folder
from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import Place, find_place

FULL = "initdb: error: could not write to file: No space left on device"
OWN = Account(-1, -1, lent=False)


def failing(said: str, *, at: str) -> object:
    """A stand-in for running a program: the one named `at` fails with what it `said`."""

    def run(_: Place, command: list[str], script: str = "") -> subprocess.CompletedProcess[str]:
        fails = command[0].endswith(at)
        return subprocess.CompletedProcess(command, int(fails), "", said if fails else "")

    return run


def test_an_interrupted_creation_is_begun_anew(empty_data_dir: Path) -> None:
    place = find_place(empty_data_dir)
    (place.folder / "data.new").mkdir()
    (place.folder / "data.new" / "half").touch()
    programs = program_folder(place)
    creation.create(place, programs)
    creation.check_version(place, programs)
    assert not (place.folder / "data.new").exists()
    assert "listen_addresses = ''" in (place.data / "postgresql.conf").read_text("utf-8")


@pytest.mark.parametrize("program", ["initdb", "postgres"])
def test_a_program_that_fails_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(creation, "_run", failing(f"creating …\n{FULL}\nremoving …", at=program))
    with pytest.raises(EmbeddedServerError, match=r"cannot be made in .*No space left on device$"):
        creation.create(Place(tmp_path, OWN), Path("/programs"))
    assert not (tmp_path / "data").exists()


def test_a_program_that_cannot_be_run_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedServerError, match="initdb cannot be run: No such file"):
        creation.create(Place(tmp_path, OWN), Path("/no/such/folder"))


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedServerError, match=r"cannot be made in .*: No such file"):
        creation.create(Place(tmp_path / "missing", OWN), Path("/programs"))


def test_data_of_another_major_version_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "PG_VERSION").write_text("17\n")
    done = subprocess.CompletedProcess([], 0, "postgres (PostgreSQL) 18.6\n", "")
    monkeypatch.setattr(creation, "_run", lambda *_: done)
    with pytest.raises(EmbeddedServerError, match="is of PostgreSQL 17, the programs are 18"):
        creation.check_version(Place(tmp_path, OWN), Path("/programs"))


@pytest.mark.parametrize(
    ("said", "telling"),
    [
        ("", ""),
        ("one\ntwo\n\n", "two"),
        ("2026-11-22 02:33:11.544 GMT [64] FATAL:  no", "FATAL:  no"),
        ("LOG:  starting\nFATAL:  the disk is full\nLOG:  stopped", "FATAL:  the disk is full"),
    ],
)
def test_telling_line(said: str, telling: str) -> None:
    assert creation.telling_line(said.splitlines()) == telling


def test_the_environment_holds_no_other_servers_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGDATA", "/nowhere")
    monkeypatch.setenv("LC_ALL", "xx_YY.UTF-8")
    environment = creation.server_environment()
    assert environment["LC_ALL"] == "C.UTF-8"
    assert not [name for name in environment if name.startswith("PG")]


@pytest.mark.parametrize("said", ["", "-1\n", "0\n", "soon\n"])
def test_a_pid_file_without_a_server_is_none(tmp_path: Path, said: str) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "postmaster.pid").write_text(said)
    assert postmaster.read_pid_file(Place(tmp_path, OWN)) is None
    assert postmaster.running_pid(Place(tmp_path, OWN)) is None
