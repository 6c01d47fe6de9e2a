"""Which form an answer takes: `format=`, else Accept; a form that is not there is explained."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.http import Http404
from rest_framework.exceptions import NotAcceptable
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request

from policyapi.rest.errors import InvalidParameters


class Negotiation(DefaultContentNegotiation):
    """An unknown `format` is a 400, an Accept that nothing meets a 406; both say what there is."""

    def select_renderer(
        self,
        request: Request,
        renderers: Iterable[BaseRenderer],
        format_suffix: str | None = None,
    ) -> tuple[BaseRenderer, str]:
        renderers = list(renderers)
        try:
            chosen: tuple[BaseRenderer, str] = super().select_renderer(
                request, renderers, format_suffix
            )
            return chosen
        except Http404:
            raise InvalidParameters({"format": [_formats(renderers)]}) from None
        except NotAcceptable:
            offered = ", ".join(str(renderer.media_type) for renderer in renderers)
            raise NotAcceptable(f"Accept names nothing that is offered here: {offered}.") from None


def _formats(renderers: Sequence[Any]) -> str:
    return f"must be one of: {', '.join(renderer.format for renderer in renderers)}."
