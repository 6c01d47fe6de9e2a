"""One document in every format: the records say the same."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from documents.ingest.inputs import inputs
from documents.ingest.pipeline import Tools
from documents.ingest.process import process
from documents.ingest.record import extraction_record
from taxonomy.fixtures_vocabulary import load_vocabulary
from tests.documents.ingest.docx_files import docx, numbered, numbering, paragraph
from tests.documents.ingest.pdf_files import LEFT, PITCH, SIZE, TOP, Text, pdf, wrapped

TITLE = "示例省人民政府关于加强城乡节水工作的通知"
NUMBER = "示政发〔2026〕12号"
ADDRESSEE = "各市、县（区）人民政府，省政府各部门、各直属机构："
BODY = [
    "为深入贯彻节水优先方针，切实提高水资源集约节约利用水平，经省人民政府同意，现就加强城乡节水"
    "工作有关事项通知如下。",
    "一、总体要求",
    "坚持以水定城、以水定地、以水定人、以水定产，把节水贯穿经济社会发展全过程和各领域，到2028年"
    "全省用水效率明显提高。",
    "二、重点任务",
    "（一）推进农业节水增效。加快大中型灌区续建配套和现代化改造，推广高效节水灌溉技术。",
    "（二）推进工业节水减排。严格执行用水定额，对超定额用水的企业实行累进加价制度。",
    "三、保障措施",
    "各地各部门要加强组织领导，健全工作机制，细化任务分工，层层压实责任，重大情况及时报告省人民"
    "政府。",
]
SIGNATURE, DAY, NOTE = "示例省人民政府", "2026年3月18日", "（此件公开发布）"
LINES = [TITLE, NUMBER, ADDRESSEE, *BODY, SIGNATURE, DAY, NOTE]
FIELDS = (
    "title", "genre", "kind", "document_number", "issuers", "region", "level", "adopted_on",
    "text", "sections", "terms", "citations", "flags",
)  # fmt: skip


def as_docx() -> bytes:
    """With automatic labels where the text has labels."""
    content = [paragraph(TITLE), paragraph(NUMBER), paragraph(ADDRESSEE)]
    for line in BODY:
        if line[1] == "、":
            content.append(numbered(line[2:]))
        elif line[0] == "（":
            content.append(numbered(line[3:], 1))
        else:
            content.append(paragraph(line))
    content += [paragraph(line) for line in (SIGNATURE, DAY, NOTE)]
    levels = numbering(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"))
    return docx("".join(content), numbering=levels)


def as_pdf() -> bytes:
    """As it is printed: title over two lines, paragraphs wrapped, page numbers."""
    lines = [ADDRESSEE, *(line for part in BODY for line in wrapped(part))]
    first, second = lines[:16], lines[16:]
    pages = [
        [
            Text(120, 690, TITLE[:16], 22), Text(210, 656, TITLE[16:], 22),
            Text(230, 620, NUMBER),
            *(Text(LEFT, 570 - PITCH * i, line) for i, line in enumerate(first)),
            Text(270, 60, "— 1 —", 14),
        ],
        [
            *(Text(LEFT, TOP - PITCH * i, line) for i, line in enumerate(second)),
            Text(340, 500, SIGNATURE), Text(350, 500 - PITCH, DAY),
            Text(LEFT + 2 * SIZE, 500 - 2 * PITCH, NOTE), Text(270, 60, "— 2 —", 14),
        ],
    ]  # fmt: skip
    return pdf(pages)


def as_html() -> bytes:
    inner = "".join(f"<p>　　{line}</p>" for line in LINES[1:])
    return f"<meta charset=utf-8><h1>{TITLE}</h1><div id=zoom>{inner}</div>".encode()


FILES = {
    "notice.docx": as_docx(),
    "notice.pdf": as_pdf(),
    "notice.html": as_html(),
    "notice.md": ("# " + "\n\n".join(LINES)).encode("gb18030"),
    "notice.jsonl": json.dumps({"text": "\n".join(LINES)}, ensure_ascii=False).encode(),
}


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(load_vocabulary())


def record(path: Path, data: bytes, tools: Tools) -> dict[str, Any]:
    path.write_bytes(data)
    (item,) = inputs([path], max_bytes=1_000_000)
    result = process(item, tools)
    assert result.draft is not None, result.error
    return extraction_record(result.source, result.draft)


@pytest.mark.parametrize("name", FILES)
def test_the_record_is_that_of_the_plain_text(name: str, tmp_path: Path, tools: Tools) -> None:
    expected = record(tmp_path / "notice.txt", "\n".join(LINES).encode(), tools)
    assert (expected["title"], expected["document_number"]) == (TITLE, NUMBER)
    assert expected["adopted_on"] == "2026-03-18"
    found = record(tmp_path / name, FILES[name], tools)
    assert {field: found[field] for field in FIELDS} == {field: expected[field] for field in FIELDS}
