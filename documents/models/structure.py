"""What stands where in a document's text: sections, mentions of terms, citations."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Right

from documents.models.document import Document
from documents.text.citations.naming import ENDING
from taxonomy.models import Meeting, Term


def _span_checks(name: str) -> tuple[models.CheckConstraint, ...]:
    """Spans are not negative and not reversed; a trigger holds them inside the text."""
    return (
        models.CheckConstraint(condition=Q(start__gte=0), name=f"{name}_start_not_negative"),
        models.CheckConstraint(condition=Q(end__gte=F("start")), name=f"{name}_end_after_start"),
    )


class Section(models.Model):
    """A node of a document's outline; order is document order, levels count from 1."""

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="sections", verbose_name="文献"
    )
    position = models.PositiveIntegerField("次序")
    parent = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="children",
        verbose_name="上级",
    )
    type = models.CharField("类型", max_length=12)
    level = models.PositiveSmallIntegerField("层级")
    label = models.CharField("序号", max_length=40, null=True, blank=True)  # noqa: DJ001
    heading = models.CharField("标题", max_length=500, null=True, blank=True)  # noqa: DJ001
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        verbose_name = "章节"
        verbose_name_plural = "章节"
        ordering = ("document", "position")
        constraints = (
            models.UniqueConstraint(fields=["document", "position"], name="section_position"),
            models.CheckConstraint(condition=Q(level__gte=1), name="section_level_from_1"),
            *_span_checks("section"),
        )

    def __str__(self) -> str:
        return " ".join(part for part in (self.label, self.heading) if part) or self.type


class Mention(models.Model):
    """A term found in a document's text, or in its digest."""

    class Field(models.TextChoices):
        TEXT = "text", "正文"
        DIGEST = "digest", "摘要"

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="mentions", verbose_name="文献"
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="mentions",
        verbose_name="章节",
    )
    term = models.ForeignKey(
        Term, on_delete=models.PROTECT, related_name="mentions", verbose_name="提法"
    )
    field = models.CharField("字段", max_length=8, choices=Field.choices, default=Field.TEXT)
    surface = models.CharField("原文", max_length=200)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        verbose_name = "提法出现"
        verbose_name_plural = "提法出现"
        ordering = ("document", "field", "start")
        constraints = (
            models.UniqueConstraint(
                fields=["document", "field", "start", "end"], name="mention_span_once"
            ),
            *_span_checks("mention"),
        )
        indexes = (models.Index(fields=["term", "document"], name="mention_term"),)

    def __str__(self) -> str:
        return self.surface


class Citation(models.Model):
    """A document or meeting that a text names; `target` is what the text says it is.

    `target_document` and `target_meeting` are set where the target is in the database.
    """

    class Kind(models.TextChoices):
        DOCUMENT = "document", "文献"
        MEETING = "meeting", "会议"

    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="citations", verbose_name="文献"
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="citations",
        verbose_name="章节",
    )
    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    relation = models.CharField("关系", max_length=12, null=True, blank=True)  # noqa: DJ001
    surface = models.CharField("原文", max_length=500)
    target = models.CharField("所指", max_length=500, null=True, blank=True)  # noqa: DJ001
    target_document = models.ForeignKey(
        Document,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name="所引文献",
    )
    target_meeting = models.ForeignKey(
        Meeting,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="cited_by",
        verbose_name="所引会议",
    )
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        verbose_name = "引用"
        verbose_name_plural = "引用"
        ordering = ("document", "start", "id")
        constraints = _span_checks("citation")
        indexes = (
            models.Index(fields=["target"], name="citation_target"),
            models.Index(Right("target", ENDING), name="citation_target_end"),
            models.Index(fields=["kind", "relation"], name="citation_kind"),
        )

    def __str__(self) -> str:
        return self.surface
