"""ETag, Last-Modified and Cache-Control of every answer, and 304 for what a client has already.

An ETag is `"POSITION-HASH"`: the last place in the log of changes of what the answer shows, and a
hash of everything else that it hangs on: address, host, Accept, scope of the key, code. `-gzip` or
`-zstd` follows where the bytes are compressed. It is read before the rows are, so that an answer
may be newer than its ETag, never older; a client that sends it back has 304 for one statement,
without a view. A view finds the place as `request.position`.

A date says less: it proves no earlier answer, and a second may hold two changes. If-Modified-Since
is looked at when the answer has been made, and where its second is over for good.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from django.core.exceptions import DisallowedHost
from django.db import Error, InterfaceError, OperationalError
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseNotModified,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, parse_etags, parse_http_date_safe

from policyapi.release import STARTED, fingerprint
from policyapi.rest.authentication import BadKey, key_of
from policyapi.rest.compression import chosen
from policyapi.rest.errors import PreconditionFailed, PreconditionRequired
from policyapi.rest.handlers import unavailable
from policyapi.rest.hanging import ALL, KEPT, RELEASE, HangsOn
from policyapi.rest.versions import Version, version

GetResponse = Callable[[HttpRequest], HttpResponseBase]
READING = ("GET", "HEAD")
UNCHANGED = "max-age=0, must-revalidate"
"""Kept, and asked about each time: a withdrawn document is shown nowhere a moment longer."""
VARY = ("Accept", "Accept-Encoding")
KEYS = ("Authorization", "X-Api-Key")
OF_RELEASE = frozenset({"root", "schema", "docs", "problem-list", "problem"})
"""Names of addresses whose answers show nothing out of the database."""


@dataclass(frozen=True, slots=True)
class Validators:
    """The two by which a client asks whether what it has is still so."""

    tag: str
    """Without quotation marks and the suffix of the encoding."""
    changed_at: datetime
    is_settled: bool

    def etag(self, encoding: str | None) -> str:
        return f'"{self.tag}-{encoding}"' if encoding else f'"{self.tag}"'

    @property
    def modified(self) -> int:
        """Seconds since 1970: after the last change, once nothing else can fall into its second."""
        moment = self.changed_at.timestamp()
        return ceil(moment) if self.is_settled else int(moment)


class ConditionalMiddleware:
    """Outside of compression, sessions and everything that reads."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        try:
            found = validators(request) if request.method in READING else None
        except (OperationalError, InterfaceError):
            # The view would wait for the database as long again.
            return finished(request, unavailable(request), None)
        if found is not None and (known := known_etag(request, found)):
            return _labelled(request, HttpResponseNotModified(), found, known)
        return finished(request, self.get_response(request), found)


def validators(request: HttpRequest) -> Validators | None:
    """Of the answer to come; null where its bytes are to say, or there will be none.

    Raises what the driver raises where the database does not answer.
    """
    try:
        match = request.resolver_match = resolve(request.path_info)
        hangs_on = _hangs_on(match)
        if hangs_on is None:
            return None
        found = _version(hangs_on, match)
        if hangs_on is ALL:
            request.position = found.position  # type: ignore[attr-defined]
        return Validators(
            f"{found.position}-{_hash(request, hangs_on)}",
            max(found.changed_at or STARTED, STARTED),
            found.is_settled,
        )
    except (OperationalError, InterfaceError):
        raise
    except (Resolver404, DisallowedHost, Error):
        return None


def _hangs_on(match: ResolverMatch) -> HangsOn | None:
    if match.url_name in OF_RELEASE:
        return RELEASE
    view: Any = getattr(match.func, "cls", getattr(match.func, "view_class", None))
    hangs_on: HangsOn | None = getattr(view, "hangs_on", ALL)
    return hangs_on


def _version(hangs_on: HangsOn, match: ResolverMatch) -> Version:
    if hangs_on is RELEASE:
        return Version()
    if hangs_on is ALL:
        return version()
    key = str(match.kwargs[hangs_on.key])
    return version(hangs_on.type, key) if "\x00" not in key else Version()


