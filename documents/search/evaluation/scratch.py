"""A database beside the configured one that is dropped again, whatever happens in between."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from secrets import token_hex
from types import FrameType
from typing import Any

from django.core.management import call_command
from django.db import connection
from psycopg import sql

PREFIX = "evaluation"


@contextmanager
def scratch_database() -> Iterator[str]:
    """An empty migrated database; while it is open, the default connection is to it.

    SIGTERM is made an exception, so that the database is dropped then as it is after Ctrl-C.
    """
    own: Any = connection
    name = f"{PREFIX}_{os.getpid()}_{token_hex(3)}"
    configured = own.settings_dict["NAME"]
    before = signal.signal(signal.SIGTERM, _exit)
    try:
        _maintain(own, "CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8'", name)
        _switch(own, name)
        call_command("migrate", verbosity=0)
        yield name
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        _switch(own, configured)
        _maintain(own, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        signal.signal(signal.SIGTERM, before)


def _exit(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _switch(own: Any, name: str) -> None:
    own.close()
    if getattr(own, "pool", None):
        own.close_pool()
    own.settings_dict["NAME"] = name


def _maintain(own: Any, statement: str, name: str) -> None:
    """Run a statement that makes or drops a database, on a connection of its own."""
    with own._nodb_cursor() as cursor:
        cursor.execute(sql.SQL(statement).format(sql.Identifier(name)))
