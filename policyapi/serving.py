"""Serving with gunicorn, inside the process that asks for it.

The one process is gunicorn's master, so that nothing is left when it is killed: its workers notice
and end, and with the last of them the embedded server stops.
"""

import gc
import logging
import os
import signal
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django.urls import get_resolver
from gunicorn.app.base import BaseApplication

from policyapi import malformed, measuring
from policyapi.environment import read

logger = logging.getLogger(__name__)

SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 - gunicorn makes its own files in it


class Server(BaseApplication):  # type: ignore[misc]
    """The project's WSGI application under gunicorn, with the environment's settings."""

    def __init__(self, when_ready: Callable[[str], None]) -> None:
        self.when_ready = when_ready
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its settings; those that its version does not know are left out."""
        for name, setting in gunicorn_settings().items():
            if name in self.cfg.settings:
                self.cfg.set(name, setting)
        self.cfg.set("when_ready", self._tell)
        self.cfg.set("child_exit", lambda arbiter, worker: measuring.forget(worker.pid))
        self.cfg.set("on_exit", lambda arbiter: measuring.clear_away())

    def _tell(self, arbiter: Any) -> None:
        """Say that it serves. From now on a closed terminal ends it: gunicorn would reload."""
        signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
        self.when_ready(origin(arbiter))

    def load(self) -> Any:
        """The application, loaded by the master so that the workers share its memory."""
        from policyapi.wsgi import application

        gc.collect()
        gc.freeze()
        return application


def gunicorn_settings() -> dict[str, Any]:
    """Gunicorn's settings. Threads, because requests wait for the database."""
    return {
        "bind": [address()],
        "preload_app": True,
        "worker_class": "gthread",
        "workers": max(1, read("WEB_CONCURRENCY")),
        "threads": max(1, read("WEB_THREADS")),
        "timeout": read("WEB_TIMEOUT_S"),
        "graceful_timeout": 10,
        "keepalive": 5,
        "limit_request_line": 8190,
        "loglevel": "warning" if read("LOG_LEVEL") == "INFO" else read("LOG_LEVEL").lower(),
        "worker_tmp_dir": str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None,
        "proc_name": "policyapi",
        "control_socket_disable": True,
    }


def address() -> str:
    """The host and port to listen on, as gunicorn and a URL want them."""
    host = read("HOST")
    return f"[{host}]:{read('PORT')}" if ":" in host else f"{host}:{read('PORT')}"


def origin(arbiter: Any) -> str:
    """Where the started server can be asked; differs from the settings when PORT is 0."""
    host, port = arbiter.LISTENERS[0].sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def check() -> None:
    """Refuse, before any work is done, an address that cannot be listened on or a missing key."""
    str(settings.SECRET_KEY)
    host, port = read("HOST"), read("PORT")
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        family, kind, protocol, _, target = found[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(target)
    except OSError as error:
        message = f"cannot listen on {address()}: {error.strerror}; set PORT or HOST"
        raise CommandError(message) from error


def warm_up() -> None:
    """Load what the first request would wait for; tables that are missing are /readyz's affair."""
    from documents.ingest.current import current_tools
    from documents.search.analyser import current_analyser
    from documents.search.near_misses import near_misses

    _ = get_resolver().url_patterns
    try:
        current_analyser().words("高质量发展")
        near_misses("高质量发展")
        current_tools().matcher.find("推进高质量发展")
    except DatabaseError as error:
        logger.warning("the dictionary is not loaded: %s", error)


def serve(when_ready: Callable[[str], None]) -> None:
    """Serve until a signal ends it; `when_ready` is told the origin of the service's URLs.

    What requests need is loaded first, once for all workers. These must not share connections, so
    all are closed.
    """
    measuring.start(settings.DATA_DIR)
    malformed.speak()
    warm_up()
    connections.close_all()
    Server(when_ready).run()
