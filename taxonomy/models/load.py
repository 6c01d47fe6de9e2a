"""Which version of each authority file the database holds."""

from django.db import models


class ReferenceLoad(models.Model):
    """One authority file as it was last loaded; an unchanged file is not loaded again."""

    name = models.CharField("文件", max_length=60, primary_key=True)
    sha256 = models.CharField("SHA-256", max_length=64)
    loaded_at = models.DateTimeField("载入时间", auto_now=True)

    class Meta:
        verbose_name = "规范数据载入"
        verbose_name_plural = "规范数据载入"
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
