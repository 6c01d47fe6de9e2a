"""The search index: one row a document, kept in step inside the ingest transaction."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from documents.models.document import Document


class SearchEntry(models.Model):
    """The vectors of one document and the version of the analyser that made them.

    `words` holds the segmenter's words with their weights and positions, `bigrams` every pair of
    neighbouring characters without positions, so that a phrase which the segmenter cut differently
    is still found.
    """

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    words = SearchVectorField("词向量")
    bigrams = SearchVectorField("二元向量")
    analyser = models.CharField("分词器版本", max_length=40)

    class Meta:
        verbose_name = "检索索引"
        verbose_name_plural = "检索索引"
        indexes = (
            GinIndex(fields=["words"], name="search_words", fastupdate=False),
            GinIndex(fields=["bigrams"], name="search_bigrams", fastupdate=False),
            models.Index(fields=["analyser"], name="search_analyser"),
        )

    def __str__(self) -> str:
        return str(self.document_id)
