"""Every line of the README's tour, run by a shell against a server with the demo's content."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.timeout(func_only=True)
README = Path(__file__).resolve().parents[2] / "README.md"


def lines() -> list[tuple[str, str]]:
    """(line, what to look for) of the blocks between the marks."""
    walk = README.read_text("utf-8").split("<!-- walk -->", 1)[1].split("<!-- /walk -->", 1)[0]
    blocks = re.findall(r"(?ms)^```sh\n(.*?)^```", walk)
    found = [line for block in blocks for line in block.splitlines()]
    assert found[0] == "API=http://127.0.0.1:8000/api/v1"
    return [(line, facts) for line, _, facts in (line.partition(" # → ") for line in found[1:])]


def at(answer: Any, path: str) -> str:
    """results.0.id"""
    for part in path.split("."):
        answer = answer[int(part) if part.isdigit() else part]
    return str(answer)


@pytest.mark.parametrize(("line", "facts"), lines(), ids=lambda value: str(value)[:40])
def test_line(demo_server: str, line: str, facts: str) -> None:
    if "jq" in line and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    shell = f"set -eu; API={demo_server}/api/v1; {line}"
    done = subprocess.run(["/bin/bash", "-c", shell], capture_output=True, text=True, check=True)
    said = done.stdout.strip()
    assert facts
    if ": " not in facts:
        assert facts.strip('"') in said
        return
    for fact in facts.split(", "):
        path, _, expected = fact.partition(": ")
        assert at(json.loads(said), path) == expected
