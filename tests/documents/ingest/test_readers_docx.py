"""Word-processor documents: labels, tables, notes and boxes as text; what is unseen left out."""

import io
import zipfile

import docx as python_docx
import pytest
from pytest_django.fixtures import Settings

from documents.ingest.readers import read
from documents.ingest.readers.docx_labels import FORMATS
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument
from tests.documents.ingest.docx_files import (
    OFFICE,
    WORD,
    box,
    docx,
    field,
    numbered,
    numbering,
    package,
    paragraph,
    run,
    table,
)

DELETED = '<w:del w:id="1"><w:r><w:delText>删去的字</w:delText></w:r></w:del>'
INSERTED = f'<w:ins w:id="2">{run("添上的字")}</w:ins>'
MOVED = f"<w:moveFrom>{run('移走')}</w:moveFrom><w:moveTo>{run('移来')}</w:moveTo>"
CONTROL = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
PARAGRAPHS: list[tuple[str, str]] = [
    (paragraph("一、", "加强领导"), "一、加强领导"),
    (paragraph(DELETED, INSERTED, MOVED), "添上的字移来"),
    (paragraph("看得见", run("看不见", "<w:vanish/>")), "看得见"),
    (paragraph(run("仍看得见", '<w:vanish w:val="0"/>')), "仍看得见"),
    (paragraph("第", field("PAGE \\* MERGEFORMAT", "3"), "条"), "第3条"),
    (paragraph(f'<w:fldSimple w:instr="DATE">{run("今天")}</w:fldSimple>'), "今天"),
    (paragraph(f'<w:hyperlink r:id="r9">{run("附件链接")}</w:hyperlink>'), "附件链接"),
    (paragraph(f"<w:smartTag>{run('示例省')}</w:smartTag>人民"), "示例省"),
    (paragraph("<w:r><w:t>上</w:t><w:br/><w:t>下</w:t></w:r>"), "上\n下"),
    (paragraph("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t></w:r>"), "甲\t乙"),
    (paragraph('<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>1</w:t></w:r>'), "A-1"),
    (paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>项</w:t></w:r>'), "项"),
    (paragraph('<w:r><w:sym w:char="25A1"/><w:t>项</w:t></w:r>'), "□项"),
    (
        paragraph(
            f"<w:r><w:ruby><w:rt>{run('shuǐ')}</w:rt><w:rubyBase>{run('水')}</w:rubyBase></w:ruby></w:r>"
        ),
        "水",
    ),
    (paragraph(CONTROL.format("", run("填入的字"))), "填入的字"),
    (CONTROL.format("", paragraph("整段")), "整段"),
    (CONTROL.format("<w:showingPlcHdr/>", paragraph("单击此处输入")) + paragraph("文"), "文"),
    (paragraph("<m:oMath><m:r><m:t>x+y</m:t></m:r></m:oMath>"), "x+y"),
    (
        paragraph("前半", properties='<w:rPr><w:del w:id="3"/></w:rPr>') + paragraph("后半"),
        "前半后半",
    ),
    (paragraph("  ") + paragraph("\u3000") + paragraph("文"), "文"),
    (f"<w:ins>{paragraph('新段')}</w:ins><w:del>{paragraph('旧段')}</w:del>", "新段"),
]  # fmt: skip
LEVELS = (("chineseCountingThousand", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3."))
LABELLED: list[tuple[str, str, list[str]]] = [
    (
        numbering(*LEVELS),
        numbered("甲") + numbered("子", 1) + numbered("丑", 1) + numbered("一", 2)
        + numbered("乙") + numbered("寅", 1),
        ["一、甲", "（一）子", "（二）丑", "1.一", "二、乙", "（一）寅"],
    ),
    (numbering(("chineseCounting", "第%1条")), numbered("甲") * 11, [f"第{n}条\u3000甲" for n in
     ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一"]]),
    (
        numbering(("chineseCounting", "%1、"), ("decimal", "%1.%2")),
        numbered("甲") + numbered("子", 1),
        ["一、甲", "一.1 子"],
    ),
    (numbering(("bullet", "●")), numbered("甲"), ["甲"]),
    (numbering(("none", "")), numbered("甲"), ["甲"]),
    (numbering(("decimal", "附件%1")), numbered("表"), ["附件1 表"]),
    (
        numbering(("decimal", "%1.")),
        numbered("甲", number=0) + numbered("乙", number=9),
        ["甲", "乙"],
    ),
    (
        numbering(
            ("decimal", "%1."),
            more='<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
            '<w:startOverride w:val="5"/></w:lvlOverride></w:num>',
        ),
        numbered("甲") + numbered("乙", number=2) + numbered("丙", number=2) + paragraph("丁"),
        ["1.甲", "5.乙", "6.丙", "丁"],
    ),
    (
        numbering(("decimal", "%1．")).replace("<w:lvlText", "<w:isLgl/><w:lvlText"),
        numbered("  ") + numbered("甲"),
        ["1．甲"],
    ),
]  # fmt: skip
NUMBERS = [
    ("decimalZero", 3, "03"), ("upperLetter", 28, "BB"), ("lowerLetter", 1, "a"),
    ("upperRoman", 14, "XIV"), ("lowerRoman", 4, "iv"), ("decimalEnclosedCircle", 3, "③"),
    ("ideographTraditional", 3, "丙"), ("ideographZodiac", 1, "子"),
    ("ideographDigital", 20, "二〇"),
    ("chineseLegalSimplified", 12, "壹拾贰"), ("chineseCountingThousand", 1010, "一千零一十"),
]  # fmt: skip


def content(data: bytes) -> RawDocument | RefusedInput:
    (item,) = read(data, ".docx")
    return item.content


def text(data: bytes) -> str:
    document = content(data)
    assert isinstance(document, RawDocument), document
    assert document.metadata == {}
    return document.text


def reason(data: bytes) -> str:
    document = content(data)
    assert isinstance(document, RefusedInput)
    return str(document)


@pytest.mark.parametrize(("body", "expected"), PARAGRAPHS)
def test_a_paragraph_is_what_a_reader_sees(body: str, expected: str) -> None:
    assert text(docx(body)) == expected


@pytest.mark.parametrize(("lists", "body", "expected"), LABELLED)
def test_automatic_labels_are_written_out(lists: str, body: str, expected: list[str]) -> None:
    assert text(docx(body, numbering=lists)).split("\n") == expected


@pytest.mark.parametrize(("style", "number", "expected"), NUMBERS)
def test_number_formats(style: str, number: int, expected: str) -> None:
    assert FORMATS[style](number) == expected


def test_labels_of_styles() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr>'
        '</w:pPr></w:style><w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="character" w:styleId="X"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = paragraph("总则", properties='<w:pStyle w:val="H1"/>') + paragraph(
        "依据", run("隐藏", '<w:rStyle w:val="X"/>'), properties='<w:pStyle w:val="H2"/>'
    )
    levels = numbering(("chineseCounting", "第%1章"), ("chineseCounting", "第%2条"))
    assert text(docx(body, styles=styles, numbering=levels)) == "第一章\u3000总则\n第一条\u3000依据"


class TestBlocks:
    def test_rows_of_tables_are_lines_in_their_place(self) -> None:
        rows = table(("序号", "任务", "单位"), ("1", "", "水利厅"))
        body = paragraph("前") + rows + paragraph("后")
        assert text(docx(body)) == "前\n序号\t任务\t单位\n1\t\t水利厅\n后"

    def test_tables_that_lay_out_a_page_are_read_cell_by_cell(self) -> None:
        inner = table(("甲", "乙"))
        body = table((paragraph("标题"),), (inner, paragraph("长" * 500)))
        assert text(docx(body)).split("\n") == ["标题", "甲\t乙", "长" * 500]

    def test_deleted_rows_are_left_out(self) -> None:
        gone = table(("旧", "行")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
        assert text(docx(gone + paragraph("文"))) == "文"

    def test_boxes_come_once_above_the_text_or_after_their_paragraph(self) -> None:
        head = paragraph(box(paragraph("示例省人民政府文件")), "示政发〔2026〕1号")
        aside = paragraph("正文", box(paragraph("框内"), table(("甲", "乙"))))
        assert text(docx(head + aside)).split("\n") == [
            "示例省人民政府文件", "示政发〔2026〕1号", "正文", "框内", "甲\t乙",
        ]  # fmt: skip

    def test_lettering_is_text(self) -> None:
        shape = '<w:r><w:pict><v:shape><v:textpath string="示例省水利厅"/></v:shape></w:pict></w:r>'
        assert text(docx(paragraph(shape))) == "示例省水利厅"

    def test_notes_come_last_after_their_marks(self) -> None:
        note = '<w:footnote w:id="{}">{}</w:footnote>'
        notes = note.format(2, paragraph("后注。")) + note.format(1, paragraph("先注。"))
        end = f'<w:endnote w:id="1">{paragraph("尾注。")}</w:endnote>'
        mark = '<w:r><w:{} w:id="{}"/></w:r>'
        body = paragraph(
            "甲", mark.format("footnoteReference", 1), "乙", mark.format("endnoteReference", 1)
        ) + paragraph("丙", mark.format("footnoteReference", 2))
        lines = text(docx(body, footnotes=notes, endnotes=end)).split("\n")
        assert lines == ["甲[1]乙[2]", "丙[3]", "[1] 先注。", "[2] 尾注。", "[3] 后注。"]

    def test_headers_and_footers_are_left_out(self) -> None:
        data = docx(paragraph("文"), header1=paragraph("公报"), footer1=paragraph("— 1 —"))
        assert text(data) == "文"


class TestPrograms:
    def test_what_python_docx_writes(self) -> None:
        file = python_docx.Document()
        file.add_heading("示例省人民政府关于节水的通知", 0)
        file.add_heading("一、总体要求", 1)
        file.add_paragraph("节约用水", style="List Number")
        file.core_properties.title, file.core_properties.author = "模板", "某人"
        buffer = io.BytesIO()
        file.save(buffer)
        expected = "示例省人民政府关于节水的通知\n一、总体要求\n1.节约用水"
        assert text(buffer.getvalue()) == expected

    @pytest.mark.parametrize("kind", ["document.macroEnabled", "template.macroEnabledTemplate"])
    def test_documents_with_macros_are_read_as_text(self, kind: str) -> None:
        main_type = f"application/vnd.ms-word.{kind}.main+xml"
        assert text(docx(paragraph("文"), main_type=main_type)) == "文"

    def test_the_strict_form_of_the_standard(self) -> None:
        strict = "http://purl.oclc.org/ooxml/"
        data = docx(paragraph("文"))
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
            for name in old.namelist():
                part = old.read(name).decode()
                part = part.replace(WORD, f"{strict}wordprocessingml/main")
                new.writestr(name, part.replace(OFFICE, f"{strict}officeDocument/relationships"))
        assert text(buffer.getvalue()) == "文"

    def test_relationships_that_lead_nowhere_do_no_harm(self) -> None:
        links = (
            f'<Relationship Id="a" Type="{OFFICE}/image" Target="../NULL"/>'
            f'<Relationship Id="b" Type="{OFFICE}/image" Target="file:///etc/passwd"'
            ' TargetMode="External"/>'
        )
        body = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("文")}</w:body></w:document>'
        assert text(package({"word/document.xml": body}, links)) == "文"


BOMB = (
    '<!DOCTYPE d [<!ENTITY a "哈哈哈哈"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE d [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


class TestRefused:
    @pytest.mark.parametrize("declaration", [BOMB, OUTSIDE])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
    def test_declared_entities(self, declaration: str, encoding: str) -> None:
        body = f'<w:document xmlns:w="{WORD}"><w:body>{paragraph("&c;")}</w:body></w:document>'
        part = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}{body}'.encode(encoding)
        buffer = io.BytesIO()
        with (
            zipfile.ZipFile(io.BytesIO(docx(""))) as old,
            zipfile.ZipFile(buffer, "w") as new,
        ):
            for name in old.namelist():
                new.writestr(name, part if name == "word/document.xml" else old.read(name))
        assert "declares a document type in word/document.xml" in reason(buffer.getvalue())

    def test_what_unpacks_to_too_much(self, settings: Settings) -> None:
        settings.INGEST_MAX_UNPACKED_BYTES = 100_000
        assert "more than the limit of 100000" in reason(docx(paragraph("水" * 100_000)))

    def test_pictures_do_not_count_and_are_not_unpacked(self, settings: Settings) -> None:
        settings.INGEST_MAX_UNPACKED_BYTES = 10_000
        buffer = io.BytesIO(docx(paragraph("文")))
        with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/media/image1.png", b"\0" * 1_000_000)
        assert text(buffer.getvalue()) == "文"

    def test_too_many_parts(self) -> None:
        buffer = io.BytesIO(docx(paragraph("文")))
        with zipfile.ZipFile(buffer, "a") as archive:
            for number in range(10_001):
                archive.writestr(f"word/media/{number}", b"")
        assert "parts, more than the limit" in reason(buffer.getvalue())

    def test_bottomless_nesting(self) -> None:
        body = "<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000
        assert reason(docx(body))

    @pytest.mark.parametrize(
        ("data", "expected"),
        [
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, "an old .doc or a document with"),
            (b"", "damaged .docx"),
            (b"%PDF-1.7", "damaged .docx"),
            (docx(paragraph("文"))[:-60], "damaged .docx"),
            (package({"word/document.xml": "<a/>"}), "no .docx document|without a body"),
            (package({}), "no .docx document"),
            (docx(""), "holds no text"),
            (docx(paragraph("<w:r><w:drawing/></w:r>")), "holds no text"),
        ],
    )
    def test_what_is_no_readable_document(self, data: bytes, expected: str) -> None:
        assert any(part in reason(data) for part in expected.split("|"))
