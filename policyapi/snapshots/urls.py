"""Addresses under /api/v1/ of snapshots."""

from __future__ import annotations

from django.urls import URLPattern, path

from policyapi.snapshots import views

urlpatterns: list[URLPattern] = [
    path("exports/", views.Exports.as_view(), name="export-list"),
    path("exports/<str:name>/", views.Export.as_view(), name="snapshot"),
    path("exports/<str:name>/<str:file>", views.ExportFile.as_view(), name="snapshot-file"),
]
