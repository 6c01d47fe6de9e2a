"""Document numbers: parsing values and finding them in running text."""

import csv
import sys
from pathlib import Path

import pytest

from documents.text.numbers import find_numbers, parse_number

WHOLE = [
    ("国办发〔2019〕6号", "国办发〔2019〕6号"),
    ("国办发［２０１９］第６号", "国办发〔2019〕6号"),
    ("国办发[2019]6号", "国办发〔2019〕6号"),
    ("国办发(2019)6号", "国办发〔2019〕6号"),
    ("国办发（2019）6号", "国办发〔2019〕6号"),
    ("国办发【2019】06号", "国办发〔2019〕6号"),
    ("国办发﹝2019﹞6号", "国办发〔2019〕6号"),
    ("国办发〈2019〉6号", "国办发〔2019〕6号"),
    ("豫政办 〔2016〕 20 号", "豫政办〔2016〕20号"),
    ("发文字号：晋政办发[2005]44号", "晋政办发〔2005〕44号"),
    ("\u200b渝府办发〔2019〕22号", "渝府办发〔2019〕22号"),
    ("国务院令第265号", "国务院令第265号"),
    ("中华人民共和国国务院令 第 265 号", "国务院令第265号"),
    ("中华人民共和国主席令第十二号", "主席令第12号"),
    ("海南省人民政府第12号令", "海南省人民政府令第12号"),
    ("商务部公告2006年第9号", "商务部公告2006年第9号"),
    ("渝文备〔2023〕1-3号", "渝文备〔2023〕1-3号"),
]

DAMAGED = [
    "国办发〔20??〕6号",
    "国办发〔2019〕号",
    "晋政办发〔2012〕18",
    "晋政发〔2014〕号16",
    "国家税务总局2018年第32号",
    "国办发?2019?6号",
    "国办发〔0019〕6号",
]


class TestParseNumber:
    @pytest.mark.parametrize(("text", "normalised"), WHOLE)
    def test_whole(self, text: str, normalised: str) -> None:
        number = parse_number(text)
        assert number is not None
        assert (number.normalised, number.damaged) == (normalised, False)

    @pytest.mark.parametrize("text", DAMAGED)
    def test_damaged(self, text: str) -> None:
        number = parse_number(text)
        assert number is not None
        assert number.damaged

    @pytest.mark.parametrize("text", ["", "发文字号：", "关于开展工作的通知", "2024年4月29日"])
    def test_none(self, text: str) -> None:
        assert parse_number(text) is None

    def test_parts(self) -> None:
        number = parse_number("湘政办发〔2024〕3号")
        assert number is not None
        assert (number.prefix, number.year, number.serial) == ("湘政办发", 2024, 3)

    def test_catalogue(self, shared: Path) -> None:
        """Of the numbers of the catalogue nearly all are read as its own column writes them."""
        csv.field_size_limit(sys.maxsize)
        same = read = 0
        with (shared / "corpus" / "catalogue_records.tsv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                number = parse_number(row["doc_number_raw"] or "")
                if number and not number.damaged:
                    read += 1
                    plain = row["doc_number"].replace(" ", "").replace("[", "〔").replace("]", "〕")
                    same += number.normalised == plain
        assert read > 30_000
        assert same / read > 0.99


class TestFindNumbers:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("根据国发〔2018〕42号和国函〔2018〕1号文件", ["国发〔2018〕42号", "国函〔2018〕1号"]),
            ("《意见》（国办发〔2021〕59号）精神", ["国办发〔2021〕59号"]),
            ("1999年5月23日中华人民共和国国务院令第265号发布", ["国务院令第265号"]),
            ("经北京市人民政府令第15号修订", ["北京市人民政府令第15号"]),
            ("关于印发办法的通知沪发改价管〔2023〕39号", ["沪发改价管〔2023〕39号"]),
            ("长乐路786号", []),
            ("国办发〔20??〕6号", []),
        ],
    )
    def test_running_text(self, text: str, expected: list[str]) -> None:
        assert [found.number.normalised for found in find_numbers(text)] == expected

    def test_span(self) -> None:
        text = "根据国发〔2018〕42号文件"
        (found,) = find_numbers(text)
        assert text[slice(*found.span)] == "国发〔2018〕42号"
