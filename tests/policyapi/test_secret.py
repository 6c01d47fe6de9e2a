"""The key that is kept when none is given."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from policyapi.secret import kept_key


def test_made_once_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    key = kept_key(tmp_path / "data")
    assert len(key) > 50
    assert kept_key(tmp_path / "data") == key
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def test_processes_that_start_together_agree(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(kept_key, [tmp_path] * 8))
    assert len(keys) == 1


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ImproperlyConfigured, match="set SECRET_KEY or DATA_DIR"):
        kept_key(tmp_path / "file")
