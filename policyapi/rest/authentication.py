"""Who asks: the key of a request, found out once for limits, permissions and history.

    Authorization: Bearer KEY
    X-Api-Key: KEY

A key that is sent and is not good is a 401 that says why; nobody is anonymous by mistake.
"""

from __future__ import annotations

import re
from typing import Any

from django.contrib.auth.models import User
from django.core.cache import caches
from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from policyapi.models.api_key import REMEMBERED, ApiKey

CHALLENGE = 'Bearer realm="policyapi"'
"""WWW-Authenticate where a key is wanted and none was sent."""
KEY = re.compile(r"[A-Za-z0-9]{8}\.[A-Za-z0-9]{32}")


class BadKey(AuthenticationFailed):
    """What was sent for a key is not one that is good; the message is fit for the public."""

    kind = "bad-key"

    def __init__(self, reason: str) -> None:
        self.challenge = f'{CHALLENGE}, error="invalid_token", error_description="{reason}"'
        super().__init__(reason)


class KeyAuthentication(BaseAuthentication):
    """`request.auth` is the key or None, `request.user` its owner or None."""

    def authenticate(self, request: Request) -> tuple[User | None, ApiKey] | None:
        key = key_of(request._request)
        return (key.owner, key) if key else None

    def authenticate_header(self, request: Request) -> str:
        return CHALLENGE


def key_of(request: HttpRequest) -> ApiKey | None:
    """The request's key, None when there is none; `BadKey` when it is not good.

    It is looked up once for a request, whoever asks first.
    """
    kept: Any = request
    if not hasattr(kept, "api_key"):
        sent = _sent(request)
        kept.api_key = None if sent is None else _good(sent)
    found: ApiKey | None = kept.api_key
    return found


def _sent(request: HttpRequest) -> str | None:
    """What the headers give for a key."""
    found = {value for header in ("X-Api-Key",) if (value := request.headers.get(header))}
    if authorization := request.headers.get("Authorization"):
        scheme, _, credentials = authorization.partition(" ")
        if scheme.lower() != "bearer":
            raise BadKey("Authorization must be: Bearer KEY.")
        found.add(credentials.strip())
    if len(found) > 1:
        raise BadKey("Authorization and X-Api-Key give different keys.")
    return found.pop() if found else None


def _good(sent: str) -> ApiKey:
    if not KEY.fullmatch(sent):
        raise BadKey("The key is malformed: it is 8 letters and digits, a full stop, and 32 more.")
    key = _stored(sent.partition(".")[0])
    # Compares hashes in constant time.
    if key is None or not key.is_valid(sent):
        raise BadKey("There is no such key.")
    if key.revoked:
        raise BadKey("The key was revoked.")
    if key.has_expired:
        raise BadKey("The key has expired.")
    if key.owner and not key.owner.is_active:
        raise BadKey("The account of the key's owner is closed.")
    if key.note_use():
        _remember(key)
    return key


def _stored(prefix: str) -> ApiKey | None:
    """The key of this prefix, as it was at most five seconds ago."""
    key: ApiKey | None = caches[REMEMBERED].get(prefix)
    if key is None:
        key = ApiKey.objects.select_related("owner").filter(prefix=prefix).first()
        if key is not None:
            _remember(key)
    return key


def _remember(key: ApiKey) -> None:
    caches[REMEMBERED].set(key.prefix, key)
