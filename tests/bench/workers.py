"""Gunicorn's workers and threads: `python -m tests.bench.workers [--requests N]`.

Serves the demo's data with each number of workers and threads, asks the same mixture of requests
over eight connections, and prints requests a second and what the median and the slowest twentieth
of them took. Clients and servers share this machine's cores.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory

from policyapi.postgres.places import find_place
from tests.demo_service import ask, served
from tests.policyapi.postgres.conftest import forget

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 8
LAYOUTS = ((1, 1), (1, 4), (2, 1), (2, 2), (2, 4), (2, 8), (3, 2), (4, 1), (4, 4))
"""Workers and threads of each."""


def measured(folder: Path, workers: int, threads: int, requests: int) -> str:
    layout = {"WEB_CONCURRENCY": str(workers), "WEB_THREADS": str(threads)}
    with (
        served(ROOT, folder, keep=True, **layout) as (port, _),
        ThreadPoolExecutor(CLIENTS) as clients,
    ):
        list(clients.map(partial(ask, port, 50), range(CLIENTS)))
        since = time.perf_counter()
        asked = list(clients.map(partial(ask, port, requests // CLIENTS), range(CLIENTS)))
        whole = time.perf_counter() - since
    seconds = [second for client in asked for second in client.seconds]
    cuts = quantiles(seconds, n=20)
    return (
        f"{workers} workers, {threads} threads: {len(seconds) / whole:6,.0f} requests a second,"
        f" median {1000 * cuts[9]:6.1f} ms, 95th percentile {1000 * cuts[18]:6.1f} ms"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=2_000)
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "policyapi.settings")
    with TemporaryDirectory() as folder:
        try:
            for workers, threads in LAYOUTS:
                sys.stdout.write(f"{measured(Path(folder), workers, threads, options.requests)}\n")
                sys.stdout.flush()
        finally:
            forget(find_place(Path(folder)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
