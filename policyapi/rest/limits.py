"""Limits by tier: anonymous clients by address, keys, keys that walk everything, and writing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase

from policyapi.models import ApiKey
from policyapi.rest.authentication import BadKey, key_of
from policyapi.rest.clients import client_address
from policyapi.rest.errors import MEDIA_TYPE, problem
from policyapi.rest.handlers import plain, unavailable
from policyapi.rest.quotas import Spent, give_back, limit_of, spend

READING = ("GET", "HEAD", "OPTIONS")
HIGHER = {"anonymous": "key", "key": "backfill"}
"""The tier above, for the hint how to get more."""


class LimitMiddleware:
    """Counts every request under /api/, refuses those past the limit, and keys that are not good.

    A 304 costs nothing: it is given back. Whatever it asks for, a request counts as one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path.startswith("/api/"):
            return self.get_response(request)
        known: Any = request
        refused, key = _recognised(request)
        known.tier, client = _tier(request, key)
        rate = limit_of(known.tier)
        spent = spend(known.tier, client, rate) if rate else None
        known.cache_failed = rate is not None and spent is None
        if spent and not spent.passes:
            response: HttpResponseBase = _too_many(request, spent)
        else:
            response = refused or _too_large(request, key) or self.get_response(request)
        if spent:
            free = response.status_code == 304
            if free:
                give_back(spent)
            for name, value in spent.headers(refund=int(free)).items():
                response[name] = value
        return response


def _recognised(request: HttpRequest) -> tuple[HttpResponseBase | None, ApiKey | None]:
    """The request's key, or the refusal of what was sent for one."""
    try:
        return None, key_of(request)
    except BadKey as error:
        response = plain(request, 401, str(error.detail), BadKey.kind)
        response["WWW-Authenticate"] = error.challenge
    except DatabaseError:
        response = unavailable(request)
    return response, None


def _too_large(request: HttpRequest, key: ApiKey | None) -> HttpResponseBase | None:
    """Refuse a body, before any of it is read, that is longer than this client may need."""
    writes = key is not None and key.may(ApiKey.Scope.WRITE)
    # A file inside JSON takes up to twice its length.
    most = 2 * settings.INGEST_MAX_BYTES if writes else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    length = request.headers.get("Content-Length", "")
    if length.isdecimal() and int(length) > most:
        return plain(request, 413, f"The body has {length} bytes; at most {most} are taken.")
    return None


def _tier(request: HttpRequest, key: ApiKey | None) -> tuple[str, str]:
    """Which limit counts, and for whom."""
    if key is None:
        return "anonymous", client_address(request)
    if request.method not in READING and key.may(ApiKey.Scope.WRITE):
        return "write", key.prefix
    return ("backfill" if key.may(ApiKey.Scope.BACKFILL) else "key"), key.prefix


def _too_many(request: HttpRequest, spent: Spent) -> JsonResponse:
    body = problem(429, request.path, _explained(spent))
    body["limit"] = {
        "tier": spent.tier,
        "quota": spent.rate.quota,
        "window_s": spent.rate.window_s,
        "retry_after_s": spent.resets_in_s,
    }
    response = JsonResponse(body, status=429, content_type=MEDIA_TYPE)
    response["Retry-After"] = str(spent.resets_in_s)
    response["Cache-Control"] = "no-store"
    return response


def _explained(spent: Spent) -> str:
    used = (
        f"The {spent.rate.quota} requests in {spent.rate.window_s} s of the tier {spent.tier} are "
        f"used up; the count starts anew in {spent.resets_in_s} s."
    )
    higher = HIGHER.get(spent.tier)
    if higher is None:
        return used
    rate = limit_of(higher)
    allowed = f"{rate.quota} requests in {rate.window_s} s" if rate else "any number of requests"
    needed = "A key" if higher == "key" else f"A key with the scope {higher}"
    return f"{used} {needed}, from whoever runs this service, allows {allowed}."
