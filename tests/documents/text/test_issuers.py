"""Who issued a document: names in titles, metadata, letterheads, signatures and numbers."""

from datetime import date

import pytest

from documents.text.recognise.prefixes import body_of_number
from documents.text.stages import IssuerRef
from taxonomy.fixtures_vocabulary import load_vocabulary
from tests.documents.text.recognition import bodies, recognised

PARAGRAPH = "各市人民政府：\n为了把示例工作办好，请结合实际认真落实到位。"

FINANCE, EDUCATION, PLANNING = "gov-990000-czt", "gov-990000-jyt", "gov-990000-fgw"

TITLES = [
    ("示例省财政厅 示例省教育厅关于示例的通知", [FINANCE, EDUCATION]),
    ("示例省财政厅、示例省教育厅关于示例的通知", [FINANCE, EDUCATION]),
    ("示例省财政厅示例省教育厅关于示例的通知", [FINANCE, EDUCATION]),
    ("示例省财政厅和示例省教育厅关于示例的通知", [FINANCE, EDUCATION]),
    ("示例省财政厅与省教育厅关于示例的通知", [FINANCE, EDUCATION]),
    ("示例省发展改革委等部门关于示例的通知", [PLANNING]),
    ("示例省发展改革委等3部门关于示例的通知", [PLANNING]),
    ("示例省财政厅、示例省教育厅等五部门关于示例的通知", [FINANCE, EDUCATION]),
    ("中共示例省委 示例省人民政府关于示例的意见", ["cpc-990000", "gov-990000"]),
    ("示例省委办公厅 省政府办公厅关于示例的通知", ["cpcoffice-990000", "govoffice-990000"]),
    ("中共示例省委办公厅、省政府办公厅印发《示例意见》", ["cpcoffice-990000", "govoffice-990000"]),
    (
        "中共样本市委办公室 样本市人民政府办公室关于印发《示例方案》的通知",
        ["cpcoffice-990200", "govoffice-990200"],
    ),
    ("中办 国办关于示例的通知", ["cpcoffice-100000", "govoffice-100000"]),
    ("示例省人民政府办公厅转发省财政厅省教育厅关于示例意见的通知", ["govoffice-990000"]),
    ("示例省人民政府批转省财政厅关于示例意见的通知", ["gov-990000"]),
    ("示例省人民政府贯彻国务院关于示例意见的通知", ["gov-990000"]),
    ("示例省人民政府办公厅2026年示例工作通报", ["govoffice-990000"]),
    ("示例省人民政府对示例市示例工作的批复", ["gov-990000"]),
    ("示例省人民政府关于给予赵一同志表彰的决定", ["gov-990000"]),
    ("示例省高级人民法院 示例省人民检察院关于示例的意见", ["court-990000", "procuratorate-990000"]),
    ("国土资源部 农业部关于示例的通知", ["gov-100000-mlr", "gov-100000-moa"]),
    ("人事部 劳动保障部关于示例的通知", ["gov-100000-mop", "gov-100000-molss"]),
    ("对外贸易经济合作部关于示例的通知", ["gov-100000-moftec"]),
    ("中共中央对外联络部关于示例的通知", ["cpc-100000-dlb"]),
    ("农业部办公厅关于示例的通知", ["gov-100000-moa-office"]),
    (
        "财政部办公厅 商务部办公厅关于示例的通知",
        ["gov-100000-mof-office", "gov-100000-mofcom-office"],
    ),
    ("国家能源局综合司关于示例的通知", ["gov-100000-nea-office"]),
    ("\u200b示例省人民政府关于示例的通知", ["gov-990000"]),
    ("示例省财政厅、示例省教育厅联合印发《示例办法》的通知", [FINANCE, EDUCATION]),
    ("示例省 财政厅关于示例的通知", [FINANCE]),
    ("示例省人民政府 办公厅关于示例的通知", ["govoffice-990000"]),
    ("示例省人民政府办公厅文件", ["govoffice-990000"]),
    ("示例省委、省政府关于示例的意见", ["cpc-990000", "gov-990000"]),
    ("示例省第九届人民代表大会常务委员会公告", ["npcsc-990000"]),
    ("关于示例的通知", []),
    ("示例省示例管理办法", []),
    ("一图读懂示例省人民政府关于示例的意见", []),
    ("全省示例工作推进会召开", []),
]
"""Titles of records without text."""


@pytest.mark.parametrize(("title", "expected"), TITLES)
def test_title(title: str, expected: list[str]) -> None:
    assert bodies(recognised("", title=title)) == expected


