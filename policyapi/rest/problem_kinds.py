"""The kinds of problems, each with an address that clients can switch on.

A problem document's `type` is the address of its kind, which explains it: `/api/v1/problems/` lists
them all. It is relative, so that it is the same wherever the service stands (RFC 9457, 3.1.1).
"""

from __future__ import annotations

from http import HTTPStatus
from typing import NamedTuple

ADDRESS = "/api/v1/problems/"


class Kind(NamedTuple):
    """A kind of problem: its slug, the status it comes with, and what to do about it."""

    slug: str
    status: int
    title: str
    meaning: str

    @property
    def type(self) -> str:
        return f"{ADDRESS}{self.slug}/" if self.slug else "about:blank"


_KINDS = (
    Kind(
        "invalid-parameters", 400, "Invalid parameters",
        "Parameters or fields of the body are unknown, malformed or out of range. `errors` names "
        "each with what is allowed; the same request fails again.",
    ),
    Kind(
        "bad-request", 400, "Bad request",
        "The request cannot be read: malformed HTTP, a body that is not what its Content-Type "
        "says, or a Host that is not served here.",
    ),
    Kind(
        "key-required", 401, "Key required",
        "This needs a key: send `Authorization: Bearer KEY`.",
    ),
    Kind(
        "bad-key", 401, "Bad key",
        "The key that was sent is malformed, unknown, revoked or expired; `detail` says which. "
        "Reading needs none: leave it out, or get another.",
    ),
    Kind("forbidden", 403, "Forbidden", "The key lacks the scope that this needs."),
    Kind(
        "not-found", 404, "Not found",
        "There is no such object. The address is well-formed; the object may come or come back.",
    ),
    Kind(
        "no-such-address", 404, "No such address",
        "Nothing is served at this address; `/api/v1/docs/` lists what there is.",
    ),
    Kind(
        "method-not-allowed", 405, "Method not allowed",
        "The address knows other methods; the header Allow names them.",
    ),
    Kind(
        "not-acceptable", 406, "Not acceptable",
        "Accept names no form that is offered here; `detail` lists those there are.",
    ),
    Kind(
        "conflict", 409, "Conflict",
        "What is stored is not as the request supposes; `detail` says what stands against it.",
    ),
    Kind(
        "gone", 410, "Gone",
        "The object was public and was withdrawn; `withdrawn_at` and `reason` say when and why, "
        "where that is known. Take it out of your copy; `changes/` says so if it comes back.",
    ),
    Kind(
        "length-required", 411, "Length required",
        "The body comes in chunks; send its length in Content-Length.",
    ),
    Kind(
        "precondition-failed", 412, "Precondition failed",
        "The object changed since the ETag of If-Match was read; read it again and decide anew.",
    ),
    Kind("too-large", 413, "Body too large", "The body is larger than is taken here."),
    Kind(
        "address-too-long", 414, "Address too long",
        "The address with its parameters is longer than 8,190 bytes.",
    ),
    Kind(
        "unsupported-media-type", 415, "Unsupported media type",
        "The body's Content-Type is not taken here; `detail` names it.",
    ),
    Kind(
        "range-not-satisfiable", 416, "Range not satisfiable",
        "The range lies outside of the file; Content-Range gives its length.",
    ),
    Kind(
        "expectation-failed", 417, "Expectation failed",
        "The header Expect asks for what is not done.",
    ),
    Kind(
        "unprocessable", 422, "Unprocessable",
        "The body is well-formed, but what it asks for cannot be done; `detail` says why.",
    ),
    Kind(
        "refused", 422, "Input refused",
        "The file or text cannot be read; `detail` says why. It is kept for the operator.",
    ),
    Kind(
        "precondition-required", 428, "Precondition required",
        "This changes an object: send the ETag that it was read with in If-Match.",
    ),
    Kind(
        "rate-limited", 429, "Too many requests",
        "The limit of this client is used up. Wait as many seconds as Retry-After says; a key "
        "raises the limit.",
    ),
    Kind(
        "headers-too-large", 431, "Headers too large",
        "A header is longer, or there are more of them, than is taken here.",
    ),
    Kind(
        "internal-error", 500, "Internal error",
        "Something is wrong here, not with the request. `request_id` finds it in the log.",
    ),
    Kind("not-implemented", 501, "Not implemented", "The transfer coding is not known here."),
    Kind(
        "unavailable", 503, "Unavailable",
        "The service cannot answer now; Retry-After says when to try again.",
    ),
)  # fmt: skip
KINDS: dict[str, Kind] = {kind.slug: kind for kind in _KINDS}

BY_STATUS: dict[int, Kind] = {
    **{kind.status: kind for kind in reversed(_KINDS)},
    400: KINDS["bad-request"],
}
"""What a status means where the exception does not say more."""


def kind_of(status: int, slug: str | None = None) -> Kind:
    """The kind by its slug, else by its status; a status that has none is told by its phrase."""
    if slug is not None:
        return KINDS[slug]
    return BY_STATUS.get(status) or Kind("", status, HTTPStatus(status).phrase, "")
