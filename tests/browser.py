"""A real browser, told what to do over its DevTools protocol."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from websockets.sync.client import ClientConnection, connect

PATIENCE_S = 60
OPTIONS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--disable-quic", "--remote-debugging-port=0", "--remote-allow-origins=*", "about:blank",
)  # fmt: skip


class Page:
    """One tab."""

    def __init__(self, connection: ClientConnection) -> None:
        self._connection, self._numbers = connection, count(1)

    def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        number = next(self._numbers)
        message = {"id": number, "method": method, "params": parameters}
        self._connection.send(json.dumps(message))
        while True:
            answer = json.loads(self._connection.recv(PATIENCE_S))
            if answer.get("id") == number:
                result: dict[str, Any] = answer["result"]
                return result

    def open(self, address: str) -> None:
        self.tell("Page.navigate", url=address)

    def run(self, script: str) -> Any:
        """The value of an expression of JavaScript."""
        found = self.tell("Runtime.evaluate", expression=script, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def wait_for(self, script: str) -> Any:
        """The value of an expression as soon as it is true; an element of the page is true."""
        deadline = time.monotonic() + PATIENCE_S
        told = f"(found => found instanceof Node ? true : found)({script})"
        while not (value := self.run(told)):
            assert time.monotonic() < deadline, script
            time.sleep(0.1)
        return value


@contextmanager
def page(folder: Path) -> Iterator[Page]:
    """A tab of a browser of its own; the test is skipped where there is none."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    if program is None:
        pytest.skip("chromium is not installed")
    profile = folder / "profile"
    with (folder / "chromium.log").open("w") as log:
        process = subprocess.Popen(
            [program, f"--user-data-dir={profile}", *OPTIONS], stdout=log, stderr=log
        )
    try:
        with connect(_address(profile), max_size=None) as connection:
            browser = Page(connection)
            target = browser.tell("Target.createTarget", url="about:blank")["targetId"]
            port = connection.remote_address[1]
        with connect(f"ws://127.0.0.1:{port}/devtools/page/{target}", max_size=None) as tab:
            yield Page(tab)
    finally:
        process.kill()
        process.wait(PATIENCE_S)


def _address(profile: Path) -> str:
    """Where the browser listens, which it writes into a file once it does."""
    told, deadline = profile / "DevToolsActivePort", time.monotonic() + PATIENCE_S
    while not (told.is_file() and len(told.read_text().splitlines()) == 2):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    port, path = told.read_text().splitlines()
    return f"ws://127.0.0.1:{port}{path}"
