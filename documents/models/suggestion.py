"""What typed beginnings are completed from: the names of terms, bodies and meetings, and titles."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Replace

from documents.models.document import Document
from taxonomy.models import Body, Meeting, Term

OWNERS = ("term", "body", "meeting", "document")
"""What a suggestion may lead to, in the order in which equals are listed."""

SEARCHED: dict[str, F | Replace] = {
    "key": F("key"),
    "pinyin": Replace("pinyin", Value(" "), Value("")),
    "initials": F("initials"),
}
"""What a typed beginning is compared with; pinyin is typed without spaces."""


class Suggestion(models.Model):
    """One name and the keys under which it is found (documents/search/suggestion_keys.py).

    `weight` is the number of published documents that name what it leads to, as last counted.
    `bucket` is the place among all suggestions, best first: shorter and more often named before
    longer and rarer, then by kind. Leading the indexes, it lets a query read the best of many
    matches without reading the rest. `revision` is that of the rules that made the keys.
    """

    class Kind(models.TextChoices):
        TERM = "term", "提法"
        BODY = "body", "机关"
        MEETING = "meeting", "会议"
        DOCUMENT = "document", "文献"

    kind = models.CharField("类别", max_length=8, choices=Kind.choices)
    text = models.CharField("名称", max_length=500)
    is_preferred = models.BooleanField("首选名称")
    weight = models.PositiveIntegerField("文献数")
    term = models.ForeignKey(
        Term, models.CASCADE, null=True, db_index=False, related_name="suggestions"
    )
    body = models.ForeignKey(
        Body, models.CASCADE, null=True, db_index=False, related_name="suggestions"
    )
    meeting = models.ForeignKey(
        Meeting, models.CASCADE, null=True, db_index=False, related_name="suggestions"
    )
    document = models.ForeignKey(
        Document, models.CASCADE, null=True, db_index=False, related_name="suggestions"
    )
    key = models.TextField("折叠名称")
    pinyin = models.TextField("拼音")
    initials = models.TextField("首字母")
    grams = SearchVectorField("二元向量")
    bucket = models.SmallIntegerField("次序")
    revision = models.PositiveSmallIntegerField("规则版本")

    class Meta:
        verbose_name = "联想词"
        verbose_name_plural = "联想词"
        constraints = (
            models.CheckConstraint(
                condition=Q(
                    *(
                        Q(kind=owner)
                        & Q(**{f"{other}__isnull": other != owner for other in OWNERS})
                        for owner in OWNERS
                    ),
                    _connector=Q.OR,
                ),
                name="suggestion_leads_to_its_kind",
            ),
        )
        indexes = (
            *(
                models.Index(
                    F("bucket"), OpClass(key, name="text_pattern_ops"), name=f"suggestion_{name}"
                )
                for name, key in SEARCHED.items()
            ),
            *(
                models.Index(
                    fields=[owner], condition=Q(**{f"{owner}__isnull": False}),
                    name=f"suggestion_of_{owner}",
                )
                for owner in OWNERS
            ),
            GinIndex(fields=["grams"], name="suggestion_grams", fastupdate=False),
        )  # fmt: skip

    def __str__(self) -> str:
        return self.text
