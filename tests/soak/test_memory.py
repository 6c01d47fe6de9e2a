"""Memory of a worker that serves: flat over tens of thousands of mixed requests."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from policyapi.postgres.places import find_place
from tests.policyapi.postgres.conftest import forget, wait_until

REQUESTS = int(os.environ.get("SOAK_REQUESTS", "50000"))
WARM = REQUESTS // 5
"""Requests after which memory is first measured: caches of words and statements are full then."""
CLIENTS = 4
LOADED_S = 300
"""Longest time until the demo's data are loaded."""
SERVING = re.compile(r"Serving at http://127\.0\.0\.1:(\d+)/")
WORDS = (
    "水利",
    "三高四新",
    "养老服务",
    "政府信息公开",
    "国务院办公厅 意见",
    "怎样申请补贴",
    '"高质量"',
)
KEYS = ("id", "title", "issuers", "meeting", "text", "sections", "terms", "url", "links", "flags")
PATHS = (
    "bodies/", "meetings/?kind=plenum", "terms/?q=三高", "terms/san-gao-si-xin/", "regions/430000/",
    "suggest/?q=sgsx", "changes/?cursor=", "documents/?colour=red", "documents/none/",
    "documents.csv?page_size=50", "documents.atom", "schema/",
)  # fmt: skip


@contextmanager
def served(root: Path, folder: Path) -> Iterator[tuple[int, int]]:
    """Port and worker of a service with the data of the demo and no limits."""
    none = {f"LIMIT_{tier}": "0" for tier in ("ANONYMOUS", "KEY", "BACKFILL", "WRITE")}
    own = {"PORT": "0", "DATABASE_URL": "", "DATA_DIR": str(folder), "WEB_CONCURRENCY": "1"}
    log = folder / "served"
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--migrate"],
            cwd=root,
            env={**os.environ, **own, **none, "LOAD_ON_START": "true", "LOG_LEVEL": "WARNING"},
            stderr=said,
            start_new_session=True,
        )
    try:
        assert wait_until(lambda: SERVING.search(log.read_text()) is not None, LOADED_S)
        found = SERVING.search(log.read_text())
        assert found
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        assert wait_until(lambda: children.read_text("ascii") != "")
        yield int(found[1]), int(children.read_text("ascii").split()[0])
    finally:
        os.killpg(process.pid, signal.SIGINT)
        process.wait(60)
        forget(find_place(folder))


def address(random: Random) -> str:
    """Any request that an app might make, and some that it should not."""
    if random.random() < 0.3:
        return quote(f"/api/v1/{random.choice(PATHS)}", safe="/?&=:")
    asked: dict[str, str] = {"page_size": str(random.choice((5, 20, 50)))}
    if random.random() < 0.5:
        asked["q"] = random.choice(WORDS)
        asked["highlight"] = random.choice(("true", "false"))
    if random.random() < 0.3:
        asked["fields"] = ",".join(random.sample(KEYS, random.randint(1, len(KEYS))))
    if random.random() < 0.2:
        asked["facet"] = "issuer,kind,year,term"
    if random.random() < 0.3:
        asked["year"] = str(random.randint(2000, 2026))
    place = random.choice(("documents/", "documents/", "documents/", "passages/"))
    if place == "passages/":
        asked = {"q": random.choice(WORDS)}
    return f"/api/v1/{place}?{urlencode(asked)}"


def ask(port: int, number: int, seed: int) -> int:
    """So many requests over one connection; how many answers were errors of the server."""
    random, failed = Random(seed), 0
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(number):
        try:
            connection.request("GET", address(random), headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
        except (http.client.HTTPException, ConnectionError):
            connection.close()  # an idle connection that the server ended
            continue
        failed += answer.status >= 500
    connection.close()
    return failed


def resident_kb(pid: int) -> int:
    found = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text("ascii"))
    assert found
    return int(found[1])


def test_memory_is_flat(root: Path, tmp_path: Path) -> None:
    """Within five per cent from the first fifth of the requests to the last."""
    with served(root, tmp_path) as (port, worker), ThreadPoolExecutor(CLIENTS) as clients:
        sizes = []
        for at, share in enumerate((WARM, *[(REQUESTS - WARM) // 4] * 4)):
            seeds = range(at * CLIENTS, (at + 1) * CLIENTS)
            failed = sum(clients.map(partial(ask, port, share // CLIENTS), seeds))
            assert failed == 0
            sizes.append(resident_kb(worker))
    sys.stderr.write(f"resident kB, each after a fifth of {REQUESTS:,} requests: {sizes}\n")
    assert max(sizes) <= 1.05 * sizes[0], sizes
    assert min(sizes) >= 0.95 * sizes[0], sizes
