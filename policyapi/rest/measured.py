"""`/metrics` for Prometheus, for those who have the token.

It tells how much is asked, how often it fails and which code runs: nothing of that is the world's
business. An address cannot stand for the right to it, since behind a proxy every client comes from
the proxy's; so there is a token, and without one there is no such address.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare
from django.views import View

from policyapi.rest.handlers import plain

FORMAT = "text/plain; version=0.0.4; charset=utf-8"


class Metrics(View):
    """Everything measured, in Prometheus' text format."""

    http_method_names = ("get", "head")

    def get(self, request: HttpRequest) -> HttpResponse:
        if not settings.METRICS_TOKEN:
            return plain(request, 404, kind="no-such-address")
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        right = constant_time_compare(token.strip(), settings.METRICS_TOKEN)
        if scheme.lower() != "bearer" or not right:
            refused = plain(request, 401, "This needs the token of METRICS_TOKEN as Bearer.")
            refused["WWW-Authenticate"] = 'Bearer realm="metrics"'
            return refused
        from policyapi.metrics import exposition

        answer = HttpResponse(exposition(), content_type=FORMAT)
        answer["Cache-Control"] = "no-store"
        return answer
