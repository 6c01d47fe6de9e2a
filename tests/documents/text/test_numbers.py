"""Document numbers: parsing values and finding them in running text."""

import csv
import sys
from pathlib import Path

import pytest

from documents.text.numbers import find_numbers, parse_number, parse_numbers

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
    ("示政发{2024}3号", "示政发〔2024〕3号"),
    ("示政发〖2024〗3号", "示政发〔2024〕3号"),
    ("示政发[2024〕 3 号", "示政发〔2024〕3号"),
    ("示政发〔2024年〕第003号", "示政发〔2024〕3号"),
    ("示政发〔二〇二四〕三号", "示政发〔2024〕3号"),
    ("示政发〔二○二四〕十二号", "示政发〔2024〕12号"),
    ("示政办函（２０２４）１２号", "示政办函〔2024〕12号"),
    ("示政发〔2024〕3號", "示政发〔2024〕3号"),
    ("（示政发〔2024〕3号）", "示政发〔2024〕3号"),
    ("示政发〔2024〕3号文", "示政发〔2024〕3号"),
    ("示政发〔2024〕3号文件", "示政发〔2024〕3号"),
    ("示政发〔2024〕3号（已废止）", "示政发〔2024〕3号"),
    ("示发明电〔2024〕3号", "示发明电〔2024〕3号"),
    ("财税〔2016〕36号", "财税〔2016〕36号"),
    ("建标函[2019]220号", "建标函〔2019〕220号"),
    ("银保监办发〔2020〕7号", "银保监办发〔2020〕7号"),
    ("示（办）发〔1988〕6号", "示（办）发〔1988〕6号"),
    ("〔1996〕示司字第3号", "示司字〔1996〕3号"),
    ("(1988)示函字12号", "示函字〔1988〕12号"),
    ("（85）示预字第12号", "示预字〔1985〕12号"),
    ("示司字〔1996〕第3号", "示司字〔1996〕3号"),
    ("示司〔1996〕字第3号", "示司字〔1996〕3号"),
    ("示司字第〔1996〕3号", "示司字〔1996〕3号"),
    ("示发〔85〕12号", "示发〔1985〕12号"),
    ("示例省人民政府令（第12号）", "示例省人民政府令第12号"),
    ("中华人民共和国主席令（第四十三号）", "主席令第43号"),
    ("第711号国务院令", "国务院令第711号"),
    ("示府令18号", "示府令第18号"),
    ("示例省人民政府第三号令", "示例省人民政府令第3号"),
    ("财政部 税务总局公告2019年第39号", "财政部税务总局公告2019年第39号"),
    ("商务部2019年第9号公告", "商务部公告2019年第9号"),
    ("商务部公告（2019年第9号）", "商务部公告2019年第9号"),
    ("示例省人民代表大会常务委员会公告（第59号）", "示例省人民代表大会常务委员会公告第59号"),
    (
        "全国人民代表大会常务委员会公告〔十三届〕第七号",
        "全国人民代表大会常务委员会公告〔十三届〕第7号",
    ),
    ("的通知示政发〔2024〕3号", "示政发〔2024〕3号"),
    ("上海市物价局沪价经〔1998〕115号", "沪价经〔1998〕115号"),
    ("日云政发〔2003〕58号", "云政发〔2003〕58号"),
    ("省人民政府云政函〔2003〕8号", "云政函〔2003〕8号"),
]

DAMAGED = [
    "国办发〔20??〕6号",
    "国办发〔2019〕号",
    "晋政办发〔2012〕18",
    "晋政发〔2014〕号16",
    "国家税务总局2018年第32号",
    "国办发?2019?6号",
    "国办发〔0019〕6号",
    "示政发〔2O24〕6号",
    "示政发〔20l4〕6号",
    "示政发〔〕6号",
    "示政发〔2024 6号",
    "示政发2024〕6号",
    "示政发〔202〕6号",
    "示政发〔2024〕*号",
    "示政发〔2924〕6号",
    "要按照示政发〔2024〕6号",
    "关于废止示政发〔2024〕6号",
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

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "发文字号：",
            "关于开展工作的通知",
            "2024年4月29日",
            "任务分工表（2024）",
            "示例省工作要点（2024年）",
            "附件（1）",
            "〔2024〕6号",
            "示例省人民政府关于示例的公告 第3号",
        ],
    )
    def test_none(self, text: str) -> None:
        assert parse_number(text) is None

    @pytest.mark.parametrize("expected", [normalised for _, normalised in WHOLE])
    def test_what_is_normalised_stays_as_it_is(self, expected: str) -> None:
        number = parse_number(expected)
        assert number is not None
        assert number.normalised == expected

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


class TestParseNumbers:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("示政发〔2024〕3号", ["示政发〔2024〕3号"]),
            (
                "示财建〔2024〕12号，示发改投〔2024〕33号",
                ["示财建〔2024〕12号", "示发改投〔2024〕33号"],
            ),
            ("示财建〔2024〕12号　示教财[2024]3号", ["示财建〔2024〕12号", "示教财〔2024〕3号"]),
            ("示政发〔2024〕3号关于示例的通知", []),
            ("无", []),
        ],
    )
    def test_joint_issues_have_several(self, text: str, expected: list[str]) -> None:
        assert [number.normalised for number in parse_numbers(text)] == expected


class TestFindNumbers:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("根据国发〔2018〕42号和国函〔2018〕1号文件", ["国发〔2018〕42号", "国函〔2018〕1号"]),
            ("《意见》（国办发〔2021〕59号）精神", ["国办发〔2021〕59号"]),
            ("1999年5月23日中华人民共和国国务院令第265号发布", ["国务院令第265号"]),
            ("经北京市人民政府令第15号修订", ["北京市人民政府令第15号"]),
            ("关于印发办法的通知沪发改价管〔2023〕39号", ["沪发改价管〔2023〕39号"]),
            ("依照〔1996〕示司字第3号批复", ["示司字〔1996〕3号"]),
            ("经示例市财政局沪财发〔2018〕4号批准", ["沪财发〔2018〕4号"]),
            ("落实劳动部、中国纺织总会劳部发〔1998〕37号精神", ["劳部发〔1998〕37号"]),
            (
                "2012年12月11日 示例市人民代表大会常务委员会公告第2号公布",
                ["示例市人民代表大会常务委员会公告第2号"],
            ),
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
