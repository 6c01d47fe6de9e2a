"""Answers compressed as the client likes them: zstd or gzip, whole ones and streams.

Django's own middleware, which stays for the pages of the admin site, knows gzip alone, weakens
ETags and pads what it sends against attacks on secrets in pages; answers of the API hold none.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import AsyncIterator, Iterable, Iterator

import zstandard
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

SMALLEST = 500
"""Bytes; what is shorter fits into one packet either way."""
GZIP_LEVEL = 5
ZSTD_LEVEL = 3
ENCODINGS = ("zstd", "gzip")
"""In the order of preference where the client has none."""
COMPRESSIBLE = re.compile(
    r"text/.+|application/(.+\+)?(json|xml|yaml)|application/(x-ndjson|javascript|vnd\.oai\.openapi)"
)
_WEIGHT = re.compile(r"q\s*=\s*([01](?:\.[0-9]{0,3})?)")


def chosen(accepted: str) -> str | None:
    """The encoding for an Accept-Encoding; null is for none at all.

    >>> chosen("gzip, deflate, br, zstd"), chosen("gzip;q=1, zstd;q=0.5"), chosen("*")
    ('zstd', 'gzip', 'zstd')
    >>> chosen(""), chosen("br"), chosen("gzip;q=0"), chosen("identity, gzip;q=0.5")
    (None, None, None, None)
    """
    weights = dict(_weighed(accepted))
    rest = weights.get("*", 0.0)
    best = max(ENCODINGS, key=lambda name: weights.get(name, rest))
    weight = weights.get(best, rest)
    return best if weight > 0 and weight >= weights.get("identity", 0.0) else None


def _weighed(accepted: str) -> Iterator[tuple[str, float]]:
    for part in accepted.lower().split(","):
        name, _, parameters = part.strip().partition(";")
        found = _WEIGHT.search(parameters)
        yield name.strip(), float(found[1]) if found else 1.0


class CompressionMiddleware(GZipMiddleware):
    """Compresses answers of the API; what is none is left to Django."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return super().process_response(request, response)
        if not _is_compressible(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        encoding = chosen(request.headers.get("Accept-Encoding", ""))
        if encoding is None:
            return response
        if isinstance(response, StreamingHttpResponse):
            parts = response.streaming_content
            if isinstance(parts, AsyncIterator):
                return response
            response.streaming_content = _streamed(parts, encoding)
            response.headers.pop("Content-Length", None)
        elif isinstance(response, HttpResponse):
            response.content = _compressed(response.content, encoding)
            response["Content-Length"] = str(len(response.content))
        response["Content-Encoding"] = encoding
        if etag := response.get("ETag"):
            response["ETag"] = f'{etag.removesuffix(chr(34))}-{encoding}"'
        return response


def _is_compressible(response: HttpResponseBase) -> bool:
    """Whether it is text, whole, long enough, and not compressed yet."""
    if response.status_code == 206 or response.has_header("Content-Encoding"):
        return False
    if "no-transform" in response.get("Cache-Control", ""):
        return False
    if isinstance(response, HttpResponse) and len(response.content) < SMALLEST:
        return False
    media_type = response.get("Content-Type", "").partition(";")[0].strip()
    return COMPRESSIBLE.fullmatch(media_type) is not None


def _compressed(content: bytes, encoding: str) -> bytes:
    """The same bytes for the same content, as a strong ETag promises."""
    if encoding == "gzip":
        return gzip.compress(content, GZIP_LEVEL, mtime=0)
    return zstandard.ZstdCompressor(level=ZSTD_LEVEL).compress(content)


def _streamed(parts: Iterable[bytes], encoding: str) -> Iterator[bytes]:
    """The parts compressed as one stream, each sent on at once."""
    if encoding == "gzip":
        deflating = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        for part in parts:
            yield deflating.compress(part) + deflating.flush(zlib.Z_SYNC_FLUSH)
        yield deflating.flush()
        return
    stream = zstandard.ZstdCompressor(level=ZSTD_LEVEL).compressobj()
    for part in parts:
        yield stream.compress(part) + stream.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
    yield stream.flush()
