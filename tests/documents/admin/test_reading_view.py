"""The reading view: marks where they belong, everything escaped."""

from __future__ import annotations

import pytest
from django.test import Client

from documents.admin.flags import FLAG_TEXTS
from documents.admin.marked_text import Anchor, Mark, marked_paragraphs
from documents.admin.reading import RAW_LIMIT, raw_text, reading
from documents.models import Document, Source
from documents.text.stages import FLAGS
from tests.documents.admin.conftest import CAPTURED, Library


@pytest.mark.parametrize(
    ("text", "marks", "expected"),
    [
        ("", [], "<p></p>"),
        ("甲\n乙", [], "<p>甲</p><p>乙</p>"),
        ("甲乙", [Mark(0, 2, "a", "x")], '<p><mark class="a" title="x">甲乙</mark></p>'),
        (
            "甲乙丙",
            [Mark(0, 2, "a", "x"), Mark(1, 3, "b", "y")],
            '<p><mark class="a" title="x">甲</mark><mark class="a b" title="x；y">乙</mark>'
            '<mark class="b" title="y">丙</mark></p>',
        ),
        (
            "甲\n乙丙",
            [Mark(0, 3, "a", "x")],
            '<p><mark class="a" title="x">甲</mark></p>'
            '<p><mark class="a" title="x">乙</mark>丙</p>',
        ),
        (
            "𠀀<&",
            [Mark(1, 2, "a", '"<')],
            '<p>𠀀<mark class="a" title="&quot;&lt;">&lt;</mark>&amp;</p>',
        ),
        ("甲", [Mark(1, 1, "a", "x")], "<p>甲</p>"),
    ],
)
def test_marks(text: str, marks: list[Mark], expected: str) -> None:
    assert marked_paragraphs(text, marks) == expected


def test_anchors_stand_at_the_line_where_a_section_starts() -> None:
    shown = marked_paragraphs("甲\n乙", [], [Anchor(2, "s-2"), Anchor(0, "s-1"), Anchor(0, "s-0")])
    assert shown == '<p><a id="s-0"></a><a id="s-1"></a>甲</p><p><a id="s-2"></a>乙</p>'


def test_form_shows_outline_marks_and_source(library: Library, admin_client: Client) -> None:
    shown = admin_client.get("/admin/documents/document/doc00/change/").text
    assert '<a href="#section-1">第一章 总则</a>' in shown
    assert '<mark class="mention" title="提法：示例提法">示例提法</mark>' in shown
    assert 'title="贯彻落实：示例条例（未入库）">《示例条例》</mark>' in shown
    assert '<mark class="evidence" title="依据：标题">第一章</mark>' in shown
    assert "原始来源" in shown


def test_digest_stands_alone_where_there_is_no_text(library: Library) -> None:
    Document.objects.create(id="bare", title="只有摘要", genre="report", digest="一<二")
    shown = reading("bare")
    assert "一&lt;二" in shown
    assert "正文（" not in shown


@pytest.mark.parametrize(
    ("raw", "media_type", "expected"),
    [
        ("示例".encode(), "text/plain", "示例"),
        ("\ufeff示例".encode(), "text/plain", "示例"),
        ("示例".encode("gb18030"), "text/html", "示例"),
        (b"%PDF", "application/pdf", None),
        (b"x" * (RAW_LIMIT + 1), "text/plain", None),
        (None, "text/plain", None),
    ],
)
def test_raw_source(
    raw: bytes | None, media_type: str, expected: str | None, library: Library, admin_client: Client
) -> None:
    source = Source.objects.create(
        document_id="doc00", version=2, sha256="f" * 64, raw=raw, media_type=media_type,
        captured_at=CAPTURED,
    )  # fmt: skip
    source.raw_length = None if raw is None else len(raw)  # type: ignore[attr-defined]
    assert raw_text(source) == expected
    shown = admin_client.get(f"/admin/documents/source/{source.pk}/change/").text
    assert (expected or "不是文本，或过长") in shown


def test_every_flag_is_explained() -> None:
    assert tuple(FLAG_TEXTS) == FLAGS
    assert all(text.label and text.explanation for text in FLAG_TEXTS.values())