UNKNOWN = [
    ("示例省乡村振兴领导小组办公室关于示例的通知", ["示例省乡村振兴领导小组办公室"], "990000"),
    ("样本市高新区管理委员会关于示例的通知", ["样本市高新区管理委员会"], "990200"),
    ("示例省财政厅办公室关于示例的通知", ["示例省财政厅办公室"], "990000"),
    ("示例省财政厅监督检查局关于示例的通知", ["示例省财政厅监督检查局"], "990000"),
    ("中国人民银行示例省分行关于示例的通知", ["中国人民银行示例省分行"], "990000"),
    ("国家统计局示例调查总队关于示例的通知", ["国家统计局示例调查总队"], "990000"),
    ("示例省示例集团有限公司关于示例的请示", ["示例省示例集团有限公司"], "990000"),
    (
        "示例省人民政府办公厅 示例省军区司令部关于示例的通知",
        ["示例省人民政府办公厅", "示例省军区司令部"],
        "990000",
    ),
    (
        "示例省财政厅国家土地督察示例局关于示例的通知",
        ["示例省财政厅", "国家土地督察示例局"],
        "990000",
    ),
]


@pytest.mark.parametrize(("title", "names", "region"), UNKNOWN)
def test_a_body_that_is_not_listed_keeps_its_name_and_place(
    title: str, names: list[str], region: str
) -> None:
    record = recognised("", title=title)
    assert [issuer.name for issuer in record.issuers] == names
    assert None in bodies(record)
    assert record.region == region
    assert "unresolved_issuer" in record.flags


LISTS = [
    "示例省财政厅、示例省教育厅",
    "示例省财政厅，示例省教育厅",
    "示例省财政厅；示例省教育厅",
    "示例省财政厅 示例省教育厅",
    "示例省财政厅　　示例省教育厅",
    "示例省财政厅|示例省教育厅",
    "示例省财政厅/示例省教育厅",
    "示例省财政厅示例省教育厅",
    "省财政厅,省教育厅",
]


@pytest.mark.parametrize("stated", LISTS)
def test_issuers_in_metadata(stated: str) -> None:
    record = recognised(f"关于示例省示例的通知\n{PARAGRAPH}", issuer=stated)
    assert bodies(record) == [FINANCE, EDUCATION]
    assert record.evidence["issuers"] == "metadata"


def test_metadata_that_names_no_body_is_not_taken() -> None:
    record = recognised(f"示例省财政厅关于示例的通知\n{PARAGRAPH}", issuer="办公室")
    assert bodies(record) == [FINANCE]


class TestOthers:
    """示例省发展改革委等部门关于…: the title names the first only."""

    TEXT = f"示例省发展改革委等部门关于示例的通知\n{PARAGRAPH}"

    def test_all_who_signed(self) -> None:
        record = recognised(
            f"{self.TEXT}\n示例省发展改革委　　示例省财政厅\n示例省教育厅\n2026年3月1日"
        )
        assert bodies(record) == [PLANNING, FINANCE, EDUCATION]
        assert "unresolved_issuer" not in record.flags

    def test_all_of_the_metadata(self) -> None:
        record = recognised(self.TEXT, issuer="示例省发展改革委、示例省财政厅、示例省教育厅")
        assert bodies(record) == [PLANNING, FINANCE, EDUCATION]
        assert "conflicting_metadata" not in record.flags

    def test_the_others_stay_unknown(self) -> None:
        record = recognised(self.TEXT)
        assert bodies(record) == [PLANNING]
        assert "unresolved_issuer" in record.flags


SIGNATURES = [
    pytest.param("示例省财政厅\n2026年3月1日", [FINANCE], id="plain"),
    pytest.param("示例省财政厅　　2026年3月1日", [FINANCE], id="on the line of the date"),
    pytest.param("示例省财政厅（印章）\n2026年3月1日", [FINANCE], id="seal"),
    pytest.param("示例省财政厅(盖章)\n二〇二六年三月一日", [FINANCE], id="seal in narrow brackets"),
    pytest.param("示 例 省 财 政 厅\n二〇二六年三月一日", [FINANCE], id="spaced characters"),
    pytest.param("示例省 财政厅\n2026年3月1日", [FINANCE], id="spaced parts"),
    pytest.param("示例省财政厅\n2026年3月1日\n（此件公开发布）", [FINANCE], id="notice after"),
    pytest.param("（此件公开发布）\n示例省财政厅\n2026年3月1日", [FINANCE], id="notice before"),
    pytest.param("2026年3月1日\n示例省财政厅", [FINANCE], id="date before the name"),
    pytest.param(
        "示例省财政厅          示例省教育厅\n2026年3月1日", [FINANCE, EDUCATION], id="columns"
    ),
    pytest.param(
        "示例省发展改革委    示例省财政厅\n示例省教育厅\n2026年3月1日",
        [PLANNING, FINANCE, EDUCATION],
        id="columns and lines",
    ),
    pytest.param(
        "示例省财政厅\n国家税务总局示例省税务局\n2026年3月1日",
        [FINANCE, "gov-990000-swj"],
        id="lines",
    ),
    pytest.param(
        "示例省财政厅\n2026年3月1日\n抄送：省委办公厅。\n示例省教育厅　2026年3月2日印发",
        [FINANCE],
        id="who printed it is no issuer",
    ),
]


