"""What a machine proposes and a curator decides."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Decided(models.Model):
    """When something was proposed, and who decided on it when; null while it is open."""

    proposed_at = models.DateTimeField("提出时间", auto_now_add=True)
    decided_at = models.DateTimeField("决定时间", null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="决定人",
    )

    class Meta:
        abstract = True
