"""Schemathesis over the whole of openapi.yaml, with every check that it has, stateful too."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.contrib.auth.models import User

from policyapi.models import ApiKey

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Probe:
    """What came of a run."""

    returncode: int
    said: str
    cases: int


def make_key() -> str:
    """A key that may write."""
    owner, _ = User.objects.get_or_create(username="prober")
    scopes = [ApiKey.Scope.READ, ApiKey.Scope.WRITE]
    _, key = ApiKey.objects.create_key(name="prober", owner=owner, scopes=scopes)
    return str(key)


def probe(origin: str, key: str, folder: Path, *options: str) -> Probe:
    """Run it against a server, with a key that may write."""
    report = folder / "report.json"
    command = [
        sys.executable, "-m", "schemathesis.cli",
        "--config-file", str(ROOT / "tests" / "schemathesis.toml"),
        "--no-color", "run", str(ROOT / "openapi.yaml"), "--url", origin,
        "--header", f"Authorization: Bearer {key}",
        "--report-json-path", str(report),
        "--continue-on-failure", *options,
    ]  # fmt: skip
    done = subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert report.is_file(), said
    return Probe(done.returncode, said, _cases(report))


def _cases(report: Path) -> int:
    counted: int = json.loads(report.read_text("utf-8"))["test_cases"]["generated"]
    return counted
