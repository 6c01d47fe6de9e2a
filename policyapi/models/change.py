"""The log of changes: what changed, in the order in which the changes could be seen."""

from __future__ import annotations

from django.db import connection, models


class Change(models.Model):
    """One thing that one transaction touched. Rows are only ever added, at commit, by triggers.

    `position` is given when the transaction commits, under a lock that is held until everybody
    can see it: who has read up to a position has missed nothing before it. `key` is the public key
    of the thing: the id of a document, the slug of a body, meeting or term, the code of a region.
    A row does not say whether the thing is still there; that is to be asked when the row is read,
    for it may have gone or come back since.

    `draft` is a document that was not public before and is not after: the feed leaves it out, but
    who may see it must learn of its versions. `index` (key '') stands for everything that moves
    the search without touching a document. What touches what stands in the migrations that make
    the triggers. TRUNCATE is not noticed.
    """

    class Type(models.TextChoices):
        DOCUMENT = "document", "文献"
        BODY = "body", "机关"
        MEETING = "meeting", "会议"
        TERM = "term", "提法"
        REGION = "region", "地区"
        DRAFT = "draft", "未公开文献"
        INDEX = "index", "检索索引"

    position = models.BigAutoField("位置", primary_key=True)
    type = models.CharField("类型", max_length=10, choices=Type.choices)
    key = models.CharField("标识", max_length=160)
    changed_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "变更"
        verbose_name_plural = "变更"
        ordering = ("position",)
        indexes = (
            models.Index(fields=["type", "key", "position"], name="change_of_thing"),
            models.Index(fields=["changed_at", "position"], name="change_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.position} {self.type} {self.key}"

    @staticmethod
    def note_index() -> None:
        """Note that the search answers otherwise once this transaction has committed."""
        with connection.cursor() as cursor:
            cursor.execute("SELECT policyapi_note_change('index', ARRAY[''])")
