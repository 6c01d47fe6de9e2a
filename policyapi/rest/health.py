"""Whether the process lives, and whether it can answer: for load balancers and containers."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views import View

from policyapi.rest.errors import MEDIA_TYPE, problem

logger = logging.getLogger(__name__)

Check = Callable[[], Any]
"""Raises when what it stands for is not there."""


class Alive(View):
    """200 as long as the process answers; touches nothing."""

    def get(self, request: HttpRequest) -> JsonResponse:
        return JsonResponse({"status": "ok"})


class NotReady(Exception):
    """A check found something missing; the message is fit for the public."""


def database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady("migrations are to be applied")


class Ready(View):
    """200 when the database answers, its migrations are applied and all `checks` pass."""

    checks: Mapping[str, Check] = {}

    def get(self, request: HttpRequest) -> JsonResponse:
        every = {"database": database, "migrations": migrations, **self.checks}
        errors: dict[str, list[str]] = {}
        for name, check in every.items():
            if "database" in errors:
                break  # The others need it, and would wait for it as long again.
            if why := _failure(name, check):
                errors[name] = [why]
        if errors:
            body = problem(503, request.path, "Not ready.", errors)
            return JsonResponse(body, status=503, content_type=MEDIA_TYPE)
        return JsonResponse({"status": "ready", "checks": dict.fromkeys(every, "ok")})


def _failure(name: str, check: Check) -> str | None:
    try:
        check()
    except NotReady as reason:
        return f"{reason}."
    except Exception:
        logger.exception("readiness check %s failed", name)
        return "failed; the log says why."
    return None
