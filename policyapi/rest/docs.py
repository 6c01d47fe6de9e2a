"""The page to read about the API and to try it on."""

from __future__ import annotations

from typing import Any

from drf_spectacular.views import SpectacularSwaggerView
from rest_framework.request import Request
from rest_framework.response import Response


class Docs(SpectacularSwaggerView):
    """drf-spectacular's, without a token against forgery: the API knows no sessions.

    A token would make a cookie of each visit, and another page each time.
    """

    schema = None

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        response: Response = super().get(request, *args, **kwargs)  # type: ignore[no-untyped-call]
        response.data["csrf_token"] = ""
        return response
