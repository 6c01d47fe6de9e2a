"""What documents propose to the vocabulary: terms that it lacks, and parts of those that it has.

Commands write the counts, curators the decisions; neither touches what is the other's.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from documents.models.deciding import Decided
from documents.models.document import Document
from taxonomy.models import Term


class Decision(models.TextChoices):
    PROPOSED = "proposed", "待定"
    ACCEPTED = "accepted", "已采纳"
    REJECTED = "rejected", "已驳回"


class Proposal(Decided):
    """Open until a curator decides."""

    status = models.CharField(
        "状态", max_length=10, choices=Decision.choices, default=Decision.PROPOSED
    )
    updated_at = models.DateTimeField("更新时间", auto_now=True)

    class Meta:
        abstract = True


class TermCandidate(Proposal):
    """A phrase that looks like a term and recurs: how often, since when, where, with examples.

    `key` is the phrase without quotation marks and in one form of figures and commas; `stem` is the
    key without a general last word (战略, 工程), the same for near variants, which stay apart.
    """

    class Shape(models.TextChoices):
        NUMERIC = "numeric", "数字概括"
        FORMULA = "formula", "数字公式"
        QUOTED = "quoted", "引号短语"
        NAMED = "named", "战略与行动名称"

    key = models.CharField("归一写法", max_length=80, unique=True)
    label = models.CharField("写法", max_length=80)
    stem = models.CharField("词干", max_length=80)
    shape = models.CharField("形态", max_length=10, choices=Shape.choices)
    documents = models.PositiveIntegerField("文献数")
    occurrences = models.PositiveIntegerField("出现次数")
    first_on = models.DateField("最早日期", null=True, blank=True)
    regions = ArrayField(
        models.CharField(max_length=6), default=list, blank=True, verbose_name="地区"
    )
    publishers = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name="发布媒体"
    )
    term = models.ForeignKey(
        Term,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="candidates",
        verbose_name="提法",
    )

    class Meta:
        verbose_name = "术语候选"
        verbose_name_plural = "术语候选"
        ordering = ("-documents", "key")
        constraints = (
            models.CheckConstraint(
                condition=Q(occurrences__gte=F("documents")), name="candidate_counts"
            ),
        )
        indexes = (
            models.Index(fields=["status", "-documents"], name="candidate_status"),
            models.Index(fields=["stem"], name="candidate_stem"),
        )

    def __str__(self) -> str:
        return self.label


class CandidateExample(models.Model):
    """A place where a candidate stands: its span in the document's text, and the sentence."""

    candidate = models.ForeignKey(
        TermCandidate, on_delete=models.CASCADE, related_name="examples", verbose_name="术语候选"
    )
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="+", verbose_name="文献"
    )
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    sentence = models.CharField("例句", max_length=400)

    class Meta:
        verbose_name = "例句"
        verbose_name_plural = "例句"
        ordering = ("candidate", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["candidate", "document", "start"], name="example_place_once"
            ),
        )

    def __str__(self) -> str:
        return self.sentence


class ComponentStatement(Proposal):
    """A document says what parts a term has: 实施甲、乙、丙“三大工程”.

    `components` are `{"surface", "start", "end"}` in their order, spans of the document's text.
    """

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="+", verbose_name="文献"
    )
    surface = models.CharField("原文", max_length=80)
    key = models.CharField("归一写法", max_length=80)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")
    components = models.JSONField("所列组成部分")
    promised = models.PositiveSmallIntegerField("应有项数")
    certain = models.BooleanField("边界明确")
    term = models.ForeignKey(
        Term,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="component_statements",
        verbose_name="提法",
    )

    class Meta:
        verbose_name = "组成部分候选"
        verbose_name_plural = "组成部分候选"
        ordering = ("key", "document", "start")
        constraints = (
            models.UniqueConstraint(fields=["document", "start"], name="statement_place_once"),
        )
        indexes = (
            models.Index(fields=["key"], name="statement_key"),
            models.Index(fields=["status"], name="statement_status"),
        )

    def __str__(self) -> str:
        return self.surface
