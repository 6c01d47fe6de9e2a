"""The paragraphs of a text as they are searched, kept in step inside the ingest transaction."""

from __future__ import annotations

from django.db import models

from documents.models.document import Document


class Passage(models.Model):
    """One paragraph, or short ones together; the text itself stands in the document alone.

    `start` and `end` are code points of the document's text, `section` is the position of the
    innermost section in its outline.
    """

    document = models.ForeignKey(
        Document,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="passages",
        verbose_name="文献",
    )
    section = models.PositiveIntegerField("章节次序", null=True)
    start = models.PositiveIntegerField("起")
    end = models.PositiveIntegerField("止")

    class Meta:
        verbose_name = "段落"
        verbose_name_plural = "段落"
        constraints = (models.UniqueConstraint(fields=["document", "start"], name="passage_start"),)

    def __str__(self) -> str:
        return f"{self.document_id} {self.start}–{self.end}"
