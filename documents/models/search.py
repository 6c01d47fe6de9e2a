"""The search index: one narrow row a document, kept in step inside the ingest transaction."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

from documents.models.document import Document


class SearchEntry(models.Model):
    """What is searched of one document; the version of the analyser says by which dictionary.

    The vectors are kept out of line, and beside them stands what facets and ranges need, so that
    counting reads short rows. `documents.search.entries` says what the vectors hold. Of columns
    that name other rows (`meeting`, `issuers` …) the values are primary keys without constraints.
    """

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, primary_key=True, related_name="search_entry"
    )
    is_public = models.BooleanField("已发布")
    adopted_on = models.DateField("成文日期", null=True)
    published_on = models.DateField("发布日期", null=True)
    year = models.SmallIntegerField("年份", null=True)
    kind = models.CharField("文种", max_length=4, null=True)  # noqa: DJ001
    genre = models.CharField("体裁", max_length=12)
    level = models.CharField("层级", max_length=12, null=True)  # noqa: DJ001
    region = models.CharField("地区", max_length=6, null=True)  # noqa: DJ001
    meeting = models.BigIntegerField("会议", null=True)
    subject = models.BigIntegerField("主题", null=True)
    issuers = ArrayField(models.BigIntegerField(), verbose_name="发文机关")
    terms = ArrayField(models.BigIntegerField(), verbose_name="提法")
    length = models.IntegerField("加权词数")
    analyser = models.CharField("分词器版本", max_length=40)
    words = SearchVectorField("词向量")
    bigrams = ArrayField(models.IntegerField(), verbose_name="二元字组")

    class Meta:
        verbose_name = "检索索引"
        verbose_name_plural = "检索索引"
        indexes = (
            GinIndex(fields=["words", "bigrams"], name="search_vectors", fastupdate=False),
            models.Index(fields=["analyser"], name="search_analyser"),
            models.Index(
                models.F("adopted_on").desc(nulls_last=True), "document", name="search_adopted_on"
            ),
        )

    def __str__(self) -> str:
        return str(self.document_id)


class Lexeme(models.Model):
    """In how many public documents a lexeme of a vector stands; what stands in one is left out."""

    class Vector(models.TextChoices):
        WORDS = "w", "词"
        BIGRAMS = "b", "二元"

    pk = models.CompositePrimaryKey("vector", "lexeme")
    vector = models.CharField("向量", max_length=1, choices=Vector.choices)
    lexeme = models.TextField("词位")
    documents = models.IntegerField("文献数")

    class Meta:
        verbose_name = "词频"
        verbose_name_plural = "词频"

    def __str__(self) -> str:
        return f"{self.lexeme} {self.documents}"


class CorpusStatistics(models.Model):
    """One row: how many public documents were counted, and how long they are on average."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    documents = models.IntegerField("文献数")
    average_length = models.FloatField("平均加权词数")
    counted_at = models.DateTimeField("统计时间", auto_now=True)

    class Meta:
        verbose_name = "语料统计"
        verbose_name_plural = "语料统计"

    def __str__(self) -> str:
        return f"{self.documents} / {self.average_length:.0f}"
