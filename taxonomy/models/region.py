"""Regions: administrative divisions as the statistics bureau lists them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from tree_queries.fields import TreeNodeForeignKey
from tree_queries.query import TreeManager, TreeQuerySet


class Region(models.Model):
    """One administrative division; functional zones and pseudo-prefectures are flagged by kind."""

    class Level(models.TextChoices):
        NATIONAL = "national", "国家级"
        PROVINCE = "province", "省级"
        PREFECTURE = "prefecture", "地级"
        COUNTY = "county", "县级"

    class Kind(models.TextChoices):
        COUNTRY = "country", "国家"
        PROVINCE = "province", "省"
        AUTONOMOUS_REGION = "autonomous_region", "自治区"
        MUNICIPALITY = "municipality", "直辖市"
        SPECIAL_ADMINISTRATIVE_REGION = "special_administrative_region", "特别行政区"
        PREFECTURE_CITY = "prefecture_city", "地级市"
        PREFECTURE = "prefecture", "地区"
        AUTONOMOUS_PREFECTURE = "autonomous_prefecture", "自治州"
        LEAGUE = "league", "盟"
        COUNTY_CITY = "county_city", "县级市"
        COUNTY = "county", "县"
        AUTONOMOUS_COUNTY = "autonomous_county", "自治县"
        DISTRICT = "district", "市辖区"
        BANNER = "banner", "旗"
        AUTONOMOUS_BANNER = "autonomous_banner", "自治旗"
        FOREST_DISTRICT = "forest_district", "林区"
        SPECIAL_DISTRICT = "special_district", "特区"
        TOWNSHIP = "township", "不设区地级市的镇街"
        FUNCTIONAL_ZONE = "functional_zone", "功能区"
        PSEUDO = "pseudo", "统计归并"
        FICTIONAL = "fictional", "虚构"

    code = models.CharField("行政区划代码", max_length=6, primary_key=True)
    name = models.CharField("名称", max_length=60)
    short_name = models.CharField("简称", max_length=30)
    level = models.CharField("层级", max_length=12, choices=Level.choices)
    kind = models.CharField("类别", max_length=32, choices=Kind.choices)
    parent = TreeNodeForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级",
    )

    objects: ClassVar[models.Manager[Region]] = models.Manager()
    tree: ClassVar[TreeManager] = TreeQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        verbose_name = "地区"
        verbose_name_plural = "地区"
        ordering = ("code",)
        constraints = (
            models.CheckConstraint(condition=Q(code__regex=r"^\d{6}$"), name="region_code_digits"),
            models.CheckConstraint(
                condition=Q(level__in=["national", "province", "prefecture", "county"]),
                name="region_level_known",
            ),
        )
        indexes = (
            models.Index(fields=["name"], name="region_name"),
            models.Index(fields=["level", "code"], name="region_level"),
        )

    def __str__(self) -> str:
        return self.name
