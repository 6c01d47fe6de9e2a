"""The folder that the processes of a server count in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from policyapi import measuring


@pytest.fixture(autouse=True)
def unchanged(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(measuring.FOLDER, "")


def test_it_is_empty_and_left_ones_go(tmp_path: Path) -> None:
    folders = tmp_path / "metrics"
    for name in ("4194304999", "not a number", str(os.getpid()), "1"):
        (folders / name).mkdir(parents=True)
        (folders / name / "counter_1.db").touch()
    measuring.start(tmp_path)
    assert sorted(folder.name for folder in folders.iterdir()) == sorted(["1", str(os.getpid())])
    own = Path(os.environ[measuring.FOLDER])
    assert own == folders / str(os.getpid())
    assert list(own.iterdir()) == []
    measuring.clear_away()
    assert not own.exists()


def test_where_nothing_can_be_written_it_is_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "metrics").write_text("no folder")
    measuring.start(tmp_path)
    folder = Path(os.environ[measuring.FOLDER])
    assert folder.is_dir()
    assert tmp_path not in folder.parents
    measuring.clear_away()


def test_another_users_process_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(pid: int, number: int) -> None:
        raise PermissionError

    (tmp_path / "metrics" / "7").mkdir(parents=True)
    monkeypatch.setattr(os, "kill", forbid)
    measuring.start(tmp_path)
    assert (tmp_path / "metrics" / "7").exists()
