"""The image's health check against a small server."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from policyapi.healthcheck import allowed_host, main


class Answer(BaseHTTPRequestHandler):
    """Ready for one host name only, and only at /readyz."""

    def do_GET(self) -> None:
        ready = (self.path, self.headers["Host"]) == ("/readyz", "policy.example")
        self.send_response(200 if ready else 503)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[HTTPServer]:
    with HTTPServer(("127.0.0.1", 0), Answer) as found:
        thread = threading.Thread(target=found.serve_forever)
        thread.start()
        monkeypatch.setenv("PORT", str(found.server_port))
        yield found
        found.shutdown()
        thread.join(60)
        assert not thread.is_alive()


@pytest.mark.parametrize(("hosts", "status"), [("policy.example,b", 0), ("other.example", 1)])
def test_ready_is_200(
    server: HTTPServer, monkeypatch: pytest.MonkeyPatch, hosts: str, status: int
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    assert main() == status


def test_nobody_listening_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "9")
    assert main() == 1


@pytest.mark.parametrize(
    ("hosts", "host"),
    [("", "127.0.0.1"), ("*", "127.0.0.1"), (".policy.example", "policy.example"), (" a , b", "a")],
)
def test_the_host_is_one_that_is_allowed(
    monkeypatch: pytest.MonkeyPatch, hosts: str, host: str
) -> None:
    monkeypatch.setenv("ALLOWED_HOSTS", hosts)
    assert allowed_host() == host
