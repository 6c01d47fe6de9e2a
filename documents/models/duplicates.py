"""Documents that look like one another: what is compared, and what is proposed of it."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Q

from documents.models.deciding import Decided
from documents.models.document import Document


class Fingerprint(models.Model):
    """What near texts are found by: a hash of the whole text and a sample of its shingles.

    `samples` are 32-bit hashes (as signed integers) of some of the character shingles, chosen by
    the hash alone, so that two texts choose the same ones of what they share. `revision` is that of
    the rules in `documents/text/similarity.py`. Documents without a text have no fingerprint.
    """

    document = models.OneToOneField(
        Document, on_delete=models.CASCADE, primary_key=True, related_name="fingerprint"
    )
    text_sha256 = models.CharField("归一正文指纹", max_length=64)
    length = models.PositiveIntegerField("归一正文字数")
    samples = ArrayField(models.IntegerField(), verbose_name="抽样指纹")
    revision = models.PositiveSmallIntegerField("规则版本")

    class Meta:
        verbose_name = "相似指纹"
        verbose_name_plural = "相似指纹"
        indexes = (
            models.Index(fields=["text_sha256"], name="fingerprint_text"),
            GinIndex(
                OpClass("samples", name="array_ops"), name="fingerprint_samples", fastupdate=False
            ),
        )

    def __str__(self) -> str:
        return str(self.document_id)


class DocumentRelation(Decided):
    """One document proposed to be a copy, a reprint or a part of another; curators decide.

    `from_document` is the copy: the excerpt, the reprint, else the one that was stored later. It
    has the flag `possible_duplicate` as long as the proposal is open. `similarity` is from 0 to 1:
    shared shingles over all shingles of both, for excerpts over those of the excerpt.
    """

    class Kind(models.TextChoices):
        SAME_TEXT = "same_text", "正文相同"
        NEAR_SAME = "near_same", "正文相近"
        EXCERPT_OF = "excerpt_of", "节选自"
        REPRINT_OF = "reprint_of", "转载自"
        SAME_NUMBER = "same_number", "字号相同"
        SAME_TITLE = "same_title", "标题相同"

    class Status(models.TextChoices):
        PROPOSED = "proposed", "待定"
        CONFIRMED = "confirmed", "已确认"
        REJECTED = "rejected", "已驳回"

    from_document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="relations", verbose_name="文献"
    )
    to_document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="relations_from", verbose_name="相似文献"
    )
    kind = models.CharField("关系", max_length=12, choices=Kind.choices)
    similarity = models.FloatField("相似度")
    evidence = models.JSONField("依据", default=dict, blank=True)
    status = models.CharField(
        "状态", max_length=10, choices=Status.choices, default=Status.PROPOSED
    )

    class Meta:
        verbose_name = "疑似重复"
        verbose_name_plural = "疑似重复"
        ordering = ("-similarity", "id")
        constraints = (
            models.UniqueConstraint(
                fields=["from_document", "to_document"], name="relation_pair_once"
            ),
            models.CheckConstraint(
                condition=~Q(from_document=F("to_document")), name="relation_of_two_documents"
            ),
            models.CheckConstraint(
                condition=Q(similarity__gte=0, similarity__lte=1), name="relation_similarity_range"
            ),
        )
        indexes = (models.Index(fields=["status", "kind"], name="relation_status"),)

    def __str__(self) -> str:
        return f"{self.from_document_id} {self.get_kind_display()} {self.to_document_id}"
