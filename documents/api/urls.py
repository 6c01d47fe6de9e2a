"""Addresses under /api/v1/ of documents and what belongs to one."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from documents.api import changes, details, lists, passages, similar, suggest, texts
from policyapi.rest.offering import with_suffixes

_addresses: list[URLPattern] = [
    path("documents/", lists.DocumentList.as_view(), name="document-list"),
    path("documents/lookup/", lists.Lookup.as_view(), name="document-lookup"),
    path("documents/<str:id>/", details.DocumentDetail.as_view(), name="document-detail"),
    path("documents/<str:id>/text/", texts.DocumentText.as_view(), name="document-text"),
    path("documents/<str:id>/sections/", details.SectionList.as_view(), name="document-sections"),
    path(
        "documents/<str:id>/citations/", details.CitationList.as_view(), name="document-citations"
    ),
    path("documents/<str:id>/cited-by/", details.CitedByList.as_view(), name="document-cited-by"),
    path("documents/<str:id>/similar/", similar.SimilarList.as_view(), name="document-similar"),
    path("documents/<str:id>/sources/", details.SourceList.as_view(), name="document-sources"),
    path("passages/", passages.PassageList.as_view(), name="passage-list"),
    path("changes/", changes.ChangeFeed.as_view(), name="change-list"),
    path("suggest/", suggest.Suggest.as_view(), name="suggest"),
]

urlpatterns: list[URLPattern | URLResolver] = with_suffixes(_addresses)
