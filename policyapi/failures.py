"""Failures that are not the program's fault, told in one line instead of a traceback."""

import errno

import psycopg
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError, OperationalError

from policyapi.postgres.base import DatabaseUnavailable

OPERATIONAL = (
    psycopg.errors.DiskFull,
    psycopg.errors.AdminShutdown,
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.ReadOnlySqlTransaction,
    psycopg.errors.TooManyConnections,
)
FULL_OR_FORBIDDEN = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)


def one_line(error: BaseException) -> str | None:
    """What to tell the operator, or None when the error deserves its traceback."""
    if isinstance(error, DatabaseUnavailable | ImproperlyConfigured):
        return " ".join(str(error).split())
    if isinstance(error, DatabaseError) and isinstance(error.__cause__, OPERATIONAL):
        return f"the database refuses: {str(error).splitlines()[0]}"
    if _is_lost_connection(error):
        return f"the connection to the database was lost: {str(error).splitlines()[0]}"
    if isinstance(error, OSError) and error.errno in FULL_OR_FORBIDDEN:
        where = f": {error.filename}" if error.filename else ""
        return f"{(error.strerror or 'the disk cannot be written').lower()}{where}"
    return None


def _is_lost_connection(error: BaseException) -> bool:
    """The server went away: libpq's own complaint, without an SQL state of a server's."""
    cause = error.__cause__
    lost = isinstance(error, OperationalError) and isinstance(cause, psycopg.OperationalError)
    return lost and getattr(cause, "sqlstate", None) is None
