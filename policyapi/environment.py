"""Every setting that the environment may hold: its name, its kind and its default.

This table is the only declaration; the README's table says the same in words, and a test compares
the two.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent


def flag(text: str) -> bool:
    """A yes or no.

    >>> flag("True"), flag("off")
    (True, False)
    """
    spelled = {"1": True, "true": True, "yes": True, "on": True}
    spelled |= {"": False, "0": False, "false": False, "no": False, "off": False}
    if text.strip().lower() not in spelled:
        raise ValueError("give true or false")
    return spelled[text.strip().lower()]


def whole(text: str) -> int:
    """A whole number, zero or more.

    >>> whole("8000")
    8000
    """
    if not (text.strip().isascii() and text.strip().isdigit()):
        raise ValueError("give a whole number")
    return int(text)


def port(text: str) -> int:
    """A TCP port; 0 is any free one.

    >>> port("8000")
    8000
    """
    number = whole(text)
    if number > 65_535:
        raise ValueError("give a port up to 65535")
    return number


def listed(text: str) -> list[str]:
    """Comma-separated values.

    >>> listed("a.example, b.example")
    ['a.example', 'b.example']
    """
    return [item.strip() for item in text.split(",") if item.strip()]


def log_level(text: str) -> str:
    """One of logging's five levels, in any case.

    >>> log_level("info")
    'INFO'
    """
    levels = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
    if text.strip().upper() not in levels:
        raise ValueError(f"give one of {', '.join(levels)}")
    return text.strip().upper()


class Rate(NamedTuple):
    """So many requests in a window of so many seconds; a quota of 0 is no limit."""

    quota: int
    window_s: int


def rate(text: str) -> Rate:
    """Requests in a second, a minute, an hour or a day; 0 for any number.

    >>> rate("120/minute")
    Rate(quota=120, window_s=60)
    >>> rate("0").quota
    0
    """
    seconds = {"second": 1, "minute": 60, "hour": 3_600, "day": 86_400}
    number, _, unit = text.partition("/")
    if number.strip() == "0":
        return Rate(0, 60)
    if unit.strip() not in seconds or not number.strip().isdigit() or not number.isascii():
        raise ValueError("give a number a second, minute, hour or day, as 120/minute, or 0")
    return Rate(int(number), seconds[unit.strip()])


SETTINGS: dict[str, tuple[Callable[[str], Any], Any]] = {
    "HOST": (str, "127.0.0.1"),
    "PORT": (port, 8000),
    "DATABASE_URL": (str, ""),
    "DATA_DIR": (str, str(BASE_DIR / ".data")),
    "EXPORT_DIR": (str, ""),
    "SECRET_KEY": (str, ""),
    "DEBUG": (flag, False),
    "ALLOWED_HOSTS": (listed, ["127.0.0.1", "localhost", "[::1]"]),
    "CSRF_TRUSTED_ORIGINS": (listed, []),
    "HTTPS": (flag, False),
    "SECURE_HSTS_SECONDS": (whole, 31_536_000),
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": (flag, False),
    "SECURE_HSTS_PRELOAD": (flag, False),
    "LOG_LEVEL": (log_level, "INFO"),
    "STATIC_ROOT": (str, ""),
    "LOAD_ON_START": (flag, False),
    "WEB_CONCURRENCY": (whole, 2),
    "WEB_THREADS": (whole, 4),
    "WEB_TIMEOUT_S": (whole, 60),
    "STATEMENT_TIMEOUT_MS": (whole, 15_000),
    "PREPARE_STATEMENTS": (flag, True),
    "REDIS_URL": (str, ""),
    "LIMIT_ANONYMOUS": (rate, Rate(6_000, 60)),
    "LIMIT_KEY": (rate, Rate(12_000, 60)),
    "LIMIT_BACKFILL": (rate, Rate(60_000, 60)),
    "LIMIT_WRITE": (rate, Rate(1_200, 60)),
    "TRUSTED_PROXIES": (whole, 0),
    "METRICS_TOKEN": (str, ""),
    "INGEST_MAX_BYTES": (whole, 64 * 1024 * 1024),
    "INGEST_MAX_UNPACKED_BYTES": (whole, 256 * 1024 * 1024),
    "INGEST_MAX_PAGES": (whole, 2_000),
}

environ.Env.read_env(BASE_DIR / ".env")
_env = environ.Env()


def read(name: str) -> Any:
    """The declared setting's value; a value that is not of its kind is one line that names it."""
    kind, default = SETTINGS[name]
    text = _env.ENVIRON.get(name)
    if text is None or (text == "" and kind is not flag):
        return default
    try:
        return kind(text)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}={text!r}: {error}") from error


def read_database(data_dir: Path) -> dict[str, Any]:
    """Django's DATABASES entry: the server of DATABASE_URL, else the embedded one."""
    url = read("DATABASE_URL")
    if not url:
        embedded = {"NAME": "policyapi", "USER": "policyapi", "EMBEDDED_IN": str(data_dir)}
        return {"ENGINE": "policyapi.postgres", "OPTIONS": {}, "PORT": "5432", **embedded}
    if not url.startswith(("postgres://", "postgresql://")):
        shape = "postgresql://user:password@host:5432/name"
        raise ImproperlyConfigured(f"DATABASE_URL must look like {shape}")
    try:
        server: dict[str, Any] = _env.db_url_config(url)
    except ValueError as error:
        raise ImproperlyConfigured(f"DATABASE_URL cannot be read: {error}") from error
    return {**server, "ENGINE": "policyapi.postgres", "OPTIONS": server.get("OPTIONS", {})}