@pytest.mark.parametrize(("signature", "expected"), SIGNATURES)
def test_signature(signature: str, expected: list[str]) -> None:
    record = recognised(f"关于示例的通知\n{PARAGRAPH}\n{signature}")
    assert bodies(record) == expected
    assert record.adopted_on == date(2026, 3, 1)


LETTERHEADS = [
    ("示例省人民政府文件", "示政发〔2026〕1号", ["gov-990000"]),
    ("中共示例省委办公厅", "示办发〔2026〕1号", ["cpcoffice-990000"]),
    ("示例省财政厅 示例省教育厅文件", "示财教〔2026〕1号", [FINANCE, EDUCATION]),
    ("示例省财政厅\n示例省教育厅文件", "示财教〔2026〕1号", [FINANCE, EDUCATION]),
    ("示例省财政厅\n示例省教育厅", "示财教〔2026〕1号", [FINANCE, EDUCATION]),
]


@pytest.mark.parametrize(("head", "number", "expected"), LETTERHEADS)
def test_letterhead(head: str, number: str, expected: list[str]) -> None:
    record = recognised(f"{head}\n{number}\n关于示例的通知\n{PARAGRAPH}")
    assert bodies(record) == expected
    assert (record.title, record.document_number) == ("关于示例的通知", number)


def test_an_issuer_on_the_first_line_of_the_title_belongs_to_it() -> None:
    record = recognised(
        f"示例省人民政府办公厅\n关于印发示例方案的通知\n示政办发〔2026〕1号\n{PARAGRAPH}"
    )
    assert record.title == "示例省人民政府办公厅关于印发示例方案的通知"
    assert bodies(record) == ["govoffice-990000"]


NUMBER_LINES = [
    "示财教〔2026〕1号",
    "（示财教〔2026〕1号）",
    "（示财教〔2026〕1号　2026年3月1日）",
    "示财教〔2026〕1号  二〇二六年三月一日",
    "2026年3月1日　示财教〔2026〕1号",
    "示财教〔2026〕1号　　　签发人：周明远",
    "示财教〔2026〕1号　示教财〔2026〕3号",
    "文号：示财教〔2026〕1号",
]


@pytest.mark.parametrize("line", NUMBER_LINES)
def test_number_line(line: str) -> None:
    title = "示例省财政厅 示例省教育厅关于示例的通知"
    record = recognised(f"{title}\n{line}\n{PARAGRAPH}")
    assert (record.title, record.document_number) == (title, "示财教〔2026〕1号")


ORDERS = [
    (
        "示例省财政厅\n示例省教育厅\n令\n第12号\n《示例办法》已经审议通过，现予公布。",
        "示例省财政厅示例省教育厅令第12号",
        [FINANCE, EDUCATION],
    ),
    (
        "示例省财政厅公告\n2026年第9号\n现将示例事项公告如下：\n请知悉。",
        "示例省财政厅公告2026年第9号",
        [FINANCE],
    ),
    (
        "示例省财政厅 示例省教育厅关于示例的公告\n（2026年第9号）\n现公告如下：\n请知悉。",
        "示例省财政厅示例省教育厅公告2026年第9号",
        [FINANCE, EDUCATION],
    ),
]


@pytest.mark.parametrize(("text", "number", "expected"), ORDERS)
def test_order_and_announcement(text: str, number: str, expected: list[str]) -> None:
    record = recognised(text)
    assert (record.document_number, bodies(record)) == (number, expected)
    assert "damaged_number" not in record.flags


