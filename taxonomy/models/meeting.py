"""Meetings (会议) at which documents are adopted or delivered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from taxonomy.models.body import Body


class Meeting(models.Model):
    """A session, plenum, congress or conference of a body.

    Numbered meetings are one where body, kind, convocation (届) and session (次) agree, others
    where body, name and first day do. Previous and next follow from the ordinals.
    """

    class Kind(models.TextChoices):
        PLENUM = "plenum", "全体会议"
        CONGRESS = "congress", "党代会"
        SESSION = "session", "人大/政协会议"
        STANDING = "standing", "常委会/常务会议"
        CONFERENCE = "conference", "工作会议"
        FORUM = "forum", "座谈会"
        BRIEFING = "briefing", "传达学习会议"
        OTHER = "other", "其他"

    slug = models.SlugField("标识", max_length=160, unique=True)
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, related_name="meetings", verbose_name="机关"
    )
    kind = models.CharField("类别", max_length=12, choices=Kind.choices)
    convocation = models.PositiveSmallIntegerField("届", null=True, blank=True)
    session = models.PositiveSmallIntegerField("次", null=True, blank=True)
    held_from = models.DateField("开始日期", null=True, blank=True)
    held_to = models.DateField("结束日期", null=True, blank=True)
    place = models.CharField("地点", max_length=60, null=True, blank=True)  # noqa: DJ001 - null is "not stated"
    name = models.CharField("名称", max_length=200)
    aliases = ArrayField(
        models.CharField(max_length=200), default=list, blank=True, verbose_name="别名"
    )

    class Meta:
        verbose_name = "会议"
        verbose_name_plural = "会议"
        ordering = (F("held_from").desc(nulls_last=True), "slug")
        constraints = (
            models.UniqueConstraint(
                fields=["body", "kind", "convocation", "session"],
                condition=Q(convocation__isnull=False),
                nulls_distinct=False,
                name="meeting_by_ordinals",
            ),
            models.UniqueConstraint(
                fields=["body", "name", "held_from"],
                condition=Q(convocation__isnull=True),
                nulls_distinct=False,
                name="meeting_by_name_and_day",
            ),
            models.CheckConstraint(
                condition=Q(held_to__isnull=True) | Q(held_to__gte=F("held_from")),
                name="meeting_days_in_order",
            ),
        )
        indexes = (
            models.Index(fields=["kind", "slug"], name="meeting_kind"),
            models.Index(fields=["held_from"], name="meeting_held_from"),
            models.Index(fields=["name"], name="meeting_name"),
            GinIndex(fields=["aliases"], name="meeting_aliases"),
        )

    def __str__(self) -> str:
        return self.name
