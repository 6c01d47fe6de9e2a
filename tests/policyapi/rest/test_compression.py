"""Answers in zstd and gzip."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
import zstandard
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.test import RequestFactory

from policyapi.rest.compression import CompressionMiddleware, chosen

TEXT = "第一条 为了示例省水利事业的发展，制定本条例。\n" * 100
API = "/api/v1/documents/"


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("br", None),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("zstd", "zstd"),
        ("gzip, zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=1.0, zstd;q=0.9", "gzip"),
        ("zstd; q=0.001", "zstd"),
        ("gzip;q=0", None),
        ("gzip;q=0, *", "zstd"),
        ("zstd;q=0, *;q=0.1", "gzip"),
        ("*;q=0", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity;q=0.5, gzip", "gzip"),
        ("gzip;q=banana", "gzip"),
        (";;;,,,q=", None),
    ],
)
def test_which_encoding(accepted: str, encoding: str | None) -> None:
    assert chosen(accepted) == encoding


def answered(
    response: HttpResponseBase, accepted: str = "gzip", path: str = API
) -> HttpResponseBase:
    def respond(request: HttpRequest) -> Any:
        return response

    request = RequestFactory().get(path, headers={"Accept-Encoding": accepted})
    made: Any = CompressionMiddleware(respond)(request)
    return made  # type: ignore[no-any-return]


def of(text: str = TEXT, media_type: str = "application/json", **headers: str) -> HttpResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(text.encode(), content_type=media_type, headers=named)


def unpacked(response: Any) -> bytes:
    packed = b"".join(response.streaming_content) if response.streaming else response.content
    match response.get("Content-Encoding"):
        case "gzip":
            return gzip.decompress(packed)
        case "zstd":
            return zstandard.ZstdDecompressor().decompressobj().decompress(packed)
    return bytes(packed)


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_an_answer_comes_compressed(encoding: str) -> None:
    made: Any = answered(of(ETag='"1-a"'), encoding)
    assert made["Content-Encoding"] == encoding
    assert made["Vary"] == "Accept-Encoding"
    assert made["ETag"] == f'"1-a-{encoding}"'
    assert int(made["Content-Length"]) == len(made.content) < len(TEXT.encode()) / 10
    assert unpacked(made) == TEXT.encode()


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_the_same_bytes_for_the_same_answer(encoding: str) -> None:
    one, other = (answered(of(), encoding) for _ in range(2))
    assert one.content == other.content  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "response",
    [
        of("示例"),
        of(media_type="application/octet-stream"),
        of(media_type="application/zstd"),
        of(media_type="image/png"),
        of(Content_Encoding="br"),
        of(Cache_Control="public, no-transform"),
        HttpResponse(TEXT.encode(), status=206, content_type="text/plain"),
    ],
    ids=["short", "bytes", "packed", "picture", "encoded", "not to be changed", "a part"],
)
def test_what_stays_as_it_is(response: HttpResponse) -> None:
    before = response.content
    made: Any = answered(response)
    assert made.content == before
    assert made.get("Content-Encoding") in (None, "br")


@pytest.mark.parametrize(
    "media_type",
    ["text/csv; charset=utf-8", "application/ld+json", "application/atom+xml", "text/markdown",
     "application/vnd.oai.openapi", "application/problem+json"],
)  # fmt: skip
def test_every_form_of_text_is_compressed(media_type: str) -> None:
    assert answered(of(media_type=media_type))["Content-Encoding"] == "gzip"


@pytest.mark.parametrize("encoding", ["gzip", "zstd"])
def test_each_part_of_a_stream_is_sent_on_at_once(encoding: str) -> None:
    sent: list[int] = []

    def parts() -> Iterator[bytes]:
        for number in range(3):
            sent.append(number)
            yield TEXT.encode()

    made: Any = answered(StreamingHttpResponse(parts(), content_type="text/csv"), encoding)
    assert not made.has_header("Content-Length")
    packed = iter(made.streaming_content)
    first = next(packed)
    assert sent == [0]
    reader: Any = (
        zlib.decompressobj(16 + zlib.MAX_WBITS)
        if encoding == "gzip"
        else zstandard.ZstdDecompressor().decompressobj()
    )
    assert reader.decompress(first) == TEXT.encode()
    assert b"".join(map(reader.decompress, packed)) == TEXT.encode() * 2


def test_what_is_outside_of_the_api_is_left_to_django() -> None:
    page: Any = answered(of(media_type="text/html"), "gzip, zstd", "/admin/")
    assert page["Content-Encoding"] == "gzip"
    assert unpacked(page) == TEXT.encode()
