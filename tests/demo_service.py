"""A service of its own with the demo's data, and clients that ask for anything an app might."""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode

from policyapi.postgres.places import find_place
from tests.policyapi.postgres.conftest import forget, wait_until

LOADED_S = 300
"""Longest time until the demo's data are loaded."""
SERVING = re.compile(r"Serving at http://127\.0\.0\.1:(\d+)/")
WORDS = ("水利", "三高四新", "养老服务", "国务院办公厅 意见", "怎样申请补贴", '"高质量"')
KEYS = ("id", "title", "issuers", "meeting", "text", "sections", "terms", "url", "links", "flags")
PATHS = (
    "bodies/", "meetings/?kind=plenum", "terms/?q=三高", "terms/san-gao-si-xin/", "regions/430000/",
    "suggest/?q=sgsx", "changes/?cursor=", "documents/?colour=red", "documents/none/",
    "documents.csv?page_size=50", "documents.atom", "schema/",
)  # fmt: skip


@contextmanager
def served(
    root: Path, folder: Path, *, keep: bool = False, **environment: str
) -> Iterator[tuple[int, int]]:
    """Port and first worker of a service with no limits; with `keep` its database stays."""
    none = {f"LIMIT_{tier}": "0" for tier in ("ANONYMOUS", "KEY", "BACKFILL", "WRITE")}
    own = {"PORT": "0", "DATABASE_URL": "", "DATA_DIR": str(folder), "LOG_LEVEL": "WARNING"}
    log = folder / "served"
    with log.open("w") as said:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--migrate"],
            cwd=root,
            env={**os.environ, **own, **none, "LOAD_ON_START": "true", **environment},
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
        if not keep:
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


@dataclass
class Asked:
    """What became of a client's requests."""

    seconds: list[float] = field(default_factory=list)
    failed: int = 0


def ask(port: int, number: int, seed: int) -> Asked:
    """So many requests over one connection; errors of the server have failed."""
    random, asked = Random(seed), Asked()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for _ in range(number):
        since = time.perf_counter()
        try:
            connection.request("GET", address(random), headers={"Accept-Encoding": "gzip"})
            answer = connection.getresponse()
            answer.read()
        except (http.client.HTTPException, ConnectionError):
            connection.close()  # an idle connection that the server ended
            continue
        asked.seconds.append(time.perf_counter() - since)
        asked.failed += answer.status >= 500
    connection.close()
    return asked
