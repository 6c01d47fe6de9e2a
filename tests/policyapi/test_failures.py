"""What is not the program's fault is one line on stderr and exit status 1."""

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.db.utils import OperationalError, ProgrammingError

from policyapi.failures import one_line
from policyapi.postgres.base import DatabaseUnavailable


def manage(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=root,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )


@pytest.mark.parametrize(
    ("arguments", "environment", "says"),
    [
        (["migrate"], {"DATABASE_URL": "postgresql://u:hidden@127.0.0.1:9/d"}, "127.0.0.1:9/d"),
        (["demo"], {"DATABASE_URL": "postgresql://u:hidden@127.0.0.1:9/d", "PORT": "0"}, "9/d"),
        (["migrate"], {"DATABASE_URL": "mysql://u:hidden@h/d"}, "DATABASE_URL must look like"),
        (["check"], {"DEBUG": "perhaps"}, "DEBUG='perhaps': give true or false"),
        (["migrate"], {"DATABASE_URL": "", "DATA_DIR": "/dev/null/data"}, "set DATA_DIR"),
        (["serve"], {"DATA_DIR": "/dev/null/data", "PORT": "0"}, "set SECRET_KEY or DATA_DIR"),
        (["demo"], {"PORT": "99999"}, "PORT='99999': give a port up to 65535"),
        (["serve"], {"HOST": "192.0.2.1"}, "cannot listen on 192.0.2.1:8000"),
    ],
)
def test_one_line(root: Path, arguments: list[str], environment: dict[str, str], says: str) -> None:
    done = manage(root, *arguments, **{"SECRET_KEY": "", **environment})
    lines = [line for line in done.stderr.splitlines() if not line[:1].isdigit()]
    assert done.returncode == 1
    assert len(lines) == 1
    assert says in lines[0]
    assert "hidden" not in done.stderr


def test_a_busy_port_is_told_before_any_work(root: Path, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = manage(root, "demo", PORT=port, DATABASE_URL="", DATA_DIR=str(tmp_path / "data"))
    expected = f"CommandError: cannot listen on 127.0.0.1:{port}: Address already in use; "
    assert (done.returncode, done.stderr.strip()) == (1, f"{expected}set PORT or HOST")
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["secret-key"]


def caused_by(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (DatabaseUnavailable("two\nlines"), "two lines"),
        (ImproperlyConfigured("PORT='x': give"), "PORT='x': give"),
        (
            caused_by(OperationalError("could not extend file\nHINT"), psycopg.errors.DiskFull()),
            "the database refuses: could not extend file",
        ),
        (OSError(errno.ENOSPC, "No space left on device", "/a"), "no space left on device: /a"),
        (OSError(errno.ENOENT, "No such file", "/a"), None),
        (caused_by(ProgrammingError("x"), psycopg.errors.UndefinedTable()), None),
        (
            caused_by(OperationalError("server closed\nunexpectedly"), psycopg.OperationalError()),
            "the connection to the database was lost: server closed",
        ),
        (caused_by(OperationalError("x"), psycopg.errors.QueryCanceled()), None),
        (ValueError("a mistake of the program's"), None),
    ],
)
def test_which_errors_are_told_in_one_line(error: Exception, line: str | None) -> None:
    assert one_line(error) == line


@pytest.mark.django_db
def test_a_server_that_is_too_old_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "get_database_version", lambda: (14, 9))
    with pytest.raises(DatabaseUnavailable, match=r"PostgreSQL 15 or newer .* is 14\.9$"):
        connection.check_database_version_supported()
