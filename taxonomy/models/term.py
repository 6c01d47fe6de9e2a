"""Policy terms (提法) and the government's subjects, as a small SKOS thesaurus."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.query import TreeManager, TreeQuerySet

from taxonomy.models.region import Region


class Term(models.Model):
    """A formulation or subject: preferred label, alternatives, broader term, ordered components."""

    class Scheme(models.TextChoices):
        FORMULATION = "formulation", "提法"
        SUBJECT = "subject", "主题分类"

    class Status(models.TextChoices):
        CANDIDATE = "candidate", "候选"
        APPROVED = "approved", "已审定"
        DEPRECATED = "deprecated", "停用"

    slug = models.SlugField("标识", max_length=120, unique=True)
    label = models.CharField("首选标签", max_length=60)
    alt_labels = ArrayField(
        models.CharField(max_length=80), default=list, blank=True, verbose_name="其他标签"
    )
    pinyin = models.CharField("拼音", max_length=200)
    definition = models.TextField("释义", blank=True)
    scheme = models.CharField("体系", max_length=16, choices=Scheme.choices)
    parent = TreeNodeForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上位词",
    )
    components = models.ManyToManyField(
        "self",
        through="TermComponent",
        through_fields=("whole", "part"),
        symmetrical=False,
        related_name="component_of",
        verbose_name="组成部分",
    )
    related = models.ManyToManyField("self", blank=True, verbose_name="相关词")
    coined_in = models.CharField("首次提出", max_length=200, blank=True)
    valid_from = models.DateField("启用日期", null=True, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="supersedes",
        verbose_name="替代为",
    )
    region = models.ForeignKey(
        Region,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="terms",
        verbose_name="发源地区",
    )
    status = models.CharField(
        "状态", max_length=12, choices=Status.choices, default=Status.CANDIDATE
    )
    quoted_only = models.BooleanField("仅在引号内识别", default=False)

    objects: ClassVar[models.Manager[Term]] = models.Manager()
    tree: ClassVar[TreeManager] = TreeQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        verbose_name = "提法"
        verbose_name_plural = "提法"
        ordering = ("slug",)
        constraints = (
            models.UniqueConstraint(
                fields=["scheme", "label", "region"],
                nulls_distinct=False,
                name="term_label_in_region",
            ),
            models.CheckConstraint(
                condition=Q(superseded_by__isnull=True) | ~Q(superseded_by=F("id")),
                name="term_not_superseded_by_itself",
            ),
        )
        indexes = (
            models.Index(fields=["label"], name="term_label"),
            models.Index(fields=["scheme", "slug"], name="term_scheme"),
            models.Index(fields=["status", "slug"], name="term_status"),
            GinIndex(fields=["alt_labels"], name="term_alt_labels"),
        )

    def __str__(self) -> str:
        return self.label


class TermComponent(models.Model):
    """One of the parts that a term counts up, in order: 十大工程 has ten."""

    whole = models.ForeignKey(
        Term, on_delete=models.CASCADE, related_name="component_links", verbose_name="提法"
    )
    position = models.PositiveSmallIntegerField("次序")
    part = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="whole_links", verbose_name="组成部分"
    )

    class Meta:
        verbose_name = "组成部分"
        verbose_name_plural = "组成部分"
        ordering = ("whole", "position")
        constraints = (
            models.UniqueConstraint(fields=["whole", "position"], name="term_component_position"),
            models.UniqueConstraint(fields=["whole", "part"], name="term_component_once"),
            models.CheckConstraint(
                condition=~Q(whole=F("part")), name="term_not_its_own_component"
            ),
        )

    def __str__(self) -> str:
        return f"{self.position}. {self.part}"
