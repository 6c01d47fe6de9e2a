"""What stands before the views: every error as a problem document, and addresses mended."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.utils.encoding import escape_uri_path, iri_to_uri
from django.utils.http import escape_leading_slashes

from policyapi.rest.errors import MEDIA_TYPE
from policyapi.rest.handlers import is_service, plain

GetResponse = Callable[[HttpRequest], HttpResponseBase]
DESCRIBING = ("Content-Type", "Content-Length", "Content-Encoding")


class ProblemMiddleware:
    """Makes a problem document of every error page that Django itself answers a program with."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if refused := _unreadable(request):
            return refused
        response = self.get_response(request)
        if response.status_code >= 400 and is_service(request):
            response.headers.setdefault("Cache-Control", "no-store")
        if response.status_code < 400 or not is_service(request) or not _is_page(response):
            return response
        if settings.DEBUG and response.status_code == 500:
            return response
        made = plain(request, response.status_code)
        for name, value in response.headers.items():
            if name not in DESCRIBING:
                made[name] = value
        return made


def _is_page(response: HttpResponseBase) -> bool:
    """Whether this is a page of Django's, as against what a view of the API has rendered."""
    rendered = response.headers.get("Content-Type") == MEDIA_TYPE
    return not (rendered or response.streaming or hasattr(response, "accepted_renderer"))


def _unreadable(request: HttpRequest) -> HttpResponse | None:
    """A body without a length would read as empty, without a word."""
    chunked = "chunked" in request.headers.get("Transfer-Encoding", "").lower()
    if is_service(request) and chunked and not request.headers.get("Content-Length"):
        return plain(request, 411)
    return None


class PermanentRedirect(HttpResponsePermanentRedirect):
    """308: unlike with 301, the method and the body are sent again."""

    status_code = 308


class AddressMiddleware(CommonMiddleware):
    """Django's, but an address without its last slash loses neither query nor body."""

    response_redirect_class = PermanentRedirect

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """With its length, but of a 304, which would be that of the answer that was not sent."""
        answer = super().process_response(request, response)
        if answer.status_code == 304:
            answer.headers.pop("Content-Length", None)
        return answer

    def get_full_path_with_slash(self, request: HttpRequest) -> str:
        query = request.META.get("QUERY_STRING", "").encode("latin-1").decode("utf-8", "replace")
        asked = f"?{iri_to_uri(query)}" if query else ""
        return escape_leading_slashes(f"{escape_uri_path(request.path)}/{asked}")
