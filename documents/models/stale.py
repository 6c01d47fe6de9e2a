"""Rows of the search index whose keys are out of date."""

from __future__ import annotations

from django.db import models

from documents.models.search import SearchEntry


class StaleEntry(models.Model):
    """A row of the index that `reindex` is to renew: the place of its issuer in the tree changed.

    Triggers write these when the slug or parent of a body, term or region changes, and the database
    deletes them with the row of the index, which is replaced whenever it is written anew. To mark
    the row itself would put all its lexemes into the index once more.
    """

    entry = models.OneToOneField(
        SearchEntry,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        primary_key=True,
        related_name="stale",
    )

    class Meta:
        verbose_name = "待重建索引"
        verbose_name_plural = "待重建索引"

    def __str__(self) -> str:
        return str(self.entry_id)
