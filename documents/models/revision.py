"""Who changed what of a document, when and why: rows are only ever added."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from documents.models.document import Document


class Revision(models.Model):
    """One write to one document.

    `changes` has `{field: {"old", "new"}}` of the public fields; of the text its hash and length,
    since the wordings themselves stay with the versions of the source. The document's id stays
    here after the document is gone, so no constraint holds it. A trigger lets no row be changed.
    """

    class Action(models.TextChoices):
        CREATED = "created", "新建"
        UPDATED = "updated", "修改"
        WITHDRAWN = "withdrawn", "撤回"
        RESTORED = "restored", "恢复"
        SOURCE_ADDED = "source_added", "增加来源"
        DELETED = "deleted", "删除"

    class Channel(models.TextChoices):
        API = "api", "接口"
        ADMIN = "admin", "管理后台"
        COMMAND = "command", "命令"

    document = models.ForeignKey(
        Document,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="revisions",
        verbose_name="文献",
    )
    at = models.DateTimeField("时间", default=timezone.now)
    action = models.CharField("操作", max_length=12, choices=Action.choices)
    channel = models.CharField("途径", max_length=8, choices=Channel.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="用户",
    )
    actor_name = models.CharField("用户名", max_length=150, blank=True)
    key_name = models.CharField("密钥名称", max_length=50, blank=True)
    key_prefix = models.CharField("密钥前缀", max_length=20, blank=True)
    reason = models.TextField("变更原因", blank=True)
    changes = models.JSONField("变更内容", default=dict, blank=True)

    class Meta:
        verbose_name = "变更历史"
        verbose_name_plural = "变更历史"
        ordering = ("-id",)
        indexes = (
            models.Index(fields=["document", "-id"], name="revision_of_document"),
            models.Index(fields=["-at"], name="revision_by_time"),
        )

    def __str__(self) -> str:
        at = timezone.localtime(self.at)
        return f"{self.get_action_display()} {self.document_id} {at:%Y-%m-%d %H:%M}"

    @property
    def who(self) -> str:
        """The user, and the key that the write came with; empty for commands."""
        key = f"{self.key_name}（{self.key_prefix}）" if self.key_prefix else ""
        return " · ".join(part for part in (self.actor_name, key) if part)
