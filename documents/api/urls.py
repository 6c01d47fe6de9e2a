"""Addresses under /api/v1/ of documents and what belongs to one."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from documents.api import (
    changes,
    collection,
    details,
    lookup,
    passages,
    resolving,
    revisions,
    similar,
    suggest,
    texts,
)
from documents.api.writing import views
from policyapi.rest.offering import with_suffixes

_addresses: list[URLPattern] = [
    path("documents/", collection.Documents.as_view(), name="document-list"),
    path("documents/lookup/", lookup.Lookup.as_view(), name="document-lookup"),
    path("documents/<str:id>/", details.DocumentDetail.as_view(), name="document-detail"),
    path("documents/<str:id>/text/", texts.DocumentText.as_view(), name="document-text"),
    path("documents/<str:id>/sections/", details.SectionList.as_view(), name="document-sections"),
    path(
        "documents/<str:id>/citations/", details.CitationList.as_view(), name="document-citations"
    ),
    path("documents/<str:id>/cited-by/", details.CitedByList.as_view(), name="document-cited-by"),
    path("documents/<str:id>/similar/", similar.SimilarList.as_view(), name="document-similar"),
    path("documents/<str:id>/sources/", details.SourceList.as_view(), name="document-sources"),
    path(
        "documents/<str:id>/revisions/",
        revisions.RevisionList.as_view(),
        name="document-revisions",
    ),
    path("documents/<str:id>/withdraw/", views.Withdraw.as_view(), name="document-withdraw"),
    path("documents/<str:id>/restore/", views.Restore.as_view(), name="document-restore"),
    path("passages/", passages.PassageList.as_view(), name="passage-list"),
    path("citations/resolve/", resolving.Resolve.as_view(), name="citations-resolve"),
    path("changes/", changes.ChangeFeed.as_view(), name="change-list"),
    path("suggest/", suggest.Suggest.as_view(), name="suggest"),
]

urlpatterns: list[URLPattern | URLResolver] = with_suffixes(_addresses)
