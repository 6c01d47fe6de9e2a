"""The demo's content in databases of their own: loaded once a run, copied for each file of tests.

The content is stored for good, so that servers in other processes and threads see it too.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django.live_server_helper import LiveServer
from rich.console import Console

from documents.search.analyser import forget_analyser
from policyapi.preparation import LOAD, MIGRATE, prepare

Copy = Callable[[str], str]


@contextmanager
def using(name: str) -> Iterator[None]:
    """Another database than the tests' usual one."""
    usual = connection.settings_dict["NAME"]
    _turn_to(name)
    try:
        yield
    finally:
        _turn_to(usual)


def _turn_to(name: str) -> None:
    connection.close()
    connection.settings_dict["NAME"] = name
    forget_analyser()


def _execute(sql: str) -> None:
    with connection._nodb_cursor() as cursor:
        cursor.execute(sql)


def create(name: str, template: str = "template0") -> None:
    drop(name)
    _execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')


def drop(name: str) -> None:
    _execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@contextmanager
def _counted(folder: Path) -> Iterator[dict[str, Any]]:
    """What the workers of a run know together, one at a time."""
    path = folder / "demo.json"
    with path.open("a+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        known: dict[str, Any] = json.loads(file.read() or '{"users": 0, "name": null}')
        yield known
        file.truncate(0)
        file.write(json.dumps(known))


@pytest.fixture(scope="session")
def demo_template(
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
    worker_id: str,
) -> Iterator[str]:
    """The name of a database with everything that the demo loads, which nobody writes to."""
    base = tmp_path_factory.getbasetemp()
    folder = base if worker_id == "master" else base.parent
    with django_db_blocker.unblock():
        with _counted(folder) as known:
            if known["name"] is None:
                name = f"{connection.settings_dict['NAME']}_demo"
                create(name)
                with using(name):
                    prepare((MIGRATE, *LOAD), Console(file=StringIO()))
                known["name"] = name
            known["users"] += 1
        yield known["name"]
        with _counted(folder) as known:
            known["users"] -= 1
            if not known["users"]:
                drop(known["name"])
                known["name"] = None


@pytest.fixture(scope="module")
def demo(demo_template: str, django_db_blocker: Any, worker_id: str) -> Iterator[str]:
    """A copy for one file of tests, which may write to it; all that a test asks is asked of it."""
    name = f"{demo_template}_{worker_id}"
    with django_db_blocker.unblock():
        create(name, demo_template)
        with using(name):
            yield name
        drop(name)


@pytest.fixture(scope="module")
def demo_server(demo: str) -> Iterator[str]:
    """The origin of a server of this process, with threads, on a copy of the demo's content."""
    server = LiveServer("127.0.0.1")
    yield server.url
    server.stop()
