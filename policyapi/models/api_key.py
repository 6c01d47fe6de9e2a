"""Keys of the API: who may ask more often, and who may write."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.cache import caches
from django.db import models
from django.db.models import Q
from django.utils import timezone
from rest_framework_api_key.models import AbstractAPIKey, BaseAPIKeyManager

REMEMBERED = "keys"
"""Name of the cache that holds keys as they were lately read; see CACHES in the settings."""


class ApiKeyManager(BaseAPIKeyManager):
    """Makes keys. A row has a number for its primary key, so that no address holds a hash."""

    def assign_key(self, obj: AbstractAPIKey) -> str:
        """Give `obj` its prefix and its hash, and return the key, which is kept nowhere."""
        key, obj.prefix, obj.hashed_key = self.key_generator.generate()
        return str(key)


class ApiKey(AbstractAPIKey):
    """A key, of which only the prefix and a hash (SHA-512 of 190 random bits) are stored."""

    class Scope(models.TextChoices):
        READ = "read", "读取"
        BACKFILL = "backfill", "全量读取"
        WRITE = "write", "写入"

    id = models.BigAutoField(primary_key=True)  # type: ignore[assignment]
    name = models.CharField("名称", max_length=50, help_text="用途或使用者，便于辨认。")
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="所有者",
        null=True,
        blank=True,
        related_name="api_keys",
        help_text="以此密钥写入的修改记在其名下；其账号停用后密钥随即失效。有写入权限者必填。",
    )
    scopes = ArrayField(models.CharField(max_length=10, choices=Scope.choices), verbose_name="权限")
    note = models.TextField("备注", blank=True)
    created = models.DateTimeField("创建时间", auto_now_add=True)
    expiry_date = models.DateTimeField(
        "有效期至", null=True, blank=True, help_text="留空为长期有效。"
    )
    revoked = models.BooleanField("已撤销", default=False, help_text="撤销后数秒内失效，不可恢复。")
    last_used_on = models.DateField("最近使用", null=True, editable=False)

    objects: ClassVar[ApiKeyManager] = ApiKeyManager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "接口密钥"
        verbose_name_plural = "接口密钥"
        ordering = ("-created",)
        constraints = (
            models.CheckConstraint(
                condition=Q(scopes__len__gte=1, scopes__contained_by=["read", "backfill", "write"]),
                name="api_key_has_scopes",
                violation_error_message="至少选择一项权限。",
            ),
            models.CheckConstraint(
                condition=Q(owner__isnull=False) | ~Q(scopes__contains=["write"]),
                name="api_key_that_writes_has_an_owner",
                violation_error_message="有写入权限的密钥必须有所有者。",
            ),
        )

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and let this process forget what it remembered; others do within seconds."""
        super().save(*args, **kwargs)
        caches[REMEMBERED].delete(self.prefix)

    def may(self, scope: Scope) -> bool:
        return scope in self.scopes

    def note_use(self) -> bool:
        """Write down that it was used today; true where that was not known yet."""
        today: date = timezone.localdate()
        if self.last_used_on == today:
            return False
        self.last_used_on = today
        earlier = Q(last_used_on__isnull=True) | Q(last_used_on__lt=today)
        ApiKey.objects.filter(earlier, pk=self.pk).update(last_used_on=today)
        return True
