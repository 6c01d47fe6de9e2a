"""PDF: paragraphs rebuilt from places on pages; scans, locked and damaged files refused.

`red_head.pdf.gz` was printed from `red_head.html` by `chromium --headless --no-pdf-header-footer
--print-to-pdf`, the outlines of its letters emptied afterwards. Where a chromium is at hand, the
page is printed anew, and must give the same.
"""

import gzip
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from documents.ingest.readers import read
from documents.text.cleaning import clean
from documents.text.refusal import RefusedInput
from documents.text.stages import RawDocument
from tests.conftest import ROOT
from tests.documents.ingest.pdf_files import (
    LEFT,
    PITCH,
    SIZE,
    TOP,
    Text,
    locked,
    pdf,
    set_page,
    wrapped,
    writer,
)

DATA = ROOT / "tests" / "data" / "readers"
FIRST = (
    "为做好全省节水工作，保障城乡供水安全，促进经济社会持续健康发展，经省人民政府同意，现将有关"
    "事项通知如下，请结合实际认真贯彻执行。"
)
SECOND = (
    "各市、县人民政府要切实加强组织领导，建立健全工作机制，明确责任分工，细化工作措施，确保各项"
    "任务按期完成。省水利厅会同有关部门加强指导和督促检查。"
)
RED_HEAD = [
    "示例省人民政府文件",
    "示政发〔2026〕12号",
    "示例省人民政府关于进一步加强城乡",
    "节水工作的通知",
    "各市、县（区）人民政府，省政府各部门、各直属机构：",
    "为深入贯彻落实节水优先方针",
    "一、总体要求",
    "坚持以水定城",
    "二、重点任务",
    "（一）推进农业节水增效。",
    "（二）推进工业节水减排。",
    "（三）推进城镇节水降损。",
    "三、保障措施",
    "各地各部门要加强组织领导",
    "附件：1.主要指标分解表",
    "2.重点任务分工方案",
    "示例省人民政府",
    "2026年3月18日",
    "（此件公开发布）",
    "附件1",
    "主要指标分解表",
    "序号\t指标名称\t2027年目标\t责任单位",
    "1\t万元地区生产总值用水量下降率\t8%\t省水利厅、省发展改革委、省统计局按职责分工负责",
    "2\t城市公共供水管网漏损率\t8.5%\t省住房城乡建设厅",
    "抄送：省委各部门",
    "示例省人民政府办公厅\t2026年3月19日印发",
]
"""How the paragraphs of the printed page begin."""


def content(data: bytes) -> RawDocument | RefusedInput:
    (item,) = read(data, ".pdf")
    return item.content


def text(data: bytes) -> str:
    document = content(data)
    assert isinstance(document, RawDocument), document
    assert document.media_type == "application/pdf"
    return document.text


def reason(data: bytes) -> str:
    document = content(data)
    assert isinstance(document, RefusedInput)
    return str(document)


def check_red_head(data: bytes) -> None:
    """Every paragraph is whole and in its place; pages leave neither breaks nor numbers."""
    lines = [line.replace(" 年", "年") for line in text(data).split("\n")]
    plain = [clean(line).text for line in lines]
    assert len(plain) == len(RED_HEAD)
    for line, start in zip(plain, RED_HEAD, strict=True):
        assert line.replace("\t", "").replace(" ", "").startswith(start.replace("\t", ""))
    for line, start in zip(lines, RED_HEAD, strict=True):
        assert line.count("\t") == start.count("\t")
    long = [line for line in plain if len(line) > 60]
    assert len(long) == 6
    assert all(line.endswith("。") for line in long)


