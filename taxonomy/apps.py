"""Regions, bodies, meetings, terms: what exists before any document is read."""

from django.apps import AppConfig


class TaxonomyConfig(AppConfig):
    name = "taxonomy"
    verbose_name = "规范数据"
