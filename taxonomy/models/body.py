"""Issuing bodies (发文机关)."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.query import TreeManager, TreeQuerySet

from taxonomy.models.region import Region


class Body(models.Model):
    """A party committee, congress, government, department … of one place.

    The parent of a body is the same system one region up; a department's parent is its
    government. Aliases stand for the body wherever they occur; 省委 alone does not, and is
    resolved in the region of the document that says it.
    """

    class System(models.TextChoices):
        PARTY = "party", "党委"
        CONGRESS = "congress", "人大"
        GOVERNMENT = "government", "政府"
        CPPCC = "cppcc", "政协"
        DISCIPLINE = "discipline", "纪委监委"
        COURT = "court", "法院"
        PROCURATORATE = "procuratorate", "检察院"
        DEPARTMENT = "department", "部门"
        MEDIA = "media", "媒体"

    slug = models.SlugField("标识", max_length=80, unique=True)
    name = models.CharField("全称", max_length=120)
    short_name = models.CharField("简称", max_length=60)
    aliases = ArrayField(
        models.CharField(max_length=120), default=list, blank=True, verbose_name="别名"
    )
    system = models.CharField("系统", max_length=16, choices=System.choices)
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="bodies", verbose_name="地区"
    )
    parent = TreeNodeForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级",
    )
    number_prefixes = ArrayField(
        models.CharField(max_length=40), default=list, blank=True, verbose_name="发文代字"
    )

    objects: ClassVar[models.Manager[Body]] = models.Manager()
    tree: ClassVar[TreeManager] = TreeQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        verbose_name = "机关"
        verbose_name_plural = "机关"
        ordering = ("slug",)
        constraints = (
            models.CheckConstraint(
                condition=Q(slug__regex=r"^[a-z0-9]+(-[a-z0-9]+)*$"), name="body_slug_form"
            ),
        )
        indexes = (
            models.Index(fields=["name"], name="body_name"),
            models.Index(fields=["short_name"], name="body_short_name"),
            models.Index(fields=["system", "slug"], name="body_system"),
            GinIndex(fields=["aliases"], name="body_aliases"),
            GinIndex(fields=["number_prefixes"], name="body_number_prefixes"),
        )

    def __str__(self) -> str:
        return self.short_name
