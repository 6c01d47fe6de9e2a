"""Memory of a worker that serves: flat over tens of thousands of mixed requests."""

from __future__ import annotations

import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from tests.demo_service import ask, served

REQUESTS = int(os.environ.get("SOAK_REQUESTS", "50000"))
WARM = REQUESTS // 5
"""Requests after which memory is first measured: caches of words and statements are full then."""
CLIENTS = 4


def resident_kb(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    assert found
    return int(found[1])


def test_memory_is_flat(root: Path, tmp_path: Path) -> None:
    """Within five per cent from the first fifth of the requests to the last."""
    with (
        served(root, tmp_path, WEB_CONCURRENCY="1") as (port, worker),
        ThreadPoolExecutor(CLIENTS) as clients,
    ):
        sizes = []
        for at, share in enumerate((WARM, *[(REQUESTS - WARM) // 4] * 4)):
            seeds = range(at * CLIENTS, (at + 1) * CLIENTS)
            asked = clients.map(partial(ask, port, share // CLIENTS), seeds)
            assert sum(client.failed for client in asked) == 0
            sizes.append(resident_kb(worker))
    sys.stderr.write(f"resident kB, each after a fifth of {REQUESTS:,} requests: {sizes}\n")
    assert max(sizes) <= 1.05 * sizes[0], sizes
    assert min(sizes) >= 0.95 * sizes[0], sizes
