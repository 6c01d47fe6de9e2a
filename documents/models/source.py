"""Where documents came from, and what could not be taken in."""

from __future__ import annotations

from django.db import models
from django.db.models import Func, Q, TextField

from documents.models.document import Document


class Page(Func):
    """Host and path of an address as `documents.text.addresses.page_of` gives them."""

    template = (
        "lower(rtrim(regexp_replace(split_part(split_part(%(expressions)s, '#', 1), '?', 1), "
        "'^[A-Za-z]+://', ''), '/'))"
    )
    output_field = TextField()


class Source(models.Model):
    """One manifestation of a document as it was captured; never changed once stored.

    `offsets` lists runs `[start, length, raw_start, raw_length]` that lead from the document's
    text to the raw text. A changed source becomes a new version, and the older ones stay.
    """

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="sources", verbose_name="文献"
    )
    version = models.PositiveIntegerField("版本", default=1)
    is_current = models.BooleanField("当前版本", default=True)
    location = models.CharField("来源位置", max_length=1000, blank=True)
    record = models.PositiveIntegerField("记录号", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    raw = models.BinaryField("原始字节", null=True, editable=False)
    media_type = models.CharField("媒体类型", max_length=100)
    url = models.URLField("网址", max_length=1000, null=True, blank=True)  # noqa: DJ001
    publisher = models.CharField("发布者", max_length=120, null=True, blank=True)  # noqa: DJ001
    captured_at = models.DateTimeField("采集时间")
    offsets = models.JSONField("偏移映射", default=list, editable=False)
    cleaning = models.JSONField("清洗记录", default=list, blank=True)

    class Meta:
        verbose_name = "来源"
        verbose_name_plural = "来源"
        ordering = ("document", "-version", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["location", "record"],
                condition=Q(is_current=True) & ~Q(location=""),
                nulls_distinct=False,
                name="source_current_location",
            ),
        )
        indexes = (
            models.Index(fields=["sha256", "record"], name="source_sha256"),
            models.Index(fields=["url"], name="source_url"),
            models.Index(Page("url"), name="source_page"),
        )

    def __str__(self) -> str:
        return self.url or self.location or self.sha256[:12]


def official_address() -> models.Subquery:
    """The address of the outer document's source: of the current one if it has one, else of the
    latest; to be selected from documents."""
    addressed = Source.objects.filter(document=models.OuterRef("pk"), url__isnull=False)
    return models.Subquery(addressed.order_by("-is_current", "-version", "id").values("url")[:1])


class Refusal(models.Model):
    """Input that could not be taken in, kept with its bytes and the reason."""

    location = models.CharField("来源位置", max_length=1000)
    record = models.PositiveIntegerField("记录号", null=True, blank=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    raw = models.BinaryField("原始字节", editable=False)
    media_type = models.CharField("媒体类型", max_length=100)
    reason = models.TextField("原因")
    refused_at = models.DateTimeField("时间", auto_now=True)

    class Meta:
        verbose_name = "未入库来源"
        verbose_name_plural = "未入库来源"
        ordering = ("-refused_at", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["location", "record"], nulls_distinct=False, name="refusal_location"
            ),
        )

    def __str__(self) -> str:
        return f"{self.location}: {self.reason}"
