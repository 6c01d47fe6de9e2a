"""The description of the API, and the page to read about it and to try it on."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpResponse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView
from rest_framework.request import Request
from rest_framework.response import Response


class Schema(SpectacularAPIView):
    """drf-spectacular's, made once by each process: nothing in a request changes it."""

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        renderer = request.accepted_renderer
        named = f'inline; filename="openapi.{renderer.format}"'
        return HttpResponse(
            _written(renderer.format),
            content_type=f"{renderer.media_type}; charset=utf-8",
            headers={"Content-Disposition": named},
        )


@cache
def _written(form: str) -> str | bytes:
    renderers = {renderer.format: renderer for renderer in Schema.renderer_classes}
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    described = generator.get_schema(request=None, public=True)  # type: ignore[no-untyped-call]
    return renderers[form]().render(described)


class Docs(SpectacularSwaggerView):
    """drf-spectacular's, without a token against forgery: the API knows no sessions.

    A token would make a cookie of each visit, and another page each time.
    """

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        response.data["csrf_token"] = ""
        return response
