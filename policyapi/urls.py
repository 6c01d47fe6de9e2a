"""Every address that the service answers."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView

from documents.search.analyser import current_analyser
from policyapi.rest.docs import Docs, Schema
from policyapi.rest.health import Alive, Ready
from policyapi.rest.measured import Metrics
from policyapi.rest.problems import ProblemDetail, ProblemList
from policyapi.rest.root import Root

_api: list[URLPattern | URLResolver] = [
    path("", Root.as_view(), name="root"),
    path("", include("documents.api.urls")),
    path("", include("taxonomy.api.urls")),
    path("", include("policyapi.snapshots.urls")),
    path("problems/", ProblemList.as_view(), name="problem-list"),
    path("problems/<slug:slug>/", ProblemDetail.as_view(), name="problem"),
    path("schema/", Schema.as_view(), name="schema"),
    path("docs/", Docs.as_view(url_name="schema"), name="docs"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", RedirectView.as_view(pattern_name="docs")),
    path("api/v1/", include(_api)),
    path("healthz", Alive.as_view(), name="healthz"),
    path("readyz", Ready.as_view(checks={"dictionary": current_analyser}), name="readyz"),
    path("metrics", Metrics.as_view(), name="metrics"),
    path("admin/", admin.site.urls),
]

handler400 = "policyapi.rest.handlers.bad_request"
handler403 = "policyapi.rest.handlers.permission_denied"
handler404 = "policyapi.rest.handlers.page_not_found"
handler500 = "policyapi.rest.handlers.server_error"
