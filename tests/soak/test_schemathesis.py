"""The long run of schemathesis over the whole of openapi.yaml: `make soak`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.contract import contract
from tests.demo_service import served
from tests.probing import probe

CASES = int(os.environ.get("SOAK_EXAMPLES", "20000"))


@pytest.mark.timeout(0)
def test_nothing_breaks_the_contract(root: Path, tmp_path: Path) -> None:
    """Against gunicorn, with the demo's data, a snapshot of them, and a key that writes."""
    operations = sum(len(methods) for methods in contract()["paths"].values())
    each = max(1, CASES // operations)
    options = (f"--max-examples={each}", "--generation-database=none")
    data = tmp_path / "data"
    data.mkdir()
    with served(root, data) as (port, _):
        manage(root, data, "export")
        done = probe(f"http://127.0.0.1:{port}", key(root, data), tmp_path, *options)
    sys.stderr.write(done.said[-3_000:])
    assert done.returncode == 0, done.said
    assert done.cases >= CASES


def key(root: Path, data: Path) -> str:
    """A key that may write, of a login of its own."""
    login = {f"DJANGO_SUPERUSER_{name}": "prober" for name in ("USERNAME", "PASSWORD")}
    email = {"DJANGO_SUPERUSER_EMAIL": "a@b.example"}
    manage(root, data, "createsuperuser", "--noinput", **login, **email)
    scopes = ("--scope", "read", "--scope", "write")
    owned = ("--name", "prober", "--owner", "prober")
    return manage(root, data, "make_key", *scopes, *owned).strip()


def manage(root: Path, data: Path, *arguments: str, **environment: str) -> str:
    """What a command of the service prints."""
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=root,
        env={**os.environ, "DATABASE_URL": "", "DATA_DIR": str(data), **environment},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
