"""The folder of snapshots: whole ones only, one writer, the oldest gone first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from policyapi.snapshots.folder import Occupied, making, snapshots, thin_out

NAMES = ("20260101T000000Z", "20260102T000000Z", "20260103T000000Z")


def make(folder: Path, name: str) -> None:
    with making(folder, name) as path:
        (path / "manifest.json").write_text(json.dumps({"name": name, "files": []}))


def names(folder: Path) -> list[str]:
    return [snapshot.name for snapshot in snapshots(folder)]


class TestMaking:
    def test_a_snapshot_is_seen_once_it_is_whole(self, tmp_path: Path) -> None:
        with making(tmp_path, NAMES[0]) as path:
            (path / "manifest.json").write_text("{}")
            assert names(tmp_path) == []
        assert names(tmp_path) == [NAMES[0]]

    def test_what_fails_leaves_nothing(self, tmp_path: Path) -> None:
        def fill() -> None:
            with making(tmp_path, NAMES[0]) as path:
                (path / "documents.jsonl").write_text("{}")
                raise OSError("full")

        with pytest.raises(OSError, match="full"):
            fill()
        assert [path.name for path in tmp_path.iterdir()] == [".lock"]

    def test_what_a_killed_process_left_goes_first(self, tmp_path: Path) -> None:
        left = tmp_path / f".unfinished-{NAMES[0]}"
        left.mkdir()
        (left / "documents.jsonl").write_text("half")
        make(tmp_path, NAMES[1])
        assert not left.exists()
        assert names(tmp_path) == [NAMES[1]]

    def test_one_at_a_time(self, tmp_path: Path) -> None:
        with making(tmp_path, NAMES[0]), pytest.raises(Occupied):
            make(tmp_path, NAMES[1])

    def test_a_snapshot_is_never_written_over(self, tmp_path: Path) -> None:
        make(tmp_path, NAMES[0])
        with pytest.raises(FileExistsError):
            make(tmp_path, NAMES[0])
        assert names(tmp_path) == [NAMES[0]]


class TestSnapshots:
    def test_newest_first_and_nothing_else(self, tmp_path: Path) -> None:
        for name in NAMES:
            make(tmp_path, name)
        (tmp_path / "notes").mkdir()
        (tmp_path / "20260104T000000Z").mkdir()
        assert names(tmp_path) == list(reversed(NAMES))

    def test_no_folder_no_snapshots(self, tmp_path: Path) -> None:
        assert snapshots(tmp_path / "none") == []

    def test_the_oldest_go(self, tmp_path: Path) -> None:
        for name in NAMES:
            make(tmp_path, name)
        assert thin_out(tmp_path, 2) == [NAMES[0]]
        assert names(tmp_path) == [NAMES[2], NAMES[1]]
