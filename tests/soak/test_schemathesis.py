"""The long run of schemathesis over the whole of openapi.yaml: `make soak`."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.contract import contract
from tests.probing import make_key, probe

CASES = int(os.environ.get("SOAK_EXAMPLES", "20000"))


@pytest.mark.timeout(0)
def test_nothing_breaks_the_contract(demo_server: str, tmp_path: Path) -> None:
    operations = sum(len(methods) for methods in contract()["paths"].values())
    each = max(1, CASES // operations)
    done = probe(
        demo_server, make_key(), tmp_path, f"--max-examples={each}", "--generation-database=none"
    )
    assert done.returncode == 0, done.said
    assert done.cases >= CASES
