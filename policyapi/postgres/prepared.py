"""Statements that the server parses and plans once a connection, however often they are asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.postgresql.base import ServerBindingCursor

REPEATED = 1
"""Times that a statement is sent as it is before it is prepared."""


@contextmanager
def preparing() -> Iterator[Any]:
    """A cursor that sends values apart from its statements, which are prepared when they recur.

    Other cursors of the connection stay as they are. An ordinary one where `PREPARE_STATEMENTS` is
    off, as it must be behind a pooler that hands one connection to many clients and cannot tell
    their prepared statements apart.
    """
    connection.ensure_connection()
    raw: Any = connection.connection
    if not settings.PREPARE_STATEMENTS:
        with connection.cursor() as cursor:
            yield cursor
        return
    raw.prepare_threshold = REPEATED
    usual, raw.cursor_factory = raw.cursor_factory, ServerBindingCursor
    try:
        cursor = connection.cursor()
    finally:
        raw.cursor_factory = usual
    with cursor:
        yield cursor
