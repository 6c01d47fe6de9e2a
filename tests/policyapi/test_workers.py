"""What two workers have in common: limits, counts, and how they answer what is no HTTP."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.served import PATIENCE_S, Served

PATH = "/api/v1/problems/"
QUOTA = 40
SOMEBODY, SOMEBODY_ELSE, ANYBODY = ({"X-Forwarded-For": f"192.0.2.{n}"} for n in (1, 2, 3))
"""Clients behind one proxy; tests that spend a quota have one of their own."""
TOKEN = {"Authorization": "Bearer for-prometheus"}


class Redis(NamedTuple):
    url: str
    process: subprocess.Popen[bytes]


@contextmanager
def redis(folder: Path) -> Iterator[Redis]:
    """A Redis of the test's own, at a socket."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip("no redis-server is installed")
    at = folder / "socket"
    process = subprocess.Popen(
        [program, "--port", "0", "--unixsocket", str(at), "--save", "", "--appendonly", "no"],
        stdout=subprocess.DEVNULL,
    )
    while not at.exists():
        assert process.poll() is None
        time.sleep(0.01)
    yield Redis(f"unix://{at}", process)
    process.kill()
    process.wait(PATIENCE_S)


def started(folder: Path, redis_url: str) -> Served:
    return Served(
        folder, REDIS_URL=redis_url, LIMIT_ANONYMOUS=f"{QUOTA}/day", METRICS_TOKEN="for-prometheus",
        TRUSTED_PROXIES="1",
    )  # fmt: skip