def _hash(request: HttpRequest, hangs_on: HangsOn) -> str:
    parts = (
        fingerprint(),
        request.scheme or "",
        request.get_host(),
        request.path,
        request.META.get("QUERY_STRING", ""),
        request.headers.get("Accept", "*/*"),
        "write" if _writes(request) else "",
        *(as_of() for as_of in KEPT if hangs_on is ALL),
    )
    digest = hashlib.blake2b("\n".join(parts).encode("utf-8", "surrogateescape"), digest_size=9)
    return digest.hexdigest()


def _writes(request: HttpRequest) -> bool:
    """Whether it has a key that writes, and so sees more."""
    try:
        key = key_of(request)
    except BadKey:
        return False
    return key is not None and key.may(key.Scope.WRITE)


def known_etag(request: HttpRequest, found: Validators) -> str | None:
    """The ETag of this answer that the client names, in an encoding that it takes."""
    if "If-None-Match" not in request.headers:
        return None
    named = _named(request)
    etags = (found.etag(e) for e in (chosen(request.headers.get("Accept-Encoding", "")), None))
    return next((etag for etag in etags if etag in named), None)


def _named(request: HttpRequest) -> set[str]:
    """The ETags of If-None-Match, compared weakly: `W/` says nothing here."""
    header = request.headers.get("If-None-Match", "")
    return {etag.removeprefix("W/") for etag in parse_etags(header)}


def finished(
    request: HttpRequest, response: HttpResponseBase, found: Validators | None
) -> HttpResponseBase:
    """The answer with its headers, or 304 where it is what the client has."""
    if request.method not in READING or response.status_code != 200:
        if response.status_code not in (206, 301, 302, 304, 307, 308):
            response.headers.setdefault("Cache-Control", "no-store")
            if request.method in READING:
                response.headers.pop("ETag", None)
        return response
    encoding = response.get("Content-Encoding") or None
    etag = response.get("ETag") or (found.etag(encoding) if found else _of_bytes(response))
    _labelled(request, response, found, etag)
    return _not_modified(response) if _is_known(request, response, found) else response


def _of_bytes(response: HttpResponseBase) -> str | None:
    """The ETag of an answer by nothing but its bytes, which are as encoded as they are."""
    if not isinstance(response, HttpResponse):
        return None
    return f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'


def _labelled(
    request: HttpRequest, response: HttpResponseBase, found: Validators | None, etag: str | None
) -> HttpResponseBase:
    if etag:
        response.headers.setdefault("ETag", etag)
    if found:
        response.headers.setdefault("Last-Modified", http_date(found.modified))
    reach = "private" if any(key in request.headers for key in KEYS) else "public"
    response.headers.setdefault("Cache-Control", f"{reach}, {UNCHANGED}")
    patch_vary_headers(response, VARY)
    return response


def _is_known(request: HttpRequest, response: HttpResponseBase, found: Validators | None) -> bool:
    if "If-None-Match" in request.headers:
        named = _named(request)
        return "*" in named or response.get("ETag", "").removeprefix("W/") in named
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    is_over = found is not None and found.is_settled
    return bool(since and found and is_over and since >= found.modified)


def _not_modified(response: HttpResponseBase) -> HttpResponseBase:
    """The answer as a 304: with its headers, without its body and what describes it."""
    if isinstance(response, StreamingHttpResponse):
        response.streaming_content = iter(())
    elif isinstance(response, HttpResponse):
        response.content = b""
    for name in [name for name in response.headers if name.startswith("Content-")]:
        del response.headers[name]
    response.status_code = 304
    return response


def check_if_match(request: Any, type: str, key: str) -> None:
    """Raise 428 without If-Match, 412 where none of its ETags is of the thing as it is.

    To be called with the thing's row locked: `select_for_update(no_key=True)`. What counts is the
    position, so that the ETag of any part and form of it will do, but no weak one.
    """
    header = request.headers.get("If-Match")
    if header is None:
        raise PreconditionRequired
    if header.strip() == "*":
        return
    now = version(type, key).position
    known = {etag.strip('"').partition("-")[0] for etag in parse_etags(header)}
    if str(now) not in known:
        raise PreconditionFailed(f"It has changed: its ETag now begins with {now}-. Read it again.")
