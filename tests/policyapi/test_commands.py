"""What `demo` and `serve` do, without serving; and how gunicorn is set up."""

import gc
import signal
import sys
from collections.abc import Callable
from io import StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import ProgrammingError, connections
from rich.console import Console

from documents.search import analyser
from policyapi import malformed, measuring, serving
from policyapi.management.commands import demo, serve
from policyapi.tour import TOUR


@pytest.fixture
def prepared(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The commands that were prepared with; nothing is served, the origin is told at once."""
    names: list[str] = []

    def prepare(steps: tuple[Any, ...], _: Console) -> None:
        names.extend(step.command for step in steps)

    def start(when_ready: Callable[[str], None]) -> None:
        when_ready("http://127.0.0.1:8000")

    for command in (demo, serve):
        monkeypatch.setattr(command, "prepare", prepare)
    monkeypatch.setattr(serving, "serve", start)
    monkeypatch.setattr(serving, "check", lambda: None)
    return names


ALL = ["migrate", "load_reference", "load_catalogue", "ingest"]


def test_the_demo_loads_everything_and_shows_the_way(
    prepared: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("demo")
    said = capsys.readouterr().err
    assert prepared == ALL
    assert [request.curl("http://127.0.0.1:8000") in said for request in TOUR] == [True] * 5
    assert "make superuser" in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("arguments", "load", "commands"),
    [([], "true", []), (["--migrate"], "", ["migrate"]), (["--migrate"], "true", ALL)],
)
def test_serve_prepares_what_it_is_told_to(
    prepared: list[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    load: str,
    commands: list[str],
) -> None:
    monkeypatch.setenv("LOAD_ON_START", load)
    call_command("serve", *arguments)
    assert prepared == commands


class TestGunicorn:
    @pytest.mark.parametrize(
        ("name", "text", "setting", "expected"),
        [
            ("WEB_CONCURRENCY", "0", "workers", 1),
            ("WEB_THREADS", "8", "threads", 8),
            ("WEB_TIMEOUT_S", "7", "timeout", 7),
            ("LOG_LEVEL", "info", "loglevel", "warning"),
            ("LOG_LEVEL", "debug", "loglevel", "debug"),
            ("HOST", "::1", "bind", ["[::1]:8000"]),
            ("PORT", "8123", "bind", ["127.0.0.1:8123"]),
        ],
    )
    def test_the_environment_decides(
        self, monkeypatch: pytest.MonkeyPatch, name: str, text: str, setting: str, expected: object
    ) -> None:
        for unset in ("HOST", "PORT"):
            monkeypatch.delenv(unset, raising=False)
        monkeypatch.setenv(name, text)
        assert serving.gunicorn_settings()[setting] == expected

    @pytest.mark.parametrize(
        ("bound", "origin"),
        [(("127.0.0.1", 8000), "http://127.0.0.1:8000"), (("::1", 80, 0, 0), "http://[::1]:80")],
    )
    def test_the_origin_is_that_of_the_socket(self, bound: tuple[Any, ...], origin: str) -> None:
        listener = SimpleNamespace(sock=SimpleNamespace(getsockname=lambda: bound))
        assert serving.origin(SimpleNamespace(LISTENERS=[listener])) == origin

    def test_the_application_is_loaded_once_for_all(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setitem(sys.modules, "policyapi.wsgi", SimpleNamespace(application="wsgi"))
        monkeypatch.setattr(gc, "freeze", lambda: None)
        handlers: dict[int, object] = {}
        monkeypatch.setattr(signal, "signal", handlers.__setitem__)
        told: list[str] = []
        server = serving.Server(told.append)
        listener = SimpleNamespace(sock=SimpleNamespace(getsockname=lambda: ("127.0.0.1", 1)))
        server.cfg.when_ready(SimpleNamespace(LISTENERS=[listener]))
        assert server.load() == "wsgi"
        assert server.cfg.preload_app
        assert told == ["http://127.0.0.1:1"]
        assert list(handlers) == [signal.SIGHUP]

    def test_serving_leaves_no_connection_to_share(self, monkeypatch: pytest.MonkeyPatch) -> None:
        done: list[str] = []
        monkeypatch.setattr(measuring, "start", lambda _: done.append("measure"))
        monkeypatch.setattr(malformed, "speak", lambda: done.append("speak"))
        monkeypatch.setattr(serving, "warm_up", lambda: done.append("warm"))
        monkeypatch.setattr(connections, "close_all", lambda: done.append("closed"))
        monkeypatch.setattr(serving.Server, "run", lambda _: done.append("run"))
        serving.serve(lambda _: None)
        assert done == ["measure", "speak", "warm", "closed", "run"]


def test_an_address_of_another_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOST", "192.0.2.1")
    with pytest.raises(CommandError, match=r"cannot listen on 192\.0\.2\.1:.*; set PORT or HOST"):
        serving.check()


@pytest.mark.django_db
def test_warming_up_loads_the_dictionary() -> None:
    analyser.forget_analyser()
    serving.warm_up()
    assert analyser.current_analyser.cache_info().currsize == 1
    analyser.forget_analyser()


def test_missing_tables_do_not_keep_it_from_serving(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def missing() -> None:
        raise ProgrammingError("relation does not exist")

    monkeypatch.setattr(analyser, "current_analyser", missing)
    serving.warm_up()
    assert "the dictionary is not loaded: relation does not exist" in caplog.text


def test_the_tour_is_printed_for_the_shell_and_sent_encoded() -> None:
    assert TOUR[1].url == "/api/v1/documents/?meeting=cpc-430000-12-plenum-6"
    assert TOUR[3].url == "/api/v1/terms/san-gao-si-xin/"
    console = StringIO()
    demo.welcome(Console(file=console, soft_wrap=True), "http://a.example")
    assert "http://a.example/api/v1/docs/" in console.getvalue()