@pytest.fixture(scope="module")
def with_file(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = started(tmp_path_factory.mktemp("file"), "")
    yield served
    served.stop()


@pytest.fixture(scope="module")
def with_redis(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("redis")
    with redis(folder) as own:
        served = started(folder / "data", own.url)
        yield served
        served.stop()


def measured(served: Served, name: str) -> float:
    """The value of one line of /metrics."""
    text = served.ask("/metrics", headers=TOKEN).content.decode()
    found = re.search(rf"^{re.escape(name)} (\S+)$", text, re.MULTILINE)
    assert found, text
    return float(found[1])


@pytest.mark.parametrize("counted", ["with_file", "with_redis"])
def test_workers_share_limit_and_counts(counted: str, request: pytest.FixtureRequest) -> None:
    served: Served = request.getfixturevalue(counted)
    label = '{method="GET",route="problem-list",status="%s"}'
    passed, refused = (f"policyapi_requests_total{label % status}" for status in ("2xx", "4xx"))
    limited = 'policyapi_limited_total{tier="anonymous"}'
    seconds = 'policyapi_request_seconds_count{route="problem-list"}'
    served.ask_at_once(PATH, QUOTA + 1, SOMEBODY)
    before = [measured(served, name) for name in (passed, refused, limited, seconds)]
    answers = served.ask_at_once(PATH, 3 * QUOTA, SOMEBODY_ELSE)
    assert Counter(answer.status for answer in answers) == {200: QUOTA, 429: 2 * QUOTA}
    left = [answer.headers["RateLimit"].split(";")[1] for answer in answers]
    assert sorted(set(left)) == sorted(f"r={number}" for number in range(QUOTA))
    after = [measured(served, name) for name in (passed, refused, limited, seconds)]
    counted_here = [late - early for early, late in zip(before, after, strict=True)]
    assert counted_here == [QUOTA, 2 * QUOTA, 2 * QUOTA, 3 * QUOTA]
    assert measured(served, "policyapi_requests_in_flight") == 1
    files = {path.stem.rpartition("_")[2] for path in counting(served).glob("counter_*.db")}
    assert {str(pid) for pid in served.workers()} <= files


def counting(served: Served) -> Path:
    """The folder in which this server's processes count."""
    environment = Path(f"/proc/{served.workers()[0]}/environ").read_bytes().decode()
    data_dir = re.search(r"DATA_DIR=([^\0]+)", environment)
    assert data_dir
    return Path(data_dir[1]) / "metrics" / str(served.process.pid)


def test_what_a_killed_worker_counted_stays(with_file: Served) -> None:
    with_file.ask_at_once(PATH, QUOTA + 1, ANYBODY)
    before = measured(with_file, "policyapi_limited_total" + '{tier="anonymous"}')
    killed = with_file.workers()[0]
    os.kill(killed, signal.SIGKILL)
    deadline = time.monotonic() + PATIENCE_S
    while killed in with_file.workers() or len(with_file.workers()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert measured(with_file, "policyapi_limited_total" + '{tier="anonymous"}') == before
    assert measured(with_file, "policyapi_requests_in_flight") == 1


def test_the_log_has_a_line_a_request_with_its_id(with_file: Served) -> None:
    with_file.ask(f"{PATH}?key=secret", headers={"X-Request-ID": "check-7"})
    line = next(
        line
        for line in with_file.log().splitlines()
        if "policyapi.access" in line and "check-7" in line
    )
    assert re.search(
        rf"INFO \[check-7\] policyapi\.access: GET {PATH} \d+ [\d.]+ ms \d+ B anonymous$", line
    )
    assert "secret" not in with_file.log()


@pytest.mark.parametrize(
    ("request_", "status", "slug"),
    [
        (b"nonsense\r\n\r\n", 400, "bad-request"),
        (b"GET /a HTTP/9.9\r\n\r\n", 400, "bad-request"),
        (b"G\xc3T /a HTTP/1.1\r\nHost: localhost\r\n\r\n", 400, "bad-request"),
        (b"GET /a HTTP/1.1\r\nHost: localhost\r\nBad Header: 1\r\n\r\n", 400, "bad-request"),
        (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414, "address-too-long"),
        (b"GET /a HTTP/1.1\r\nX: " + b"a" * 70_000 + b"\r\n\r\n", 431, "headers-too-large"),
        (b"GET /a HTTP/1.1\r\n" + b"X: 1\r\n" * 200 + b"\r\n", 431, "headers-too-large"),
        (b"POST /a HTTP/1.1\r\nTransfer-Encoding: odd\r\n\r\n", 501, "not-implemented"),
    ],
    ids=["line", "version", "method", "header", "address", "long header", "headers", "coding"],
)  # fmt: skip
def test_what_is_no_http_is_a_problem_too(
    with_file: Served, request_: bytes, status: int, slug: str
) -> None:
    head, _, content = with_file.send(request_).partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"Content-Type: application/problem+json" in head
    body = json.loads(content)
    assert (body["type"], body["status"]) == (f"/api/v1/problems/{slug}/", status)
    assert f"X-Request-ID: {body['request_id']}".encode() in head
    assert body["detail"]


def test_who_sends_chinese_characters_as_they_are_is_told(with_file: Served) -> None:
    asked = "GET /api/v1/documents/?q=水利 HTTP/1.1\r\nHost: localhost\r\n\r\n"
    body = json.loads(with_file.send(asked.encode()).partition(b"\r\n\r\n")[2])
    assert "percent-encoded" in body["detail"]


def test_metrics_are_for_those_who_have_the_token(with_file: Served) -> None:
    refused = with_file.ask("/metrics")
    assert (refused.status, refused.headers["WWW-Authenticate"]) == (401, 'Bearer realm="metrics"')
    wrong = with_file.ask("/metrics", headers={"Authorization": "Bearer for-prometheuS"})
    assert wrong.status == 401
    text = with_file.ask("/metrics", headers=TOKEN).content.decode()
    assert 'policyapi_build_info{django="' in text


def test_without_redis_everything_passes(tmp_path: Path) -> None:
    with redis(tmp_path) as own:
        served = started(tmp_path / "data", own.url)
        spent = served.ask_at_once(PATH, QUOTA + 1, SOMEBODY)
        assert [answer.status for answer in spent].count(429) == 1
        own.process.kill()
        own.process.wait(PATIENCE_S)
        answers = served.ask_at_once(PATH, 20, SOMEBODY)
        assert {answer.status for answer in answers} == {200}
        assert measured(served, "policyapi_cache_errors_total") >= 20
        served.stop()
        assert "limits rest for 5 s" in served.log()
