"""Requests that carry an Idempotency-Key, with what came of them."""

from __future__ import annotations

from django.db import models


class IdempotentRequest(models.Model):
    """One request that was carried out, so that it is not again; forgotten after a day.

    `holder` is the prefix of the key of the API, `operation` method and path, `fingerprint` the
    SHA-256 of what was sent. `result` is what was done, written in the same transaction; the
    answer follows after it, so it may be missing where a process died in between.
    """

    holder = models.CharField("密钥前缀", max_length=20)
    operation = models.CharField("操作", max_length=200)
    key = models.CharField("幂等键", max_length=255)
    fingerprint = models.CharField("请求指纹", max_length=64)
    result = models.JSONField("结果")
    answer = models.JSONField("答复", null=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "幂等请求"
        verbose_name_plural = "幂等请求"
        constraints = (
            models.UniqueConstraint(
                fields=["holder", "operation", "key"], name="idempotent_request_once"
            ),
        )
        indexes = (models.Index(fields=["created_at"], name="idempotent_request_by_time"),)

    def __str__(self) -> str:
        return f"{self.operation} {self.key}"
