"""Damaged files of every kind: a document comes out, or a reason; never a crash, never a hang."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.generic import StreamObject

from documents.ingest.readers import SUFFIXES, read
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument
from tests.conftest import ROOT
from tests.documents.ingest.docx_files import (
    box,
    docx,
    field,
    numbered,
    numbering,
    paragraph,
    table,
)
from tests.documents.ingest.pdf_files import locked, pdf, set_page, writer
from tests.documents.ingest.test_html_layouts import body, four_columns, site

LINES = [
    "示例省人民政府关于节水工作的通知",
    "示政发〔2026〕1号",
    "各市人民政府：",
    "现将有关事项通知如下。",
]
WORD = docx(
    numbered("甲") + paragraph("乙", field("PAGE", "1"), box(paragraph("框")))
    + table(("一", "二"), ("三", "四")),
    numbering=numbering(("chineseCounting", "%1、")),
    styles='<w:style w:type="paragraph" w:default="1" w:styleId="a"/>',
)  # fmt: skip
RECORDS = "\n".join(
    json.dumps({"title": line, "text": line * 3}, ensure_ascii=False) for line in LINES
)
VALID: list[tuple[str, bytes]] = [
    (".pdf", pdf([set_page(LINES, 1), set_page(LINES, 2)])),
    (".pdf", locked([set_page(LINES)], "")),
    (".pdf", gzip.decompress((ROOT / "tests/data/readers/red_head.pdf.gz").read_bytes())),
    (".docx", WORD),
    (".html", site(f"{four_columns()}<div id='zoom'>{body()}</div>")),
    (".txt", "\n".join(LINES * 9).encode("gb18030")),
    (".md", ("---\ntitle: 通知\n---\n# 一\n" + "\n".join(LINES)).encode()),
    (".jsonl", RECORDS.encode()),
    (".tsv", ("title\ttext\n" + "\n".join(f"{line}\t{line}" for line in LINES)).encode()),
]
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["set", "cut", "put", "swap"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=12),
        st.integers(1, 400),
    ),
    min_size=1,
    max_size=8,
)
"""What is done to the bytes, at which share of their length, with which bytes, how far."""


def changed(data: bytes, changes: list[tuple[str, float, bytes, int]]) -> bytes:
    """The bytes after all changes."""
    for kind, share, new, length in changes:
        at = int(share * len(data))
        if kind == "set":
            data = data[:at] + new + data[at + len(new) :]
        elif kind == "cut":
            data = data[:at] + data[at + length :]
        elif kind == "put":
            data = data[:at] + new * min(length, 50) + data[at:]
        else:
            data = data[:at] + data[at + length :] + data[at : at + length]
    return data


def check(data: bytes, suffix: str) -> None:
    """Everything that comes out is a document with text in Unicode, or a refusal with a reason."""
    for item in read(data, suffix):
        if isinstance(item.content, RefusedInput):
            assert str(item.content)
        else:
            assert isinstance(item.content, RawDocument)
            assert item.content.media_type == SUFFIXES[suffix]
            assert all(isinstance(value, str) for value in item.content.metadata.values())


@pytest.mark.parametrize(("suffix", "data"), VALID)
def test_the_files_are_read_before_they_are_damaged(suffix: str, data: bytes) -> None:
    assert all(isinstance(item.content, RawDocument) for item in read(data, suffix))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(valid=st.sampled_from(VALID), changes=CHANGES)
def test_damaged_files(
    valid: tuple[str, bytes], changes: list[tuple[str, float, bytes, int]]
) -> None:
    suffix, data = valid
    check(changed(data, changes), suffix)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(part=st.integers(0, 3), changes=CHANGES)
def test_damaged_parts_of_a_word_processor_document(
    part: int, changes: list[tuple[str, float, bytes, int]]
) -> None:
    """The archive is whole, so that the damage gets as far as the XML."""

    def damage(name: str, content: bytes) -> bytes:
        return changed(content, changes) if name == names[part] else content

    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        names = sorted(name for name in archive.namelist() if name.startswith("word/"))
    check(repacked(WORD, damage), ".docx")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(changes=CHANGES)
def test_damaged_content_of_a_page(changes: list[tuple[str, float, bytes, int]]) -> None:
    """The file is whole, so that the damage gets as far as the drawing operators."""
    file = writer([set_page(LINES)])
    content = file.pages[0]["/Contents"].get_object()
    assert isinstance(content, StreamObject)
    content.set_data(changed(content.get_data(), changes))
    buffer = io.BytesIO()
    file.write(buffer)
    check(buffer.getvalue(), ".pdf")


@settings(max_examples=60, deadline=None)
@given(suffix=st.sampled_from(sorted(SUFFIXES)), data=st.binary(max_size=300))
def test_bytes_of_no_meaning(suffix: str, data: bytes) -> None:
    check(data, suffix)


def repacked(data: bytes, damage: Callable[[str, bytes], bytes]) -> bytes:
    """The archive with its parts put through `damage`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, damage(name, old.read(name)))
    return buffer.getvalue()
