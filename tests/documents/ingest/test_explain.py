"""`manage.py explain`: what it says agrees with the record, and its confidence with the text."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from documents.text.cleaning import clean
from documents.text.recognise import recognise
from documents.text.recognise.readings import Account, account_for
from taxonomy.fixtures_vocabulary import FIXTURES, load_vocabulary

NOTICE = """示例省人民政府关于加强湿地保护的通知
示政发〔2023〕12号

各市、县人民政府，省政府各厅委、各直属机构：
为保护湿地，现将有关事项通知如下。
一、摸清底数。各地要在年底前完成湿地调查，建立名录。
特此通知。

示例省人民政府
2023年5月6日
"""


def accounts(text: str, **metadata: str) -> dict[str, Account]:
    found = account_for(clean(text), metadata, load_vocabulary())
    return {account.field: account for account in found}


def test_places_that_agree() -> None:
    found = accounts(NOTICE)
    issuers = found["issuers"]
    assert [ref.body for ref in issuers.chosen.value] == ["gov-990000"]
    assert {issuers.chosen.place, *(other.place for other in issuers.others)} >= {
        "title line",
        "signature",
    }
    assert issuers.confidence == "high"
    assert found["document_number"].chosen.place == "number line"
    assert found["adopted_on"].chosen.place == "signature"
    assert all(account.chosen.rule.startswith("recognise_") for account in found.values())


def test_places_that_contradict() -> None:
    found = accounts(NOTICE, adopted_on="2023-05-09", issuer="样本市人民政府")
    assert found["adopted_on"].confidence == "low"
    assert {str(other.value) for other in found["adopted_on"].others} == {"2023-05-06"}
    assert "signature" in found["adopted_on"].reason


def test_a_title_made_from_the_text_is_not_sure() -> None:
    body = NOTICE.partition("\n")[2].partition("\n")[2]
    assert accounts(body)["title"].confidence == "low"


def test_a_name_outside_the_authority_file_is_not_sure() -> None:
    text = NOTICE.replace("示例省人民政府", "示例省芦苇保护委员会").replace("示政发", "示苇发")
    assert accounts(text)["issuers"].confidence == "low"


@pytest.mark.parametrize("path", sorted((FIXTURES / "samples").iterdir()), ids=lambda p: p.name)
def test_the_account_gives_the_values_of_the_record(path: Path) -> None:
    cleaned = clean(path.read_text(encoding="utf-8"))
    record = recognise(cleaned, {}, load_vocabulary())
    found = account_for(cleaned, {}, load_vocabulary())
    assert {"title", "genre"} <= {account.field for account in found}
    for account in found:
        assert account.chosen.value == getattr(record, account.field)
        assert account.chosen.evidence == record.evidence[account.field]


def explain(path: Path, *options: str) -> str:
    out = StringIO()
    call_command("explain", str(path), *options, stdout=out)
    return out.getvalue()


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(NOTICE.replace("湿地，现", "湿地,现"), encoding="utf-8")
    return path


def test_page(notice: Path) -> None:
    page = explain(notice)
    assert "document_number = 示政发〔2023〕12号\n      read from number line (line 2)" in page
    assert "line 5: ',' → '，'" in page
    assert "flags: none" in page


def test_json(notice: Path) -> None:
    found: dict[str, Any] = json.loads(explain(notice, "--format", "json"))
    number = next(f for f in found["fields"] if f["field"] == "document_number")
    assert number["evidence"] == {"line": 2, "surface": "示政发〔2023〕12号"}
    comma = next(rule for rule in found["cleaning"] if rule["rule"] == "punctuation")
    assert comma["examples"] == [{"line": 5, "before": ",", "after": "，"}]
    assert [s["line"] for s in found["sections"]][:2] == [4, 5]


def test_one_record_of_many(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    rows = [{"title": f"示例省人民政府关于第{n}件事的通知", "text": NOTICE} for n in "一二"]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    assert "第二件事" in explain(path, "--record", "2")
    assert "第一件事" in explain(path)
    with pytest.raises(CommandError, match="no record 3"):
        explain(path, "--record", "3")


def test_what_cannot_be_explained(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lost = tmp_path / "lost.txt"
    lost.write_bytes(b"\xff\xfe\x00\xd8" + b"\x00\xdc" * 3 + b"\xff")
    with pytest.raises(SystemExit) as stopped:
        explain(lost)
    assert stopped.value.code == 3
    with pytest.raises(CommandError, match="no such file"):
        explain(tmp_path / "none.txt")
    with pytest.raises(CommandError, match="folder"):
        explain(tmp_path)
