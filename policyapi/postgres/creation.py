"""Making a cluster: initdb and the one database in it."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from policyapi.postgres.errors import EmbeddedServerError
from policyapi.postgres.places import Place

USER = "policyapi"
DATABASE = "policyapi"

LOG_PREFIX = re.compile(r"^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[\d+\] +")

CONFIGURATION = """
# The socket is in a folder of the server's own account; there is no other way in.
listen_addresses = ''
# One machine, nothing to replicate to: less is written, and no less durably.
wal_level = minimal
max_wal_senders = 0
jit = off
log_checkpoints = off
"""


def server_environment() -> dict[str, str]:
    """The environment of PostgreSQL's programs: a locale that exists, no PG* variable."""
    kept = {name: os.environ[name] for name in ("PATH", "TMPDIR", "TZ") if name in os.environ}
    return {**kept, "LC_ALL": "C.UTF-8"}


def create(place: Place, programs: Path) -> None:
    """Make `place.data`, complete or not at all."""
    unfinished = place.folder / "data.new"
    try:
        if unfinished.exists():
            shutil.rmtree(unfinished)
        place.account.make_folder(unfinished)
        _initdb(place, programs, unfinished)
        with (unfinished / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(CONFIGURATION)
        _create_database(place, programs, unfinished)
        unfinished.rename(place.data)
    except OSError as error:
        message = f"the database cannot be made in {place.folder}: {error.strerror}"
        raise EmbeddedServerError(message) from error


def check_version(place: Place, programs: Path) -> None:
    """Refuse data of another major version than the programs'."""
    made_by = (place.data / "PG_VERSION").read_text("ascii").strip()
    words = _run(place, [str(programs / "postgres"), "--version"]).stdout.split()
    here = words[-1].split(".")[0] if words else ""
    if made_by != here:
        message = f"the data in {place.data} is of PostgreSQL {made_by}, the programs are {here}"
        raise EmbeddedServerError(f"{message}: move the folder away, or install that version")


def _initdb(place: Place, programs: Path, folder: Path) -> None:
    command = [
        str(programs / "initdb"),
        f"--pgdata={folder}",
        f"--username={USER}",
        "--auth=trust",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        "--no-instructions",
    ]
    done = _run(place, command)
    if done.returncode != 0:
        raise EmbeddedServerError(f"the database cannot be made in {folder}: {_reason(done)}")


def _create_database(place: Place, programs: Path, folder: Path) -> None:
    command = [str(programs / "postgres"), "--single", "-D", str(folder), "-j", "template1"]
    done = _run(place, command, f"CREATE DATABASE {DATABASE};\n\n")
    if done.returncode != 0 or "ERROR:" in done.stderr:
        raise EmbeddedServerError(f"the database cannot be made in {folder}: {_reason(done)}")


def _run(place: Place, command: list[str], script: str = "") -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(  # noqa: S603
            command,
            input=script,
            capture_output=True,
            text=True,
            errors="replace",
            cwd="/",
            env=server_environment(),
            check=False,
            **place.account.popen_options(),
        )
    except OSError as error:
        message = f"{command[0]} cannot be run: {error.strerror}"
        raise EmbeddedServerError(message) from error


def _reason(done: subprocess.CompletedProcess[str]) -> str:
    """The line of a failed program's output that says why."""
    return telling_line(done.stderr.splitlines()) or f"exit status {done.returncode}"


def telling_line(lines: list[str]) -> str:
    """The first complaint among the lines, else the last line; empty when there is none.

    A date, time and process number before it are left out.

    >>> telling_line(["creating …", "initdb: error: could not write: No space left", "removing"])
    'initdb: error: could not write: No space left'
    """
    said = [line.strip() for line in lines if line.strip()]
    marks = ("PANIC:", "FATAL:", "ERROR:", "error:")
    telling = [line for line in said if any(mark in line for mark in marks)]
    return LOG_PREFIX.sub("", (telling or said[-1:] or [""])[0])
