"""The planner's statistics, brought up to date after many rows were written.

PostgreSQL does it by itself within a minute or so; until then it takes every table for small, and
a search with facets may run for minutes.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connection


def analyse(*app_labels: str) -> None:
    """ANALYZE every table of these apps."""
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for label in app_labels
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
    ]
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(tables)}")
