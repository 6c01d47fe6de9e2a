"""The dictionaries that rows of the index were made with."""

from __future__ import annotations

import zlib

from django.db import models


class DictionaryVersion(models.Model):
    """The user words behind a version of the analyser, so that two versions can be compared.

    `rules` names everything else that decides how a text is cut: across different rules nothing
    can be told from the words.
    """

    version = models.CharField("版本", max_length=40, primary_key=True)
    rules = models.CharField("规则", max_length=40)
    packed = models.BinaryField("词表")

    class Meta:
        verbose_name = "词典版本"
        verbose_name_plural = "词典版本"

    def __str__(self) -> str:
        return self.version

    @property
    def words(self) -> frozenset[str]:
        """The user words, folded."""
        return frozenset(filter(None, zlib.decompress(self.packed).decode().split("\n")))

    @staticmethod
    def pack(words: tuple[str, ...]) -> bytes:
        """Words as they are kept: a list of ten thousand takes some 100 kB."""
        return zlib.compress("\n".join(words).encode())
