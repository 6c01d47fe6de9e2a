"""What every page of the admin site has in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.contrib.admin import ShowFacets
from django.core.paginator import Paginator
from django.db import connection
from django.db.models import DO_NOTHING, PROTECT, Model
from django.http import HttpRequest
from django.utils.functional import cached_property
from unfold.admin import ModelAdmin

COUNTED = 100_000
"""Rows that are counted one by one for a list without a filter; longer tables are estimated."""


class EstimatingPaginator(Paginator):  # type: ignore[type-arg]
    """Takes the planner's estimate for the length of a long table that is shown unfiltered."""

    @cached_property
    def count(self) -> int:
        query = getattr(self.object_list, "query", None)
        if query is not None and not query.where and not query.distinct:
            estimate = _estimated_rows(query.model._meta.db_table)
            if estimate > COUNTED:
                return estimate
        return super().count


def _estimated_rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples::bigint FROM pg_class WHERE oid = %s::regclass", [table])
        return int(cursor.fetchone()[0])


class CuratedAdmin(ModelAdmin):  # type: ignore[misc]
    """A table that curators correct by hand."""

    list_per_page = 50
    list_filter_submit = True
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    paginator = EstimatingPaginator
    compressed_fields = False
    warn_unsaved_form = True

    def get_deleted_objects(
        self, objs: Iterable[Model], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with `objs`, as counts by table: Django's own lists every single row.

        Deleting needs the permission for the table itself; what is read out of a row goes with it.
        """
        titles: list[str] = []
        counts: Counter[str] = Counter()
        protected: list[str] = []
        for obj in objs:
            titles.append(f"{self.opts.verbose_name}：{obj}")
            counts[str(self.opts.verbose_name)] += 1
            for name, count, holds in _dependants(obj):
                if holds:
                    protected.append(f"{obj}：{name}（{count}）")
                else:
                    counts[name] += count
        lacking = set() if self.has_delete_permission(request) else {str(self.opts.verbose_name)}
        return titles, dict(counts), lacking, protected


def _dependants(obj: Model) -> Iterable[tuple[str, int, bool]]:
    """Tables that refer to `obj`: name, number of rows, and whether they forbid its deletion."""
    for relation in obj._meta.related_objects:
        table = relation.related_model
        on_delete = getattr(relation, "on_delete", None)
        if on_delete in (None, DO_NOTHING) or isinstance(table, str):
            continue
        count = table._default_manager.filter(**{relation.field.name: obj}).count()
        if count:
            yield str(table._meta.verbose_name), count, on_delete is PROTECT


class MachineMadeAdmin(CuratedAdmin):
    """A table that commands write: to be looked at, not changed."""

    actions = ()
    list_disable_select_all = True

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
