"""Addresses under /api/v1/ of what exists without any document."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from policyapi.rest.offering import with_suffixes
from taxonomy.api import views

_addresses: list[URLPattern] = [
    path("regions/", views.RegionList.as_view(), name="region-list"),
    path("regions/<str:code>/", views.RegionDetail.as_view(), name="region-detail"),
    path("bodies/", views.BodyList.as_view(), name="body-list"),
    path("bodies/<str:slug>/", views.BodyDetail.as_view(), name="body-detail"),
    path("meetings/", views.MeetingList.as_view(), name="meeting-list"),
    path("meetings/<str:slug>/", views.MeetingDetail.as_view(), name="meeting-detail"),
    path("terms/", views.TermList.as_view(), name="term-list"),
    path("terms/<str:slug>/", views.TermDetail.as_view(), name="term-detail"),
]

urlpatterns: list[URLPattern | URLResolver] = with_suffixes(_addresses)
