"""The days of a document: adoption, publication, entry into force, and its validity."""

from datetime import date

import pytest

from documents.text.cleaning import clean
from documents.text.recognise import recognise
from documents.text.stages import Recognised
from taxonomy.fixtures_vocabulary import load_vocabulary

TITLE = "示例省人民政府关于示例的通知"
PARAGRAPH = (
    "为了把有关事情办好，现就有关工作通知如下，请各地结合实际认真落实。\n一、提高认识。要高度重视。"
)
OPENING = f"{TITLE}\n示政发〔2026〕3号\n各市人民政府：\n{PARAGRAPH}"
DAY = date(2026, 3, 16)


def read(text: str, **metadata: str) -> Recognised:
    return recognise(clean(text), metadata, load_vocabulary())


SIGNED = [
    ("二〇二六年三月十六日", DAY),
    ("二○二六年三月十六日", DAY),
    ("二Ｏ二六年三月十六日", DAY),
    ("二０二六年三月十六日", DAY),
    ("二零二六年三月十六日", DAY),
    ("2026年3月16日", DAY),
    ("２０２６年３月１６日", DAY),
    ("2026年03月16日", DAY),
    ("2026 年 3 月 16 日", DAY),
    ("2026-3-16", DAY),
    ("2026.03.16", DAY),
    ("2026/3/16", DAY),
    ("二〇二六年三月十六日（此件公开发布）", DAY),
    ("2026年3月16日\n（此件公开发布）", DAY),
    ("2026年3月16日\n抄送：省委各部门。\n示例省人民政府办公厅2026年3月18日印发", DAY),
    ("二〇二六年三月", None),
    ("2026年2月30日", None),
]


@pytest.mark.parametrize(("signature", "day"), SIGNED)
def test_adopted_in_the_signature(signature: str, day: date | None) -> None:
    record = read(f"{OPENING}\n示例省人民政府\n{signature}")
    assert (record.adopted_on, record.published_on) == (day, None)
    assert [ref.body for ref in record.issuers] == ["gov-990000"]
    assert ("damaged_text" in record.flags) == ("2月30日" in signature)


def test_the_imprint_is_no_signature() -> None:
    record = read(f"{OPENING}\n抄送：省委各部门。\n示例省人民政府办公厅 2026年3月18日印发")
    assert record.adopted_on is None
    assert [ref.body for ref in record.issuers] == ["gov-990000"]


HEADS = [
    ("（2026年3月16日）", DAY, None),
    ("（二〇二六年三月十六日）", DAY, None),
    ("2026年3月16日", DAY, None),
    ("成文日期：2026年3月16日", DAY, None),
    ("发文日期：2026.03.16", DAY, None),
    ("发布日期：2026-03-16", None, DAY),
    ("公开日期：2026/3/16", None, DAY),
    ("时间：2026-03-16 09:20", None, DAY),
    ("发布时间：2026年03月16日 来源：示例日报", None, DAY),
    ("（2026年3月）", None, None),
    ("（2026年2月30日）", None, None),
]


@pytest.mark.parametrize(("line", "adopted", "published"), HEADS)
def test_line_under_the_title(line: str, adopted: date | None, published: date | None) -> None:
    record = read(f"{TITLE}\n{line}\n各市人民政府：\n{PARAGRAPH}")
    assert (record.adopted_on, record.published_on, record.title) == (adopted, published, TITLE)
    assert ("damaged_text" in record.flags) == ("2月30日" in line)


MAY = date(2026, 5, 1)
EFFECTIVE = [
    ("本办法自2026年5月1日起施行。", MAY),
    ("本办法自2026年5月1日起施行，有效期5年。", MAY),
    ("本办法自2026年5月1日起施行，有效期至2031年4月30日。", MAY),
    ("本办法自二〇二六年五月一日起施行。", MAY),
    ("本办法从2026年5月1日起执行。", MAY),
    ("本办法于2026年5月1日起施行。", MAY),
    ("本暂行办法2026年5月1日起实施。", MAY),
    ("本决定自2026年5月1日起生效。", MAY),
    ("以上规定自2026年5月1日起执行。", MAY),
    ("上述政策自2026年5月1日起实施。", MAY),
    ("本办法自2026年5月1日起试行，试行期2年。", MAY),
    ("本办法自2026年5月1日起施行。《示例旧办法》（示政发〔2010〕5号）同时废止。", MAY),
    ("本办法自印发之日起施行。", DAY),
    ("本通知自下发之日起执行。", DAY),
    ("本办法自发布之日起施行。", None),
    ("本办法自公布之日起30日后施行。", None),
    ("本办法自2026年5月起施行。", None),
    ("本办法自2026年2月30日起施行。", None),
    ("本市新能源汽车补贴2026年5月1日起实施。", None),
    ("《示例旧办法》自2010年5月1日起施行，现予废止。", None),
]


@pytest.mark.parametrize(("sentence", "day"), EFFECTIVE)
def test_entry_into_force(sentence: str, day: date | None) -> None:
    record = read(f"{OPENING}\n{sentence}\n示例省人民政府\n2026年3月16日")
    assert (record.effective_on, record.validity) == (day, "unknown")


def test_entry_into_force_on_publication() -> None:
    record = read(
        f"{OPENING}\n本办法自发布之日起施行。\n示例省人民政府\n2026年3月16日",
        published_on="2026-03-20",
    )
    assert record.effective_on == date(2026, 3, 20)


VALIDITY = [
    ("（此件已废止）", "repealed"),
    ("【失效】", "repealed"),
    ("本文件已于2020年1月1日废止。", "repealed"),
    ("时效性：已废止", "repealed"),
    ("【已被修改】", "amended"),
    ("【现行有效】", "in_force"),
    ("时效性：现行有效", "in_force"),
]


@pytest.mark.parametrize(("line", "validity"), VALIDITY)
def test_validity(line: str, validity: str) -> None:
    record = read(f"{TITLE}\n{line}\n各市人民政府：\n{PARAGRAPH}\n示例省人民政府\n2026年3月16日")
    assert (record.validity, record.title) == (validity, TITLE)
    assert "validity" in record.evidence


def test_what_repeals_another_document_is_itself_in_force_for_all_one_knows() -> None:
    record = read(
        f"示例省人民政府关于废止《示例办法》的决定\n{PARAGRAPH}\n《示例办法》自即日起废止。\n"
        "示例省人民政府\n2026年3月16日"
    )
    assert record.validity == "unknown"