class TestPrinted:
    def test_the_layout_of_an_official_document(self) -> None:
        check_red_head(gzip.decompress((DATA / "red_head.pdf.gz").read_bytes()))

    def test_the_same_printed_here(self, tmp_path: Path) -> None:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        if chromium is None:
            pytest.skip("chromium is not installed: a page that it printed before is read above")
        target = tmp_path / "printed.pdf"
        command = [
            chromium, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            "--disable-quic", "--disable-dev-shm-usage", f"--print-to-pdf={target}",
            f"--user-data-dir={tmp_path / 'profile'}", (DATA / "red_head.html").as_uri(),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, timeout=120, check=False)
        assert done.returncode == 0, done.stderr.decode(errors="replace")
        check_red_head(target.read_bytes())


class TestParagraphs:
    def test_lines_of_a_paragraph_are_joined_and_indents_start_new_ones(self) -> None:
        page = set_page([*wrapped(FIRST), *wrapped("一、加强领导"), *wrapped(SECOND)], 1)
        assert text(pdf([page])).split("\n") == [FIRST, "一、加强领导", SECOND]

    def test_a_paragraph_goes_on_over_the_page(self) -> None:
        lines = [*wrapped(FIRST), *wrapped(SECOND), *wrapped(FIRST), *wrapped(SECOND)]
        cut = len(wrapped(FIRST)) + 2
        pages = [set_page(lines[:cut], 1), set_page(lines[cut:], 2)]
        assert text(pdf(pages)).split("\n") == [FIRST, SECOND, FIRST, SECOND]

    def test_paragraphs_without_indent_are_kept_apart_by_space(self) -> None:
        height, page = TOP, []
        for paragraph in (FIRST, SECOND, FIRST):
            for line in wrapped(paragraph):
                page.append(Text(LEFT, height, line.strip("\u3000")))
                height -= 20
            height -= 10
        assert text(pdf([page])).split("\n") == [FIRST, SECOND, FIRST]

    def test_the_signature_stands_alone(self) -> None:
        page = set_page([*wrapped(FIRST), *wrapped(SECOND)])
        below = min(t.y for t in page) - 2 * PITCH
        page += [Text(350, below, "示例省水利厅"), Text(350, below - PITCH, "2026年3月18日")]
        assert text(pdf([page])).split("\n")[-2:] == ["示例省水利厅", "2026年3月18日"]

    def test_words_of_latin_letters_keep_their_space(self) -> None:
        lines = ["为" * 24 + "plan", "B" + "为" * 20]
        assert "plan B" in text(pdf([set_page([*lines, *wrapped(FIRST), *wrapped(SECOND)])]))

    def test_titles_that_wrap_at_the_margin_are_one_line(self) -> None:
        title = [Text(LEFT, 760, "示例省人民政府办公厅关于印发示例省节约用水", 22),
                 Text(LEFT + 88, 726, "工作方案（试行）的通知", 22)]  # fmt: skip
        page = [*title, *[t._replace(y=t.y - 60) for t in set_page(wrapped(FIRST) * 3)]]
        first = text(pdf([page])).split("\n")[0]
        assert first == "示例省人民政府办公厅关于印发示例省节约用水工作方案（试行）的通知"


