"""Which form an answer takes: the suffix or `format=`, else Accept; what is not there is explained.

Accept is read as RFC 9110 has it: the form of the highest quality, of equal ones the one that is
named most exactly, then the one that the view prefers, which is JSON.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.http import Http404, HttpRequest
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from policyapi.rest.errors import InvalidParameters

PAGES = "api"
LONGEST_ACCEPT = 1000
"""Characters of Accept that are read."""


class Negotiation(DefaultContentNegotiation):
    """Unknown `format`: 400; unknown suffix: 404; an Accept that nothing meets: 406."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        renderers = list(renderers)
        chosen = _named(request, renderers, format_suffix) or _accepted(request, renderers)
        return chosen, chosen.media_type or ""


def _named(
    request: Request, renderers: Sequence[BaseRenderer], suffix: str | None
) -> BaseRenderer | None:
    """The form that the address names, null where it names none."""
    by_name = {str(renderer.format): renderer for renderer in renderers}
    given: str | None = request.query_params.get("format")
    if suffix is not None:
        if suffix not in by_name or suffix == PAGES:
            forms = ", ".join(f".{name}" for name in by_name if name != PAGES)
            raise Http404(f"There is no .{suffix} of this; there is {forms}.")
        if given not in (None, suffix):
            raise InvalidParameters({"format": [f"contradicts the suffix .{suffix}."]})
        return by_name[suffix]
    if given is None:
        return None
    if given not in by_name:
        raise InvalidParameters({"format": [f"must be one of: {', '.join(by_name)}."]})
    return by_name[given]


def _accepted(request: Request, renderers: Sequence[BaseRenderer]) -> BaseRenderer:
    """The form that Accept prefers."""
    accept = request.headers.get("Accept", "").strip()
    if accept in ("", "*/*"):
        return renderers[0]
    offered = {str(renderer.media_type): renderer for renderer in renderers}
    preferred = _preferred(accept[:LONGEST_ACCEPT], tuple(offered))
    if preferred is None:
        raise NotAcceptable(f"Accept names nothing that is offered here: {', '.join(offered)}.")
    return offered[preferred]


@lru_cache(maxsize=1024)
def _preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type that Django finds best; clients send few different headers."""
    request = HttpRequest()
    request.META["HTTP_ACCEPT"] = accept
    return request.get_preferred_type(offered)
