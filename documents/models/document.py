"""Policy documents and what is said of them as a whole."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, ExtractYear, Length, Right
from django.utils import timezone

from documents.text.citations.naming import ENDING
from documents.text.stages import KINDS
from taxonomy.models import Body, Meeting, Region, Term


class Genre(models.TextChoices):
    OFFICIAL = "official", "公文"
    LAW = "law", "法律法规"
    REPORT = "report", "工作报告"
    SPEECH = "speech", "讲话"
    ARTICLE = "article", "署名文章"
    NEWS = "news", "新闻报道"


class Validity(models.TextChoices):
    IN_FORCE = "in_force", "现行有效"
    AMENDED = "amended", "已修改"
    REPEALED = "repealed", "已废止"
    UNKNOWN = "unknown", "未知"


class Status(models.TextChoices):
    DRAFT = "draft", "草稿"
    PUBLISHED = "published", "已发布"
    WITHDRAWN = "withdrawn", "已撤回"


class Document(models.Model):
    """One policy document. Null means that the source does not say.

    `id` is a short hash of the source's identity, the same after every fresh load. `digest` is a
    summary written by a curator and never stands in for `text`.
    """

    id = models.CharField("标识", max_length=16, primary_key=True)
    title = models.CharField("标题", max_length=500)
    subtitle = models.CharField("副标题", max_length=500, null=True, blank=True)  # noqa: DJ001
    lead_in = models.CharField("引题", max_length=500, null=True, blank=True)  # noqa: DJ001
    genre = models.CharField("体裁", max_length=12, choices=Genre.choices)
    kind = models.CharField(  # noqa: DJ001
        "文种", max_length=4, choices=[(k, k) for k in KINDS], null=True, blank=True
    )
    document_number = models.CharField("发文字号", max_length=120, null=True, blank=True)  # noqa: DJ001
    number_prefix = models.CharField("机关代字", max_length=60, null=True, blank=True)  # noqa: DJ001
    number_year = models.PositiveSmallIntegerField("发文年份", null=True, blank=True)
    number_serial = models.PositiveIntegerField("发文顺序号", null=True, blank=True)
    index_number = models.CharField("索引号", max_length=80, null=True, blank=True)  # noqa: DJ001
    subject = models.CharField("主题分类", max_length=120, null=True, blank=True)  # noqa: DJ001
    subject_term = models.ForeignKey(
        Term,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="subject_documents",
        verbose_name="主题",
    )
    issuers = models.ManyToManyField(
        Body, through="DocumentIssuer", related_name="documents", verbose_name="发文机关"
    )
    meeting = models.ForeignKey(
        Meeting,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="会议",
    )
    meeting_stated = models.JSONField("文中所述会议", null=True, blank=True)
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="documents",
        verbose_name="地区",
    )
    level = models.CharField(  # noqa: DJ001
        "层级", max_length=12, choices=Region.Level.choices, null=True, blank=True
    )
    adopted_on = models.DateField("成文日期", null=True, blank=True)
    published_on = models.DateField("发布日期", null=True, blank=True)
    effective_on = models.DateField("施行日期", null=True, blank=True)
    validity = models.CharField(
        "效力", max_length=10, choices=Validity.choices, default=Validity.UNKNOWN
    )
    validity_evidence = models.CharField("效力依据", max_length=500, blank=True)
    publisher = models.CharField("发布媒体", max_length=120, null=True, blank=True)  # noqa: DJ001
    authors = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name="作者"
    )
    speaker = models.CharField("报告人", max_length=120, null=True, blank=True)  # noqa: DJ001
    text = models.TextField("正文", blank=True)
    digest = models.TextField("摘要", blank=True)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.PUBLISHED
    )
    flags = ArrayField(
        models.CharField(max_length=24), default=list, blank=True, verbose_name="待核标记"
    )
    evidence = models.JSONField("依据", default=dict, blank=True)
    content_sha256 = models.CharField("内容指纹", max_length=64, default="", editable=False)
    content_changed_at = models.DateTimeField("内容变更时间", default=timezone.now)
    record_updated_at = models.DateTimeField("记录更新时间", auto_now=True)
    text_length = models.GeneratedField(
        verbose_name="正文字数",
        expression=Length("text"),
        output_field=models.IntegerField(),
        db_persist=True,
    )
    year = models.GeneratedField(
        verbose_name="年份",
        expression=ExtractYear(Coalesce("adopted_on", "published_on")),
        output_field=models.IntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = "文献"
        verbose_name_plural = "文献"
        ordering = (F("adopted_on").desc(nulls_last=True), "id")
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__isnull=True) | Q(kind__in=KINDS), name="document_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(genre__in=Genre.values), name="document_genre_known"
            ),
            models.CheckConstraint(condition=~Q(title=""), name="document_has_title"),
            models.CheckConstraint(
                condition=Q(kind__isnull=True) | Q(genre="official"),
                name="document_kind_is_official",
            ),
        )
        indexes = (
            *(
                models.Index(F(field).desc(nulls_last=True), "id", name=f"document_by_{field}")
                for field in ("adopted_on", "published_on", "effective_on")
            ),
            models.Index("content_changed_at", "id", name="document_by_change"),
            models.Index("title", "id", name="document_by_title"),
            models.Index(Right("title", ENDING), name="document_by_title_end"),
            *(
                models.Index(
                    field, F("adopted_on").desc(nulls_last=True), "id", name=f"document_{field}"
                )
                for field in ("genre", "kind", "region", "level", "meeting", "publisher", "year")
            ),
            models.Index(fields=["subject_term"], name="document_subject_term"),
            models.Index(fields=["document_number"], name="document_number"),
            models.Index(fields=["validity"], name="document_validity"),
            models.Index(fields=["status"], name="document_status"),
            GinIndex(OpClass("flags", name="array_ops"), name="document_flags"),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def has_text(self) -> bool:
        """Whether there is a text; a catalogue record or a digest alone has none."""
        return bool(self.text_length)


class DocumentIssuer(models.Model):
    """An issuer in its place in the order; `body` is null where the name is not resolved."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="issuer_links", verbose_name="文献"
    )
    position = models.PositiveSmallIntegerField("次序")
    name = models.CharField("文中名称", max_length=200)
    body = models.ForeignKey(
        Body,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="issuer_links",
        verbose_name="机关",
    )

    class Meta:
        verbose_name = "发文机关"
        verbose_name_plural = "发文机关"
        ordering = ("document", "position")
        constraints = (
            models.UniqueConstraint(fields=["document", "position"], name="issuer_position"),
            models.UniqueConstraint(fields=["document", "body"], name="issuer_once"),
        )
        indexes = (models.Index(fields=["body", "document"], name="issuer_body"),)

    def __str__(self) -> str:
        return self.name


class HistoryEvent(models.Model):
    """One event in the life of a law: passed, approved, amended, repealed."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="history", verbose_name="文献"
    )
    position = models.PositiveSmallIntegerField("次序")
    event = models.CharField("事件", max_length=20)
    date = models.DateField("日期", null=True, blank=True)
    body = models.CharField("机关", max_length=200, null=True, blank=True)  # noqa: DJ001
    meeting = models.CharField("会议", max_length=200, null=True, blank=True)  # noqa: DJ001

    class Meta:
        verbose_name = "沿革"
        verbose_name_plural = "沿革"
        ordering = ("document", "position")
        constraints = (
            models.UniqueConstraint(fields=["document", "position"], name="history_position"),
        )

    def __str__(self) -> str:
        return f"{self.date or ''} {self.event}".strip()