class TestPages:
    def test_page_numbers_and_running_heads_are_left_out(self) -> None:
        pages = []
        for number in (1, 2, 3):
            page = set_page([*wrapped(FIRST), *wrapped(SECOND)], number)
            pages.append([Text(200, 800, "示例省人民政府公报", 10), *page])
        assert text(pdf(pages)).split("\n") == [FIRST, SECOND] * 3

    def test_bare_numbers_at_the_foot_are_page_numbers(self) -> None:
        pages = [[*set_page(wrapped(FIRST)), Text(290, 40, str(n), 10)] for n in (1, 2)]
        assert text(pdf(pages)).split("\n") == [FIRST, FIRST]

    def test_headings_that_stand_on_one_height_are_no_running_heads(self) -> None:
        heads = ["附件1", "附件2", "附件3"]
        pages = [[Text(LEFT, 755, head), *set_page(wrapped(FIRST))] for head in heads]
        expected = [line for head in heads for line in (head, FIRST)]
        assert text(pdf(pages)).split("\n") == expected

    def test_running_heads_with_a_number(self) -> None:
        pages = [
            [Text(LEFT, 790, f"示例省人民政府公报 · {number} ·", 10), *set_page(wrapped(FIRST))]
            for number in (14, 15, 16)
        ]
        assert text(pdf(pages)).split("\n") == [FIRST] * 3

    def test_notes_at_the_foot_come_last(self) -> None:
        note = Text(LEFT, 120, "[1]万元地区生产总值用水量：指用水总量与生产总值之比。", 10)
        cut = [*wrapped(FIRST), wrapped(SECOND)[0]]
        pages = [[*set_page(cut), note], set_page(wrapped(SECOND)[1:] + wrapped(FIRST))]
        assert text(pdf(pages)).split("\n") == [FIRST, SECOND, FIRST, note.text]

    def test_text_across_the_page_is_a_watermark(self) -> None:
        mark = Text(200, 300, "仅供内部使用", 40, matrix="0.7 0.7 -0.7 0.7")
        assert text(pdf([[*set_page(wrapped(FIRST)), mark]])) == FIRST

    def test_a_turned_page_is_read_upright(self) -> None:
        lines = [*wrapped(FIRST), *wrapped(SECOND)]
        page = [
            Text(100 + PITCH * i, LEFT, line, matrix="0 1 -1 0") for i, line in enumerate(lines)
        ]
        assert text(pdf([page], rotation=90)).split("\n") == [FIRST, SECOND]
        assert "scan" in reason(pdf([page]))

    def test_letters_printed_twice_to_look_bold_count_once(self) -> None:
        page = set_page(wrapped(FIRST))
        assert text(pdf([[*page, *[t._replace(x=t.x + 0.3) for t in page]]])) == FIRST

    def test_glyphs_in_any_order(self) -> None:
        page = [
            Text(line.x + SIZE * i, line.y, character)
            for line in set_page(wrapped(FIRST))
            for i, character in enumerate(line.text)
            if character != "\u3000"
        ]
        shuffled = [*page[1::2], *page[::2]]
        assert text(pdf([shuffled])) == FIRST


class TestRefused:
    def test_a_scan(self) -> None:
        assert "has 2 pages but no text" in reason(pdf([[], []]))

    def test_a_locked_file(self) -> None:
        assert reason(locked([set_page([FIRST])], "secret")) == "is locked with a password"

    @pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
    def test_a_file_that_is_only_closed_to_changes_is_read(self, algorithm: str) -> None:
        assert text(locked([set_page(wrapped(FIRST))], "", algorithm)) == FIRST

    @pytest.mark.parametrize("data", [b"", b"PK\x03\x04", "通知".encode() * 900])
    def test_what_is_no_pdf(self, data: bytes) -> None:
        assert reason(data) == "is no PDF file (offset 0)"

    def test_a_damaged_file(self) -> None:
        assert "damaged" in reason(b"%PDF-1.7\n" + b"\xff" * 400)

    def test_glyph_numbers_in_place_of_characters(self) -> None:
        codes = "".join(chr(0x3400 + i) for i in range(600))
        page = set_page([codes[i : i + 28] for i in range(0, 600, 28)])
        assert "do not say which characters" in reason(pdf([page]))

    def test_more_pages_than_the_limit(self, settings: Settings) -> None:
        settings.INGEST_MAX_PAGES = 2
        assert reason(pdf([set_page([FIRST])] * 3)) == "has 3 pages; the limit is 2"

    def test_a_stream_that_unpacks_to_too_much(self, settings: Settings) -> None:
        settings.INGEST_MAX_UNPACKED_BYTES = 10_000
        bomb = writer([[Text(LEFT, TOP, FIRST)] * 500])
        for page in bomb.pages:
            page.compress_content_streams()
        buffer = io.BytesIO()
        bomb.write(buffer)
        assert "unpacks to too much" in reason(buffer.getvalue())
