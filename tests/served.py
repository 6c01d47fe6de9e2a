"""The service as real processes, for tests of what these have in common; needs no database."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60
SERVE = """
import django
django.setup()
from django.core.checks import run_checks
run_checks()
from policyapi import serving
serving.serve(lambda origin: print(origin, flush=True))
"""
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)


class Served:
    """Two gunicorn workers on a free port; what they log is kept."""

    def __init__(self, data_dir: Path, **environment: str) -> None:
        self._log = data_dir.with_suffix(".log")
        settings = {"DJANGO_SETTINGS_MODULE": "policyapi.settings", "PORT": "0", "HTTPS": ""}
        settings |= {"DATABASE_URL": NOWHERE, "DATA_DIR": str(data_dir), "WEB_CONCURRENCY": "2"}
        settings |= {"ALLOWED_HOSTS": "", "LOG_LEVEL": "INFO"}
        with self._log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", SERVE],
                cwd=ROOT,
                env=os.environ | settings | environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
            )
        assert self.process.stdout is not None
        origin = self.process.stdout.readline().strip()
        assert origin, self.log()
        self.port = int(origin.rpartition(":")[2])

    def log(self) -> str:
        return self._log.read_text("utf-8")

    def ask(
        self, path: str, method: str = "GET", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask on a connection of its own, so that any worker may take it."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        try:
            connection.request(method, path, headers=dict(headers or {}) | {"Connection": "close"})
            answer = connection.getresponse()
            return Answer(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def ask_at_once(
        self, path: str, times: int, headers: Mapping[str, str] | None = None
    ) -> list[Answer]:
        with ThreadPoolExecutor(16) as pool:
            return list(pool.map(lambda _: self.ask(path, headers=headers), range(times)))

    def send(self, request: bytes) -> bytes:
        """What comes back for these very bytes."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE_S) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            received = b""
            while part := connection.recv(65_536):
                received += part
        return received

    def workers(self) -> list[int]:
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        return [int(pid) for pid in children.read_text("ascii").split()]

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=PATIENCE_S)