class TestNumberOfARecord:
    """Catalogue records without text, whose number says what the title leaves out."""

    @pytest.mark.parametrize(
        ("title", "number", "expected"),
        [
            ("关于示例的通知", "示政办发〔2026〕1号", ["govoffice-990000"]),
            ("", "示政函〔2026〕1号", ["gov-990000"]),
            ("印发示例办法的通知", "示政发〔2026〕1号", ["gov-990000"]),
            ("关于示例的通知", "示财教〔2026〕1号", [FINANCE]),
            ("关于示例的通知", "示人社发〔2026〕1号", ["gov-990000-rst"]),
            ("示例省示例办法", "示例省人民政府令第12号", ["gov-990000"]),
            ("示例省示例办法", "省人民政府令第12号", ["gov-990000"]),
            ("示例省示例办法", "示政令第12号", ["gov-990000"]),
            (
                "关于示例的公告",
                "财政部 税务总局公告2019年第39号",
                ["gov-100000-mof", "gov-100000-sta"],
            ),
            ("省教育厅关于示例的通知", "示教发〔2026〕1号", [EDUCATION]),
            ("《示例办法》解读", "示政发〔2026〕1号", []),
            ("示例省示例项目公示", "国办发〔2017〕49号", []),
            ("示例省示例规范", "国办发〔2017〕49号", []),
            ("关于示例的通知", "样发〔2026〕1号", []),
        ],
    )
    def test_issuer(self, title: str, number: str, expected: list[str]) -> None:
        assert bodies(recognised("", title=title, document_number=number)) == expected

    @pytest.mark.parametrize(
        ("title", "number", "issuer"),
        [
            (
                "《示例省示例办法》（示例省人民政府令第12号）",
                "示例省人民政府令第12号",
                "gov-990000",
            ),
            ("示例省人民政府令第12号", "示例省人民政府令第12号", "gov-990000"),
            ("示例省人民政府令", None, "gov-990000"),
        ],
    )
    def test_an_orders_number_in_the_title(
        self, title: str, number: str | None, issuer: str
    ) -> None:
        record = recognised("", title=title)
        assert (record.document_number, bodies(record)) == (number, [issuer])

    def test_the_number_of_what_is_forwarded_is_not_its_own(self) -> None:
        record = recognised("", title="转发省教育厅关于示例的通知（示教发〔2026〕1号）")
        assert record.document_number is None

    def test_a_joint_issue_keeps_the_first_number(self) -> None:
        numbers = "示财教〔2026〕1号　示教财〔2026〕3号"
        title = "示例省财政厅 示例省教育厅关于示例的通知"
        beside = recognised("", title=title, document_number=numbers)
        above = recognised(f"{title}\n{numbers}\n{PARAGRAPH}")
        assert beside.document_number == above.document_number == "示财教〔2026〕1号"
        assert above.title == title

    def test_a_number_cut_out_of_a_sentence_is_flagged(self) -> None:
        record = recognised("", title="关于示例的通知", document_number="要按照示政发〔2026〕1号")
        assert "damaged_number" in record.flags


PREFIXES = [
    ("宁政办发〔2015〕109号", None, None),
    ("宁政办发〔2015〕109号", "640000", "govoffice-640000"),
    ("宁政办发〔2015〕109号", "320100", "govoffice-320100"),
    ("云府明电〔2013〕3号", None, "gov-530000"),
    ("辽交建发〔2015〕12号", None, "gov-210000-jtt"),
    ("辽交办发〔2015〕12号", None, None),
    ("辽卫发〔2008〕12号", None, "gov-210000-wst"),
    ("辽卫发〔2016〕12号", None, None),
    ("沪民防〔2022〕104号", None, None),
    ("农渔发〔2012〕3号", None, "gov-100000-moa"),
    ("农渔发〔2018〕3号", None, None),
    ("农渔发〔2021〕3号", None, "gov-100000-mara"),
    ("农办牧〔2021〕7号", None, "gov-100000-mara-office"),
    ("国卫医发〔2014〕1号", None, "gov-100000-nhfpc"),
    ("新出政发〔2010〕1号", None, None),
    ("其他〔2020〕100号", None, None),
    ("沪府令第18号", None, "gov-310000"),
    ("苏政令第18号", None, "gov-320000"),
    ("国务院令第18号", None, "gov-100000"),
]


@pytest.mark.parametrize(("number", "home", "expected"), PREFIXES)
def test_body_of_a_number(number: str, home: str | None, expected: str | None) -> None:
    body = body_of_number(number, load_vocabulary(), home)
    assert (body.slug if body else None) == expected


def test_short_names_are_read_in_the_place_that_number_metadata_or_address_tell() -> None:
    title = "市农委关于下达标准预研制项目计划的通知"
    by_number = recognised("", title=title, document_number="沪农委〔2017〕12号")
    by_address = recognised("", title=title, url="http://www.shanghai.gov.cn/nw1/a.html")
    by_place = recognised("", title=title, issuer="上海")
    for record in (by_number, by_address, by_place):
        assert record.issuers == (IssuerRef("市农委", "gov-310000-nongyt"),)
        assert record.region == "310000"
    assert bodies(recognised("", title=title)) == [None]


def test_a_documents_region_is_not_that_of_its_address() -> None:
    record = recognised("", title="公共示例设施条例", url="http://www.shanghai.gov.cn/nw1/a.html")
    assert record.region is None
    assert recognised("", title="财政部关于示例的通知").region == "100000"
