"""Where the cluster and its socket are put, and under which account."""

import os
import stat
from pathlib import Path

import pytest

from policyapi.postgres import binaries, places
from policyapi.postgres.account import UNPRIVILEGED, Account, server_account
from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import Place, find_place, make_socket_folder, remove_socket_folder

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root lends an account")
as_user = pytest.mark.skipif(os.geteuid() == 0, reason="root's cluster is in a system folder")

OWN = Account(os.geteuid(), os.getegid(), lent=False)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


class TestFindPlace:
    @as_user
    def test_a_user_keeps_the_cluster_in_the_data_folder(self, tmp_path: Path) -> None:
        place = find_place(tmp_path / "data")
        assert place.folder == tmp_path / "data" / "postgres"
        assert mode(place.folder) == 0o700

    @as_root
    def test_root_keeps_the_cluster_in_a_system_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(places, "SYSTEM_FOLDER", tmp_path / "system")
        tmp_path.chmod(0o700)
        place = find_place(tmp_path / "data")
        assert place.folder.parent == tmp_path / "system"
        assert (place.folder / "belongs-to").read_text() == f"{tmp_path / 'data'}\n"
        assert place == find_place(tmp_path / "data")
        assert mode(tmp_path) == 0o700

    @as_root
    def test_a_new_clone_in_the_place_of_an_old_one_gets_a_new_cluster(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(places, "SYSTEM_FOLDER", tmp_path / "system")
        before = find_place(tmp_path / "data")
        (tmp_path / "data" / "cluster-id").unlink()
        assert find_place(tmp_path / "data") != before

    def test_a_data_folder_that_cannot_be_made_is_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        with pytest.raises(EmbeddedServerError, match=r"cannot be written .*; set DATA_DIR"):
            find_place(tmp_path / "file" / "data")


class TestAccount:
    @as_root
    def test_root_lends_the_unprivileged_account(self) -> None:
        account = server_account()
        assert account.lent
        assert account.uid != 0
        assert UNPRIVILEGED == "nobody"

    @as_user
    def test_a_user_runs_the_server_itself(self) -> None:
        assert server_account() == OWN

    @as_root
    def test_a_private_folder_cannot_be_entered(self, tmp_path: Path) -> None:
        (tmp_path / "open").mkdir()
        tmp_path.chmod(0o700)
        assert not server_account().can_enter(tmp_path / "open")
        assert server_account().can_enter(Path("/tmp"))

    def test_a_folder_made_for_it_is_its_own(self, tmp_path: Path) -> None:
        account = server_account()
        account.make_folder(tmp_path / "folder")
        assert mode(tmp_path / "folder") == 0o700
        assert (tmp_path / "folder").stat().st_uid == account.uid


class TestSocketFolder:
    def test_beside_the_data_when_the_path_is_short(self) -> None:
        import tempfile

        with tempfile.TemporaryDirectory(dir="/tmp") as folder:
            place = Place(Path(folder), OWN)
            assert make_socket_folder(place) == Path(folder) / "socket"
            assert make_socket_folder(place) == Path(folder) / "socket"
            remove_socket_folder(place, Path(folder) / "socket")
            assert (Path(folder) / "socket").is_dir()

    @pytest.mark.parametrize("length", [107, 150, 220])
    def test_among_the_temporary_files_when_it_is_long(self, tmp_path: Path, length: int) -> None:
        place = Place(tmp_path / ("x" * length), OWN)
        folder = make_socket_folder(place)
        assert len(os.fsencode(folder / places.SOCKET_NAME)) <= places.SOCKET_PATH_LIMIT
        assert mode(folder) == 0o700
        (folder / places.SOCKET_NAME).touch()
        remove_socket_folder(place, folder)
        assert not folder.exists()

    def test_a_long_folder_of_temporary_files_is_passed_over(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("tempfile.tempdir", str(tmp_path / ("t" * 120)))
        place = Place(tmp_path / ("x" * 120), OWN)
        folder = make_socket_folder(place)
        assert folder.parent == Path("/tmp")
        remove_socket_folder(place, folder)

    def test_no_folder_that_is_short_enough_is_one_line(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(places, "SOCKET_PATH_LIMIT", 10)
        with pytest.raises(EmbeddedServerError, match="no folder is short enough"):
            make_socket_folder(Place(tmp_path, OWN))


class TestPrograms:
    def test_the_wheel_itself_where_it_can_be_reached(self, tmp_path: Path) -> None:
        programs = binaries.program_folder(Place(tmp_path, OWN))
        assert (programs / "initdb").is_file()
        assert tmp_path not in programs.parents

    def test_a_copy_where_it_cannot(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Account, "can_enter", lambda *_: False)
        place = Place(tmp_path, OWN)
        programs = binaries.program_folder(place)
        assert tmp_path in programs.parents
        assert os.access(programs / "postgres", os.X_OK)
        assert binaries.program_folder(place) == programs
        assert len(list(tmp_path.iterdir())) == 1

    def test_a_copy_that_fails_leaves_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*_: object, **__: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Account, "can_enter", lambda *_: False)
        monkeypatch.setattr("shutil.copytree", full)
        with pytest.raises(EmbeddedServerError, match="No space left on device"):
            binaries.program_folder(Place(tmp_path, OWN))
        assert not list(tmp_path.iterdir())

    def test_without_the_wheel_the_way_out_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(binaries, "PACKAGE", "no_such_package")
        with pytest.raises(EmbeddedServerError, match="set DATABASE_URL"):
            binaries.program_folder(Place(tmp_path, OWN))
